"""Rank from files, no database: participants × vacancies in, ranked and explained suggestions out, line by line.

A record may hold all fields or only a text. What cannot be made is reported with its line and the others go on. Pairs
that break a hard rule are never written; ``--explain-excluded`` says which rule did it, adverts on other terms than
ordinary included.
"""

from __future__ import annotations

import csv
import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, Any, Final, Protocol

from features.profiles import Employer, Fault, Participant, Vacancy
from features.vocabulary import Terms
from matching.suggestion import Excluded, Ranking, Reason, Suggestion
from service.faults import field_name, sentences
from service.importing.batch import Kind, Row
from service.importing.limits import RANK
from service.importing.loose import employer_key
from service.importing.reading import read_rows
from service.importing.sheets import harmless
from service.texts import say, show
from service.wording import plain, sentence

COLUMNS: Final = (
    "participant_id", "vacancy_id", "rank", "score", "feasible", "reasons_for", "reasons_against", "questions",
)  # fmt: skip
EXCLUDED_COLUMNS: Final = ("participant_id", "vacancy_id", "rule", "reason", "who", "change")
JOINER: Final = " | "
TERMS_RULE: Final = "terms"


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
        writers = _Writers(job, market, told, files)
        for row in _read(job.participants, "participants", job, told, summary):
            if not isinstance(row.record, Participant):
                continue
            summary.participants += 1
            ranking = ranker.rank(row.record, job.k, job.today)
            writers.write(row.original_id, ranking)
            if job.excluded is not None:
                writers.write_excluded(row.original_id, ranker.excluded(row.record, job.today))
            summary.suggestions += len(ranking.suggestions)
            summary.without += [] if ranking.suggestions else [row.original_id]
            told.step("rank", 1)
    return summary


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
            market.vacancies.append(vacancy)
            market.written[vacancy.id] = row.original_id
            summary.expired += vacancy.valid_until is not None and vacancy.valid_until < job.today
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


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────


class _Writers:
    """The files that are written while the ranking goes on, and lines of JSON when a program listens."""

    def __init__(self, job: Job, market: Market, told: Told, files: ExitStack) -> None:
        self.language = job.language
        self.market = market
        self.told = told
        self.out = _csv(job.out, COLUMNS, files)
        self.excluded = _csv(job.excluded, EXCLUDED_COLUMNS, files)

    def write(self, participant: str, ranking: Ranking) -> None:
        """One participant's list."""
        for suggestion in ranking.suggestions:
            vacancy = self.market.written[suggestion.vacancy_id]
            if self.out is not None:
                self.out.writerow(_line(participant, vacancy, suggestion, self.language))
        if self.told.record is not None:
            for line in json_lines(participant, ranking, self.market.written, self.language):
                self.told.record(line)

    def write_excluded(self, participant: str, excluded: Iterator[Excluded]) -> None:
        """What is not on one participant's list, and why; adverts on other terms first."""
        if self.excluded is None:
            return
        for vacancy, terms in self.market.refused:
            reason = say(f"imports.refused.{terms.value}", self.language)
            who, change = say("imports.terms_who", self.language), say("imports.terms_change", self.language)
            self.excluded.writerow([_id(participant), _id(vacancy), TERMS_RULE, reason, who, change])
        for pair in excluded:
            vacancy = self.market.written[pair.vacancy_id]
            for finding in pair.findings:
                self.excluded.writerow([_id(participant), _id(vacancy), *_excluded_cells(finding, self.language)])


def _csv(path: Path | None, columns: tuple[str, ...], files: ExitStack) -> Any:
    if path is None:
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    file: IO[str] = files.enter_context(path.open("w", encoding="utf-8", newline=""))
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    return writer


def _line(participant: str, vacancy: str, item: Suggestion, language: str) -> list[object]:
    against = (*item.missing, *item.reasons_against)
    told = (said(part, language) for part in (item.reasons_for, against, item.questions))
    texts = [harmless(JOINER.join(part)) for part in told]
    return [_id(participant), _id(vacancy), item.rank, f"{item.score:.6f}", item.feasible.value, *texts]


def said(reasons: tuple[Reason, ...], language: str) -> list[str]:
    """The sentences of some reasons, each once."""
    return list(dict.fromkeys(sentence(reason, language) for reason in reasons))


def _excluded_cells(finding: Reason, language: str) -> list[str]:
    changes = (
        say("imports.change", language, field=field_name(name, language), value=_change(value, language))
        for name, value in finding.change.items()
    )
    who = show(finding.who, language)
    return [
        str(finding.params.get("rule", "")),
        harmless(sentence(finding, language)),
        who,
        harmless("; ".join(changes)),
    ]


def _change(value: Any, language: str) -> str:
    return show(value, language)


def _id(written: str) -> str:
    """An id as it was written; only one that a spreadsheet would run as a command gets an apostrophe."""
    return harmless(written) if any(char in written for char in "(|!") else written


def json_lines(participant: str, ranking: Ranking, written: Mapping[str, str], language: str) -> Iterator[str]:
    """One JSON object per suggestion, with codes for programs and sentences for people."""
    for item in ranking.suggestions:
        reasons = {
            name: [
                {"code": reason.code, "field": reason.field, "sentence": sentence(reason, language)} for reason in part
            ]
            for name, part in (
                ("reasons_for", item.reasons_for),
                ("reasons_against", item.reasons_against),
                ("missing", item.missing),
                ("questions", item.questions),
            )
        }
        line = {
            "participant_id": participant,
            "vacancy_id": written[item.vacancy_id],
            "rank": item.rank,
            "score": round(item.score, 6),
            "feasible": item.feasible.value,
            "minutes": item.minutes,
            "utility": dataclasses.astuple(item.utility),
            "chance": dataclasses.astuple(item.chance),
            **reasons,
            "versions": plain(ranking.versions),
        }
        yield json.dumps(line, ensure_ascii=False)


def default_ranker() -> Ranks:
    """The ranker with the encoder that comes with the package, and expert weights."""
    from features.encoder import default_encoder
    from features.similarity import Hybrid
    from matching.model import MatchModel
    from matching.ranker import Ranker

    return Ranker(Hybrid(default_encoder()), MatchModel.prior())
