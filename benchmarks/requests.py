"""End to end: how long a consultant waits for a list, in process and through the real server on the loopback.

The world is ``training.world.invent``'s: real records with texts, not the arrays of the filtered search. The server is
uvicorn in a process of its own on an empty database of its own; beside it stands a bare FastAPI app that answers an
empty object, in the same run and asked by the same client. In process CPU time is measured, through the server what
the client waits, so other work on the machine shows there.
"""

from __future__ import annotations

import http.client
import json
import multiprocessing
import os
import socket
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from features.vocabulary import ParticipantStatus

if TYPE_CHECKING:
    from features.profiles import Participant
    from training.world import World

PEOPLE: Final = 60
K: Final = 10
ROUNDS: Final = 8
EMPTY_ANSWERS: Final = 480
WAIT_SECONDS: Final = 300


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
        secret = _fill(url, world)
        say("starting the servers")
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # the server chooses for itself
            os.environ.pop(name, None)
        with _server(_serve_ours, url) as ours, _server(_serve_empty) as empty:
            _until_ready(ours)
            say("asking the server")
            caller = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
            active = [person.id for person in world.participants if person.status is ParticipantStatus.ACTIVE]
            asked = [("POST", f"/api/v1/participants/{name}/suggestions") for name in active]
            body = json.dumps({"k": K})
            first = _ask(ours, asked, caller, body)
            lists = _ask(ours, asked * ROUNDS, caller, body)
            nothing = _ask(empty, [("GET", "/")] * EMPTY_ANSWERS)
            alive = _ask(ours, [("GET", "/healthz")] * EMPTY_ANSWERS)
    return [
        Waited.of("POST …/suggestions, first time", n, first),
        Waited.of("POST …/suggestions", n, lists),
        Waited.of("GET /healthz of the same server", n, alive),
        Waited.of("the framework's empty answer", n, nothing),
    ]


def _fill(url: str, world: World) -> str:
    """A database with the world in it; gives a consultant's secret."""
    from service.access import Role, hash_of, new_secret
    from service.store import open_store

    store, secret = open_store(url), new_secret()
    tenant = world.participants[0].tenant
    with store.unit(tenant=tenant, actor="benchmark") as unit:
        for employer in world.employers:
            unit.put(employer)
        for participant in world.participants:
            unit.put(participant)
        for vacancy in world.vacancies:
            unit.put(vacancy)
    store.create_api_key(tenant=tenant, role=Role.CONSULTANT, label="benchmark", key_hash=hash_of(secret))
    store.close()
    return secret


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


@contextmanager
def _server(target: Callable[..., None], *arguments: Any) -> Iterator[int]:
    """A server in a process of its own; gives its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    process = multiprocessing.get_context("spawn").Process(target=target, args=(port, *arguments), daemon=True)
    process.start()
    try:
        _until(lambda: _status(port, "/healthz") < 500, process)
        yield port
    finally:
        process.terminate()
        process.join(10)


def _until_ready(port: int) -> None:
    _until(lambda: _status(port, "/readyz") == 200)


def _until(true: Callable[[], bool], process: Any = None) -> None:
    stop = time.monotonic() + WAIT_SECONDS
    while not true():
        if time.monotonic() > stop or (process is not None and process.exitcode is not None):
            raise RuntimeError("the server did not start")
        time.sleep(0.2)


def _status(port: int, path: str) -> int:
    """The status of a path, 999 while nobody listens."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 999
    finally:
        connection.close()


def _serve_ours(port: int, url: str) -> None:
    from service import logs
    from service.app import create_app
    from service.settings import Settings

    logs.configure("WARNING")
    settings = Settings(database_url=url, port=port)
    _run(create_app(settings), port)


def _serve_empty(port: int) -> None:
    from fastapi import FastAPI

    app = FastAPI(openapi_url=None)

    @app.get("/")
    @app.get("/healthz")
    def empty() -> dict[str, str]:
        return {}

    _run(app, port)


def _run(app: Any, port: int) -> None:
    import uvicorn

    uvicorn.run(app, host="127.0.0.1", port=port, log_config=None, access_log=False, server_header=False)
