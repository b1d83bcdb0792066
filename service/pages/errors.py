"""What stops a visit, as a page a person can read; the API's callers get the same problem as JSON."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from service.api.edge import problem_response
from service.pages.guard import SAFE, language_of
from service.pages.rendering import by_htmx, loaded_whole, rendered
from service.pages.signing_in import SIGN_IN
from service.problems import Problem

_JSON: Final = ("/api/", "/healthz", "/readyz", "/metrics")


def respond(request: Request, problem: Problem) -> Response:
    """A problem as its asker can use it."""
    if not wants_page(request):
        return problem_response(request, problem)
    request.state.language = language_of(request)
    if by_htmx(request):
        return loaded_whole(request)
    if problem.code == "signed_out":
        request.state.problem = problem.code
        return _to_sign_in(request)
    return rendered(request, "problem.html", problem.status, problem, {})


def wants_page(request: Request) -> bool:
    """Whether a browser asks, itself or through htmx, and not for the API."""
    browser = "text/html" in request.headers.get("accept", "") or by_htmx(request)
    return browser and not request.url.path.startswith(_JSON)


def _to_sign_in(request: Request) -> Response:
    """Sign in first, then come back; what a form sent is not kept."""
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    back = asked if request.method in SAFE else "/"
    return RedirectResponse(f"{SIGN_IN}?{urlencode({'til': back})}", 303, {"Cache-Control": "no-store"})
