"""Rank from files, no database: participants × vacancies in, ranked and explained suggestions out, line by line.

A record may hold all fields or only a text. What cannot be made is reported with its line and the others go on. Pairs
that break a hard rule are never written; ``--explain-excluded`` says which rule did it, adverts on other terms than
ordinary included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from features.profiles import Employer, Fault, Participant, Vacancy
from features.vocabulary import ParticipantStatus, Terms
from matching.suggestion import Excluded, Ranking
from service.faults import sentences
from service.importing.batch import Kind, Row
from service.importing.limits import RANK
from service.importing.loose import employer_key
from service.importing.reading import read_rows
from service.ranked_lines import Writers
from service.texts import say, show


class Ranks(Protocol):
    """What ranking from files needs of a ranker."""

    def load(
        self,
        vacancies: list[Vacancy],
        employers: Mapping[str, Employer],
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Take in vacancies."""
        ...

    def rank(self, participant: Participant, k: int, today: date) -> Ranking:
        """The best ``k`` for one participant."""
        ...

    def excluded(self, participant: Participant, today: date) -> Iterator[Excluded]:
        """What a hard rule keeps off the list."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """What to rank: the files, how many suggestions a person, on which day, in which language, and where it goes."""

    participants: Path
    vacancies: Path
    out: Path | None
    k: int
    today: date
    employers: Path | None = None
    excluded: Path | None = None
    language: str = "da"
    only_valid: bool = False
    """Leave out adverts whose deadline has passed on ``today``; a file chosen by hand is otherwise ranked whole."""


@dataclass(slots=True)
class Told:
    """How to tell a person what happens: a line of trouble, and how far a step has come."""

    trouble: Callable[[str], None] = lambda line: None
    step: Callable[[str, int], None] = lambda step, n: None
    record: Callable[[str], None] | None = None


@dataclass(slots=True)
class Summary:
    """What came of it, in numbers."""

    participants: int = 0
    vacancies: int = 0
    suggestions: int = 0
    without: list[str] = field(default_factory=list)
    faulty: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    expired: int = 0
    unused: dict[str, int] = field(default_factory=dict)


def rank_files(job: Job, new_ranker: Callable[[], Ranks], told: Told) -> Summary:
    """Rank every participant of a file over every vacancy of another; the same files give the same bytes.

    Raises:
        FileProblem: a file that cannot be used at all.
    """
    summary = Summary()
    market = _market(job, told, summary)
    ranker = new_ranker()
    ranker.load(market.vacancies, market.employers, lambda n: told.step("encode", n))
    with ExitStack() as files:
        writers = Writers(job.out, job.excluded, told.record, job.language, files)
        for row in _read(job.participants, "participants", job, told, summary):
            if isinstance(row.record, Participant) and _is_active(row, job, told, summary):
                _rank_one(row.original_id, row.record, job, ranker, market, writers, summary)
                told.step("rank", 1)
    return summary


def _rank_one(
    id: str, person: Participant, job: Job, ranker: Ranks, market: Market, writers: Writers, summary: Summary
) -> None:
    """One participant's list, and what is not on it."""
    ranking = ranker.rank(person, job.k, job.today)
    writers.write(id, ranking, market.written)
    if job.excluded is not None:
        writers.write_refused(id, market.refused)
        writers.write_excluded(id, ranker.excluded(person, job.today), market.written)
    summary.participants += 1
    summary.suggestions += len(ranking.suggestions)
    summary.without += [] if ranking.suggestions else [id]


def _is_active(row: Row, job: Job, told: Told, summary: Summary) -> bool:
    """Only active people get suggestions; for another status the reason is told."""
    status = row.record.status if isinstance(row.record, Participant) else ParticipantStatus.CLOSED
    if status is ParticipantStatus.ACTIVE:
        return True
    summary.faulty += 1
    fault = Fault("status", show(status, job.language), "not_active")
    told.trouble(trouble(job.participants.name, row.number, row.original_id, (fault,), job.language))
    return False


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Market:
    """The vacancies and employers that were read, the ids as they were written, and adverts on other terms."""

    vacancies: list[Vacancy] = field(default_factory=list)
    employers: dict[str, Employer] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    refused: list[tuple[str, Terms]] = field(default_factory=list)


def _market(job: Job, told: Told, summary: Summary) -> Market:
    market = Market()
    by_name: dict[str, Employer] = {}
    for row in _read(job.employers, "employers", job, told, summary) if job.employers else ():
        if isinstance(row.record, Employer):
            market.employers[row.record.id] = row.record
            by_name.setdefault(employer_key(row.record.name), row.record)
            by_name.setdefault(str(row.record.cvr), row.record)
    for row in _read(job.vacancies, "vacancies", job, told, summary):
        if row.refused is not None:
            market.refused.append((row.original_id, row.refused))
        elif isinstance(row.record, Vacancy):
            vacancy = _with_employer(row, market, by_name)
            if vacancy.valid_until is not None and vacancy.valid_until < job.today:
                summary.expired += 1
                vacancy = vacancy if job.only_valid else vacancy.model_copy(update={"valid_until": None})
            market.vacancies.append(vacancy)
            market.written[vacancy.id] = row.original_id
    summary.vacancies = len(market.vacancies)
    return market


def _with_employer(row: Row, market: Market, by_name: Mapping[str, Employer]) -> Vacancy:
    """The vacancy at the employer of the employers' file when there is one, else at the one the advert names."""
    vacancy, named = row.record, row.employer
    if not isinstance(vacancy, Vacancy):
        raise TypeError("a row without a vacancy has no employer")
    if vacancy.employer_id in market.employers:
        return vacancy
    known = by_name.get(str(named.cvr)) if named and named.cvr else None
    known = known or (by_name.get(employer_key(named.name)) if named and named.name else None)
    if known is not None:
        return vacancy.model_copy(update={"employer_id": known.id})
    market.employers[vacancy.employer_id] = named or Employer(id=vacancy.employer_id)
    return vacancy


def _read(path: Path, kind: Kind, job: Job, told: Told, summary: Summary) -> Iterator[Row]:
    """Rows of a file; what is wrong with one is told and counted, and the row is still given."""
    for row in read_rows(path, kind, job.today, RANK):
        told.step(f"read_{kind}", 1)
        for name in row.unused:
            summary.unused[name] = summary.unused.get(name, 0) + 1
        if row.refused is not None:
            summary.refused[row.refused] = summary.refused.get(row.refused, 0) + 1
        elif row.record is None:
            summary.faulty += 1
            told.trouble(trouble(path.name, row.number, row.original_id, row.faults, job.language))
        yield row


def trouble(file: str, line: int, record: str, faults: tuple[Fault, ...], language: str) -> str:
    """One line about one record that could not be made."""
    about = say("imports.record", language, id=record) if record else ""
    return say("imports.trouble", language, file=file, line=line, about=about, faults=sentences(faults, language))


def default_ranker() -> Ranks:
    """The ranker with the encoder of the settings, and expert weights."""
    from features.encoder import chosen_encoder
    from features.similarity import Hybrid
    from matching.model import MatchModel
    from matching.ranker import Ranker
    from service.settings import Settings

    settings = Settings()
    return Ranker(Hybrid(chosen_encoder(settings.encoder, settings.encoder_cache)), MatchModel.prior())
