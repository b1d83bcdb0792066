"""The whole idea on one screen: rules over every open vacancy, features of what is left, two heads, order, reasons.

A returned suggestion never breaks a hard rule: every pair on the list is judged a second time by the one-pair form of
each rule, and one that is broken there would be left out and counted (``violations`` is 0 or there is a bug).
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from features.facts import OpeningFacts, PersonFacts
from features.kinship import Kinship
from features.linking import link_titles
from features.pairs import COLUMNS, Closeness, pair_table
from features.profiles import Employer, Participant, Vacancy
from features.similarity import Hybrid, TextRows
from features.text import Phrase, experience_phrases, vacancy_body, vacancy_title, wish_phrases
from features.vocabulary import Feasible
from matching import reasons
from matching.index import Index, Snapshot
from matching.kept import LeastUsed, Rows
from matching.model import MatchModel, Scored
from matching.rules import BROKEN, MET, MOST_NEGOTIABLE, NEGOTIABLE, RULES, Finding, Pair, Request
from matching.suggestion import Estimate, Excluded, Ranking, Reason, Suggestion

KIN_WEIGHT: Final = 0.6
"""Work of a kindred occupation counts as much as words that are this close (docs/matching.md)."""
VAGUE_WEIGHT: Final = 0.7
"""What a phrase that speaks of no occupation ("vil bare i gang") counts beside one that clearly does."""
BATCH: Final = 256
KEPT_QUERIES: Final = 1024


class Ranker:
    """Ranks open vacancies for a participant; holds the index and the model, opens nothing and reads no clock."""

    def __init__(self, hybrid: Hybrid, model: MatchModel, index: Index | None = None) -> None:
        self.hybrid = hybrid
        self.model = model
        self.index = index or Index(hybrid.dimension, len(hybrid.lexical.idf))
        self._kin_made: Kinship | None = None
        self._queries: LeastUsed[TextRows] = LeastUsed(KEPT_QUERIES)

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
            links = link_titles([vacancy.title for vacancy in batch], self.hybrid.encoder)
            texts = self._documents(batch)
            openings = [
                OpeningFacts.of(vacancy, employers[vacancy.employer_id], link.occupation, link.disco08, kin)
                for vacancy, link, kin in zip(batch, links, self._kin(texts), strict=True)
            ]
            self.index.put(openings, texts)
            if progress is not None:
                progress(len(batch))

    def close(self, vacancy_ids: Iterable[str]) -> None:
        """Take vacancies off every later list."""
        self.index.close(vacancy_ids)

    def employer_changed(self, employer: Employer) -> None:
        """Take over an employer's pause, budget and replies."""
        self.index.employer_changed(employer)

    def rank(self, participant: Participant, k: int, today: date, *, per_employer: int = 2) -> Ranking:
        """The ``k`` best feasible or near vacancies for one participant, with reasons; at most two per employer."""
        snapshot = self.index.snapshot()
        person = PersonFacts.of(participant, today)
        feasible = snapshot.feasible(person)
        rows, request, statuses = feasible.rows, feasible.request, feasible.statuses
        wishes = self._closeness(snapshot, wish_phrases(participant), rows)
        experience = self._closeness(snapshot, experience_phrases(participant), rows)
        replies = request.employers.responsiveness[request.columns.employer]
        table = pair_table(person, request.columns, request.journeys, replies, wishes, experience, statuses)
        scored = self.model.score(table)
        found = _Found(snapshot, person, rows, request, statuses, table, scored, wishes, experience)
        chosen = self._choose(found, k, per_employer)
        made = (self._suggestion(found, i) for i in chosen)
        kept = [suggestion for suggestion in made if suggestion is not None]
        return Ranking(
            participant_id=participant.id,
            suggestions=tuple(_numbered(kept)),
            questions=tuple(self.questions(person)),
            considered=len(snapshot.rows),
            feasible=int((statuses.min(axis=1) > NEGOTIABLE).sum()) if len(rows) else 0,
            near=int((statuses.min(axis=1) == NEGOTIABLE).sum()) if len(rows) else 0,
            violations=len(chosen) - len(kept),
            versions={"model": self.model.version, "encoder": self.hybrid.name, "index": str(snapshot.version)},
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

    def _closeness(self, snapshot: Snapshot, phrases: Sequence[Phrase], rows: Rows) -> Closeness:
        if not phrases:
            nothing = np.zeros((0, len(rows)), np.float32)
            return Closeness((), nothing, nothing)
        asked = tuple(phrases)
        direct, best = snapshot.answers.scores(asked, rows, lambda new: self._compared(snapshot, asked, new))
        return Closeness(asked, direct, best)

    def _compared(self, snapshot: Snapshot, phrases: tuple[Phrase, ...], rows: Rows) -> NDArray[np.float32]:
        """(2, p, rows) float32: how close the phrases are to the rows by their words, and with their occupation's."""
        texts = self._encoded(phrases)
        meaning, spelling = snapshot.similarities(texts, rows)
        direct = self.hybrid.join(meaning, spelling)
        kinship = self._kinship()
        if kinship is None:
            return np.stack([direct, direct])
        shares = kinship.shares(texts.dense)
        kin = kinship.between(shares, (snapshot.columns.kin[rows], snapshot.columns.kin_share[rows]))
        told = VAGUE_WEIGHT + (1 - VAGUE_WEIGHT) * shares[1].sum(axis=1, keepdims=True)
        return np.stack([direct, told * np.maximum(direct, KIN_WEIGHT * kin)]).astype(np.float32)

    def _kinship(self) -> Kinship | None:
        """Kinship of occupations under the encoder, made when first needed; None without an encoder."""
        if self._kin_made is None and self.hybrid.encoder is not None:
            self._kin_made = Kinship(self.hybrid.encoder)
        return self._kin_made

    def _kin(self, texts: TextRows) -> list[tuple[tuple[int, float], ...]]:
        """The occupations that each text speaks of, with their shares."""
        kinship = self._kinship()
        if kinship is None:
            return [()] * len(texts)
        codes, shares = kinship.shares(texts.dense)
        return [tuple(zip(a.tolist(), b.tolist(), strict=True)) for a, b in zip(codes, shares, strict=True)]

    def _encoded(self, phrases: tuple[Phrase, ...]) -> TextRows:
        """A person's phrases in both channels, kept between requests: text is not encoded on the way twice."""
        rows = self._queries.get(phrases)
        if rows is None:
            rows = self.hybrid.rows([phrase.text for phrase in phrases], "query")
            self._queries.put(phrases, rows, 1)
        return rows

    def _documents(self, vacancies: Sequence[Vacancy]) -> TextRows:
        """One row per vacancy: title and body blended, so that neither a bare title nor a long text wins."""
        titles = self.hybrid.rows([vacancy_title(vacancy) for vacancy in vacancies])
        bodies = self.hybrid.rows([vacancy_body(vacancy) for vacancy in vacancies])
        dense = titles.dense + bodies.dense
        norms = np.linalg.norm(dense, axis=1, keepdims=True)
        return TextRows((dense / np.maximum(norms, 1e-9)).astype(np.float32), bodies.sparse)

    def _choose(self, found: _Found, k: int, per_employer: int) -> list[int]:
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

    def _suggestion(self, found: _Found, i: int) -> Suggestion | None:
        """The suggestion at position ``i``, or None when the one-pair form of a rule finds it broken."""
        opening, scored = found.opening(i), found.scored
        pair = Pair(found.person, opening, found.request.journeys.take(slice(i, i + 1)))
        findings = explain(pair)
        if blocking(findings):
            return None
        minutes = float(found.request.journeys.minutes[i])
        evidence = reasons.Evidence(
            pair=pair,
            findings=findings,
            features=dict(zip(COLUMNS, found.table[i].tolist(), strict=True)),
            contributions=dict(zip(COLUMNS, scored.contributions[i].tolist(), strict=True)),
            wish=reasons.closest(found.wishes, i),
            experience=reasons.closest(found.experience, i),
            minutes=None if np.isnan(minutes) else minutes,
        )
        return Suggestion(
            participant_id=found.person.participant.id,
            vacancy_id=opening.vacancy.id,
            employer_id=opening.employer.id,
            rank=0,
            score=float(scored.surplus[i]),
            feasible=_feasible(int(found.statuses[i].min())),
            utility=Estimate(*(float(part[i]) for part in scored.utility)),
            chance=Estimate(*(float(part[i]) for part in scored.chance)),
            contributions=evidence.contributions,
            reasons_for=reasons.reasons_for(evidence),
            reasons_against=reasons.reasons_against(evidence),
            questions=reasons.questions(evidence),
            missing=reasons.missing(evidence),
            minutes=evidence.minutes,
        )


@dataclass(frozen=True, slots=True)
class _Found:
    """Everything computed for one request about the rows that are left; position ``i`` is ``rows[i]``."""

    snapshot: Snapshot
    person: PersonFacts
    rows: Rows
    request: Request
    statuses: NDArray[np.int8]
    table: NDArray[np.float32]
    scored: Scored
    wishes: Closeness
    experience: Closeness

    def opening(self, i: int) -> OpeningFacts:
        """The facts at position ``i``."""
        return self.snapshot.opening(int(self.rows[i]))


def _best_first(found: _Found) -> Iterator[int]:
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


def _feasible(worst: int) -> Feasible:
    if worst == MET:
        return Feasible.YES
    return Feasible.NEAR if worst == NEGOTIABLE else Feasible.ASK


def _numbered(suggestions: Sequence[Suggestion]) -> Iterator[Suggestion]:
    for number, suggestion in enumerate(suggestions, start=1):
        yield dataclasses.replace(suggestion, rank=number)
