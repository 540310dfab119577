"""The application: rooms, routes, and what runs beside them."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from checker.language import say
from checker.web import api, site
from checker.web.answers import on_refused, on_unknown, refusal
from checker.web.desk import Desk
from checker.web.freeing import give_back
from checker.web.guarding import ASSETS, HEALTH, Guard, Sessions, place_of, rate_limit
from checker.web.held import Store
from checker.web.records import Hosting
from checker.web.taking import Rooms
from checker.web.upload import Refused
from checker.web.work import answer, prepare
from checker.workers import standing

Handler = Callable[[Request], Awaitable[Response]]

log = logging.getLogger("checker.web")

_SWEEP_SECONDS: Final = 5


def application(hosting: Hosting, stop: Callable[[], None] | None = None) -> ASGIApp:
    """The page and its interface for programs; `stop` is called by “Stop the checker”.

    Raises ValueError for a `rate` that is none.
    """
    count = rate_limit(hosting.rate)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        setup = hosting.setup
        async with AsyncExitStack() as stack:
            processes = stack.enter_context(
                standing(
                    partial(answer, setup), partial(prepare, setup), setup.bounds, hosting.jobs
                )
            )
            store = Store(hosting.keep, hosting.held)
            desk = Desk(store, processes, hosting.jobs)
            stack.callback(desk.close)
            sessions = Sessions(secure=hosting.secure)
            app.state.rooms = Rooms(hosting, store, desk, sessions, count)
            sweeping = asyncio.create_task(_sweep(store))
            stack.callback(sweeping.cancel)
            yield

    handlers = {Refused: on_refused, HTTPException: on_unknown, Exception: _on_fault}
    page = Starlette(routes=_routes(stop), exception_handlers=handlers, lifespan=lifespan)
    # It would lead to http, whatever encryption a proxy brings.
    page.router.redirect_slashes = False
    # Around all of it: what Starlette itself answers to a fault has the headers as well.
    return Guard(page, hosting, refusal)


async def _sweep(store: Store) -> None:
    """Drop what was kept long enough, and give its room back, for as long as the page is served."""
    with suppress(asyncio.CancelledError):
        while True:
            await asyncio.sleep(_SWEEP_SECONDS)
            if dropped := store.sweep():
                log.info("dropped", extra={"checks": len(dropped)})
            if store.freed:
                store.freed = False
                give_back()


async def _health(request: Request) -> Response:
    """Whether the page is served, for who watches over it."""
    return PlainTextResponse("ok\n")


def _on_fault(request: Request, error: Exception) -> Response:
    """A fault of ours: told with a number that stands in the log, beside where it happened."""
    number = secrets.token_hex(4)
    log.error("fault", extra={"number": number, "place": place_of(error)})
    return refusal(request.scope, Refused(500, say("serve.fault", number=number)))


def _route(path: str, **handlers: Handler) -> Route:
    """One address with a handler for each method, so that an answer of 405 names them all."""

    async def handle(request: Request) -> Response:
        return await handlers["GET" if request.method == "HEAD" else request.method](request)

    return Route(path, handle, methods=[*handlers])


def _routes(stop: Callable[[], None] | None) -> list[Route]:
    get, post = ["GET"], ["POST"]
    routes = [
        Route("/", site.start, methods=get),
        _route("/checks", GET=site.listed, POST=site.hand_over),
        Route("/checks/state", site.states, methods=get),
        Route("/checks/delete", site.delete_all, methods=post),
        Route("/checks/{id}", site.shown, methods=get),
        Route("/checks/{id}/state", site.state, methods=get),
        Route("/checks/{id}/delete", site.delete, methods=post),
        Route("/checks/{id}/files/{name}", site.download, methods=get),
        Route("/template/{layout}.xlsx", site.template, methods=get),
        Route("/about", site.about, methods=get),
        Route(f"{ASSETS}{{name}}", site.assets, methods=get),
        Route("/api", site.reference, methods=get),
        Route("/api/checks", api.start, methods=post),
        _route("/api/checks/{id}", GET=api.shown, DELETE=api.delete),
        Route("/api/checks/{id}/{output}", api.output, methods=get),
        Route("/api/openapi.json", api.described, methods=get),
        Route(HEALTH, _health, methods=get),
    ]
    if stop is not None:
        routes.append(Route("/stop", site.stopping(stop), methods=post))
    return routes
