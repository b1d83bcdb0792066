"""Everything that stops a request, as a problem."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from features.profiles import Fault, shown
from service.api.edge import Respond
from service.problems import Problem
from service.store import StoreUnavailable

RETRY: Final = {"Retry-After": "5"}
_CODES: Final = {
    "greater_than_equal": ("too_small", "ge", "least"),
    "less_than_equal": ("too_large", "le", "most"),
    "string_too_long": ("too_long", "max_length", "most"),
    "enum": ("unknown_code", "expected", "known"),
}


def handlers(respond: Respond) -> dict[int | type[Exception], Callable[[Request, Any], Any]]:
    """The handlers by what they handle; whatever is not here is answered 500 by ``Edge``."""
    problems: dict[type[Exception], Callable[[Any], Problem]] = {
        Problem: lambda problem: problem,
        HTTPException: _http,
        RequestValidationError: _parameters,
        StoreUnavailable: lambda _error: Problem("storage_unavailable", headers=RETRY),
    }
    return {kind: _handler(problem_of, respond) for kind, problem_of in problems.items()}


def _handler(problem_of: Callable[[Any], Problem], respond: Respond) -> Callable[[Request, Any], Any]:
    async def handle(request: Request, error: Exception) -> Response:
        return respond(request, problem_of(error))

    return handle


def _http(error: HTTPException) -> Problem:
    """What the router itself says: no such route, not this method, a form that cannot be read."""
    headers = dict(error.headers or {})
    if error.status_code == 404:
        return Problem("no_such_route")
    if error.status_code == 405:
        return Problem("method_not_allowed", headers=headers, allowed=headers.get("Allow"))
    return Problem("not_a_form" if error.status_code < 500 else "internal")


def _parameters(error: RequestValidationError) -> Problem:
    """Parameters of the address out of bounds."""
    return Problem.invalid([_fault(line) for line in error.errors()])


def _fault(line: Any) -> Fault:
    code, theirs, ours = _CODES.get(line["type"], ("wrong_type", "", ""))
    params = {ours: line.get("ctx", {}).get(theirs)} if ours else {}
    return Fault(".".join(str(part) for part in line["loc"][1:]), shown(line.get("input")), code, params)
