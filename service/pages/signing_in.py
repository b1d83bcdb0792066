"""Signing in and out, and choosing the language."""

from __future__ import annotations

from typing import Final

from fastapi.responses import Response

from service.access import PUBLIC, SIGNED_IN
from service.flows import signing_in
from service.pages import cookies
from service.pages.page import Page
from service.pages.visit import TheVisit, local
from service.problems import Problem
from service.texts import LANGUAGES

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
    Page("POST", SIGN_OUT, SIGNED_IN, sign_out),
    Page("POST", LANGUAGE, PUBLIC, choose_language),
)
