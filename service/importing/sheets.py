"""Writing tables: CSV as the Danish Excel opens it (``;``, BOM, decimal comma), XLSX; no cell starts a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from service.importing.batch import Kind
from service.importing.columns import COLUMNS, Column
from service.importing.limits import FileProblem
from service.importing.template import EXAMPLE_ID
from service.importing.written import name_of
from service.texts import say

_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_A_NUMBER: Final = re.compile(r"[+-]?\d+([.,]\d+)?")
_LIST_ROWS: Final = 2_000
_KIND_WORDS: Final = {
    "participants": ("participant", "deltager", "borger"),
    "employers": ("employer", "virksomhed", "compan"),
    "vacancies": ("vacanc", "stilling", "job"),
}


def harmless(cell: str) -> str:
    """``cell`` with an apostrophe before it when a spreadsheet would take it for a formula; numbers stay numbers."""
    if cell.startswith(_STARTS_A_FORMULA) and not _A_NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def write_table(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A CSV, or an XLSX when the file is called so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix.lower() == ".xlsx":
        _write_xlsx(path, headings, rows)
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(headings)
        writer.writerows([harmless(cell) for cell in row] for row in rows)


def _write_xlsx(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("companytrack")
    sheet.freeze_panes = "A2"
    sheet.append(list(headings))
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=harmless(_without_control(value)))
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    book.save(path)


def _without_control(value: str) -> str:
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", value)


def template_kind(path: Path) -> Kind:
    """What a template is for, from the file's name.

    Raises:
        FileProblem: the name does not tell.
    """
    name = path.stem.lower()
    for kind, words in _KIND_WORDS.items():
        if any(word in name for word in words):
            return kind  # type: ignore[return-value]
    raise FileProblem("template.kind_unclear")


def write_template(path: Path, kind: Kind) -> None:
    """An empty template with one example row and, in XLSX, lists to choose codes from."""
    columns = COLUMNS[kind]
    headings = [column.danish for column in columns]
    example = [EXAMPLE_ID, *(_example(column) for column in columns[1:])]
    if path.suffix.lower() != ".xlsx":
        write_table(path, headings, [example])
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    _styled(headings, example, columns).save(path)


def _example(column: Column) -> str:
    if column.choices is not None and column.example:
        return name_of(column.choices(column.example))
    return column.example


def _styled(headings: Sequence[str], example: Sequence[str], columns: Sequence[Column]) -> Any:
    """The template's workbook: bold headings, notes, the example in grey, drop-down lists on a sheet of their own."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = say("imports.template.sheet")
    sheet.append(list(headings))
    sheet.append(list(example))
    sheet.freeze_panes = "B2"
    for number, column in enumerate(columns, start=1):
        head, letter = sheet.cell(1, number), sheet.cell(1, number).column_letter
        head.font = Font(bold=True)
        if column.example:
            head.comment = Comment(say("imports.template.example_note", example=_example(column)), "companytrack")
        sheet.cell(2, number).font = Font(italic=True, color="777777")
        for row in range(1, 200):
            sheet.cell(row, number).number_format = "@"
        sheet.column_dimensions[letter].width = max(14, min(40, len(column.example) + 4))
    _drop_downs(book, sheet, columns)
    return book


def _drop_downs(book: Any, sheet: Any, columns: Sequence[Column]) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = book.create_sheet("lister")
    lists.sheet_state = "hidden"
    for number, column in enumerate((item for item in columns if item.choices), start=1):
        choices = [name_of(code) for code in column.choices or ()]
        for row, choice in enumerate(choices, start=1):
            lists.cell(row, number, choice)
        source = lists.cell(1, number).column_letter
        rule = DataValidation(type="list", formula1=f"=lister!${source}$1:${source}${len(choices)}", allow_blank=True)
        target = sheet.cell(1, columns.index(column) + 1).column_letter
        rule.add(f"{target}2:{target}{_LIST_ROWS}")
        sheet.add_data_validation(rule)
