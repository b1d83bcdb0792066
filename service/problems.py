"""What the API says when it cannot do what was asked: RFC 9457 problems, in words, with the cure.

A ``Problem`` is raised by flows and by the edge alike and knows nothing of the web but its status number. What the
caller sent is never echoed: a fault shows a value only when ``features.profiles.shown`` would (no free text, no CPR).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from features.profiles import Fault, InvalidRecord
from service.faults import field_name, sentence
from service.texts import say, texts

MEDIA_TYPE: Final = "application/problem+json"
TYPE: Final = "urn:companytrack:problem:"

STATUS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "bad_json": 400,
        "bad_header": 400,
        "bad_cursor": 400,
        "no_key": 401,
        "unknown_key": 401,
        "signed_out": 401,
        "not_allowed": 403,
        "cross_site": 403,
        "sign_in_failed": 403,
        "not_found": 404,
        "no_such_route": 404,
        "method_not_allowed": 405,
        "already_exists": 409,
        "already_closed": 409,
        "already_placed": 409,
        "already_ended": 409,
        "not_active": 409,
        "stale": 412,
        "too_large": 413,
        "not_json": 415,
        "not_a_form": 415,
        "invalid": 422,
        "key_reused": 422,
        "no_etag": 428,
        "too_many_requests": 429,
        "too_many_sign_ins": 429,
        "internal": 500,
        "storage_unavailable": 503,
        "not_ready": 503,
        "issuer_unavailable": 503,
    }
)
"""The HTTP status of every problem code; each code has ``<code>.title`` and ``<code>.detail`` in the texts."""


class Problem(Exception):
    """Something that stops a request: a code of ``STATUS``, parameters of its sentence, faults and answer headers."""

    def __init__(
        self,
        code: str,
        *,
        faults: Iterable[Fault] = (),
        headers: Mapping[str, str] | None = None,
        **params: Any,
    ) -> None:
        self.code = code
        self.status = STATUS[code]
        self.faults = tuple(faults)
        self.headers = dict(headers or {})
        self.params = params
        super().__init__(code)

    @classmethod
    def invalid(cls, source: InvalidRecord | Iterable[Fault]) -> Problem:
        """A record, header or parameter with faults."""
        return cls("invalid", faults=source.faults if isinstance(source, InvalidRecord) else source)

    @classmethod
    def fault(cls, field: str, value: str, code: str, **params: Any) -> Problem:
        """One fault."""
        return cls.invalid([Fault(field, value, code, params)])


def body_of(problem: Problem, language: str, request_id: str) -> dict[str, Any]:
    """The problem as RFC 9457 asks: type, title, status, detail, instance; with code, request id and faults beside."""
    faults = [fault_of(fault, language) for fault in problem.faults]
    return {
        "type": TYPE + problem.code,
        "title": say(f"problems.{problem.code}.title", language),
        "status": problem.status,
        "detail": say(f"problems.{problem.code}.detail", language, count=len(faults), **problem.params),
        "instance": f"urn:companytrack:request:{request_id}",
        "code": problem.code,
        "request_id": request_id,
        "faults": faults,
    }


def fault_of(fault: Fault, language: str) -> dict[str, str]:
    """A fault with its sentence: what is wrong, the value, what to do."""
    return {"field": fault.field, "value": fault.value, "code": fault.code, "sentence": sentence_of(fault, language)}


def sentence_of(fault: Fault, language: str) -> str:
    """The sentence of a fault, from ``faults``, ``imports`` or, for what only the API can find, ``problems``."""
    known = texts(language)
    if f"faults.{fault.code}" in known:
        return sentence(fault, language)
    places = (f"problems.fault.{fault.code}", f"imports.{fault.code}", "problems.fault.unexplained")
    key = next(place for place in places if place in known)
    params = {**fault.params, "field": field_name(fault.field, language), "value": fault.value}
    return say(key, language, **params)
