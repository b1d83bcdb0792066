"""What the command line does with the database itself: fill a ranker, rank, explain; no running service needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from features.profiles import Employer, Participant, Vacancy
from features.vocabulary import ParticipantStatus
from service.exporting import all_of

if TYPE_CHECKING:
    from matching.asking import AskNext, AskNextJob
    from matching.bundles import Bundles
    from matching.counsel.mending import Mendings
    from matching.ranker import Ranker
    from matching.rules import Finding
    from matching.suggestion import Ranking, Reason
    from service.store import Store

ACTOR = "cli"
WHY_NOT = "why_not"
RANK = "suggestions"
BUNDLES = "bundles"
ASK_NEXT = "ask_next"


class Missing(Exception):
    """A record that was asked for by id and is not kept here."""

    def __init__(self, kind: str, id: str) -> None:
        self.kind, self.id = kind, id
        super().__init__(f"{kind} {id}")


@dataclass(frozen=True, slots=True)
class Listed:
    """A participant's list with the records it speaks of."""

    participant: Participant
    ranking: Ranking
    vacancies: Mapping[str, Vacancy]
    employers: Mapping[str, Employer]


@dataclass(frozen=True, slots=True)
class Desk:
    """A ranker filled with one tenant's open vacancies."""

    store: Store
    tenant: str
    ranker: Ranker
    vacancies: Mapping[str, Vacancy]
    employers: Mapping[str, Employer]

    @classmethod
    def open(cls, store: Store, tenant: str, progress: Callable[[int], None] | None = None) -> Desk:
        """Read the tenant's open vacancies and employers and encode them."""
        from features.encoder import chosen_encoder
        from features.similarity import Hybrid
        from matching.model import MatchModel
        from matching.ranker import Ranker
        from service.settings import Settings

        employers = {kept.record.id: kept.record for kept in store.all_employers() if kept.record.tenant == tenant}
        vacancies = [kept.record for kept in store.open_vacancies() if kept.record.tenant == tenant]
        settings = Settings()
        ranker = Ranker(Hybrid(chosen_encoder(settings.encoder, settings.encoder_cache)), MatchModel.prior())
        ranker.load(vacancies, employers, progress)
        return cls(store, tenant, ranker, {vacancy.id: vacancy for vacancy in vacancies}, employers)

    def rank(self, participant_id: str, k: int, today: date) -> Listed:
        """The list for one participant; the look is noted.

        Raises:
            Missing: there is no such participant.
        """
        participant = self.participant(participant_id, RANK)
        return Listed(participant, self.ranker.rank(participant, k, today), self.vacancies, self.employers)

    def bundles(self, participant_id: str, k: int, today: date) -> Bundles:
        """The bundles of small jobs for one participant; the look is noted.

        Raises:
            Missing: there is no such participant.
        """
        from matching.bundles import find_bundles

        return find_bundles(self.ranker, self.participant(participant_id, BUNDLES), k, today)

    def ask_next(self, participant_id: str, n: int, today: date) -> AskNext:
        """The ``n`` questions about a participant whose answers change their list most; the look is noted.

        Raises:
            Missing: there is no such participant.
        """
        from matching.asking import ask_next

        return ask_next(self.ranker, self.participant(participant_id, ASK_NEXT), today, n)

    def ask_next_vacancy(self, vacancy_id: str, n: int, today: date) -> AskNextJob:
        """The ``n`` questions about an open vacancy whose answers change most for the active participants.

        Raises:
            Missing: there is no such open vacancy.
        """
        from matching.asking import ask_next_vacancy

        if vacancy_id not in self.vacancies:
            raise Missing("vacancy", vacancy_id)
        return ask_next_vacancy(self.ranker, vacancy_id, self.caseload(), today, n)

    def caseload(self) -> list[Participant]:
        """Every active participant of the tenant."""
        with self.store.reader(self.tenant) as reader:
            return [one for one in all_of(reader, Participant) if one.status is ParticipantStatus.ACTIVE]

    def named(self, vacancy_id: str) -> tuple[str, str]:
        """(title, employer's name) of an open vacancy."""
        vacancy = self.vacancies[vacancy_id]
        return vacancy.title, self.employers[vacancy.employer_id].name

    def participant(self, id: str, why: str) -> Participant:
        """One participant; the look is noted.

        Raises:
            Missing: there is no such participant.
        """
        with self.store.unit(tenant=self.tenant, actor=ACTOR) as unit:
            kept = unit.get(Participant, id)
            if kept is None:
                raise Missing("participant", id)
            unit.log_access(id, why)
        return kept.record


@dataclass(frozen=True, slots=True)
class Explained:
    """What stands between a participant and a vacancy, worst first, what would mend it, and the notes on its hours."""

    vacancy: Vacancy
    findings: tuple[Finding, ...]
    mended: Mendings
    notes: tuple[Reason, ...]


def why_not(store: Store, tenant: str, participant_id: str, vacancy_id: str, today: date) -> Explained:
    """Everything that is not simply met between a participant and a vacancy; the look is noted.

    Raises:
        Missing: there is no such participant or vacancy.
    """
    from features.encoder import chosen_encoder
    from features.facts import OpeningFacts, PersonFacts
    from features.linking import link_titles
    from matching.counsel.mending import mendings
    from matching.ranker import explain
    from matching.rules import Pair
    from matching.thresholds import notes
    from service.settings import Settings

    settings = Settings()
    encoder = chosen_encoder(settings.encoder, settings.encoder_cache)
    with store.unit(tenant=tenant, actor=ACTOR) as unit:
        person, vacancy = unit.get(Participant, participant_id), unit.get(Vacancy, vacancy_id)
        if person is None:
            raise Missing("participant", participant_id)
        if vacancy is None:
            raise Missing("vacancy", vacancy_id)
        unit.log_access(participant_id, WHY_NOT)
        employers = {employer.id: employer for employer in all_of(unit, Employer)}
    (link,) = link_titles([vacancy.record.title], encoder)
    opening = OpeningFacts.of(vacancy.record, employers[vacancy.record.employer_id], link.occupation, link.disco08)
    pair = Pair(PersonFacts.of(person.record, today), opening)
    return Explained(vacancy.record, explain(pair), mendings(pair), notes(opening, pair.person, today))
