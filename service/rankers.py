"""The rankers of one encoder and model, one a tenant, and how they take over what the store has."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from features.profiles import Employer, Participant, Vacancy
from features.similarity import Hybrid
from features.vocabulary import ParticipantStatus, Terms, VacancyStatus
from matching.kept import KEPT_QUERIES
from matching.model import MatchModel
from matching.ranker import Ranker
from service.store import Change, Store

PAGE: Final = 200
MOST_PREPARED: Final = KEPT_QUERIES // 2
"""People whose words are encoded ahead at once: each has wishes and experience, and more would push out the first."""


class Rankers:
    """A ranker a tenant, filled and changed from the store; one thread at a time writes, any number read."""

    def __init__(self, hybrid: Hybrid, model: MatchModel, store: Store, today: Callable[[], date]) -> None:
        self.hybrid = hybrid
        self.model = model
        self._store = store
        self._today = today
        self._by_tenant: dict[str, Ranker] = {}
        self._lock = threading.Lock()
        self._employers: dict[str, dict[str, Employer]] = defaultdict(dict)
        self._prepared = -1

    def of(self, tenant: str) -> Ranker:
        """A tenant's ranker, made when first asked for; another one on the same index once ``model`` is another.

        A request keeps the ranker it was given, so one answer is never made of two models.
        """
        ranker = self._by_tenant.get(tenant)
        if ranker is not None and ranker.model is self.model:
            return ranker
        with self._lock:
            ranker = self._by_tenant.get(tenant)
            ranker = ranker.with_model(self.model) if ranker else Ranker(self.hybrid, self.model)
            self._by_tenant[tenant] = ranker
            return ranker

    def employer(self, tenant: str, id: str) -> Employer:
        """An employer with what the contact log says of it."""
        return self._employers[tenant][id]

    def size(self) -> int:
        """Vacancies in all indexes together."""
        return sum(len(ranker.index.snapshot().rows) for ranker in list(self._by_tenant.values()))

    def warm(self) -> None:
        """Rank somebody for something once, so that tables and code are read before the first request."""
        ranker = Ranker(self.hybrid, self.model)
        vacancy = Vacancy(id="warm", employer_id="warm", title="warm", terms=Terms.ORDINARY)
        ranker.load([vacancy], {"warm": Employer(id="warm")})
        ranker.rank(Participant(id="warm", motivation="warm warm"), 1, self._today())

    def fill(self) -> None:
        """Take over every employer and every open vacancy."""
        for kept in self._store.all_employers():
            self._employers[kept.record.tenant][kept.record.id] = kept.record
        waiting: dict[str, list[Vacancy]] = defaultdict(list)
        for vacancy in self._store.open_vacancies():
            waiting[vacancy.record.tenant].append(vacancy.record)
        for tenant, vacancies in waiting.items():
            self.of(tenant).load(vacancies, self._employers[tenant])

    def take(self, changes: Sequence[Change]) -> None:
        """Take over what has changed."""
        for tenant in dict.fromkeys(change.tenant for change in changes):
            mine = [change for change in changes if change.tenant == tenant]
            self._take_employers(tenant, [item.id for item in mine if item.kind == "employer"])
            self._take_vacancies(tenant, [item.id for item in mine if item.kind == "vacancy"])

    def prepare(self) -> Iterator[str]:
        """Encode the words of active people who changed since the last time, one by one, the latest last."""
        now = self._store.change_counter()
        if now == self._prepared:
            return
        people = [change for change in self._store.changes(self._prepared) if change.kind == "participant"]
        for change in people[-MOST_PREPARED:]:
            with self._store.reader(change.tenant) as reader:
                kept = reader.get(Participant, change.id)
            if kept is not None and kept.record.status is ParticipantStatus.ACTIVE:
                self.of(change.tenant).prepare(kept.record)
            yield change.id
        self._prepared = now

    def new_month(self) -> None:
        """Count contacts anew."""
        for kept in list(self._store.all_employers()):
            self._take_employer(kept.record)

    def _take_employers(self, tenant: str, ids: Iterable[str]) -> None:
        for id in ids:
            with self._store.reader(tenant) as reader:
                kept = reader.get(Employer, id)
                standing = reader.standing(id, self._today())
            if kept is not None:
                self._take_employer(standing.applied_to(kept.record))

    def _take_employer(self, employer: Employer) -> None:
        """Lay an employer's vacancies in anew: pause, budget, place and support are all facts of theirs."""
        known = self._employers[employer.tenant]
        before, known[employer.id] = known.get(employer.id), employer
        if before is not None and before != employer:
            self.of(employer.tenant).load(self._open_at(employer.tenant, employer.id), known)

    def _open_at(self, tenant: str, employer_id: str) -> list[Vacancy]:
        found: list[Vacancy] = []
        after: str | None = None
        with self._store.reader(tenant) as reader:
            while True:
                page = reader.page(Vacancy, after=after, limit=PAGE, status=VacancyStatus.OPEN, employer_id=employer_id)
                found += [kept.record for kept in page.items]
                after = page.next
                if after is None:
                    return found

    def _take_vacancies(self, tenant: str, ids: Iterable[str]) -> None:
        with self._store.reader(tenant) as reader:
            kept = [reader.get(Vacancy, id) for id in ids]
        records = [item.record for item in kept if item is not None]
        ranker = self.of(tenant)
        ranker.load([item for item in records if item.status is VacancyStatus.OPEN], self._employers[tenant])
        ranker.close(item.id for item in records if item.status is not VacancyStatus.OPEN)
