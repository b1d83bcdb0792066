"""Signing in and out, and choosing the language."""

from __future__ import annotations

from hmac import compare_digest
from typing import TYPE_CHECKING, Final

from fastapi.responses import RedirectResponse, Response

from service.access import PUBLIC, SIGNED_IN
from service.flows import signing_in
from service.pages import cookies
from service.pages.page import Page
from service.pages.visit import TheVisit, local
from service.problems import Problem
from service.texts import LANGUAGES

if TYPE_CHECKING:
    from service.issuer import Issuer

_AWAY_SECONDS: Final = 600
SIGN_IN: Final = "/log-ind"
SIGN_OUT: Final = "/log-ud"
LANGUAGE: Final = "/sprog"


def sign_in_page(visit: TheVisit) -> Response:
    """The form, for somebody who has not signed in."""
    if visit.visitor is not None:
        return visit.go(visit.asked("til"))
    return visit.show("sign_in.html", back=local(visit.asked("til")), oidc=visit.settings.oidc_issuer is not None)


def sign_in(visit: TheVisit) -> Response:
    """A session for a right password; the form again for a wrong one."""
    back = local(visit.form.text("til"))
    client = visit.request.client
    login, password = visit.form.text("login"), visit.form.fields.get("password", ("",))[0]
    try:
        token = signing_in.sign_in(visit.services, login, password, client.host if client else "")
    except Problem as problem:
        oidc = visit.settings.oidc_issuer is not None
        return visit.show("sign_in.html", problem=problem, back=back, oidc=oidc)
    answer = visit.go(back, receipt="pages.receipt.signed_in")
    cookies.give(answer, cookies.SESSION, token)
    return answer


def leave(visit: TheVisit) -> Response:
    """To the organisation's own sign-in; only the browser that left may come back."""
    leaving = signing_in.leave(visit.services, _issuer(visit), visit.settings.tenant, local(visit.asked("til")))
    answer = RedirectResponse(leaving.url, 303)
    cookies.give(answer, cookies.ATTEMPT, leaving.state, _AWAY_SECONDS)
    return answer


def come_back(visit: TheVisit) -> Response:
    """A session for somebody the organisation vouches for."""
    state = visit.asked("state")
    if not compare_digest(state.encode(), cookies.read(visit.request, cookies.ATTEMPT).encode()):
        raise Problem("sign_in_failed")
    tenant = visit.settings.tenant
    token, back = signing_in.come_back(visit.services, _issuer(visit), tenant, state, visit.asked("code"))
    answer = visit.go(back, receipt="pages.receipt.signed_in")
    cookies.give(answer, cookies.SESSION, token)
    cookies.take(answer, cookies.ATTEMPT)
    return answer


def _issuer(visit: TheVisit) -> Issuer:
    issuer: Issuer | None = visit.request.app.state.issuer
    if issuer is None:
        raise Problem("no_such_route")
    return issuer


def sign_out(visit: TheVisit) -> Response:
    """The session is over, here and in the store."""
    if visit.visitor is not None:
        signing_in.sign_out(visit.services, visit.visitor, cookies.read(visit.request, cookies.SESSION))
    answer = visit.go(SIGN_IN, receipt="pages.receipt.signed_out")
    cookies.take(answer, cookies.SESSION)
    return answer


def choose_language(visit: TheVisit) -> Response:
    """The pages in the other language from now on."""
    chosen = visit.form.text("language")
    answer = visit.go(visit.form.text("til"))
    if chosen in LANGUAGES:
        cookies.give_language(answer, chosen)
    return answer


PAGES: Final = (
    Page("GET", SIGN_IN, PUBLIC, sign_in_page),
    Page("POST", SIGN_IN, PUBLIC, sign_in),
    Page("GET", f"{SIGN_IN}/organisation", PUBLIC, leave),
    Page("GET", f"{SIGN_IN}/tilbage", PUBLIC, come_back),
    Page("POST", SIGN_OUT, SIGNED_IN, sign_out),
    Page("POST", LANGUAGE, PUBLIC, choose_language),
)
