"""A snapshot: the folder that training reads instead of the database, checked before anything is learned from it.

    manifest.json         format, day, period, counts, columns, sha256 of each file, versions, whether it is synthetic
    suggestions.parquet   what was shown, with its features        (``training.tables``)
    answers.parquet       the latest answer of each party
    outcomes.parquet      what became of placements; a job that still runs is right-censored
    audit/groups.parquet  protected groups, where there are any; nothing here reads it (``training.audit``)

A folder with faults is refused with all of them at once; a folder is written whole or not at all.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from features.pairs import COLUMNS
from training.manifest import AUDIT, FORMAT, MANIFEST, DatasetError, Manifest, read_manifest, sha256
from training.tables import ANSWERS, OUTCOMES, SUGGESTIONS, TABLES, schemas

if TYPE_CHECKING:
    import pandas as pd
    from pandera.errors import SchemaErrors

WHOLE: Final = {
    "column_in_schema": "a column that does not belong here",
    "column_in_dataframe": "a column is missing",
    "column_ordered": "a column in the wrong place",
}
SHOWN: Final = 3
"""Examples of a fault that the message gives."""


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

    def write(
        self, folder: Path, *, left_out: Mapping[str, int] | None = None, audit: pd.DataFrame | None = None
    ) -> Manifest:
        """Write the snapshot as a new folder, whole or not at all; ``audit`` goes into a folder only its owner opens.

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
        about = {"left_out": dict(left_out or {}), "audit": None if audit is None else _write_audit(audit, part)}
        manifest = self._manifest({name: sha256(part / f"{name}.parquet") for name in TABLES}, about)
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
        manifest = read_manifest(folder)
        if faults := list(_unlike(folder, manifest)):
            raise DatasetError(str(folder), faults)
        tables = _checked(str(folder), {name: pd.read_parquet(folder / f"{name}.parquet") for name in TABLES})
        return cls(**tables, made_on=manifest.made_on, synthetic=manifest.synthetic, versions=dict(manifest.versions))

    def _manifest(self, hashes: Mapping[str, str], about: Mapping[str, Any]) -> Manifest:
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
            **about,
        )


def _write_audit(audit: pd.DataFrame, folder: Path) -> str:
    """Write the table of protected groups where only its owner reads it: its SHA-256."""
    path = folder / AUDIT
    path.parent.mkdir(mode=0o700)
    path.touch(mode=0o600)
    audit.to_parquet(path, index=False)
    return sha256(path)


def _unlike(folder: Path, manifest: Manifest) -> Iterator[str]:
    """What in the folder is not what the manifest promises."""
    for name in TABLES:
        path = folder / f"{name}.parquet"
        if not path.is_file():
            yield f"{path.name} is missing"
        elif sha256(path) != manifest.sha256.get(name):
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


__all__ = ["FORMAT", "MANIFEST", "Dataset", "DatasetError", "Manifest"]
