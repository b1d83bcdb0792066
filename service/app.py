"""Wiring, nothing else: settings, store, engine, routes, errors, edge."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import structlog
from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware

from features.encoder import Encoder, chosen_encoder
from matching.ranker import Ranker
from service import api, logs
from service.access import Limiter
from service.api.counters import Counters
from service.api.edge import Edge
from service.api.endpoint import add, unguarded
from service.api.errors import handlers
from service.api.openapi import described
from service.champion import Champion
from service.engine import Engine
from service.flows import Services
from service.pages import PAGES
from service.pages.errors import respond
from service.pages.page import add_pages
from service.pages.static import add_static
from service.settings import Settings
from service.store import Store, StoreUnavailable, local_now

if TYPE_CHECKING:
    from service.issuer import Issuer

TITLE = "companytrack"
VERSION = "1"
SQUEEZED_FROM: Final = 2_000
"""Bytes from which an answer is compressed; what is shorter fits into a packet or two as it is."""
SQUEEZED: Final = 4
"""How hard: a list's page becomes a tenth in two milliseconds, and hardly smaller with more."""
_QUIET: Final[TelemetryConfig] = {"tracing": False, "metrics": False, "logs": False}
log = structlog.get_logger(__name__)


def create_app(
    settings: Settings,
    *,
    store: Store | None = None,
    ranker: Ranker | None = None,
    clock: Callable[[], datetime] | None = None,
    limiter: Limiter | None = None,
) -> FastAPI:
    """The service as an ASGI app. A given ``ranker`` lends its encoder, and its model until one is promoted, to every

    tenant; tests give one.
    """
    now = clock or local_now
    kept = store or Store(settings, now)
    champion = Champion(settings.model_dir, ranker.model if ranker else None)
    hybrid = ranker.hybrid if ranker else None
    engine = Engine(kept, lambda: now().date(), partial(encoder_of, settings), champion, hybrid)
    app = _bare(_lifespan)
    app.state.settings = settings
    app.state.issuer = issuer_of(settings, now)
    app.state.services = Services(kept, engine, now, limiter or Limiter(), settings.explore)
    app.state.counters = Counters(engine)
    app.add_middleware(GZipMiddleware, minimum_size=SQUEEZED_FROM, compresslevel=SQUEEZED)
    app.add_middleware(Edge, counters=app.state.counters, language=settings.language, respond=respond)
    return app


def _bare(lifespan: Any = None) -> FastAPI:
    """Routes and errors, without anything behind them."""
    app = FastAPI(
        title=TITLE,
        version=VERSION,
        telemetry=_QUIET,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        exception_handlers=handlers(respond),
    )
    add(app, api.ENDPOINTS)
    add_pages(app, PAGES)
    add_static(app)
    if missing := unguarded(app):
        raise RuntimeError(f"routes without a policy: {', '.join(missing)}")
    plain = app.openapi
    app.openapi = lambda: app.openapi_schema or described(app, plain())  # type: ignore[method-assign]
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Fill the engine while the app runs; a store that is away is tried again by the engine."""
    services: Services = app.state.services
    try:
        await run_in_threadpool(services.store.migrate)
    except StoreUnavailable:
        log.warning("store_unavailable")
    services.engine.start()
    yield
    services.engine.stop()
    await run_in_threadpool(services.store.close)


def encoder_of(settings: Settings) -> Encoder | None:
    """The encoder the settings name, else the one that comes with the package, else none."""
    return chosen_encoder(settings.encoder, settings.encoder_cache)


def issuer_of(settings: Settings, now: Callable[[], datetime]) -> Issuer | None:
    """The issuer that people may sign in with, if the settings name one."""
    if settings.oidc_issuer is None:
        return None
    from service.issuer import Issuer

    return Issuer(settings, now)


def description() -> dict[str, Any]:
    """The API's description, without opening anything."""
    return _bare().openapi()


def serve(settings: Settings) -> None:
    """Run the service until it is told to stop."""
    import uvicorn
    from threadpoolctl import threadpool_limits

    logs.configure(settings.log_level)
    threadpool_limits(1)  # requests run beside each other already; more threads each only wait for one another
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
    )
