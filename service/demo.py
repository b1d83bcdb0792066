"""The demonstration: an invented Viborg with some months of history, real adverts, three lists and a week of jobs.

Everything invented is labelled so. A second run finds what is there and only ranks again; in a new month the invented
adverts are made anew, as adverts expire.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from features.profiles import Participant, Vacancy
from service.demo_agenda import began, then
from service.demo_learning import learn
from service.desk import Desk, Listed
from service.desk_employer import carve, counter
from service.importing import FileProblem, apply, plan, read_file
from service.importing.jobnet import PREFIX
from service.trying import Trying

if TYPE_CHECKING:
    from matching.asking import AskNext, AskNextJob
    from matching.bundles import Bundles
    from matching.counsel.carving import Carved
    from matching.counsel.counter import Counters
    from matching.counsel.steps import Steps
    from matching.rules import Finding
    from service.store import Store, Unit
    from training.retrain import Retrained
    from training.world import World

SEED: Final = 1
SHOWN: Final = ("syn-p-0001", "syn-p-0002", "syn-p-0003")
SHOWN_BUNDLE: Final = "syn-p-0004"
COUNTERED: Final = "syn-v-00005"
"""A hotel whose hours, start and one task keep people away."""
CARVED: Final = ("syn-p-0001", "syn-v-00019")
"""A reception without the telephone."""
LIST_LENGTH: Final = 2
QUESTIONS: Final = 1
ASKED_ABOUT: Final = 6
SHOWN_ADVERTS: Final = 3
STEPS_BESIDE: Final = 10
"""The length of the list that steps are measured against."""
ROUTE: Final = "demo"
ACTOR: Final = "demo"
OPEN_DAYS: Final = 30
JOBNET: Final = Path("shared") / "data" / "jobnet_2021" / "jobnet_ads.jsonl"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A real advert, and what keeps it off the list of one of the people (None: nothing does)."""

    vacancy: Vacancy
    finding: Finding | None


@dataclass(slots=True)
class Demo:
    """What was done: whether the world was new, how many real adverts there are (None: no file), and the lists."""

    fresh: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    real: int | None = None
    lists: list[Listed] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    bundles: Bundles | None = None
    asked: AskNext | None = None
    asked_job: AskNextJob | None = None
    countered: tuple[Vacancy, Counters] | None = None
    carved: tuple[str, Vacancy, Carved] | None = None
    steps: Steps | None = None
    learned: Retrained | None = None
    degraded: bool = False
    named: Callable[[str], tuple[str, str]] = field(default=lambda _id: ("", ""))


def run(store: Store, tenant: str, today: date, step: Callable[[str, int], None]) -> Demo:
    """Fill the database once, then rank for the people worth showing."""
    done = Demo()
    world = _invent(store, tenant, today, step)
    done.fresh = world is not None
    done.real = _real_adverts(store, tenant, today)
    desk = _with_past(Desk.open(store, tenant, lambda n: step("encode", n)), world, today, step)
    done.counts |= {"vacancies": len(desk.vacancies), "employers": len(desk.employers)}
    done.lists = [desk.rank(person, LIST_LENGTH, today) for person in SHOWN]
    done.bundles, done.named = desk.bundles(SHOWN_BUNDLE, 1, today), desk.named
    done.steps = Trying(desk).steps(SHOWN[0], STEPS_BESIDE, today)
    done.degraded = desk.ranker.hybrid.encoder is None
    people = _least_known(one for one in desk.caseload() if one.wishes)[:ASKED_ABOUT]
    done.asked = max((desk.ask_next(id, QUESTIONS, today) for id in people), key=_worth)
    job = _least_known(one for one in desk.vacancies.values() if not one.id.startswith(PREFIX))
    done.asked_job = desk.ask_next_vacancy(job[0], QUESTIONS, today)
    _employer_side(desk, today, done)
    done.verdicts = list(_verdicts(desk, done.lists[-1], today))[:SHOWN_ADVERTS]
    done.learned = learn(store, tenant, today, step)
    return done


def _employer_side(desk: Desk, today: date, done: Demo) -> None:
    """What one employer could change, and the part of another's job that one of the people could do."""
    person, job = CARVED
    if COUNTERED in desk.vacancies:
        done.countered = desk.vacancies[COUNTERED], counter(desk, COUNTERED, today)[0]
    if job in desk.vacancies:
        done.carved = person, desk.vacancies[job], carve(desk, person, job, today)


def _invent(store: Store, tenant: str, today: date, step: Callable[[str, int], None]) -> World | None:
    """Put the invented world of this month into the database; None where it is there already.

    The first time it is put there as on the day on which the history begins, so that no profile is newer than a list.
    """
    key = f"{SEED}-{today:%Y-%m}"
    with store.reader(tenant) as reader:
        if reader.recall(key, ROUTE) is not None:
            return None
        first = reader.get(Participant, SHOWN[0]) is None
    from training.world import invent

    world = invent(SEED, today=today)
    day = began(today) if first else today
    with then(store, day) as (past, _), past.unit(tenant=tenant, actor=ACTOR) as unit:
        for record in (*world.employers, *world.participants, *world.vacancies):
            kept: Any = record.model_copy(update={"tenant": tenant})
            if isinstance(kept, Vacancy) or _is_new(unit, kept):
                unit.put(kept)
            step("invent", 1)
        unit.remember(key, ROUTE, key, 200, {"label": world.label})
    return world


def _is_new(unit: Unit, record: Any) -> bool:
    """Whoever is there has a history of their own, and whoever was erased does not come back."""
    return unit.get(type(record), record.id) is None and not unit.is_erased(record.id)


def _with_past(desk: Desk, world: World | None, today: date, step: Callable[[str, int], None]) -> Desk:
    """The desk after some months of lists, answers and jobs, which are written where nobody has had a list yet."""
    with desk.store.reader(desk.tenant) as reader:
        if reader.last_done():
            return desk
    from service.demo_history import live
    from training.world import invent

    filled = live(desk, world or invent(SEED, today=today), today, step)
    employers = {
        kept.record.id: kept.record for kept in desk.store.all_employers() if kept.record.tenant == desk.tenant
    }
    for employer in employers.values():
        desk.ranker.employer_changed(employer)
    desk.ranker.close(filled)
    vacancies = {id: vacancy for id, vacancy in desk.vacancies.items() if id not in filled}
    return dataclasses.replace(desk, employers=employers, vacancies=vacancies)


def _real_adverts(store: Store, tenant: str, today: date) -> int | None:
    """Real adverts of 2021, closing dates moved so that they can be on a list: how many; None without a file."""
    path = next((place for place in _places() if place.is_file()), None)
    if path is None:
        return None
    try:
        batch = read_file(path, "vacancies", today)
    except FileProblem:
        return None
    last = today.replace(day=1) + timedelta(days=31 + OPEN_DAYS)
    rows = tuple(dataclasses.replace(row, record=_moved(row.record, last), faults=row.faults) for row in batch.rows)
    todo = plan(dataclasses.replace(batch, rows=rows), store, tenant, today)
    if todo.new or todo.changed:
        apply(todo, store, ACTOR)
    return sum(row.record is not None for row in rows)


def _least_known(records: Iterable[Participant] | Iterable[Vacancy]) -> list[str]:
    """The ids of the records, those in which the fewest fields are filled first: there a question is worth most."""
    known = ((len(record.model_dump(exclude_defaults=True)), record.id) for record in records)
    return [id for _, id in sorted(known)]


def _worth(asked: AskNext) -> float:
    return sum(question.value for question in asked.questions)


def _verdicts(desk: Desk, listed: Listed, today: date) -> Iterator[Verdict]:
    """The real adverts nearest to being possible for one person, fewest obstacles first."""
    from matching.ranker import blocking

    found = []
    for id, vacancy in desk.vacancies.items():
        if id.startswith(PREFIX):
            hard = blocking(desk.ranker.why_not(listed.participant, id, today))
            found.append((len(hard), id, Verdict(vacancy, hard[0] if hard else None)))
    yield from (verdict for _, _, verdict in sorted(found, key=lambda item: item[:2]))


def _moved(record: Any, last: date) -> Any:
    if not isinstance(record, Vacancy):
        return record
    return record.model_copy(update={"valid_until": last, "start": None, "end": None})


def _places() -> tuple[Path, ...]:
    """Beside the checkout, and beside the folder the command is run in."""
    return tuple(folder.parent / JOBNET for folder in (Path(__file__).resolve().parent.parent, Path.cwd().resolve()))
