"""What is stored as files: the template's columns as CSV or XLSX, which can be imported again, or JSONL.

Participants leave the database only for somebody whose key is a consultant's, and every one is noted in the access log.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from features.profiles import Employer, Participant, Vacancy
from service.importing.batch import RECORDS, Kind
from service.importing.columns import COLUMNS
from service.importing.sheets import write_table
from service.importing.written import cells
from service.texts import say

if TYPE_CHECKING:
    from service.access import Caller
    from service.store import Reader, Store, StoredRun

What = Literal["participants", "employers", "vacancies", "suggestions"]
WHAT: Final[tuple[What, ...]] = ("participants", "employers", "vacancies", "suggestions")
SNAPSHOT: Final = "snapshot"
"""Not a file of records: ``service.snapshots`` writes it."""
PURPOSE: Final = "export"
SUGGESTION_COLUMNS: Final = (
    "participant_id", "vacancy_id", "employer_id", "rank", "score", "feasible", "reasons_for", "reasons_against",
    "questions", "suggested_at", "tried",
)  # fmt: skip
PERSONAL: Final[tuple[What, ...]] = ("participants", "suggestions")
_PAGE: Final = 500


class NoSuchExport(ValueError):
    """Something was asked for that cannot be exported."""


def chosen(what: str, language: str) -> What:
    """``what`` when it is one of ``WHAT``.

    Raises:
        NoSuchExport: with the sentence that names what there is.
    """
    for known in WHAT:
        if what == known:
            return known
    raise NoSuchExport(say("cli.export.what", language, what=what, known=[*WHAT, SNAPSHOT]))


class NotAllowed(Exception):
    """Data about people was asked for without a consultant's key."""


def export(
    what: What, path: Path, store: Store, tenant: str, caller: Caller | None = None, language: str = "da"
) -> int:
    """Write everything of one sort to ``path`` (format by its ending); the number of records written.

    Raises:
        NotAllowed: participants or suggestions without a caller who may read people.
    """
    personal = what in PERSONAL
    if personal and not _may_read_people(caller, tenant):
        raise NotAllowed(what)
    with store.reader(tenant) as reader:
        if what == "suggestions":
            number, people = _suggestions(path, reader, language)
        else:
            number, people = _records(what, path, reader)
    if personal and caller is not None:
        with store.unit(tenant=tenant, actor=caller.actor) as unit:
            for person in people:
                unit.log_access(person, PURPOSE)
    return number


def _may_read_people(caller: Caller | None, tenant: str) -> bool:
    from service.access import Role

    return caller is not None and caller.tenant == tenant and caller.role in (Role.CONSULTANT, Role.ADMIN)


def _records(kind: Kind, path: Path, reader: Reader) -> tuple[int, list[str]]:
    records = list(all_of(reader, RECORDS[kind]))
    if path.suffix.lower() == ".jsonl":
        _write_lines(
            path, (record.model_dump(mode="json", exclude_defaults=True, exclude={"tenant"}) for record in records)
        )
    else:
        names = {item.id: item.name for item in all_of(reader, Employer)} if kind == "vacancies" else {}
        at = [column.field for column in COLUMNS[kind]]
        rows = (_with_employer(cells(record, kind), record, at, names) for record in records)
        write_table(path, [column.danish for column in COLUMNS[kind]], rows)
    return len(records), [record.id for record in records]


def _with_employer(row: list[str], record: Any, at: Sequence[str], names: dict[str, str]) -> list[str]:
    if isinstance(record, Vacancy):
        row[at.index("employer")] = names.get(record.employer_id, "")
    return row


def all_of(reader: Reader, kind: type[Any], **filters: str) -> Iterator[Any]:
    """Every record of a kind, page by page."""
    after: str | None = None
    while True:
        page = reader.page(kind, after=after, limit=_PAGE, **filters)
        yield from (kept.record for kept in page.items)
        if page.next is None:
            return
        after = page.next


def _suggestions(path: Path, reader: Reader, language: str) -> tuple[int, list[str]]:
    """The latest list of every participant."""
    people = [person.id for person in all_of(reader, Participant)]
    latest = [run for person in people for run in reader.runs(person, limit=1)]
    lines = [line for run in latest for line in _lines(run, language)]
    if path.suffix.lower() == ".jsonl":
        _write_lines(path, (dict(zip(SUGGESTION_COLUMNS, line, strict=True)) for line in lines))
    else:
        write_table(path, SUGGESTION_COLUMNS, lines)
    return len(lines), [run.ranking.participant_id for run in latest]


def _lines(run: StoredRun, language: str) -> Iterator[list[str]]:
    from service.wording import revived_suggestion, sentence

    say_all: Callable[[Any], str] = lambda reasons: " | ".join(sentence(reason, language) for reason in reasons)  # noqa: E731
    for kept in run.suggestions:
        item = revived_suggestion(kept.suggestion)
        ids = [
            item.participant_id,
            item.vacancy_id,
            item.employer_id,
            str(item.rank),
            f"{item.score:.6f}",
            item.feasible.value,
        ]
        told = [say_all(item.reasons_for), say_all((*item.missing, *item.reasons_against)), say_all(item.questions)]
        tried = say("exploring.tried", language) if item.tried else ""
        yield [*ids, *told, run.created_at.isoformat(timespec="seconds"), tried]


def _write_lines(path: Path, objects: Iterator[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(item, ensure_ascii=False) + "\n" for item in objects)
