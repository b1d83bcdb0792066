"""Rows with faults given back as a file: the input's own format, with the sentence of what is wrong beside each row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from features.profiles import HIDDEN
from features.vocabulary import holds_cpr
from service.faults import sentences
from service.importing.batch import Row
from service.importing.plan import Plan
from service.importing.sheets import write_table
from service.importing.template import ERROR_COLUMN


def errors_path(source: Path, plan: Plan) -> Path:
    """Beside the input, named after it: ``stillinger-fejl.csv``."""
    suffix = f".{plan.batch.format}" if plan.batch.format in ("csv", "xlsx") else ".jsonl"
    return source.with_name(f"{source.stem}-{ERROR_COLUMN}{suffix}")


def write_errors(path: Path, plan: Plan, language: str = "da") -> None:
    """Every faulty row as it was read, with a column (or key) ``fejl``; a CPR number is not written again."""
    rows = [(row, sentences(row.faults, language)) for row in plan.faulty]
    if plan.batch.format in ("csv", "xlsx"):
        headings = [heading for heading in plan.batch.headings if heading.strip().lower() != ERROR_COLUMN]
        table = [[*(_text(row, heading) for heading in headings), said] for row, said in rows]
        write_table(path, [*headings, ERROR_COLUMN], table)
        return
    lines = (json.dumps(_object(row, said), ensure_ascii=False) for row, said in rows)
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def _text(row: Row, heading: str) -> str:
    return str(masked(row.raw.get(heading, ""))) if isinstance(row.raw, Mapping) else ""


def _object(row: Row, said: str) -> dict[str, Any]:
    known = masked(row.raw) if isinstance(row.raw, Mapping) else {"linje": row.number}
    return {**known, ERROR_COLUMN: said}


def masked(value: Any) -> Any:
    """``value`` with every text that holds a CPR number replaced by ``***``."""
    if isinstance(value, Mapping):
        return {HIDDEN if holds_cpr(str(name)) else name: masked(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [masked(item) for item in value]
    if isinstance(value, str | int) and not isinstance(value, bool) and holds_cpr(str(value)):
        return HIDDEN
    return value
