"""Any file → rows. The format is told from the content, not from what the file is called."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from features.profiles import Fault
from service.importing import schema_org, template
from service.importing.batch import Batch, Kind, Row
from service.importing.layouts import guess_kind, row_of
from service.importing.limits import IMPORT, FileProblem, Limits, check_size
from service.importing.lines import Line, read_lines

Format = Literal["csv", "xlsx", "jsonl", "html"]
_ZIP: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_LOOKED_AT: Final = 50


def read_file(path: Path, kind: Kind | None = None, today: date | None = None, limits: Limits = IMPORT) -> Batch:
    """Everything in a file of any known format, sound rows and faulty ones.

    ``kind`` may be left out when headings or fields tell it. ``today`` is what days in texts are counted from.

    Raises:
        FileProblem: the whole file cannot be used (missing, empty, too large, unreadable, kind unclear).
    """
    check_size(path, limits)
    format_ = format_of(path)
    if format_ in ("csv", "xlsx"):
        table = template.read_table(path, format_, kind, limits)
        rows = tuple(_once(template.rows_of(table, today or date.today())))
        return Batch(table.kind, format_, path.name, _not_empty(rows, path), table.headings)
    lines = list(_lines(path, format_, limits))
    found = kind or _kind(lines, path)
    rows = tuple(_once(_row(line, found, today or date.today()) for line in lines))
    return Batch(found, format_, path.name, _not_empty(rows, path))


def read_rows(path: Path, kind: Kind, today: date, limits: Limits) -> Iterator[Row]:
    """The rows of a file one by one; JSONL is never held in memory as a whole.

    Raises:
        FileProblem: as ``read_file``.
    """
    check_size(path, limits)
    format_ = format_of(path)
    if format_ in ("csv", "xlsx"):
        return iter(read_file(path, kind, today, limits).rows)
    return _once(_row(line, kind, today) for line in _lines(path, format_, limits))


def format_of(path: Path) -> Format:
    """What is in a file, from its first characters; what is neither a zip, JSON nor HTML is read as CSV."""
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(_OLD_EXCEL):
        raise FileProblem("old_excel", file=path.name)
    if start.startswith(_ZIP):
        return "xlsx"
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileProblem("utf16", file=path.name)
    if bare[:1] in (b"{", b"["):
        return "jsonl"
    if bare[:1] == b"<":
        return "html"
    return "jsonl" if path.suffix.lower() in (".jsonl", ".ndjson", ".json") else "csv"


def _lines(path: Path, format_: Format, limits: Limits) -> Iterator[Line]:
    if format_ == "html":
        return _postings(path, limits)
    return _unfolded(read_lines(path, limits))


def _unfolded(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines, with the postings inside a JSON-LD graph each as one of their own."""
    for line in lines:
        graph = isinstance(line.value, dict) and not schema_org.is_posting(line.value) and "@graph" in line.value
        inside = list(schema_org.postings(line.value)) if graph else []
        yield from (Line(line.number, posting) for posting in inside) if inside else (line,)


def _postings(path: Path, limits: Limits) -> Iterator[Line]:
    check_size(path, dataclasses.replace(limits, size=min(limits.size, IMPORT.size)))
    try:
        page = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        raise FileProblem("broken_utf8", file=path.name, line=line) from error
    found = list(schema_org.postings(list(schema_org.scripts(page))))
    if not found:
        raise FileProblem("no_posting", file=path.name)
    return (Line(number, posting) for number, posting in enumerate(found, start=1))


def _row(line: Line, kind: Kind, today: date) -> Row:
    if line.fault is not None:
        return Row(line.number, "", faults=(line.fault,))
    try:
        return row_of(line.value, line.number, kind, today)
    except RecursionError:
        return Row(line.number, "", faults=(Fault("", "", "too_deep"),))


def _kind(lines: list[Line], path: Path) -> Kind:
    found = (guess_kind(line.value) for line in itertools.islice(lines, _LOOKED_AT))
    kind = next((item for item in found if item is not None), None)
    if kind is None:
        raise FileProblem("kind_unclear", file=path.name)
    return kind


def _once(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows; a second one with the same id keeps its place and loses its record."""
    seen: dict[Any, int] = {}
    for row in rows:
        if row.record is None:
            yield row
        elif row.record.id in seen:
            fault = Fault("id", row.original_id[:40], "twice_in_file", {"line": seen[row.record.id]})
            yield dataclasses.replace(row, record=None, faults=(fault,))
        else:
            seen[row.record.id] = row.number
            yield row


def _not_empty(rows: tuple[Row, ...], path: Path) -> tuple[Row, ...]:
    if not rows:
        raise FileProblem("file_empty", file=path.name)
    return rows
