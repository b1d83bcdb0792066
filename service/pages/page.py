"""A page as a value: method, path, policy, handler. There is no way to add a page without a policy."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from fastapi import Depends, FastAPI
from fastapi.responses import HTMLResponse, Response

from service.access import Policy
from service.pages.guard import PageGuard


@dataclass(frozen=True)
class Page:
    """One page, or what one of its forms is sent to. ``nav`` is the text key of its link in the header, if any."""

    method: str
    path: str
    policy: Policy
    handler: Callable[..., Response]
    nav: str | None = None


def add_pages(app: FastAPI, pages: Iterable[Page]) -> None:
    """Add pages to an app, each behind its policy; they are no part of the API's description."""
    app.state.pages = tuple(pages)
    for item in app.state.pages:
        app.add_api_route(
            item.path,
            item.handler,
            methods=[item.method],
            dependencies=[Depends(PageGuard(item.policy))],
            name=f"page_{item.handler.__name__}",
            include_in_schema=False,
            response_class=HTMLResponse,
            response_model=None,
        )
