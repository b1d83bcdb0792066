"""What machines ask: is it alive, is it ready, how does it go, what does the API look like."""

from __future__ import annotations

from typing import Any, Final

from fastapi.responses import Response

from service.access import PUBLIC
from service.api.call import TheCall
from service.api.endpoint import PREFIX, Endpoint
from service.api.shapes import Health, Readiness
from service.flows import Services
from service.store import StoreError


def healthz(call: TheCall) -> Response:
    """Say that the process answers."""
    return call.answer({"status": "ok"})


def readyz(call: TheCall) -> Response:
    """Say whether lists can be made: database, index, encoder, model; `degraded` while a part is missing."""
    told = readiness(call.services)
    return call.answer(told, 200 if told["status"] == "ready" else 503)


def readiness(services: Services) -> Readiness:
    """The state of every part."""
    engine = services.engine
    try:
        services.store.change_counter()
        database = "ok"
    except StoreError:
        database = "unavailable"
    index = "ready" if engine.ready else "loading"
    return {
        "status": "ready" if database == "ok" and engine.ready else "not_ready",
        "degraded": engine.degraded,
        "database": database,
        "index": index,
        "encoder": engine.encoder_state,
        "model": engine.model_version,
        "model_state": engine.champion.state,
        "release": engine.champion.release or "",
    }


def metrics(call: TheCall) -> Response:
    """Counts and times for Prometheus; nothing about anybody."""
    return Response(call.counters.text(), media_type="text/plain; version=1.0.0; charset=utf-8")


def openapi(call: TheCall) -> Response:
    """This description."""
    return call.answer(call.request.app.openapi())


ENDPOINTS: Final = (
    Endpoint("GET", "/healthz", PUBLIC, healthz, Health),
    Endpoint("GET", "/readyz", PUBLIC, readyz, Readiness, also=(503,)),
    Endpoint("GET", "/metrics", PUBLIC, metrics, media_type="text/plain"),
    Endpoint("GET", f"{PREFIX}/openapi.json", PUBLIC, openapi, dict[str, Any]),
)
