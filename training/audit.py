"""The audit table: protected groups by pseudonym, apart from every feature, read by ``training.fairness`` alone.

A snapshot from the database has one of its own in ``audit/groups.parquet``, under the snapshot's pseudonyms; another
may be given as a parquet file. It has a row for each participant of whom something is known and the columns
``participant``, ``age_band``, ``sex``, ``origin`` with the codes of ``training.protected``. ``Dataset`` never opens it,
so no model, feature or list can.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from training.manifest import AUDIT, DatasetError, read_manifest, sha256
from training.protected import ATTRIBUTES, CODES

if TYPE_CHECKING:
    import pandas as pd

COLUMNS: Final = ("participant", *ATTRIBUTES)


def audit_of(snapshot: Path) -> pd.DataFrame | None:
    """The audit table of a snapshot, None where it was made without one.

    Raises:
        DatasetError: it is not the one of the manifest, or it cannot be used.
    """
    manifest, path = read_manifest(snapshot), Path(snapshot) / AUDIT
    if manifest.audit is None:
        return None
    if not path.is_file():
        raise DatasetError(str(snapshot), [f"{AUDIT} is missing: fairness cannot be judged without it"])
    if sha256(path) != manifest.audit:
        raise DatasetError(str(snapshot), [f"{AUDIT} is not the file of the manifest (sha256 differs)"])
    return read_audit(path)


def read_audit(path: Path) -> pd.DataFrame:
    """The audit table of a file.

    Raises:
        DatasetError: it cannot be read, has other columns or codes, or names somebody twice.
    """
    import pandas as pd

    try:
        return checked(pd.read_parquet(path), str(path))
    except (OSError, ValueError) as error:
        if isinstance(error, DatasetError):
            raise
        raise DatasetError(str(path), [f"cannot be read as parquet: {error}"]) from error


def checked(table: pd.DataFrame, place: str = "audit table") -> pd.DataFrame:
    """The same table, its columns in order.

    Raises:
        DatasetError: other columns or codes, or a participant without a name or twice.
    """
    odd = sorted(set(table.columns) ^ set(COLUMNS))
    if odd:
        raise DatasetError(
            place, [f"columns missing or unknown: {', '.join(odd)}; it has exactly {', '.join(COLUMNS)}"]
        )
    if faults := [*_names(table["participant"]), *_codes(table)]:
        raise DatasetError(place, faults)
    return table[list(COLUMNS)]


def _names(names: pd.Series) -> Iterator[str]:
    if names.isna().any():
        yield f"participant: {int(names.isna().sum())} empty"
    if names.duplicated().any():
        yield f"participant: {int(names.duplicated().sum())} twice, such as {names[names.duplicated()].iloc[0]}"


def _codes(table: pd.DataFrame) -> Iterator[str]:
    """Values that are no code; what stands there may be a birth date, so only how many is told."""
    for name, kind in CODES.items():
        codes = [code.value for code in kind]
        if wrong := int((~table[name].dropna().isin(codes)).sum()):
            yield f"{name}: {wrong} value(s) that are no code; the codes are {', '.join(codes)}"


__all__ = ["audit_of", "checked", "read_audit"]
