"""Our own CSV and XLSX: headings in Danish or English, one record a row, cells as people type them (``fields``)."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from features.profiles import Fault
from service.importing import loose
from service.importing.batch import KINDS, Kind, Row
from service.importing.cells import CellFault, month_day_free
from service.importing.columns import COLUMNS, Column
from service.importing.limits import FileProblem, Limits, check_unpacked
from service.importing.names import plain

MOST_COLUMNS: Final = 100
ERROR_COLUMN: Final = "fejl"
EXAMPLE_ID: Final = "EKSEMPEL"
_SEPARATORS: Final = ";\t,"
_SAMPLE: Final = 20_000
_LIST_SHEET: Final = "lister"


class Formula(str):
    """The text of a cell that holds a formula, which is reported rather than computed."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet as it was read: its kind, its headings and, per row, the row number and its cells."""

    kind: Kind
    headings: tuple[str, ...]
    columns: tuple[Column | None, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(path: Path, format_: Literal["csv", "xlsx"], kind: Kind | None, limits: Limits) -> Table:
    """The cells of a CSV or XLSX file and what each column means.

    Raises:
        FileProblem: empty, too many rows, not readable, or headings that are not ours.
    """
    (_, headings), *rows = filled_lines(path, format_, limits)
    found = kind or _kind_of(headings, path)
    columns = tuple(_column(heading, found) for heading in headings)
    if not any(columns):
        raise FileProblem("no_headings", file=path.name, first=COLUMNS[found][0].danish)
    return Table(found, tuple(headings), columns, tuple((number, tuple(cells)) for number, cells in rows))


def filled_lines(path: Path, format_: Literal["csv", "xlsx"], limits: Limits) -> list[tuple[int, list[str]]]:
    """The lines of a CSV or XLSX file that hold something, each with its number; the first one is the headings.

    Raises:
        FileProblem: empty, too many rows or not readable.
    """
    lines = _csv_rows(path) if format_ == "csv" else _xlsx_rows(path, limits)
    filled = [(number, cells) for number, cells in lines if any(cell.strip() for cell in cells)]
    if not filled:
        raise FileProblem("file_empty", file=path.name)
    if len(filled) - 1 > limits.rows:
        raise FileProblem("too_many_rows", file=path.name, most=limits.rows)
    return filled


def rows_of(table: Table, today: date) -> Iterator[Row]:
    """Every row as a record or its faults; the example row of an empty template is passed over."""
    for number, cells in table.rows:
        if EXAMPLE_ID not in cells[:3]:
            yield _row(table, number, cells, today)


def _row(table: Table, number: int, cells: tuple[str, ...], today: date) -> Row:
    raw = dict(zip(table.headings, cells, strict=False))
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    if any(cell.strip() for cell in cells[len(table.headings) :]):
        faults.append(Fault("", "", "too_many_columns"))
    for heading, column, cell in zip(table.headings, table.columns, cells, strict=False):
        faults += _cell_into(values, heading, column, cell)
    unused = tuple(
        heading[:40]
        for heading, column in zip(table.headings, table.columns, strict=True)
        if column is None and heading.strip() and plain(heading) != ERROR_COLUMN
    )
    cpr = tuple(loose.cpr_faults(raw))
    original = "" if cpr else str(values.get("id", ""))
    if cpr or faults:
        return Row(number, original, faults=cpr or tuple(faults), unused=unused, raw=raw)
    row = loose.row_of(compose(values, table.kind), number, table.kind, today)
    return Row(number, row.original_id, row.record, row.faults, row.refused, row.employer, unused, raw)


def _cell_into(values: dict[str, Any], heading: str, column: Column | None, cell: str) -> Iterator[Fault]:
    """Put a cell's value under its field, or say what is wrong with it."""
    if isinstance(cell, Formula):
        yield Fault(column.field if column else heading[:40], "", "formula")
    elif column is not None and cell.strip():
        try:
            values[column.field] = column.parse(_bare(cell))
        except CellFault as fault:
            yield Fault(column.field, _shown(cell), fault.code, fault.params)


def _bare(cell: str) -> str:
    """The cell without the apostrophe that an export puts before what would be a formula."""
    text = cell.strip()
    return text[1:] if re.match(r"'[=+\-@]", text) else text


def _shown(cell: str) -> str:
    return cell.strip()[:40]


def compose(values: Mapping[str, Any], kind: Kind) -> dict[str, Any]:
    """Fields of a record from the template's columns: what is spread over several columns is put together."""
    found = dict(values)
    if kind == "employers":
        contact = {"role": "contact_role", "channel": "contact_channel", "best_time": "contact_time"}
        parts = {part: found.pop(name) for part, name in contact.items() if name in found}
        agreement = {"name": found.pop("agreement_name", None), "min_weekly_hours": found.pop("agreement_hours", None)}
        found |= ({"contact": parts} if parts else {}) | ({"agreement": agreement} if agreement["name"] else {})
    return found


def _kind_of(headings: Iterable[str], path: Path) -> Kind:
    """The kind whose columns the headings name most of."""
    known = {kind: sum(_column(heading, kind) is not None for heading in headings) for kind in KINDS}
    best = max(KINDS, key=lambda kind: known[kind])
    if known[best] < 2 or list(known.values()).count(known[best]) > 1:
        raise FileProblem("no_headings" if known[best] == 0 else "kind_unclear", file=path.name, first="id")
    return best


def _column(heading: str, kind: Kind) -> Column | None:
    wanted = plain(re.sub(r"[_*]+", " ", heading))
    return next((column for column in COLUMNS[kind] if wanted in _names(column)), None)


def _names(column: Column) -> tuple[str, ...]:
    return plain(column.danish), plain(column.english), plain(column.field.replace("_", " "))


# ── CSV ──────────────────────────────────────────────────────────────────────────────────────────


def _csv_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    text = decoded(path.read_bytes(), path)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    csv.field_size_limit(1_000_000)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise FileProblem("not_csv", file=path.name, line=reader.line_num) from error


def decoded(content: bytes, path: Path) -> str:
    """The text of a CSV: UTF-8 with or without BOM, else the Danish Excel's cp1252.

    Raises:
        FileProblem: naming the line where neither works, or where a UTF-8 file is broken.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        if content.startswith(b"\xef\xbb\xbf") or _has_utf8_letters(content) or b"\x00" in content:
            raise FileProblem("broken_utf8", file=path.name, line=line) from error
        try:
            return content.decode("cp1252")
        except UnicodeDecodeError as second:
            line = content.count(b"\n", 0, second.start) + 1
            raise FileProblem("broken_utf8", file=path.name, line=line) from second


def _has_utf8_letters(content: bytes) -> bool:
    """Danish letters written as UTF-8 somewhere: the file was meant to be UTF-8, and one place is broken."""
    return re.search(rb"\xc3[\xa6\xb8\xa5\x86\x98\x85\xa9]", content) is not None


# ── XLSX ─────────────────────────────────────────────────────────────────────────────────────────


def _xlsx_rows(path: Path, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """The first sheet, never more rows and columns than the limits; formulas as ``Formula``."""
    check_unpacked(path, limits)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
            sheet = book.worksheets[0]
            rows = sheet.iter_rows(max_row=limits.rows + 3, max_col=MOST_COLUMNS)
            cells = [[_text_of(cell) for cell in row] for row in rows]
            book.close()
    except Exception as error:  # a crafted file makes openpyxl raise almost anything
        raise FileProblem("not_a_spreadsheet", file=path.name) from error
    width = max(
        (len(row) - next((i for i, cell in enumerate(reversed(row)) if cell), len(row)) for row in cells), default=0
    )
    for number, row in enumerate(cells, start=1):
        yield number, row[:width]


def _text_of(cell: Any) -> str:
    value = cell.value
    if (
        cell.data_type == "f"
        or (isinstance(value, str) and value.startswith("="))
        or type(value).__name__.endswith("Formula")
    ):
        return Formula(value)
    return month_day_free(value)
