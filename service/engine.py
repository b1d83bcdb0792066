"""The live rankers, one a tenant, kept in step with the store.

The store counts its changes; before an answer is made the engine asks for the counter and takes over what is new, so
whoever has written, this process, another one or an import, is on the next list. Until the encoder is loaded (or when
there is none) only spelling is compared: answers are ``degraded``, and every rule holds as always.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

import structlog

from features.encoder import Encoder
from features.facts import OpeningFacts, PersonFacts
from features.profiles import Employer, Participant, Vacancy
from features.similarity import Hybrid
from features.vocabulary import Terms, VacancyStatus
from matching.model import MatchModel
from matching.ranker import Ranker, explain
from matching.rules import Finding, Pair
from matching.suggestion import Ranking
from service.logs import places
from service.problems import Problem
from service.store import Change, Store, StoreUnavailable

RETRY_SECONDS: Final = 2.0
PAGE: Final = 200
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Rankers:
    """The rankers of one encoder, by tenant, with the employers they know."""

    hybrid: Hybrid
    model: MatchModel
    by_tenant: dict[str, Ranker]
    employers: dict[str, dict[str, Employer]]

    @classmethod
    def empty(cls, hybrid: Hybrid, model: MatchModel) -> Rankers:
        """No tenant yet."""
        return cls(hybrid, model, {}, defaultdict(dict))

    def of(self, tenant: str) -> Ranker:
        """A tenant's ranker, made when first asked for."""
        if tenant not in self.by_tenant:
            self.by_tenant[tenant] = Ranker(self.hybrid, self.model)
        return self.by_tenant[tenant]


class Engine:
    """Answers from the rankers; ``start`` fills them in the background, ``ready`` says when lists can be made."""

    def __init__(
        self,
        store: Store,
        today: Callable[[], date],
        load_encoder: Callable[[], Encoder | None],
        ranker: Ranker | None = None,
    ) -> None:
        self.store = store
        self._today = today
        self._load_encoder = load_encoder
        self._given = ranker
        self._lock = threading.RLock()
        self._rankers: Rankers | None = None
        self._seen = -1
        self._month = today().replace(day=1)
        self._stop = threading.Event()
        self.encoder_state = "loading"

    # ── Starting ─────────────────────────────────────────────────────────────────────────────────

    def start(self) -> None:
        """Begin to fill the rankers, in a thread of their own."""
        threading.Thread(target=self._fill, name="engine", daemon=True).start()

    def stop(self) -> None:
        """Give up what is still being filled."""
        self._stop.set()

    @property
    def ready(self) -> bool:
        """Lists can be made."""
        return self._rankers is not None

    @property
    def degraded(self) -> bool:
        """Meaning is not compared, only spelling."""
        return self._rankers is None or self._rankers.hybrid.encoder is None

    def sizes(self) -> int:
        """Rows in all indexes together."""
        now = self._rankers
        return sum(len(ranker.index.snapshot().rows) for ranker in list(now.by_tenant.values())) if now else 0

    @property
    def model_version(self) -> str:
        """The version of the model that answers, empty before there is one."""
        return self._rankers.model.version if self._rankers else ""

    def _fill(self) -> None:
        while not self._stop.is_set():
            try:
                self._fill_once()
                return
            except StoreUnavailable as error:
                log.warning("store_unavailable", error=type(error).__name__)
            except Exception as error:  # whatever it is, say where and try again
                log.error("engine_failed", error=type(error).__name__, at=places(error.__traceback__))
            self._stop.wait(RETRY_SECONDS)

    def _fill_once(self) -> None:
        """Spelling first when the encoder takes long, then with the encoder."""
        self.store.migrate()
        if self._given is not None:
            given = Rankers.empty(self._given.hybrid, self._given.model)
            self.encoder_state = "ready" if self._given.hybrid.encoder else "absent"
            return self._take(given)
        model = MatchModel.prior()
        loaded = threading.Event()
        found: list[Encoder | None] = []
        threading.Thread(target=self._encoder, args=(found, loaded), name="encoder", daemon=True).start()
        if not loaded.wait(timeout=RETRY_SECONDS):
            self._take(Rankers.empty(Hybrid(None), model))
            loaded.wait()
        return self._take(Rankers.empty(Hybrid(found[0] if found else None), model))

    def _encoder(self, found: list[Encoder | None], loaded: threading.Event) -> None:
        try:
            found.append(self._load_encoder())
            self.encoder_state = "ready" if found[0] else "absent"
        except Exception as error:  # any failure of a model's own code leaves us answering by spelling
            log.error("encoder_failed", error=type(error).__name__, at=places(error.__traceback__))
            self.encoder_state = "failed"
        loaded.set()

    def _take(self, rankers: Rankers) -> None:
        """Fill new rankers from the store, then let them answer."""
        seen = self.store.change_counter()
        warm(Ranker(rankers.hybrid, rankers.model), self._today())
        for kept in self.store.all_employers():
            rankers.employers[kept.record.tenant][kept.record.id] = kept.record
        waiting: dict[str, list[Vacancy]] = defaultdict(list)
        for vacancy in self.store.open_vacancies():
            waiting[vacancy.record.tenant].append(vacancy.record)
        for tenant, vacancies in waiting.items():
            rankers.of(tenant).load(vacancies, rankers.employers[tenant])
        with self._lock:
            self._rankers, self._seen = rankers, seen
        log.info("index_ready", vacancies=self.sizes(), encoder=rankers.hybrid.name)

    # ── Answering ────────────────────────────────────────────────────────────────────────────────

    def rank(self, participant: Participant, k: int) -> Ranking:
        """The list for one participant, from everything that is committed now."""
        return self.fresh().of(participant.tenant).rank(participant, k, self._today())

    def why_not(self, participant: Participant, vacancy: Vacancy) -> tuple[Finding, ...]:
        """Everything that is not simply met between a participant and a vacancy, worst first; closed ones too."""
        rankers = self.fresh()
        ranker = rankers.of(participant.tenant)
        if vacancy.id in ranker.index.snapshot().rows:
            return ranker.why_not(participant, vacancy.id, self._today())
        employer = rankers.employers[participant.tenant][vacancy.employer_id]
        return explain(Pair(PersonFacts.of(participant, self._today()), OpeningFacts.of(vacancy, employer)))

    def named(self, tenant: str, vacancy_id: str) -> tuple[str, str] | None:
        """(title, employer's name) of a vacancy in the index, or None."""
        ranker = self._rankers and self._rankers.of(tenant)
        snapshot = ranker and ranker.index.snapshot()
        if not snapshot or vacancy_id not in snapshot.rows:
            return None
        opening = snapshot.opening(snapshot.rows[vacancy_id])
        return opening.vacancy.title, opening.employer.name

    # ── Keeping in step ──────────────────────────────────────────────────────────────────────────

    def fresh(self) -> Rankers:
        """The rankers, with every committed change taken over.

        Raises:
            Problem: ``not_ready`` while the store is first being read.
        """
        if self._rankers is None:
            raise Problem("not_ready", headers={"Retry-After": "5"})
        month = self._today().replace(day=1)
        if self.store.change_counter() != self._seen or month != self._month:
            with self._lock:
                if month != self._month:
                    self._new_month(self._rankers, month)
                self._catch_up(self._rankers)
        return self._rankers

    def _catch_up(self, rankers: Rankers) -> None:
        changes = self.store.changes(self._seen)
        for tenant in dict.fromkeys(change.tenant for change in changes):
            mine = [change for change in changes if change.tenant == tenant]
            self._employers_changed(rankers, tenant, [item.id for item in mine if item.kind == "employer"])
            self._vacancies_changed(rankers, tenant, [item for item in mine if item.kind == "vacancy"])
        self._seen = changes[-1].number if changes else self._seen

    def _employers_changed(self, rankers: Rankers, tenant: str, ids: Iterable[str]) -> None:
        for id in ids:
            with self.store.reader(tenant) as reader:
                kept = reader.get(Employer, id)
                standing = reader.standing(id, self._today())
            if kept is not None:
                self._employer_changed(rankers, standing.applied_to(kept.record))

    def _employer_changed(self, rankers: Rankers, employer: Employer) -> None:
        """Lay an employer's vacancies in anew: pause, budget, place and support are all facts of theirs."""
        known = rankers.employers[employer.tenant]
        before, known[employer.id] = known.get(employer.id), employer
        if before is not None and before != employer:
            rankers.of(employer.tenant).load(self._open_at(employer.tenant, employer.id), known)

    def _open_at(self, tenant: str, employer_id: str) -> list[Vacancy]:
        found: list[Vacancy] = []
        after: str | None = None
        with self.store.reader(tenant) as reader:
            while True:
                page = reader.page(Vacancy, after=after, limit=PAGE, status=VacancyStatus.OPEN, employer_id=employer_id)
                found += [kept.record for kept in page.items]
                after = page.next
                if after is None:
                    return found

    def _vacancies_changed(self, rankers: Rankers, tenant: str, changes: Iterable[Change]) -> None:
        with self.store.reader(tenant) as reader:
            kept = [reader.get(Vacancy, change.id) for change in changes]
        records = [item.record for item in kept if item is not None]
        ranker = rankers.of(tenant)
        ranker.load([item for item in records if item.status is VacancyStatus.OPEN], rankers.employers[tenant])
        ranker.close(item.id for item in records if item.status is not VacancyStatus.OPEN)

    def _new_month(self, rankers: Rankers, month: date) -> None:
        """Contacts are counted anew."""
        for kept in list(self.store.all_employers()):
            self._employer_changed(rankers, kept.record)
        self._month = month


def warm(ranker: Ranker, today: date) -> None:
    """Rank somebody for something once, so that tables and code are read before the first request."""
    employer = Employer(id="warm")
    ranker.load([Vacancy(id="warm", employer_id="warm", title="warm", terms=Terms.ORDINARY)], {"warm": employer})
    ranker.rank(Participant(id="warm", motivation="warm warm"), 1, today)
