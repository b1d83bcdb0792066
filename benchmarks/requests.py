"""End to end: how long a consultant waits for a list, in process and through the real server on the loopback.

The world is ``training.world.invent``'s: real records with texts, not the arrays of the filtered search. The server is
uvicorn in a process of its own on an empty database of its own; beside it stands a bare FastAPI app that answers an
empty object, in the same run and asked by the same client. In process CPU time is measured, through the server what
the client waits, so other work on the machine shows there.
"""

from __future__ import annotations

import http.client
import json
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from benchmarks.serving import fill, serve_empty, serve_ours, server, until_ready
from features.vocabulary import ParticipantStatus

if TYPE_CHECKING:
    from features.profiles import Participant
    from training.world import World

PEOPLE: Final = 60
K: Final = 10
ROUNDS: Final = 8
EMPTY_ANSWERS: Final = 480


@dataclass(frozen=True, slots=True)
class Waited:
    """What was asked, how often, and milliseconds waited: median and the longest of a hundred."""

    what: str
    vacancies: int
    times: int
    p50: float
    p99: float

    @classmethod
    def of(cls, what: str, vacancies: int, seconds: Sequence[float]) -> Waited:
        """From the seconds of each question."""
        p50, p99 = np.percentile(np.array(seconds) * 1000, [50, 99])
        return cls(what, vacancies, len(seconds), float(p50), float(p99))


def measure_requests(vacancies: int, say: Callable[[str], None] = lambda text: None) -> list[Waited]:
    """In process, then through the server, with ``vacancies`` invented adverts."""
    from training.world import invent

    say(f"inventing {vacancies:,} adverts")
    world = invent(1, PEOPLE, max(vacancies // 3, 1), vacancies, today=date.today())
    return [*_in_process(world, say), *_through_server(world, say)]


def _in_process(world: World, say: Callable[[str], None]) -> list[Waited]:
    from features.encoder import default_encoder
    from features.facts import PersonFacts
    from features.similarity import Hybrid
    from matching.model import MatchModel
    from matching.ranker import Ranker

    say("filling a ranker")
    ranker = Ranker(Hybrid(default_encoder()), MatchModel.prior())
    ranker.load(world.vacancies, {employer.id: employer for employer in world.employers})
    people, n = world.participants, len(world.vacancies)
    say("ranking in process")
    snapshot = ranker.index.snapshot()

    def rules(person: Participant) -> None:
        snapshot.feasible(PersonFacts.of(person, world.today))

    def whole(person: Participant) -> None:
        ranker.rank(person, K, world.today)

    first, again = _timed(rules, people), _timed(rules, people)
    new, known = _timed(whole, people), _timed(whole, people * ROUNDS)
    return [
        Waited.of("rules and candidates, new person (CPU)", n, first),
        Waited.of("rules and candidates, person seen before (CPU)", n, again),
        Waited.of("whole list in process, words not read before (CPU)", n, new),
        Waited.of("whole list in process, person seen before (CPU)", n, known),
    ]


def _timed(question: Callable[[Participant], None], people: Sequence[Participant]) -> list[float]:
    seconds = []
    for person in people:
        started = time.process_time()
        question(person)
        seconds.append(time.process_time() - started)
    return seconds


# ── Through the server ───────────────────────────────────────────────────────────────────────────


def _through_server(world: World, say: Callable[[str], None]) -> list[Waited]:
    n = len(world.vacancies)
    with tempfile.TemporaryDirectory(prefix="companytrack-bench-") as folder:
        say("filling a database")
        url = f"sqlite:///{folder}/bench.db"
        secret = fill(url, world)
        say("starting the servers")
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # the server chooses for itself
            os.environ.pop(name, None)
        with server(serve_ours, url) as ours, server(serve_empty) as empty:
            until_ready(ours)
            say("asking the server")
            caller = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
            active = [person.id for person in world.participants if person.status is ParticipantStatus.ACTIVE]
            asked = [("POST", f"/api/v1/participants/{name}/suggestions") for name in active]
            body = json.dumps({"k": K})
            first = _ask(ours.port, asked, caller, body)
            lists = _ask(ours.port, asked * ROUNDS, caller, body)
            nothing = _ask(empty.port, [("GET", "/")] * EMPTY_ANSWERS)
            alive = _ask(ours.port, [("GET", "/healthz")] * EMPTY_ANSWERS)
    return [
        Waited.of("POST …/suggestions, first time", n, first),
        Waited.of("POST …/suggestions", n, lists),
        Waited.of("GET /healthz of the same server", n, alive),
        Waited.of("the framework's empty answer", n, nothing),
    ]


def _ask(port: int, asked: Sequence[tuple[str, str]], headers: Any = None, body: str | None = None) -> list[float]:
    """Seconds of each question over one connection that is kept open."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    seconds = []
    for method, path in asked:
        started = time.perf_counter()
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        content = answer.read()
        seconds.append(time.perf_counter() - started)
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:300]!r}")
    connection.close()
    return seconds
