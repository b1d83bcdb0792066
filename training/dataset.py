"""A snapshot: the folder that training reads instead of the database, checked before anything is learned from it.

    manifest.json         format, day, period, counts, columns, sha256 of each file, versions, whether it is synthetic
    suggestions.parquet   what was shown, with its features        (``training.tables``)
    answers.parquet       the latest answer of each party
    outcomes.parquet      what became of placements; a job that still runs is right-censored

A folder with faults is refused with all of them at once; a folder is written whole or not at all.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

from features.pairs import COLUMNS
from training.tables import ANSWERS, OUTCOMES, SUGGESTIONS, TABLES, schemas

if TYPE_CHECKING:
    import pandas as pd
    from pandera.errors import SchemaErrors

MANIFEST: Final = "manifest.json"
FORMAT: Final = "companytrack-snapshot-1"
WHOLE: Final = {
    "column_in_schema": "a column that does not belong here",
    "column_in_dataframe": "a column is missing",
    "column_ordered": "a column in the wrong place",
}
SHOWN: Final = 3
"""Examples of a fault that the message gives."""


class DatasetError(ValueError):
    """A snapshot that cannot be learned from; ``faults`` says every one of them, ``code`` is for machines."""

    code = "bad_snapshot"

    def __init__(self, place: str, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            f"{place}: {len(faults)} fault(s); mend the export and make it again\n- " + "\n- ".join(faults)
        )


class Manifest(BaseModel):
    """What a snapshot says of itself. ``period`` is the first and last day shown, None without suggestions."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["companytrack-snapshot-1"] = FORMAT
    made_on: date
    synthetic: bool
    period: tuple[date, date] | None = None
    counts: Mapping[str, int] = {}
    columns: Mapping[str, Mapping[str, str]] = {}
    sha256: Mapping[str, str] = {}
    versions: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Dataset:
    """The three tables of a snapshot, checked, and where they come from.

    ``versions`` names what made the suggestions (``rules``, ``data``, …); models stand on the suggestions themselves.
    """

    suggestions: pd.DataFrame
    answers: pd.DataFrame
    outcomes: pd.DataFrame
    made_on: date
    synthetic: bool
    versions: Mapping[str, str]

    @classmethod
    def of(
        cls,
        suggestions: pd.DataFrame,
        answers: pd.DataFrame,
        outcomes: pd.DataFrame,
        *,
        made_on: date,
        synthetic: bool,
        versions: Mapping[str, str] | None = None,
    ) -> Self:
        """A data set of three tables, types set right and everything checked.

        Raises:
            DatasetError: with all faults of all tables.
        """
        tables = _checked("snapshot", {SUGGESTIONS: suggestions, ANSWERS: answers, OUTCOMES: outcomes})
        return cls(**tables, made_on=made_on, synthetic=synthetic, versions=dict(versions or {}))

    def __len__(self) -> int:
        return len(self.suggestions)

    def features(self) -> NDArray[np.float32]:
        """(n, len(COLUMNS)) float32 features of the suggestions, NaN unknown."""
        return self.suggestions[list(COLUMNS)].to_numpy(np.float32)

    def keep(self, rows: NDArray[np.bool_]) -> Self:
        """The suggestions where ``rows`` (n,) holds, with their answers and outcomes."""
        suggestions = self.suggestions[rows].reset_index(drop=True)
        answers, outcomes = (
            part[part["suggestion"].isin(suggestions["suggestion"])].reset_index(drop=True)
            for part in (self.answers, self.outcomes)
        )
        return type(self)(suggestions, answers, outcomes, self.made_on, self.synthetic, self.versions)

    def write(self, folder: Path) -> Manifest:
        """Write the snapshot as a new folder, whole or not at all.

        Raises:
            FileExistsError: something is there already; snapshots are never written over.
        """
        folder = Path(folder)
        if folder.exists():
            raise FileExistsError(f"{folder} is there already: a snapshot is never written over, name a new folder")
        part = folder.with_name(f".{folder.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        for name in TABLES:
            getattr(self, name).to_parquet(part / f"{name}.parquet", index=False)
        manifest = self._manifest({name: _sha256(part / f"{name}.parquet") for name in TABLES})
        (part / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")
        part.rename(folder)
        return manifest

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read a snapshot and check it against its manifest and the schemas.

        Raises:
            DatasetError: with every fault that was found.
        """
        import pandas as pd

        folder = Path(folder)
        manifest = _read_manifest(folder)
        if faults := list(_unlike(folder, manifest)):
            raise DatasetError(str(folder), faults)
        tables = _checked(str(folder), {name: pd.read_parquet(folder / f"{name}.parquet") for name in TABLES})
        return cls(**tables, made_on=manifest.made_on, synthetic=manifest.synthetic, versions=dict(manifest.versions))

    def _manifest(self, hashes: Mapping[str, str]) -> Manifest:
        days = self.suggestions["shown_on"]
        return Manifest(
            made_on=self.made_on,
            synthetic=self.synthetic,
            period=(days.min().date(), days.max().date()) if len(days) else None,
            counts={name: len(getattr(self, name)) for name in TABLES},
            columns={
                name: {column: str(kind) for column, kind in getattr(self, name).dtypes.items()} for name in TABLES
            },
            sha256=hashes,
            versions=self.versions,
        )


def _read_manifest(folder: Path) -> Manifest:
    try:
        return Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except OSError as error:
        raise DatasetError(
            str(folder), [f"{MANIFEST} cannot be read ({error.strerror}): is this a snapshot?"]
        ) from error
    except ValidationError as error:
        faults = [f"{MANIFEST}: {'.'.join(map(str, part['loc']))}: {part['msg']}" for part in error.errors()]
        raise DatasetError(str(folder), faults) from error


def _unlike(folder: Path, manifest: Manifest) -> Iterator[str]:
    """What in the folder is not what the manifest promises."""
    for name in TABLES:
        path = folder / f"{name}.parquet"
        if not path.is_file():
            yield f"{path.name} is missing"
        elif _sha256(path) != manifest.sha256.get(name):
            yield f"{path.name} is not the file of the manifest (sha256 differs): it was changed or cut short"


def _checked(place: str, tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables with their types set right.

    Raises:
        DatasetError: with the faults of every table, and of the tables together.
    """
    from pandera.errors import SchemaErrors

    found: dict[str, pd.DataFrame] = {}
    faults: list[str] = []
    for name, schema in schemas().items():
        try:
            found[name] = schema.validate(tables[name], lazy=True)
        except SchemaErrors as error:
            faults += _told(name, error)
    faults = faults or list(_across(found))
    if faults:
        raise DatasetError(place, faults)
    return found


def _told(name: str, error: SchemaErrors) -> Iterator[str]:
    """One line for each check of a table that failed, with how many rows and the first values."""
    typeless = set()
    cases = error.failure_cases.assign(column=error.failure_cases["column"].fillna(""))
    for (column, check), rows in cases.groupby(["column", "check"], sort=False):
        values = ", ".join(repr(value) for value in rows["failure_case"].head(SHOWN))
        if check in WHOLE:
            yield f"{name}: {WHOLE[check]}: {values}"
        elif column not in typeless:
            yield f"{name}.{column}: {check}: {len(rows)} value(s), such as {values}"
        if str(check).startswith("coerce_dtype"):
            typeless.add(column)


def _across(tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """Faults that only two columns or two tables together show."""
    shown = tables[SUGGESTIONS]
    for name in (ANSWERS, OUTCOMES):
        lost = tables[name].loc[~tables[name]["suggestion"].isin(shown["suggestion"]), "suggestion"]
        if len(lost):
            yield f"{name}.suggestion: {len(lost)} not among the suggestions, such as {', '.join(lost.head(SHOWN))}"
    late = shown.loc[shown["rank"] > shown["slots"], "suggestion"]
    if len(late):
        yield f"suggestions.rank: {len(late)} beyond the slots of the list, such as {', '.join(late.head(SHOWN))}"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


__all__ = ["FORMAT", "MANIFEST", "Dataset", "DatasetError", "Manifest"]
