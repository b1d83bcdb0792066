"""What an import would do (``plan``), and doing it (``apply``): new, changed, unchanged, refused, faulty.

A field that the file does not give keeps its stored value; so does one whose cell says in short what is stored at
length. What a machine reads from a text only ever replaces another reading, and a text that is stored already is not
read again. So the same file a second time changes nothing, and a person's correction stays.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from features.decisions import only_read, without_declined
from features.fair import faults_of, judged
from features.profiles import Employer, Fault, InvalidRecord, Participant, Provenance, Record, Vacancy, make
from features.reading.free_text import free_text_faults
from features.vocabulary import Source, Terms
from service.importing.batch import Batch, Kind, Row
from service.importing.columns import COLUMNS
from service.importing.hours_notes import hours_notes
from service.importing.loose import UNKNOWN_EMPLOYER, employer_key
from service.importing.written import cells

if TYPE_CHECKING:
    from matching.suggestion import Reason
    from service.store import Reader, Store, Unit

ROUTE: Final = "import"
_PAGE: Final = 500
_NEVER_TAKEN_OVER: Final = frozenset({"id", "tenant", "provenance", "declined"})

AnyRecord = Participant | Employer | Vacancy


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import of ``batch`` comes to for one tenant; nothing of it is stored yet.

    ``notes`` are demands that need a reason, by the row's number, ``terms`` what law and agreement mean for the hours
    of new and changed vacancies, by id; they stop nothing.
    """

    batch: Batch
    tenant: str
    new: tuple[AnyRecord, ...]
    changed: tuple[AnyRecord, ...]
    unchanged: int
    employers: tuple[Employer, ...]
    faulty: tuple[Row, ...]
    refused: Mapping[Terms, int]
    expired: int = 0
    notes: Mapping[int, tuple[Fault, ...]] = field(default_factory=dict)
    terms: Mapping[str, tuple[Reason, ...]] = field(default_factory=dict)


def plan(batch: Batch, store: Store, tenant: str, today: date) -> Plan:
    """Compare a file with what is stored; a dry run."""
    with store.reader(tenant) as reader:
        market = _Employers(reader) if batch.kind == "vacancies" else None
        in_cells = batch.kind if batch.format in ("csv", "xlsx") else None
        new: list[AnyRecord] = []
        changed: list[AnyRecord] = []
        faulty = list(batch.faulty())
        notes: dict[int, tuple[Fault, ...]] = {}
        unchanged = 0
        for row in batch.sound():
            try:
                merged, before = _merged(row, reader, market, tenant, today, in_cells)
                if before is not None and _same(before, merged):
                    unchanged += 1
                    continue
                record, notes[row.number] = _checked(merged)
            except InvalidRecord as error:
                faulty.append(dataclasses.replace(row, record=None, faults=error.faults))
                continue
            (new if before is None else changed).append(record)
        terms = hours_notes((*new, *changed), market.made if market else {}, reader, today)
    made = tuple(market.made.values()) if market else ()
    expired = sum(isinstance(item, Vacancy) and bool(item.valid_until and item.valid_until < today) for item in new)
    faulty.sort(key=lambda row: row.number)
    waiting = {number: faults for number, faults in notes.items() if faults}
    return Plan(
        batch, tenant, tuple(new), tuple(changed), unchanged, made, tuple(faulty), batch.refused(), expired, waiting,
        terms,
    )  # fmt: skip


def apply(plan: Plan, store: Store, actor: str) -> None:
    """Store everything of a plan in one unit: all of it, or nothing when something goes wrong."""
    with store.unit(tenant=plan.tenant, actor=actor) as unit:
        _count_refused(plan, unit)
        for record in (*plan.employers, *plan.new, *plan.changed):
            _put(unit, record)


def _put(unit: Unit, record: Any) -> None:
    unit.put(record)


def _count_refused(plan: Plan, unit: Unit) -> None:
    """Count refused adverts by terms, once for the same adverts."""
    refused = sorted((row.original_id, row.refused.value) for row in plan.batch.rows if row.refused is not None)
    key = hashlib.sha256(json.dumps(refused).encode()).hexdigest()
    if refused and unit.recall(key, ROUTE) is None:
        for terms, number in Counter(terms for _, terms in refused).items():
            unit.count_refused(Terms(terms), number)
        unit.remember(key, ROUTE, key, 200, {"refused": len(refused)})


def _merged(
    row: Row, reader: Reader, market: _Employers | None, tenant: str, today: date, in_cells: Kind | None
) -> tuple[AnyRecord, AnyRecord | None]:
    """The record as it would be stored, and the one stored now.

    Raises:
        InvalidRecord: a participant of this id was erased.
    """
    given = row.record
    if given is None:
        raise ValueError("only a sound row can be merged")
    if market is not None and isinstance(given, Vacancy):
        given = given.model_copy(update={"employer_id": market.of(given, row.employer, tenant)})
    given = _with_source(given.model_copy(update={"tenant": tenant}), today)
    before = _kept(reader, given)
    if before is None and isinstance(given, Participant) and reader.is_erased(given.id):
        raise InvalidRecord([Fault("id", given.id, "erased")])
    return (given, None) if before is None else (_over(before, given, in_cells), before)


def _checked(record: AnyRecord) -> tuple[AnyRecord, tuple[Fault, ...]]:
    """A vacancy with the check for fair requirements written on it, and what still needs a reason.

    Raises:
        InvalidRecord: it makes a demand that no advert may make, or a person's texts name an illness, faith or family.
    """
    if isinstance(record, Participant) and (named := tuple(free_text_faults(record))):
        raise InvalidRecord(named)
    if not isinstance(record, Vacancy):
        return record, ()
    verdict = judged(record)
    if verdict.refused:
        raise InvalidRecord(faults_of(verdict.refused))
    return verdict.vacancy, verdict.faults


def _kept(reader: Reader, given: AnyRecord) -> AnyRecord | None:
    kind: Any = type(given)
    found = reader.get(kind, given.id)
    return None if found is None else found.record


def _with_source(record: AnyRecord, today: date) -> AnyRecord:
    """Every personal field that was given says that it came by import; what was read from text says so already."""
    if not isinstance(record, Participant):
        return record
    named = sorted(record.model_fields_set - _NEVER_TAKEN_OVER - {"status"} - set(record.provenance))
    said = Provenance(source=Source.IMPORT, recorded_at=today)
    return record.model_copy(update={"provenance": {**record.provenance, **dict.fromkeys(named, said)}})


def _over(before: AnyRecord, given: AnyRecord, in_cells: Kind | None) -> AnyRecord:
    """``before`` with what ``given`` says differently.

    Raises:
        InvalidRecord: the two do not go together (such as fewer hours at most than at least).
    """
    if isinstance(before, Participant) and isinstance(given, Participant):
        given = without_declined(given, before.declined)
    repeated = _in_short(before, given, in_cells) if in_cells else frozenset()
    taken = {
        name
        for name in given.model_fields_set - _NEVER_TAKEN_OVER - repeated
        if not (_is_reading(given.provenance.get(name)) and _stays(before, given, name))
    }
    own = {name: getattr(before, name) for name in before.model_fields_set}
    sources = {**before.provenance, **{name: said for name, said in given.provenance.items() if name in taken}}
    fields = {**own, **{name: getattr(given, name) for name in taken}, "provenance": sources}
    return make(type(given), {name: value for name, value in fields.items() if value != {} or name in own})


def _in_short(before: AnyRecord, given: AnyRecord, kind: Kind) -> frozenset[str]:
    """Fields whose cells would be the same for both."""
    pairs = zip(COLUMNS[kind], cells(before, kind), cells(given, kind), strict=True)
    same = {column.field for column, old, new in pairs if old == new}
    compound = {"contact": "contact_role", "agreement": "agreement_name", "description": "text"}
    return frozenset(same | {name for name, column in compound.items() if column in same})


def _is_reading(said: Provenance | None) -> bool:
    return said is not None and said.source is Source.TEXT and not said.confirmed


def _stays(before: AnyRecord, given: AnyRecord, name: str) -> bool:
    """Whether a stored value is more than a reading, or the text it would be read from is stored already."""
    if isinstance(before, Vacancy) and isinstance(given, Vacancy) and before.description == given.description:
        return True
    return name in before.model_fields_set and not only_read(before.provenance, name)


def _same(one: Record, other: Record) -> bool:
    """Equal but for the day on which it was recorded."""
    return _undated(one) == _undated(other)


def _undated(record: Record) -> dict[str, Any]:
    plain = record.model_dump()
    for said in plain.get("provenance", {}).values():
        said.pop("recorded_at", None)
    return plain


class _Employers:
    """The tenant's employers by id, CVR number and name, and those that adverts bring along."""

    def __init__(self, reader: Reader) -> None:
        self.made: dict[str, Employer] = {}
        self._ids: dict[str, str] = {}
        for employer in _all_employers(reader):
            self._add(employer)

    def _add(self, employer: Employer) -> None:
        for key in filter(None, (employer.id, employer.cvr, employer.name and employer_key(employer.name))):
            self._ids.setdefault(key, employer.id)

    def of(self, vacancy: Vacancy, named: Employer | None, tenant: str) -> str:
        """The id of the vacancy's employer, made from what the advert says when it is not known yet.

        Raises:
            InvalidRecord: an id was given that nobody has, and no name.
        """
        keys = [vacancy.employer_id]
        if named is not None:
            keys += [key for key in (named.cvr, named.name and employer_key(named.name)) if key]
        known = next((self._ids[key] for key in keys if key in self._ids), None)
        if known is not None:
            return known
        if named is None or not (named.name or named.cvr or named.id.startswith(UNKNOWN_EMPLOYER)):
            raise InvalidRecord([Fault("employer_id", vacancy.employer_id, "employer_unknown")])
        employer = named.model_copy(update={"tenant": tenant})
        self.made[employer.id] = employer
        self._add(employer)
        return employer.id


def _all_employers(reader: Reader) -> Iterator[Employer]:
    after: str | None = None
    while True:
        page = reader.page(Employer, after=after, limit=_PAGE)
        yield from (kept.record for kept in page.items)
        if page.next is None:
            return
        after = page.next
