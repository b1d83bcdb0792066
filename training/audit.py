"""The audit table: protected groups by pseudonym, apart from every snapshot, read by ``training.fairness`` alone.

One parquet file with a row for each participant and the columns ``participant``, ``age_band``, ``sex``, ``origin``;
what is not known is empty. No model, feature or list ever reads it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from training.dataset import DatasetError

if TYPE_CHECKING:
    import pandas as pd

ATTRIBUTES: Final = ("age_band", "sex", "origin")
COLUMNS: Final = ("participant", *ATTRIBUTES)


def read_audit(path: Path) -> pd.DataFrame:
    """The audit table of a file.

    Raises:
        DatasetError: it cannot be read, has other columns, or names somebody twice.
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
        DatasetError: other columns, or a participant without a name or twice.
    """
    odd = sorted(set(table.columns) ^ set(COLUMNS))
    if odd:
        raise DatasetError(
            place, [f"columns missing or unknown: {', '.join(odd)}; it has exactly {', '.join(COLUMNS)}"]
        )
    names = table["participant"]
    faults = [f"participant: {int(names.isna().sum())} empty"] if names.isna().any() else []
    if names.duplicated().any():
        faults.append(
            f"participant: {int(names.duplicated().sum())} twice, such as {names[names.duplicated()].iloc[0]}"
        )
    if faults:
        raise DatasetError(place, faults)
    return table[list(COLUMNS)]


__all__ = ["ATTRIBUTES", "checked", "read_audit"]
