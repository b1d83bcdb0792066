"""Who comes in at the door of a page: from this site, signed in, in a role that the page answers to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from fastapi import Request

from service.access import Policy
from service.flows import Services
from service.flows.signing_in import visitor_of
from service.pages import cookies
from service.problems import Problem
from service.texts import LANGUAGES

SAFE: Final = frozenset({"GET", "HEAD"})


@dataclass(frozen=True)
class PageGuard:
    """The dependency that lets a visitor in by a policy; it runs before anything of the request is read."""

    policy: Policy

    def __call__(self, request: Request) -> None:
        """Choose the language, refuse other sites' forms, find the visitor, check the role."""
        request.state.language = language_of(request)
        if request.method not in SAFE and not from_this_site(request):
            raise Problem("cross_site")
        services: Services = request.app.state.services
        visitor = visitor_of(services, cookies.read(request, cookies.SESSION))
        request.state.visitor = visitor
        if visitor is not None:
            request.state.caller = visitor.caller
            services.limiter.count(visitor.caller)
        if self.policy.roles is None:
            return
        if visitor is None:
            raise Problem("signed_out")
        self.policy.check(visitor.caller)


def language_of(request: Request) -> str:
    """``?lang``, else the language once chosen, else the house's own: pages are Danish until somebody chooses."""
    asked = request.query_params.get("lang", "")
    chosen = cookies.read(request, cookies.LANGUAGE)
    return next((one for one in (asked, chosen) if one in LANGUAGES), request.app.state.settings.language)


def from_this_site(request: Request) -> bool:
    """Whether a form was sent from a page of ours: the browser says so, or the origin is the host that was asked."""
    said = request.headers.get("sec-fetch-site")
    if said is not None and said != "same-origin":
        return False
    origin = request.headers.get("origin")
    if origin is None:
        return said is not None
    return urlsplit(origin).netloc == request.headers.get("host", "")
