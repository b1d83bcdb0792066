"""The live rankers, kept in step with the store.

The store counts its changes; before an answer is made the engine asks for the counter and takes over what is new, so
whoever has written, this process, another one or an import, is on the next list. Until the encoder is loaded (or when
there is none) only spelling is compared: answers are ``degraded``, and every rule holds as always.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

import numpy as np
import structlog

from features.encoder import Encoder
from features.facts import OpeningFacts, PersonFacts
from features.profiles import Participant, Vacancy
from features.similarity import Hybrid
from matching.rules import Pair
from matching.suggestion import Ranking
from service.champion import KEPT, Champion
from service.logs import places
from service.problems import Problem
from service.rankers import Rankers
from service.store import Store, StoreUnavailable

RETRY_SECONDS: Final = 2.0
LOOK_SECONDS: Final = 0.5
"""How often is looked whether another model was promoted and whether records changed."""
log = structlog.get_logger(__name__)


class Engine:
    """Answers from the rankers; ``start`` fills them in the background, ``ready`` says when lists can be made."""

    def __init__(
        self,
        store: Store,
        today: Callable[[], date],
        load_encoder: Callable[[], Encoder | None],
        champion: Champion,
        hybrid: Hybrid | None = None,
    ) -> None:
        self.store = store
        self.champion = champion
        self._today = today
        self._load_encoder = load_encoder
        self._given = hybrid
        self._lock = threading.RLock()
        self._rankers: Rankers | None = None
        self._seen = -1
        self._month = today().replace(day=1)
        self._stop = threading.Event()
        self.encoder_state = "loading"

    # ── Starting ─────────────────────────────────────────────────────────────────────────────────

    def start(self) -> None:
        """Begin to fill the rankers, and to watch for promoted models and changed records, in threads of their own."""
        self._look()
        for work, name in ((self._fill, "engine"), (self._watch, "champion"), (self._follow, "follower")):
            threading.Thread(target=work, name=name, daemon=True).start()

    def stop(self) -> None:
        """Give up what is still being filled."""
        self._stop.set()

    @property
    def ready(self) -> bool:
        """Lists can be made."""
        return self._rankers is not None

    @property
    def degraded(self) -> bool:
        """Meaning is not compared, only spelling; or the model that should answer cannot be read."""
        return self._rankers is None or self._rankers.hybrid.encoder is None or self.champion.state == KEPT

    @property
    def size(self) -> int:
        """Vacancies in all indexes together."""
        return self._rankers.size() if self._rankers else 0

    @property
    def model_version(self) -> str:
        """The version of the model that answers, empty before there is one."""
        return self._rankers.model.version if self._rankers else ""

    def _watch(self) -> None:
        while not self._stop.wait(LOOK_SECONDS):
            self._look()

    def _look(self) -> None:
        """Let the promoted model answer; requests under way keep the one they began with."""
        try:
            self.champion.look()
        except Exception as error:  # whatever is wrong with a file, the model that answers goes on
            log.error("look_failed", error=type(error).__name__, at=places(error.__traceback__))
        if self._rankers is not None:
            self._rankers.model = self.champion.model

    def _follow(self) -> None:
        while not self._stop.wait(LOOK_SECONDS):
            try:
                self.keep_up()
            except StoreUnavailable:
                continue  # whoever asks is told
            except Exception as error:  # requests keep up themselves; this only saves them the time
                log.error("keep_up_failed", error=type(error).__name__, at=places(error.__traceback__))

    def keep_up(self) -> None:
        """Take over what is new before anybody asks, and encode the words of people who are new or changed."""
        if self._rankers is None:
            return
        for _ in self.fresh().prepare():
            if self._stop.is_set():
                return

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
            self.encoder_state = "ready" if self._given.encoder else "absent"
            return self._answer_with(self._given)
        found: list[Encoder | None] = []
        loaded = threading.Event()
        threading.Thread(target=self._encoder, args=(found, loaded), name="encoder", daemon=True).start()
        if not loaded.wait(timeout=RETRY_SECONDS):
            self._answer_with(Hybrid(None))
            loaded.wait()
        return self._answer_with(Hybrid(found[0] if found else None))

    def _encoder(self, found: list[Encoder | None], loaded: threading.Event) -> None:
        try:
            found.append(self._load_encoder())
            self.encoder_state = "ready" if found[0] else "absent"
        except Exception as error:  # any failure of a model's own code leaves us answering by spelling
            log.error("encoder_failed", error=type(error).__name__, at=places(error.__traceback__))
            self.encoder_state = "failed"
        loaded.set()

    def _answer_with(self, hybrid: Hybrid) -> None:
        """Fill new rankers from the store, then let them answer."""
        rankers = Rankers(hybrid, self.champion.model, self.store, self._today)
        rankers.warm()
        seen = self.store.change_counter()
        rankers.fill()
        with self._lock:
            self._rankers, self._seen = rankers, seen
        log.info("index_ready", vacancies=self.size, encoder=hybrid.name)

    # ── Answering ────────────────────────────────────────────────────────────────────────────────

    def rank(self, participant: Participant, k: int, explore: np.random.Generator | None = None) -> Ranking:
        """The list for one participant, from everything that is committed now; ``explore`` draws its try-out."""
        ranking = self.fresh().of(participant.tenant).rank(participant, k, self._today(), explore=explore)
        if self.champion.state != KEPT:
            return ranking
        return replace(ranking, versions={**ranking.versions, "model_state": KEPT})

    def pair(self, participant: Participant, vacancy: Vacancy) -> Pair:
        """A participant and a vacancy, open or closed, as the rules see them."""
        return Pair(PersonFacts.of(participant, self._today()), self.opening(vacancy))

    def opening(self, vacancy: Vacancy) -> OpeningFacts:
        """The facts of a vacancy, open or closed; only an open one's title is linked to an occupation."""
        rankers = self.fresh()
        snapshot = rankers.of(vacancy.tenant).index.snapshot()
        if vacancy.id in snapshot.rows:
            return snapshot.opening(snapshot.rows[vacancy.id])
        return OpeningFacts.of(vacancy, rankers.employer(vacancy.tenant, vacancy.employer_id))

    def named(self, tenant: str, vacancy_id: str) -> tuple[str, str] | None:
        """(title, employer's name) of a vacancy in the index, or None."""
        snapshot = self._rankers.of(tenant).index.snapshot() if self._rankers else None
        if snapshot is None or vacancy_id not in snapshot.rows:
            return None
        opening = snapshot.opening(snapshot.rows[vacancy_id])
        return opening.vacancy.title, opening.employer.name

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
                self._catch_up(self._rankers, month)
        return self._rankers

    def _catch_up(self, rankers: Rankers, month: date) -> None:
        if month != self._month:
            rankers.new_month()
            self._month = month
        changes = self.store.changes(self._seen)
        rankers.take(changes)
        self._seen = changes[-1].number if changes else self._seen
