"""How much one file may hold, checked before anything is parsed, and the one exception for a file nobody can read."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

MEGABYTE: Final = 1_000_000
LONGEST_LINE: Final = 256_000
MOST_CELLS: Final = 200_000
SMALL_PART: Final = 2 * MEGABYTE
_PIECE: Final = 1 << 20
_CELL: Final = re.compile(rb"<(?:\w+:)?(?:c|si|row)[\s/>]")


@dataclass(frozen=True, slots=True)
class Limits:
    """The most rows, bytes on disk and bytes unpacked that a file may have."""

    rows: int
    size: int
    unpacked: int


IMPORT: Final = Limits(rows=2_000, size=5 * MEGABYTE, unpacked=50 * MEGABYTE)
"""What may be loaded into the database in one go: a person has to be able to look through it."""
RANK: Final = Limits(rows=1_000_000, size=2_000 * MEGABYTE, unpacked=50 * MEGABYTE)
"""What may be ranked from files: read line by line, so memory does not grow with the file's size."""


class FileProblem(Exception):
    """A whole file that cannot be used; ``code`` is a key of the texts ``imports``, with its parameters."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code = code
        self.params = params
        super().__init__(f"{code}: {params}")

    def sentence(self, language: str = "da") -> str:
        """What is wrong with the file and what to do."""
        from service.texts import say

        return say(f"imports.{self.code}", language, **self.params)


def check_size(path: Path, limits: Limits) -> None:
    """Refuse a file that is missing, a folder, empty or too large, before it is opened.

    Raises:
        FileProblem: naming the file, its size and the limit.
    """
    if not path.is_file():
        raise FileProblem("file_missing", file=path.name)
    size = path.stat().st_size
    if size == 0:
        raise FileProblem("file_empty", file=path.name)
    if size > limits.size:
        most, is_ = limits.size / MEGABYTE, round(size / MEGABYTE, 1)
        raise FileProblem("file_too_large", file=path.name, size=is_, most=most)


def check_unpacked(path: Path, limits: Limits) -> None:
    """Refuse a spreadsheet that would unpack to more than the limit; the sizes stand in the zip's own list.

    Raises:
        FileProblem: when it is no spreadsheet, or too large unpacked.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size > limits.unpacked:
                most = limits.unpacked / MEGABYTE
                raise FileProblem("unpacks_too_large", file=path.name, size=round(size / MEGABYTE, 1), most=most)
            if any(not _bearable(archive, entry) for entry in archive.infolist()):
                raise FileProblem("too_many_cells", file=path.name, most=MOST_CELLS)
    except (zipfile.BadZipFile, RuntimeError, OSError, ValueError, EOFError, zlib.error) as error:
        raise FileProblem("not_a_spreadsheet", file=path.name) from error


def _bearable(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Whether a part can be parsed: few enough cells or strings (each costs 500 bytes), or else a small part.

    Parts are read in pieces and only counted; a part that is larger than it says ends in ``BadZipFile``.
    """
    counted = entry.filename.startswith(("xl/worksheets/sheet", "xl/sharedStrings"))
    if not entry.filename.endswith((".xml", ".rels")) or entry.file_size < SMALL_PART:
        return True
    if not counted:
        return False
    found = 0
    with archive.open(entry) as part:
        while piece := part.read(_PIECE):
            found += len(_CELL.findall(piece))
            if found > MOST_CELLS:
                return False
    return True
