"""A route as a value: method, path, policy, handler and what it says of itself in openapi.json.

There is no way to add a route to the API without a policy, and ``unguarded`` finds one that was added past this.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Depends, FastAPI
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from fastapi.routing import APIRoute

from service.access import PUBLIC, Policy
from service.api.call import Guard
from service.problems import MEDIA_TYPE, STATUS

PREFIX: Final = "/api/v1"
ANY: Final = ("internal", "storage_unavailable")
ANY_CALLER: Final = ("no_key", "not_allowed", "too_many_requests")
ANY_BODY: Final = ("bad_json", "too_large", "not_json", "invalid")
ANY_FORM: Final = ("too_large", "not_a_form", "invalid")


@dataclass(frozen=True)
class Endpoint:
    """One route. ``body`` and ``answer`` are the types their schemas are made from; ``problems`` are codes."""

    method: str
    path: str
    policy: Policy
    handler: Callable[..., Response]
    answer: Any = None
    status: int = 200
    body: type | None = None
    problems: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    sends: tuple[str, ...] = ()
    media_type: str = "application/json"
    body_required: bool = True
    body_type: str = "application/json"
    also: tuple[int, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Every problem the route can answer with."""
        caller = () if self.policy is PUBLIC else ANY_CALLER
        body = () if self.body is None else ANY_BODY if self.body_type == "application/json" else ANY_FORM
        return tuple(dict.fromkeys((*self.problems, *body, *caller, *ANY)))

    def responses(self) -> dict[int | str, dict[str, Any]]:
        """The answers for openapi.json: the good one and a problem for every status."""
        schema = {"$ref": "#/components/schemas/Problem"}
        told: dict[int | str, dict[str, Any]] = {
            self.status: {"description": "The answer.", "headers": dict.fromkeys(self.headers, _TEXT)}
        }
        if self.answer is not None and self.media_type == "application/json":
            told[self.status]["model"] = self.answer
            told |= {status: {"model": self.answer, "description": "The same, not yet."} for status in self.also}
        for status in sorted({STATUS[code] for code in self.codes}):
            codes = ", ".join(code for code in self.codes if STATUS[code] == status)
            if status not in told:
                told[status] = {"description": f"Problem: {codes}", "content": {MEDIA_TYPE: {"schema": schema}}}
        return told

    def extra(self) -> dict[str, Any]:
        """The parts of openapi.json that FastAPI cannot see: the body that is read by us, headers, the policy."""
        roles = sorted(self.policy.roles or ())
        told: dict[str, Any] = {"x-policy": self.policy.name, "x-roles": roles}
        if self.policy is PUBLIC:
            told["security"] = []
        if self.sends:
            told["parameters"] = [_header(name) for name in self.sends]
        if self.body is not None:
            schema = {"$ref": f"#/components/schemas/{self.body.__name__}Body"}
            told["requestBody"] = {"required": self.body_required, "content": {self.body_type: {"schema": schema}}}
        return told


_TEXT: Final = {"schema": {"type": "string"}}
_FORMS: Final = {
    "If-Match": {"type": "string", "pattern": '^"v[0-9]{1,9}"$', "example": '"v1"'},
    "Idempotency-Key": {"type": "string", "pattern": "^[!-~]{1,100}$"},
}


def _header(name: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": name == "If-Match", "schema": _FORMS[name]}


def add(app: FastAPI, endpoints: Iterable[Endpoint]) -> None:
    """Add routes to an app, each behind its policy."""
    for item in endpoints:
        app.add_api_route(
            item.path,
            item.handler,
            methods=[item.method],
            dependencies=[Depends(Guard(item.policy))],
            status_code=item.status,
            responses=item.responses(),
            openapi_extra=item.extra(),
            name=item.handler.__name__,
            operation_id=item.handler.__name__,
            summary=(inspect.getdoc(item.handler) or "").splitlines()[0],
            description=inspect.getdoc(item.handler),
            response_class=JSONResponse if item.media_type == "application/json" else PlainTextResponse,
            response_model=None,
        )


def policy_of(route: Any) -> Policy | None:
    """The policy a route stands behind, or None."""
    found = [item.call for item in route.dependant.dependencies] if isinstance(route, APIRoute) else []
    policies = (getattr(call, "policy", None) for call in found)
    return next((policy for policy in policies if isinstance(policy, Policy)), None)


def unguarded(app: FastAPI) -> list[str]:
    """The paths of routes without a policy; ``create_app`` refuses to start with any."""
    return [str(getattr(route, "path", route)) for route in app.routes if policy_of(route) is None]
