"""A server under measurement: a database of its own, a process of its own, and a bare app to hold beside it."""

from __future__ import annotations

import http.client
import multiprocessing
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from training.world import World

WAIT_SECONDS: Final = 300


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that answers: its port on this machine and the id of its process."""

    port: int
    process: int


def fill(url: str, world: World) -> str:
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


@contextmanager
def server(target: Callable[..., None], *arguments: Any) -> Iterator[Serving]:
    """``target(port, *arguments)`` in a process of its own until the block ends.

    Raises:
        RuntimeError: nothing answers in five minutes.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    process = multiprocessing.get_context("spawn").Process(target=target, args=(port, *arguments), daemon=True)
    process.start()
    try:
        _until(lambda: _status(port, "/healthz") < 500, process)
        yield Serving(port, int(process.pid or 0))
    finally:
        process.terminate()
        process.join(10)


def until_ready(serving: Serving) -> None:
    """Wait until lists can be made."""
    _until(lambda: _status(serving.port, "/readyz") == 200)


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


def serve_ours(port: int, url: str) -> None:
    """The service as ``companytrack serve`` runs it: one thread for the linear algebra."""
    from threadpoolctl import threadpool_limits

    from service import logs
    from service.app import create_app
    from service.settings import Settings

    logs.configure("WARNING")
    threadpool_limits(1)
    _run(create_app(Settings(database_url=url, port=port, demo=True)), port)


def serve_empty(port: int) -> None:
    """The framework with nothing in it: an empty object, and an empty page with a link to itself."""
    from fastapi import FastAPI
    from fastapi.responses import HTMLResponse

    app = FastAPI(openapi_url=None)

    @app.get("/")
    @app.get("/healthz")
    def empty() -> dict[str, str]:
        return {}

    @app.get("/page", response_class=HTMLResponse)
    def page() -> str:
        return '<!doctype html><html lang="da"><title>tom</title><a id="next" href="/page">næste</a></html>'

    _run(app, port)


def _run(app: Any, port: int) -> None:
    import uvicorn

    uvicorn.run(app, host="127.0.0.1", port=port, log_config=None, access_log=False, server_header=False)
