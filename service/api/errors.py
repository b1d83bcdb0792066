"""Everything that stops a request, as a problem."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from features.profiles import Fault, shown
from service.api.edge import problem_response
from service.problems import Problem
from service.store import StoreUnavailable

RETRY: Final = {"Retry-After": "5"}
_CODES: Final = {
    "greater_than_equal": ("too_small", "ge", "least"),
    "less_than_equal": ("too_large", "le", "most"),
    "string_too_long": ("too_long", "max_length", "most"),
    "enum": ("unknown_code", "expected", "known"),
}


def handlers() -> dict[int | type[Exception], Callable[[Request, Any], Any]]:
    """The handlers by what they handle; whatever is not here is answered 500 by ``Edge``."""
    return {
        Problem: _problem,
        HTTPException: _http,
        RequestValidationError: _parameters,
        StoreUnavailable: _unavailable,
    }


async def _problem(request: Request, error: Problem) -> Response:
    return problem_response(request, error)


async def _unavailable(request: Request, _error: StoreUnavailable) -> Response:
    return problem_response(request, Problem("storage_unavailable", headers=RETRY))


async def _http(request: Request, error: HTTPException) -> Response:
    """What the router itself says: no such route, not this method, a form that cannot be read."""
    headers = dict(error.headers or {})
    if error.status_code == 404:
        return problem_response(request, Problem("no_such_route"))
    if error.status_code == 405:
        return problem_response(request, Problem("method_not_allowed", headers=headers, allowed=headers.get("Allow")))
    return problem_response(request, Problem("not_a_form" if error.status_code < 500 else "internal"))


async def _parameters(request: Request, error: RequestValidationError) -> Response:
    """Parameters of the address out of bounds."""
    return problem_response(request, Problem.invalid([_fault(line) for line in error.errors()]))


def _fault(line: Any) -> Fault:
    code, theirs, ours = _CODES.get(line["type"], ("wrong_type", "", ""))
    params = {ours: line.get("ctx", {}).get(theirs)} if ours else {}
    return Fault(".".join(str(part) for part in line["loc"][1:]), shown(line.get("input")), code, params)
