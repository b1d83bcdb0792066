"""From the store to a snapshot that training may read: what was shown, answered and agreed, under pseudonyms.

Nothing that anybody wrote is read from the store (``service.store.learned_from``). Slices are those of the records as
they were when the list was made. A person whose record is gone is absent; invented people never stand among real ones.
Protected groups go into a table apart, under the same pseudonyms (``training.audit``).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from importlib.metadata import version
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from features.pairs import COLUMNS
from features.personal import scrubbed
from features.profiles import Participant, Vacancy
from features.vocabulary import EndReason, Party
from service.access import Caller, Policy, Role
from service.exporting import SNAPSHOT, NotAllowed, all_of
from service.pseudonyms import INVENTED, Pseudonyms, look_through

if TYPE_CHECKING:
    import pandas as pd

    from service.store import Reader, Store, Stored
    from service.store.learned_from import Answered, Placed, Shown
    from training.dataset import Dataset, Manifest

EXPORT_SNAPSHOT: Final = Policy("export snapshots", frozenset({Role.DATA_ANALYST, Role.ADMIN}))
FEATURELESS: Final = "without_features"
GONE: Final = "gone"
MADE_UP: Final = "invented"
GROUPS: Final = "snapshot_groups"
"""The purpose noted for everybody whose protected groups go along."""
Rows = list[dict[str, Any]]
R = TypeVar("R", Participant, Vacancy)


class NothingShown(ValueError):
    """There is nothing in the period that could be learned from; ``left_out`` counts why."""

    def __init__(self, left_out: Mapping[str, int]) -> None:
        self.left_out = dict(left_out)
        super().__init__(f"no suggestion to export; left out: {self.left_out}")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day on which suggestions were shown, both included; None is open."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A data set with the ids of the people in it, and how many suggestions were left out, by reason.

    ``audit`` is the table of their protected groups (None: nobody's are known) and ``grouped`` the ids in it.
    """

    dataset: Dataset
    people: tuple[str, ...]
    left_out: Mapping[str, int]
    audit: pd.DataFrame | None
    grouped: tuple[str, ...]


def export_snapshot(
    folder: Path, store: Store, tenant: str, caller: Caller, today: date, period: Period | None = None,
    *, groups: bool = True,
) -> Manifest:  # fmt: skip
    """Write a snapshot as a new folder and note everybody in it in the access log: its manifest.

    Without ``groups`` no protected group is read or written: for whoever does not judge fairness.

    Raises:
        NotAllowed: the caller is no data analyst or admin of the whole tenant.
        FileExistsError: something is there already.
        NothingShown: there is nothing to export.
        PersonalData: something that looks personal was found; nothing was written.
    """
    if caller.tenant != tenant or caller.employer_id or caller.role not in (EXPORT_SNAPSHOT.roles or ()):
        raise NotAllowed(SNAPSHOT)
    with store.reader(tenant) as reader:
        gathered = gather(reader, Pseudonyms(), today, period or Period(), groups=groups)
    with store.unit(tenant=tenant, actor=caller.actor) as unit:
        for purpose, people in ((SNAPSHOT, gathered.people), (GROUPS, gathered.grouped)):
            for person in people:
                unit.log_access(person, purpose)
        return gathered.dataset.write(folder, left_out=gathered.left_out, audit=gathered.audit)


def gather(reader: Reader, pseudonyms: Pseudonyms, today: date, period: Period, *, groups: bool = True) -> Gathered:
    """The data set of a tenant as it is known ``today``, with the protected groups of those in it unless told not to.

    Raises:
        NothingShown: there is nothing to export.
        PersonalData: something that looks personal was found.
    """
    import pandas as pd

    from training.dataset import Dataset
    from training.tables import ANSWERS, OUTCOMES, SUGGESTIONS, empty

    kept = _kept(reader, period)
    rows = {
        SUGGESTIONS: _suggestions(kept, pseudonyms),
        ANSWERS: _answers(reader.answered(), kept, pseudonyms),
        OUTCOMES: _outcomes(reader.placed(), kept, pseudonyms, today),
    }
    tables = {name: pd.DataFrame(found) if found else empty(name) for name, found in rows.items()}
    look_through(tables)
    invented = all(one.participant_id.startswith(INVENTED) for one in kept.shown.values())
    dataset = Dataset.of(**tables, made_on=today, synthetic=invented, versions=_versions(kept.shown.values()))
    people = tuple(sorted({one.participant_id for one in kept.shown.values()}))
    return Gathered(dataset, people, kept.left_out, *(_audit(reader, people, pseudonyms) if groups else (None, ())))


def _audit(
    reader: Reader, people: Iterable[str], pseudonyms: Pseudonyms
) -> tuple[pd.DataFrame | None, tuple[str, ...]]:
    """The audit table of those in a snapshot, and who is in it; in order of pseudonym, which tells nothing."""
    import pandas as pd

    from training.audit import checked

    known = reader.protected_groups()
    grouped = tuple(person for person in people if person in known)
    if not grouped:
        return None, ()
    rows = [{"participant": pseudonyms("participant", person), **asdict(known[person])} for person in grouped]
    return checked(pd.DataFrame(sorted(rows, key=itemgetter("participant")), dtype="str")), grouped


@dataclass(slots=True)
class _Kept:
    """The suggestions that go along, by id; how many each list had, and the first list or day somebody was on one."""

    reader: Reader
    shown: dict[str, Shown] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    slots: Counter[str] = field(default_factory=Counter)
    first_run: dict[str, str] = field(default_factory=dict)
    first_day: dict[str, date] = field(default_factory=dict)


def _kept(reader: Reader, period: Period) -> _Kept:
    """Everything shown counts in who was new; what lies in the period and can be learned from goes along."""
    kept = _Kept(reader)
    found = []
    for one in reader.shown():
        kept.slots[one.run_id] += 1
        kept.first_run.setdefault(one.participant_id, one.run_id)
        kept.first_day.setdefault(one.employer_id, one.at.date())
        if period.holds(one.at.date()):
            found.append(one)
    people = {record.id for record in all_of(reader, Participant)}
    real = any(not one.participant_id.startswith(INVENTED) for one in found if one.participant_id in people)
    for one in found:
        if why := _not_for_learning(one, people, real):
            kept.left_out[why] += 1
        else:
            kept.shown[one.id] = one
    if not kept.shown:
        raise NothingShown(kept.left_out)
    return kept


def _not_for_learning(one: Shown, people: set[str], real: bool) -> str | None:
    if one.participant_id not in people:
        return GONE
    if real and one.participant_id.startswith(INVENTED):
        return MADE_UP
    return None if set(one.features) == set(COLUMNS) else FEATURELESS


def _suggestions(kept: _Kept, pseudonyms: Pseudonyms) -> Rows:
    """A row a suggestion, in the order they were shown."""
    from training.tables import danish_band, hours_band

    people = _Records(kept.reader, Participant, (one.participant_id for one in kept.shown.values()))
    groups = _groups(kept)
    rows = []
    for one in kept.shown.values():
        person = people.at(one.participant_id, one.at)
        ids = {name: pseudonyms(name, getattr(one, f"{name}_id")) for name in ("participant", "employer", "vacancy")}
        rows.append(
            {
                "suggestion": pseudonyms("suggestion", one.id),
                "run": pseudonyms("run", one.run_id),
                **ids,
                "consultant": pseudonyms("actor", one.actor),
                "occupation": groups[one.id],
                "shown_on": one.at.date(),
                "rank": one.rank,
                "slots": kept.slots[one.run_id],
                "propensity": 1.0 if one.propensity is None else one.propensity,
                "tried": one.tried,
                "model": one.model,
                **{name: _number(one.features[name]) for name in COLUMNS},
                "danish": danish_band(person),
                "hours": hours_band(person),
                "new_person": kept.first_run[one.participant_id] == one.run_id,
                "new_employer": kept.first_day[one.employer_id] == one.at.date(),
            }
        )
    return rows


def _answers(answers: Iterable[Answered], kept: _Kept, pseudonyms: Pseudonyms) -> Rows:
    """A row an answer; who is asked is the rater, whoever wrote it down."""
    rows = []
    for one in answers:
        shown = kept.shown.get(one.suggestion_id)
        if shown is None:
            continue
        raters = {
            Party.PARTICIPANT: ("participant", shown.participant_id),
            Party.EMPLOYER: ("employer", shown.employer_id),
            Party.CONSULTANT: ("actor", one.actor),
        }
        said = {"party": one.party.value, "answer": one.answer.value, "reason": one.reason and one.reason.value}
        about = {"suggestion": pseudonyms("suggestion", one.suggestion_id), **said}
        rows.append({**about, "rater": pseudonyms(*raters[one.party]), "answered_on": one.at.date()})
    return rows


def _outcomes(placed: Iterable[Placed], kept: _Kept, pseudonyms: Pseudonyms, today: date) -> Rows:
    """A row a job that has begun, as far as it has been seen; one recorded by mistake is none."""
    rows = []
    for one in placed:
        if one.suggestion_id not in kept.shown or one.start > today or one.end_reason is EndReason.MISTAKE:
            continue
        ended = one.ended is not None and one.ended <= today
        last = one.ended if ended and one.ended else today
        about = {name: pseudonyms(name, id) for name, id in (("placement", one.id), ("suggestion", one.suggestion_id))}
        weeks = (last - one.start).days / 7
        rows.append({**about, "started_on": one.start, "weeks": weeks, "ended": ended, "hours": one.hours})
    return rows


class _Records(Generic[R]):
    """Records as they were at a moment."""

    def __init__(self, reader: Reader, kind: type[R], ids: Iterable[str]) -> None:
        self._versions: Mapping[str, tuple[Stored[R], ...]] = {
            id: reader.history(kind, id) for id in dict.fromkeys(ids)
        }

    def at(self, id: str, moment: datetime) -> R:
        """The version in force at ``moment``, else the first that is known."""
        versions = self._versions[id]
        return next((one.record for one in reversed(versions) if one.updated_at <= moment), versions[0].record)


def _groups(kept: _Kept) -> Mapping[str, str | None]:
    """The occupational group (DISCO-08) of each suggestion: the vacancy's own, else the one its title speaks of."""
    from features.linking import link_titles

    vacancies = _Records(kept.reader, Vacancy, (one.vacancy_id for one in kept.shown.values()))
    then = {one.id: vacancies.at(one.vacancy_id, one.at) for one in kept.shown.values()}
    titles = sorted({vacancy.title for vacancy in then.values() if vacancy.disco08 is None})
    linked = {title: link.disco08 for title, link in zip(titles, link_titles(titles), strict=True)} if titles else {}
    return {id: vacancy.disco08 or linked[vacancy.title] for id, vacancy in then.items()}


def _versions(shown: Iterable[Shown]) -> Mapping[str, str]:
    """What made the suggestions; an encoder's name may be a path, so they are looked through as well."""
    found: dict[str, set[str]] = {"companytrack": {version("companytrack")}}
    for one in shown:
        for name in ("rules", "encoder"):
            if name in one.versions:
                found.setdefault(name, set()).add(one.versions[name])
    return {name: scrubbed(", ".join(sorted(each))) for name, each in found.items()}


def _number(value: float | None) -> float:
    return math.nan if value is None else value
