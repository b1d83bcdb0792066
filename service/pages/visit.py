"""What a page's handler gets: who visits, in which language, the form that was sent, and ways to answer."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from service.access import Caller
from service.flows import Once, Services
from service.flows.signing_in import Visitor
from service.pages import cookies
from service.pages.form import Form, form_of
from service.pages.rendering import rendered
from service.problems import Problem
from service.settings import Settings

_LOCAL: Final = re.compile(r"/(?![/\\])[!-\[\]-~]{0,500}")
_ONCE: Final = re.compile(r"[\w\-]{20,64}")
_RECEIPT_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Visit:
    """One request as a page's handler sees it."""

    request: Request
    services: Services
    language: str
    form: Form

    @property
    def visitor(self) -> Visitor | None:
        """Who has signed in, or None on a public page."""
        found: Visitor | None = self.request.state.visitor
        return found

    @property
    def caller(self) -> Caller:
        """Who asks; the guard has let them in."""
        caller: Caller = self.request.state.caller
        return caller

    @property
    def settings(self) -> Settings:
        """The settings of the app."""
        settings: Settings = self.request.app.state.settings
        return settings

    def asked(self, name: str) -> str:
        """A parameter of the address, without space around it; empty when it is not there."""
        return self.request.query_params.get(name, "").strip()

    def once(self) -> Once | None:
        """The hidden field that ``once()`` put into the form: sending a form twice does it once."""
        key = self.form.text("once")
        if not _ONCE.fullmatch(key):
            return None
        fields = {name: list(values) for name, values in self.form.fields.items()}
        return Once(key, f"{self.request.method} {self.request.url.path[:150]}", fields)

    def show(self, template: str, status: int = 200, *, problem: Problem | None = None, **values: Any) -> Response:
        """A page. With a ``problem`` its faults stand at the top, and its status is the page's."""
        told = {**values, "form": self.form, "once_key": secrets.token_urlsafe(18)}
        return rendered(self.request, template, status, problem, told)

    def go(self, path: str, receipt: str | None = None) -> Response:
        """On to another page of ours; ``receipt``, the key of a text ``subject.receipt.code``, stands at its top."""
        answer = RedirectResponse(local(path), 303)
        if receipt is not None:
            if not cookies.is_receipt(receipt):
                raise KeyError(receipt)
            cookies.give(answer, cookies.RECEIPT, receipt, _RECEIPT_SECONDS)
        return answer


def local(path: str) -> str:
    """A path of this site; whatever else somebody has written there becomes the front page."""
    return path if _LOCAL.fullmatch(path) else "/"


async def visit(request: Request) -> Visit:
    """The visit of a request."""
    return Visit(request, request.app.state.services, request.state.language, await form_of(request))


TheVisit = Annotated[Visit, Depends(visit)]
