"""A file from outside: shown first, stored when asked to."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from features.profiles import Fault
from matching.suggestion import Reason
from service import importing
from service.access import Caller
from service.flows.services import Services
from service.importing import FileProblem, Kind, Plan
from service.problems import Problem

NAME: Final = "file"


@dataclass(frozen=True, slots=True)
class RowResult:
    """What becomes of one row: ``new``, ``changed``, ``unchanged``, ``refused`` (its terms) or ``faulty``.

    The ``faults`` of a row that is stored are demands that still need a reason, its ``terms`` what law and agreement
    mean for the hours.
    """

    number: int
    id: str
    result: str
    faults: tuple[Fault, ...] = ()
    terms: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file comes to; ``stored`` says whether that has been done."""

    plan: Plan
    rows: tuple[RowResult, ...]
    stored: bool


def import_file(services: Services, caller: Caller, content: bytes, kind: Kind | None, apply: bool) -> Imported:
    """Compare a file with what is stored; with ``apply`` store its sound rows, all in one unit.

    Raises:
        Problem: ``invalid`` when the whole file cannot be used.
    """
    with tempfile.TemporaryDirectory(prefix="companytrack-") as folder:
        path = Path(folder) / NAME
        path.write_bytes(content)
        try:
            batch = importing.read_file(path, kind, services.today)
        except FileProblem as error:
            raise Problem.fault(NAME, "", error.code, **error.params) from error
    todo = importing.plan(batch, services.store, caller.tenant, services.today)
    if apply:
        importing.apply(todo, services.store, caller.actor)
    return Imported(todo, tuple(_results(todo)), apply)


def _results(plan: Plan) -> list[RowResult]:
    new, changed = {item.id for item in plan.new}, {item.id for item in plan.changed}
    faulty = {row.number: row.faults for row in plan.faulty}
    return [_result(row, new, changed, faulty, plan) for row in plan.batch.rows]


def _result(
    row: Any,
    new: set[str],
    changed: set[str],
    faulty: Mapping[int, tuple[Fault, ...]],
    plan: Plan,
) -> RowResult:
    if row.number in faulty:
        return RowResult(row.number, row.original_id, "faulty", faulty[row.number])
    if row.refused is not None:
        return RowResult(row.number, row.original_id, "refused", row.faults)
    result = "new" if row.record.id in new else "changed" if row.record.id in changed else "unchanged"
    notes, terms = plan.notes.get(row.number, ()), plan.terms.get(row.record.id, ())
    return RowResult(row.number, row.original_id, result, notes, terms)
