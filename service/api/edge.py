"""Around every request: its id, its language, its line in the log, its count, and the answer when something breaks."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import parse_qs
from uuid import uuid4

import orjson
import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.counters import Counters
from service.logs import places
from service.problems import MEDIA_TYPE, Problem, body_of
from service.texts import LANGUAGES

_REQUEST_ID: Final = re.compile(r"[0-9a-f-]{8,64}")
_HEADERS: Final = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
)
Respond = Callable[[Request, Problem], Response]
"""How a problem is answered: as JSON, or as a page to a browser."""
GONE: Final = 499
"""What is noted when the caller has hung up before sending everything."""
log = structlog.get_logger(__name__)


class Edge:
    """ASGI middleware: nothing gets past it unanswered, unlogged or with a trace of what was sent."""

    def __init__(self, app: ASGIApp, counters: Counters, language: str, respond: Respond) -> None:
        self.app = app
        self.respond = respond
        self.counters = counters
        self.language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["request_id"] = _request_id(scope)
        state["language"] = language_of(scope, self.language)
        begun, seen = time.perf_counter(), {"status": 0}

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
                message["headers"] = [*message["headers"], *_added(message["headers"], state["request_id"])]
            await send(message)

        try:
            await self.app(scope, receive, answer)
        except ClientDisconnect:
            seen["status"] = GONE
        except Exception as error:  # the last place: whatever it is, answer 500 and say where, not what
            log.error(
                "failed", request_id=state["request_id"], error=type(error).__name__, at=places(error.__traceback__)
            )
            if not seen["status"]:
                await self.respond(Request(scope), Problem("internal"))(scope, receive, answer)
        self._note(scope, seen["status"], time.perf_counter() - begun)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route, state = route_of(scope), scope["state"]
        caller = state.get("caller")
        self.counters.request(scope["method"], route, status, seconds)
        log.info(
            "request",
            request_id=state["request_id"],
            method=scope["method"] if scope["method"].isalpha() else "other",
            route=route,
            status=status,
            ms=round(seconds * 1000, 2),
            actor=caller.actor if caller else None,
            tenant=caller.tenant if caller else None,
            problem=state.get("problem"),
        )


def problem_response(request: Request, problem: Problem) -> Response:
    """A problem as ``application/problem+json`` in the request's language."""
    state = request.state
    state.problem = problem.code
    body = body_of(problem, state.language, state.request_id)
    headers = {**problem.headers, "Content-Language": state.language}
    return Response(orjson.dumps(body), problem.status, headers, MEDIA_TYPE)


def language_of(scope: Scope, default: str) -> str:
    """``?lang``, else the first of ours in Accept-Language, else the house's own."""
    query: bytes = scope.get("query_string", b"")
    asked = parse_qs(query.decode("latin-1")).get("lang", [""])[-1]
    if asked in LANGUAGES:
        return asked
    return _accepted(header(scope, b"accept-language")) or default


def _accepted(value: str) -> str | None:
    """The language of ours with the highest weight in an Accept-Language header."""
    weighed: dict[str, float] = {}
    for part in value.split(",")[:20]:
        name, _, weight = part.strip().partition(";")
        language = name.strip().lower().split("-")[0]
        found = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", weight)
        if language in LANGUAGES:
            weighed.setdefault(language, float(found[1]) if found else 1.0)
    wanted = {name: weight for name, weight in weighed.items() if weight > 0}
    return max(wanted, key=lambda name: wanted[name]) if wanted else None


def header(scope: Scope, name: bytes) -> str:
    """One request header as text, empty when it is not there."""
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    return next((value.decode("latin-1") for key, value in headers if key == name), "")


def route_of(scope: Scope) -> str:
    """The route's own path with its parameters by name; never the path that was sent."""
    route = scope.get("route")
    return str(route.path) if route is not None else "unmatched"


def _request_id(scope: Scope) -> str:
    given = header(scope, b"x-request-id")
    return given if _REQUEST_ID.fullmatch(given) else uuid4().hex


def _added(headers: Any, request_id: str) -> list[tuple[bytes, bytes]]:
    have = {name.lower() for name, _ in headers}
    own = (*_HEADERS, (b"x-request-id", request_id.encode()))
    return [(name, value) for name, value in own if name not in have]
