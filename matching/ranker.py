"""The whole idea on one screen: rules over every open vacancy, features of what is left, two heads, order, reasons.

A returned suggestion never breaks a hard rule: every pair on the list is judged a second time by the one-pair form of
each rule, and one that is broken there would be left out and counted (``violations`` is 0 or there is a bug).
"""

from __future__ import annotations

import copy
import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from features import rule_sets
from features.facts import OpeningFacts, PersonFacts
from features.linking import link_titles
from features.pairs import COLUMNS, pair_table
from features.profiles import Employer, Participant, Vacancy
from features.similarity import Hybrid, TextRows
from features.text import experience_phrases, wish_phrases
from features.vocabulary import Feasible
from matching import exploring, kept, reasons, thresholds
from matching.index import Index, Snapshot
from matching.likeness import Likeness, Words
from matching.model import MatchModel, Scored
from matching.rules import BROKEN, MET, MOST_NEGOTIABLE, NEGOTIABLE, RULES, Finding, Pair
from matching.suggestion import Estimate, Excluded, Ranking, Reason, Suggestion

BATCH: Final = 256
PER_EMPLOYER: Final = 2
"""Vacancies of one employer that a list shows at most."""


class Ranker:
    """Ranks open vacancies for a participant; holds the index and the model, opens nothing and reads no clock."""

    def __init__(self, hybrid: Hybrid, model: MatchModel, index: Index | None = None) -> None:
        self.hybrid = hybrid
        self.model = model
        self.index = index or Index(hybrid.dimension, len(hybrid.lexical.idf))
        self.likeness = Likeness(hybrid)

    def with_model(self, model: MatchModel) -> Ranker:
        """A ranker on the same index and encoder that weighs with another model."""
        other = copy.copy(self)
        other.model = model
        return other

    def load(
        self,
        vacancies: Iterable[Vacancy],
        employers: Mapping[str, Employer],
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Add or replace vacancies: link their titles, encode their texts, put them into the index."""
        waiting = list(vacancies)
        for first in range(0, len(waiting), BATCH):
            batch = waiting[first : first + BATCH]
            self.index.put(*self.openings(batch, employers))
            if progress is not None:
                progress(len(batch))

    def openings(
        self, vacancies: Sequence[Vacancy], employers: Mapping[str, Employer]
    ) -> tuple[list[OpeningFacts], TextRows]:
        """The facts of vacancies, their titles linked to occupations, and their encoded texts; nothing is kept."""
        links = link_titles([vacancy.title for vacancy in vacancies], self.hybrid.encoder)
        texts = self.likeness.documents(vacancies)
        facts = [
            OpeningFacts.of(vacancy, employers[vacancy.employer_id], link.occupation, link.disco08, kin)
            for vacancy, link, kin in zip(vacancies, links, self.likeness.kin(texts), strict=True)
        ]
        return facts, texts

    def close(self, vacancy_ids: Iterable[str]) -> None:
        """Take vacancies off every later list."""
        self.index.close(vacancy_ids)

    def prepare(self, participant: Participant) -> None:
        """Encode a participant's words, so that their first list is as quick as the next."""
        self.likeness.prepare(self.index.snapshot(), participant)

    def employer_changed(self, employer: Employer) -> None:
        """Take over an employer's pause, budget and replies."""
        self.index.employer_changed(employer)

    def rank(
        self,
        participant: Participant,
        k: int,
        today: date,
        *,
        per_employer: int = PER_EMPLOYER,
        on: Snapshot | None = None,
        explore: np.random.Generator | None = None,
    ) -> Ranking:
        """The ``k`` best feasible or near vacancies for one participant, with reasons; at most two per employer.

        ``on`` is another snapshot than the present one (``Snapshot.aside`` to try something out). ``explore`` draws the
        fifth place (``matching.exploring``); without it the same question has the same answer.
        """
        snapshot = on or self.index.snapshot()
        person = PersonFacts.of(participant, today)
        feasible = snapshot.feasible(person)
        rows, statuses = feasible.rows, feasible.statuses
        found = self.weighed(snapshot, feasible, self.likeness.words(snapshot, participant, rows))
        chosen = self.chosen(found, k, per_employer)
        tried = None if explore is None else self._tried(found, chosen[: k - 1], k, per_employer, explore)
        if tried is not None:
            chosen = [*chosen[: exploring.PLACE - 1], tried[0], *chosen[exploring.PLACE - 1 : k - 1]]
        made = (self._suggestion(found, i, tried) for i in chosen)
        kept = [suggestion for suggestion in made if suggestion is not None]
        return Ranking(
            participant_id=participant.id,
            suggestions=tuple(_numbered(kept)),
            questions=tuple(self.questions(person)),
            considered=len(snapshot.rows),
            feasible=int((statuses.min(axis=1) > NEGOTIABLE).sum()) if len(rows) else 0,
            near=int((statuses.min(axis=1) == NEGOTIABLE).sum()) if len(rows) else 0,
            violations=len(chosen) - len(kept),
            versions={
                "model": self.model.version,
                "encoder": self.hybrid.name,
                "index": str(snapshot.version),
                "rules": rule_sets.version(today),
            },
        )

    def why_not(self, participant: Participant, vacancy_id: str, today: date) -> tuple[Finding, ...]:
        """Everything that is not simply met between one participant and one vacancy, worst first.

        Raises:
            KeyError: the vacancy is not in the index.
        """
        snapshot = self.index.snapshot()
        pair = Pair(PersonFacts.of(participant, today), snapshot.opening(snapshot.rows[vacancy_id]))
        return explain(pair)

    def excluded(self, participant: Participant, today: date) -> Iterator[Excluded]:
        """Every living vacancy that a hard rule (or a third negotiable miss) keeps off the list, with the findings."""
        snapshot = self.index.snapshot()
        person = PersonFacts.of(participant, today)
        for vacancy_id, row in snapshot.rows.items():
            findings = explain(Pair(person, snapshot.opening(row)))
            if found := blocking(findings):
                yield Excluded(participant.id, vacancy_id, tuple(reasons.reason_of(finding) for finding in found))

    def questions(self, person: PersonFacts) -> Iterator[Reason]:
        """What to ask the participant before anything else: the fields whose absence leaves every job open."""
        participant = person.participant
        if not wish_phrases(participant) and not experience_phrases(participant):
            yield Reason("ask_wishes", "participant.wishes")
        if person.hours is None:
            yield Reason("ask_wanted_hours", "participant.hours_max")
        if person.possible is None:
            yield Reason("ask_availability", "participant.availability")
        if person.point is None:
            yield Reason("ask_home", "participant.home")
        if not participant.transport:
            yield Reason("ask_transport", "participant.transport")
        if participant.language("da") is None:
            yield Reason("ask_danish", "participant.languages")

    def weighed(self, snapshot: Snapshot, feasible: kept.Feasible, words: Words) -> Weighed:
        """Features and scores of a person's rows; ``words`` are about the same rows."""
        request = feasible.request
        replies = request.employers.responsiveness[request.columns.employer]
        table = pair_table(
            request.person,
            request.columns,
            request.journeys,
            replies,
            words.wishes,
            words.experience,
            feasible.statuses,
        )
        return Weighed(snapshot, feasible, table, self.model.score(table, feasible.unanswered()), words)

    def chosen(self, found: Weighed, k: int, per_employer: int = PER_EMPLOYER) -> list[int]:
        """Positions of the ``k`` best, highest surplus first, ties by id, at most ``per_employer`` of one employer."""
        taken: Counter[str] = Counter()
        chosen: list[int] = []
        for i in _best_first(found):
            if len(chosen) >= k:
                break
            employer = found.opening(i).employer.id
            if taken[employer] < per_employer:
                taken[employer] += 1
                chosen.append(i)
        return chosen

    def _tried(
        self, found: Weighed, rest: list[int], k: int, per_employer: int, rng: np.random.Generator
    ) -> tuple[int, float] | None:
        """The position that is tried out beside ``rest`` and its propensity; None where there is no room for one."""
        if k < exploring.PLACE or not len(found.feasible.rows):
            return None
        feasible = found.feasible.statuses.min(axis=1) > NEGOTIABLE
        pool = exploring.pool(feasible, found.feasible.request.columns.employer, rest, per_employer)
        if not len(pool):
            return None
        place, propensity = exploring.draw(exploring.upside(found.scored)[pool], rng)
        return int(pool[place]), propensity

    def _suggestion(self, found: Weighed, i: int, tried: tuple[int, float] | None = None) -> Suggestion | None:
        """The suggestion at position ``i``, or None when the one-pair form of a rule finds it broken."""
        opening, scored, request = found.opening(i), found.scored, found.feasible.request
        pair = Pair(request.person, opening, request.journeys.take(slice(i, i + 1)))
        findings = explain(pair)
        if blocking(findings):
            return None
        minutes = float(request.journeys.minutes[i])
        evidence = reasons.Evidence(
            pair=pair,
            findings=findings,
            features=dict(zip(COLUMNS, found.table[i].tolist(), strict=True)),
            contributions=dict(zip(COLUMNS, scored.contributions[i].tolist(), strict=True)),
            wish=reasons.closest(found.words.wishes, i),
            experience=reasons.closest(found.words.experience, i),
            minutes=None if np.isnan(minutes) else minutes,
        )
        return Suggestion(
            participant_id=request.person.participant.id,
            vacancy_id=opening.vacancy.id,
            employer_id=opening.employer.id,
            rank=0,
            score=float(scored.surplus[i]),
            feasible=feasible_of(int(found.feasible.statuses[i].min())),
            utility=Estimate(*(float(part[i]) for part in scored.utility)),
            chance=Estimate(*(float(part[i]) for part in scored.chance)),
            contributions=evidence.contributions,
            reasons_for=reasons.reasons_for(evidence),
            reasons_against=reasons.reasons_against(evidence),
            questions=reasons.questions(evidence),
            missing=reasons.missing(evidence),
            minutes=evidence.minutes,
            features={name: None if np.isnan(value) else value for name, value in evidence.features.items()},
            propensity=tried[1] if tried and tried[0] == i else 1.0,
            tried=tried is not None and tried[0] == i,
            notes=thresholds.notes(opening, request.person, request.person.today),
        )


@dataclass(frozen=True, slots=True)
class Weighed:
    """Everything computed about the rows that are left for one person; position ``i`` is ``feasible.rows[i]``."""

    snapshot: Snapshot
    feasible: kept.Feasible
    table: NDArray[np.float32]
    scored: Scored
    words: Words

    def opening(self, i: int) -> OpeningFacts:
        """The facts at position ``i``."""
        return self.snapshot.opening(int(self.feasible.rows[i]))


def _best_first(found: Weighed) -> Iterator[int]:
    """Positions by falling surplus, equal ones by vacancy id; only as far as somebody reads."""
    surplus = found.scored.surplus
    order = np.argsort(-surplus).tolist()
    for _, equals in groupby(order, key=surplus.__getitem__):
        yield from sorted(equals, key=lambda i: found.opening(i).vacancy.id)


def explain(pair: Pair) -> tuple[Finding, ...]:
    """What every rule finds for one pair, worst first; what is met is not named."""
    return tuple(sorted((finding for rule in RULES for finding in rule.explain(pair)), key=lambda item: item.status))


def blocking(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that keep a pair off the list: broken rules, or all negotiable ones when there are too many."""
    broken = [finding for finding in findings if finding.status == BROKEN]
    rules = {finding.rule for finding in findings if finding.status == NEGOTIABLE}
    if not broken and len(rules) > MOST_NEGOTIABLE:
        return [finding for finding in findings if finding.status == NEGOTIABLE]
    return broken


def feasible_of(worst: int) -> Feasible:
    """What the worst status of a pair that may be shown means for it."""
    if worst == MET:
        return Feasible.YES
    return Feasible.NEAR if worst == NEGOTIABLE else Feasible.ASK


def _numbered(suggestions: Sequence[Suggestion]) -> Iterator[Suggestion]:
    for number, suggestion in enumerate(suggestions, start=1):
        yield dataclasses.replace(suggestion, rank=number)
