"""What a handler gets: who asks, in which language, the body that was read, and ways to answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Final
from urllib.parse import quote, urlencode

import orjson
from fastapi import Depends, Request
from fastapi.responses import Response

from features.profiles import Record
from service.access import Caller, Policy, caller_of
from service.api.body import json_body, optional_body
from service.api.counters import Counters
from service.flows import Made, Once, Services
from service.problems import Problem

_KEY: Final = re.compile(r"[\x21-\x7e]{1,100}")
_ETAG: Final = re.compile(r'"v([0-9]{1,9})"')
_ID: Final = re.compile(r"[\w.:\-]{1,64}")


@dataclass(frozen=True)
class Guard:
    """The dependency that lets a caller in by a policy; it runs before anything of the request is read."""

    policy: Policy

    def __call__(self, request: Request) -> None:
        """Find the caller, count the request, check the role."""
        if self.policy.roles is None:
            return
        services: Services = request.app.state.services
        address = request.client.host if request.client else ""
        services.limiter.may_try(address)
        try:
            caller = caller_of(services.store, _secret(request))
        except Problem as problem:
            if problem.code == "unknown_key":
                services.limiter.wrong_key(address)
            raise
        request.state.caller = caller
        services.limiter.count(caller)
        self.policy.check(caller)


def _secret(request: Request) -> str:
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    secret = request.headers.get("x-api-key") or (bearer.strip() if scheme.lower() == "bearer" else "")
    if not secret:
        raise Problem("no_key", headers={"WWW-Authenticate": "Bearer"})
    return secret


@dataclass(frozen=True, slots=True)
class Call:
    """One request as a handler sees it."""

    request: Request
    services: Services
    language: str

    @property
    def caller(self) -> Caller:
        """Who asks; ``Guard`` has let them in."""
        caller: Caller = self.request.state.caller
        return caller

    @property
    def counters(self) -> Counters:
        """The app's figures."""
        counters: Counters = self.request.app.state.counters
        return counters

    def once(self, body: Any) -> Once | None:
        """The Idempotency-Key of the request with what it stands for, or None."""
        key = self.request.headers.get("idempotency-key")
        if key is None:
            return None
        if not _KEY.fullmatch(key):
            raise Problem("bad_header", header="Idempotency-Key", form="1–100 ASCII")
        return Once(key, f"{self.request.method} {self.request.url.path[:150]}", body)

    def version(self) -> int:
        """The version in If-Match."""
        tag = self.request.headers.get("if-match", "").strip()
        if tag in ("", "*"):
            raise Problem("no_etag")
        found = _ETAG.fullmatch(tag.removeprefix("W/"))
        if found is None or tag.startswith("W/"):
            raise Problem("stale")
        return int(found[1])

    def answer(self, body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
        """A JSON answer."""
        told = {"Content-Language": self.language, **(headers or {})}
        return Response(orjson.dumps(body, default=_shown), status, told, "application/json")

    def made(self, made: Made[Any], body: Any, at: str, headers: Mapping[str, str] | None = None) -> Response:
        """A 201 answer with its Location; a replay says so."""
        told = {"Location": at, **(headers or {})}
        if made.replayed:
            told["Idempotent-Replayed"] = "true"
        return self.answer(body, 201, told)

    def listed(self, items: list[Any], next: str | None) -> Response:
        """A page of a list, with the link to the next one."""
        headers = {}
        if next is not None:
            kept = {name: value for name, value in self.request.query_params.items() if name != "cursor"}
            link = f"{self.request.url.path}?{urlencode({**kept, 'cursor': next})}"
            headers["Link"] = f'<{link}>; rel="next"'
        return self.answer({"items": items, "next": next}, headers=headers)


def etag(version: int) -> dict[str, str]:
    """The ETag header of a record's version."""
    return {"ETag": f'"v{version}"'}


async def call(request: Request) -> Call:
    """The call of a request."""
    return Call(request, request.app.state.services, request.state.language)


def record_json(record: Record) -> dict[str, Any]:
    """A record as it stands in JSON."""
    return record.model_dump(mode="json")


def at(*parts: str) -> str:
    """The address of something, from parts."""
    return "/".join((parts[0], *(quote(part, safe="") for part in parts[1:])))


def known_id(value: str) -> str:
    """An id from the address; what could not be one is simply not there."""
    if not _ID.fullmatch(value):
        raise Problem("not_found")
    return value


def cursor_of(value: str | None) -> str | None:
    """A cursor we gave, or None."""
    if value is not None and not _ID.fullmatch(value):
        raise Problem("bad_cursor")
    return value


def _shown(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


TheCall = Annotated[Call, Depends(call)]
Body = Annotated[Any, Depends(json_body)]
MaybeBody = Annotated[Any, Depends(optional_body)]
