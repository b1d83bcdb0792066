"""The names of a snapshot's files, what it says of itself, and the one error for a snapshot that cannot be used."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

MANIFEST: Final = "manifest.json"
AUDIT: Final = "audit/groups.parquet"
FORMAT: Final = "companytrack-snapshot-1"


class DatasetError(ValueError):
    """A snapshot that cannot be learned from; ``faults`` says every one of them, ``code`` is for machines."""

    code = "bad_snapshot"

    def __init__(self, place: str, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            f"{place}: {len(faults)} fault(s); mend the export and make it again\n- " + "\n- ".join(faults)
        )


class Manifest(BaseModel):
    """What a snapshot says of itself. ``period`` is the first and last day shown, None without suggestions.

    ``left_out`` counts the suggestions the export left out, by reason; ``audit`` is the SHA-256 of the table of
    protected groups, None where there is none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["companytrack-snapshot-1"] = FORMAT
    made_on: date
    synthetic: bool
    period: tuple[date, date] | None = None
    counts: Mapping[str, int] = {}
    columns: Mapping[str, Mapping[str, str]] = {}
    sha256: Mapping[str, str] = {}
    versions: Mapping[str, str] = {}
    left_out: Mapping[str, int] = {}
    audit: str | None = None


def read_manifest(folder: Path) -> Manifest:
    """What a snapshot says of itself, unchecked against its files.

    Raises:
        DatasetError: there is no manifest, or it is none of ours.
    """
    try:
        return Manifest.model_validate_json((Path(folder) / MANIFEST).read_bytes())
    except OSError as error:
        raise DatasetError(
            str(folder), [f"{MANIFEST} cannot be read ({error.strerror}): is this a snapshot?"]
        ) from error
    except ValidationError as error:
        faults = [f"{MANIFEST}: {'.'.join(map(str, part['loc']))}: {part['msg']}" for part in error.errors()]
        raise DatasetError(str(folder), faults) from error


def sha256(path: Path) -> str:
    """SHA-256 (hex) of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


__all__ = ["AUDIT", "FORMAT", "MANIFEST", "DatasetError", "Manifest", "read_manifest", "sha256"]
