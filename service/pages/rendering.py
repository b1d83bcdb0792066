"""From a template and values to a page: everything escaped, nothing undefined, every sentence from the texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from service.champion import KEPT
from service.flows.signing_in import Visitor
from service.pages import cookies
from service.pages.form import Form
from service.pages.named_words import named_words
from service.pages.static import address, there
from service.problems import Problem, body_of
from service.texts import LANGUAGES, say, show, texts

FOLDER: Final = Path(__file__).parent.parent / "templates"
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
    "Vary": "Cookie",
}


def rendered(
    request: Request, template: str, status: int, problem: Problem | None, values: Mapping[str, Any]
) -> Response:
    """A page as an answer; a receipt that was waiting is shown once."""
    if problem and by_htmx(request):
        return loaded_whole(request)
    language, receipt = request.state.language, _receipt(request)
    request.state.problem = problem and problem.code
    frame = {
        "language": language,
        "other": next(one for one in LANGUAGES if one != language),
        "say": partial(_say, language),
        "path": request.url.path,
        "here": _here(request),
        "visitor": getattr(request.state, "visitor", None),
        "nav": tuple(_nav(request)),
        "demo": request.app.state.settings.demo,
        "notices": tuple(_notices(request)),
        "receipt": receipt,
        "problem": problem and told_on_a_page(problem, language, request.state.request_id, values.get("form")),
    }
    text = _environment().get_template(template).render({**frame, **values})
    headers = {**HEADERS, **(problem.headers if problem else {}), "Content-Language": language}
    answer = HTMLResponse(text, problem.status if problem else status, headers)
    if receipt is not None:
        cookies.take(answer, cookies.RECEIPT)
    return answer


def by_htmx(request: Request) -> bool:
    """Whether htmx asks for a part of the page that is open."""
    return "hx-request" in request.headers


def loaded_whole(request: Request) -> Response:
    """Tells htmx to let the browser ask itself: trouble, and the sign-in, belong on a page of their own."""
    return Response(headers={"HX-Redirect": _here(request), "Cache-Control": "no-store"})


def _here(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _say(language: str, key: str, **params: Any) -> str:
    return say(key, language, **params)


def told_on_a_page(problem: Problem, language: str, request_id: str, form: Form | None = None) -> dict[str, Any]:
    """The problem in words for somebody who reads a page, where headers and fields mean nothing.

    What ``form`` sent that may not be kept is told by its words.
    """
    told, known = body_of(problem, language, request_id), texts(language)
    for part in ("title", "detail"):
        if (key := f"pages.problem.{problem.code}.{part}") in known:
            told[part] = say(key, language, count=len(problem.faults), **problem.params)
    for found, fault in zip(problem.faults, told["faults"], strict=True):
        if form is not None and (sentence := named_words(found, form, language)):
            fault["sentence"] = sentence
        elif (key := f"pages.fault.{fault['code']}") in known:
            fault["sentence"] = say(key, language, value=fault["value"])
    return told


def _receipt(request: Request) -> str | None:
    key = cookies.read(request, cookies.RECEIPT)
    return key if cookies.is_receipt(key) else None


def _nav(request: Request) -> Iterator[tuple[str, str]]:
    """(path, text key) of the pages in the header that this visitor's role has."""
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    for page in request.app.state.pages:
        if page.nav and visitor and visitor.caller.role in (page.policy.roles or ()):
            yield page.path, page.nav


def _notices(request: Request) -> Iterator[str]:
    """The text keys of what everybody should know just now."""
    engine = request.app.state.services.engine
    if not engine.ready:
        yield "pages.notice.loading"
    elif engine.degraded and engine.champion.state != KEPT:
        yield "pages.notice.no_meaning"
    if engine.champion.state == KEPT:
        yield "pages.notice.kept_model"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"show": _shown, "date": _dated, "long_date": _long_dated}
    made.globals |= {"static": address, "there": there}
    return made


@pass_context
def _shown(context: Context, value: Any) -> str:
    return show(value, context["language"])


@pass_context
def _dated(context: Context, value: date | datetime) -> str:
    """The day of a date or a time."""
    return show(value.astimezone().date() if isinstance(value, datetime) else value, context["language"])


@pass_context
def _long_dated(context: Context, value: date) -> str:
    """ "mandag 5. januar"."""
    words = texts(context["language"])
    weekday, month = words[f"vocabulary.weekday.{value.isoweekday()}"], words[f"pages.month.{value.month}"]
    return words["pages.long_date"].format(weekday=weekday, day=value.day, month=month)
