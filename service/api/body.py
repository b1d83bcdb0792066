"""The body of a request: bounded, JSON, not too deep, of characters that somebody can read."""

from __future__ import annotations

import re
from typing import Any, Final

import orjson
from fastapi import Request

from features.profiles import Fault
from service.problems import Problem

KILO: Final = 1024
MOST_LAYERS: Final = 16
UNREADABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


async def json_body(request: Request) -> Any:
    """The body as JSON.

    Raises:
        Problem: ``too_large``, ``not_json``, ``bad_json``, or ``invalid`` for layers or characters out of bounds.
    """
    raw = await bounded(request, request.app.state.settings.json_limit)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and not (kind.startswith("application/") and kind.endswith("+json")):
        raise Problem("not_json")
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Problem("bad_json", why=f"{error.lineno}:{error.colno}") from error
    faults = list(_faults_of_form(value))
    if faults:
        raise Problem.invalid(faults)
    return value


async def optional_body(request: Request) -> Any:
    """The body as JSON, or an empty object when nothing was sent."""
    if not await bounded(request, request.app.state.settings.json_limit):
        return {}
    return await json_body(request)


async def bounded(request: Request, most: int) -> bytes:
    """The whole body when it is not larger than ``most`` bytes; kept, so that it can be asked for again."""
    kept: bytes | None = getattr(request.state, "body", None)
    if kept is not None:
        return kept
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > most:
        raise Problem("too_large", most=most // KILO)
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise Problem("too_large", most=most // KILO)
        parts.append(part)
    request.state.body = b"".join(parts)
    return request.state.body  # type: ignore[no-any-return]


def _faults_of_form(value: Any) -> list[Fault]:
    """Layers too deep and characters nobody can read, found without recursion."""
    waiting: list[tuple[str, Any, int]] = [("", value, 0)]
    faults: list[Fault] = []
    while waiting:
        where, item, depth = waiting.pop()
        if depth > MOST_LAYERS:
            return [Fault("", "", "too_deep", {"most": MOST_LAYERS})]
        if isinstance(item, str):
            if UNREADABLE.search(item):
                faults.append(Fault(where, "", "control_character"))
        elif isinstance(item, dict):
            waiting += [(f"{where}.{name}".lstrip("."), child, depth + 1) for name, child in item.items()]
            if any(UNREADABLE.search(name) for name in item):
                faults.append(Fault(where, "", "control_character"))
        elif isinstance(item, list):
            waiting += [(f"{where}.{number}", child, depth + 1) for number, child in enumerate(item)]
    return faults
