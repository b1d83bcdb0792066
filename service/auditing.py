"""Protected groups from a file: read, told what would change, and kept all together or not at all. An admin does it.

The file has a row for each participant and the columns id, age band, sex and origin. A code is written by its name; an
empty cell leaves what is known as it is, »fjern« removes it. Anything finer than the codes is refused, so that no age,
birth date or country can be kept by mistake.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from features.vocabulary import holds_cpr
from service.access import Caller, Policy, Role
from service.exporting import NotAllowed
from service.importing.limits import IMPORT, FileProblem, check_size
from service.importing.names import plain
from service.importing.reading import format_of
from service.importing.template import Formula, filled_lines
from service.texts import LANGUAGES, texts
from training.protected import CODES, AgeBand, Groups, Origin, Sex

if TYPE_CHECKING:
    from service.store import Reader, Store

WRITE_GROUPS: Final = Policy("write protected groups", frozenset({Role.ADMIN}))
WHAT: Final = "groups"
KEPT, REMOVED = "groups_kept", "groups_removed"
"""The purposes noted in the access log."""
PERSON: Final = "participant"
COLUMNS: Final = (PERSON, *CODES)
REMOVE: Final = frozenset({"fjern", "remove"})
_SHOWN: Final = 40
_EVERYDAY: Final[Mapping[str, Mapping[str, StrEnum]]] = {
    "age_band": {"18-29": AgeBand.UNDER_30, "50+": AgeBand.FROM_50, "50 og over": AgeBand.FROM_50},
    "sex": {"k": Sex.WOMAN, "m": Sex.MAN, "andet": Sex.OTHER, "other": Sex.OTHER},
    "origin": {"mellemøsten": Origin.MIDDLE_EAST, "middle east": Origin.MIDDLE_EAST, "afrika": Origin.AFRICA},
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing wrong with a file: the row's number, a code with its sentence in ``audit.fault``, its parameters."""

    row: int
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """What a file comes to: new and changed groups by participant, how many stay as they are, and every fault."""

    new: Mapping[str, Groups]
    changed: Mapping[str, Groups]
    unchanged: int
    faults: tuple[Wrong, ...]


def plan(path: Path, store: Store, caller: Caller) -> GroupPlan:
    """Compare a CSV or XLSX file with what is kept; a dry run.

    Raises:
        NotAllowed: the caller is no admin of the whole tenant.
        FileProblem: the whole file cannot be read.
    """
    _may(caller)
    check_size(path, IMPORT)
    format_ = format_of(path)
    if format_ not in ("csv", "xlsx"):
        raise FileProblem("audit_format", file=path.name)
    (first, headings), *rows = filled_lines(path, format_, IMPORT)
    columns = [_column(heading) for heading in headings]
    if faults := tuple(_headings(first, headings, columns)):
        return GroupPlan({}, {}, 0, faults)
    with store.reader(caller.tenant) as reader:
        return _compared(reader, [(number, dict(zip(columns, cells, strict=False))) for number, cells in rows])


def apply(todo: GroupPlan, store: Store, caller: Caller) -> None:
    """Keep everything of a plan in one unit and note it in the access log.

    Raises:
        NotAllowed: the caller is no admin of the whole tenant.
        ValueError: the plan has faults.
    """
    _may(caller)
    if todo.faults:
        raise ValueError(f"{len(todo.faults)} faults: mend the file and plan it again")
    with store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        for person, groups in {**todo.new, **todo.changed}.items():
            unit.put_protected_groups(person, groups)
            unit.log_access(person, REMOVED if groups.empty else KEPT)


def remove(participant_id: str, store: Store, caller: Caller) -> bool:
    """Remove a participant's groups: whether there were any.

    Raises:
        NotAllowed: the caller is no admin of the whole tenant.
    """
    _may(caller)
    with store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        if participant_id not in unit.protected_groups():
            return False
        unit.put_protected_groups(participant_id, Groups())
        unit.log_access(participant_id, REMOVED)
        return True


def name_of(code: StrEnum, language: str) -> str:
    """A code as people write it."""
    return texts(language)[f"report.about.{code.value}"]


def _compared(reader: Reader, rows: list[tuple[int, dict[str | None, str]]]) -> GroupPlan:
    from features.profiles import Participant
    from service.exporting import all_of

    people, kept = {one.id for one in all_of(reader, Participant)}, reader.protected_groups()
    new: dict[str, Groups] = {}
    changed: dict[str, Groups] = {}
    lines: dict[str, int] = {}
    faults: list[Wrong] = []
    unchanged = 0
    for number, cells in rows:
        person = cells.get(PERSON, "").strip()
        found, wrong = _groups(number, cells, kept.get(person, Groups()))
        wrong += _who(number, person, people, lines)
        faults += wrong
        lines.setdefault(person, number)
        if wrong or found == kept.get(person, Groups()):
            unchanged += not wrong
        else:
            (changed if person in kept else new)[person] = found
    return GroupPlan(new, changed, unchanged, tuple(sorted(faults, key=lambda wrong: wrong.row)))


def _who(number: int, person: str, people: set[str], lines: Mapping[str, int]) -> list[Wrong]:
    """What is wrong with whom a row is about."""
    if not person:
        return [Wrong(number, "no_id")]
    if holds_cpr(person):
        return [Wrong(number, "cpr")]
    if person in lines:
        return [Wrong(number, "twice", {"value": person[:_SHOWN], "line": lines[person]})]
    return [] if person in people else [Wrong(number, "nobody", {"value": person[:_SHOWN]})]


def _groups(number: int, cells: Mapping[str | None, str], before: Groups) -> tuple[Groups, list[Wrong]]:
    """The groups a row makes of those before, and what is wrong with its cells."""
    values: dict[str, Any] = {}
    faults = []
    for name in CODES:
        cell = cells.get(name, "").strip()
        if not cell:
            continue
        values[name] = None if plain(cell) in REMOVE else _names(name).get(_alike(cell))
        if values[name] is None and plain(cell) not in REMOVE:
            faults.append(_unreadable(number, name, cells[name]))
    return dataclasses.replace(before, **values), faults


def _unreadable(number: int, name: str, cell: str) -> Wrong:
    if isinstance(cell, Formula):
        return Wrong(number, "formula")
    if holds_cpr(cell):
        return Wrong(number, "cpr")
    return Wrong(number, name, {"value": cell.strip()[:_SHOWN]})


def _names(name: str) -> Mapping[str, StrEnum]:
    """The codes of an attribute by everything they may be called."""
    codes = CODES[name]
    called = {_alike(name_of(code, language)): code for code in codes for language in LANGUAGES}
    return {**_EVERYDAY[name], **called, **{_alike(code.value): code for code in codes}}


def _alike(text: str) -> str:
    """Lower case, the short dash, and no »år«: bands of age are written in many ways."""
    return plain(plain(text).replace("–", "-").replace(" - ", "-").removesuffix("år"))


def _column(heading: str) -> str | None:
    wanted = plain(heading)
    called = {plain(texts(language)[f"audit.column.{name}"]): name for name in COLUMNS for language in LANGUAGES}
    return {**called, **{name: name for name in COLUMNS}}.get(wanted)


def _headings(row: int, headings: list[str], columns: list[str | None]) -> Iterator[Wrong]:
    """Columns that do not belong here, or that are there twice or not at all."""
    for heading, column in zip(headings, columns, strict=True):
        if column is None:
            yield Wrong(row, "column", {"value": heading.strip()[:_SHOWN]})
        elif columns.count(column) > 1:
            yield Wrong(row, "column_twice", {"value": heading.strip()[:_SHOWN]})
    if PERSON not in columns or len(set(columns) & set(CODES)) == 0:
        yield Wrong(row, "column_missing")


def _may(caller: Caller) -> None:
    if caller.employer_id or caller.role not in (WRITE_GROUPS.roles or ()):
        raise NotAllowed(WHAT)


__all__ = ["WRITE_GROUPS", "GroupPlan", "Wrong", "apply", "name_of", "plan", "remove"]
