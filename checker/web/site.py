"""The pages, one handler each. They translate requests into calls, and records into pages."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from checker.language import say
from checker.web import pages
from checker.web.answers import (
    asset,
    attached,
    come_back,
    fault_answer,
    file_answer,
    is_script,
    main_of,
)
from checker.web.api import document
from checker.web.media import media_type
from checker.web.records import Held, Output
from checker.web.taking import hand_in
from checker.web.upload import Form, Refused
from checker.web.visits import Visit

# Seconds that an answer waits for a result: without the script, so that few visitors must ask
# again; with it, so that a quick check needs no page of its own.
_PATIENCE: Final = 20
_SCRIPT_PATIENCE: Final = 1.5
# Seconds in which the page that says that the checker has stopped gets its stylesheet.
_LAST_LOOK: Final = 1


async def start(request: Request) -> Response:
    """The first page; with `since` in its address, that for a file to compare with a check."""
    visit = Visit(request)
    identity = request.query_params.get("since", "")
    held = visit.rooms.store.find(identity, visit.owner)
    if identity and held is None:
        raise Refused(404, say("serve.not-found"))
    return visit.page(pages.start(visit.site, since=held))


async def hand_over(request: Request) -> Response:
    """A form with returns: goes on to the check, or to the list where they are several."""
    visit, form, since = Visit(request), None, None
    try:
        form = await visit.form(request, visit.rooms.hosting.files)
        since = _since(visit, form)
        started = hand_in(request, visit.owner, form, _report_of(since), at_once=True)
    except Refused as refused:
        if is_script(request.headers):
            return come_back(fault_answer(refused), refused)
        language = form.text("language") if form else ""
        text = pages.start(visit.site, ((refused.place, refused.words),), since, language)
        return come_back(visit.page(text, refused.status), refused)
    one = len(started) == 1
    place = f"/checks/{started[0].id}" if one else "/checks"
    if is_script(request.headers):
        return JSONResponse({"location": f"{place}?now" if one else place}, 201)
    return RedirectResponse(place, 303)


def _since(visit: Visit, form: Form) -> Held | None:
    """The check that a corrected file is compared with, if any."""
    identity = form.text("since")
    if not identity:
        return None
    held = visit.rooms.store.find(identity, visit.owner)
    if held is None:
        raise Refused(422, say("serve.since-gone"))
    return held


def _report_of(held: Held | None) -> tuple[tuple[str, bytes], ...]:
    if held is None:
        return ()
    report = held.outputs.get("report.json")
    if report is None:
        raise Refused(422, say("serve.since-unfinished"))
    return ((report.name, report.data),)


async def listed(request: Request) -> Response:
    """All checks of this visitor."""
    visit = Visit(request)
    return visit.page(pages.checks(visit.site, visit.rooms.store.of(visit.owner)))


async def shown(request: Request) -> Response:
    """One check: its result as soon as there is one, else how far it is."""
    visit = Visit(request)
    held, store = visit.held(request), visit.rooms.store
    script = "now" in request.query_params
    await store.until(
        lambda: not store.holds(held) or _is_shown(held, whole=not script),
        _SCRIPT_PATIENCE if script else _PATIENCE,
    )
    _hold(visit, held)
    if not _is_shown(held, whole=False):
        return visit.page(pages.working(visit.site, held, visit.rooms.desk.ahead(held)))
    report = held.outputs.get("report.html")
    main = await asyncio.to_thread(main_of, report.data if report else held.early)
    _hold(visit, held)
    return visit.page(pages.result(visit.site, held, main))


def _hold(visit: Visit, held: Held) -> None:
    """Raises Refused for a check that was deleted while somebody waited for it."""
    if not visit.rooms.store.holds(held):
        raise Refused(404, say("serve.not-found"))


def _is_shown(held: Held, *, whole: bool) -> bool:
    return held.complete if whole else held.state in ("done", "failed")


async def state(request: Request) -> Response:
    """How far one check is, for the script; it may wait until that is no longer `after`."""
    visit = Visit(request)
    held = visit.held(request)
    await _news(visit, request, lambda: _state(held) if visit.rooms.store.holds(held) else "")
    _hold(visit, held)
    return JSONResponse(_told(held) | {"ahead": visit.rooms.desk.ahead(held)})


async def states(request: Request) -> Response:
    """The same of all checks of this visitor; `after` is then the "state" of the answer before."""
    visit = Visit(request)
    store = visit.rooms.store

    def whole() -> str:
        return " ".join(f"{held.id[:8]}-{_state(held)}" for held in store.of(visit.owner))

    await _news(visit, request, whole)
    return JSONResponse({"state": whole(), "checks": [*map(_told, store.of(visit.owner))]})


async def _news(visit: Visit, request: Request, now: Callable[[], str]) -> None:
    after = request.query_params.get("after")
    if after is not None:
        await visit.rooms.store.until(lambda: now() != after, _PATIENCE)


def _state(held: Held) -> str:
    return f"{held.state}-{held.stage}"


def _told(held: Held) -> dict[str, Any]:
    return {
        "id": held.id,
        "state": held.state,
        "stage": held.stage,
        "complete": held.complete,
        "location": f"/checks/{held.id}",
    }


async def download(request: Request) -> Response:
    """One file of a check, or all of them as a zip."""
    held = Visit(request).held(request)
    return await asyncio.to_thread(file_answer, held, request.path_params["name"])


async def delete(request: Request) -> Response:
    """Delete one check now."""
    visit = Visit(request)
    held = visit.held(request)
    await visit.form(request)
    visit.rooms.desk.delete(held)
    return _deleted(visit, 1)


async def delete_all(request: Request) -> Response:
    """Delete all checks of this visitor now."""
    visit = Visit(request)
    await visit.form(request)
    mine = visit.rooms.store.of(visit.owner)
    for held in mine:
        visit.rooms.desk.delete(held)
    return _deleted(visit, len(mine))


def _deleted(visit: Visit, count: int) -> Response:
    words = say("serve.deleted", n=count) if count else say("serve.deleted-none")
    return visit.page(pages.message(visit.site, say("serve.deleted-title"), (words,)))


async def template(request: Request) -> Response:
    """The blank workbook of a layout."""
    data = await asyncio.to_thread(_template, request.path_params["layout"])
    return attached(Output("return.xlsx", media_type("return.xlsx"), data))


@cache
def _template(layout: str) -> bytes:
    from checker.errors import UsageError
    from checker.packs import load_return
    from checker.packs.returns import find_layout
    from checker.template import template_bytes

    spec = load_return()
    try:
        shape = find_layout(spec, layout)
    except UsageError:
        raise Refused(404, say("serve.not-found")) from None
    return template_bytes(spec, shape)


async def about(request: Request) -> Response:
    """What happens here to a file."""
    visit = Visit(request)
    return visit.page(pages.about(visit.site))


def stopping(stop: Callable[[], None]) -> Callable[[Request], Awaitable[Response]]:
    """The handler that ends the checker on the user's own machine, by calling `stop` soon."""

    async def handler(request: Request) -> Response:
        visit = Visit(request)
        await visit.form(request)
        asyncio.get_running_loop().call_later(_LAST_LOOK, stop)
        lines = (say("serve.stopped"),)
        return visit.page(pages.message(visit.site, say("serve.stopped-title"), lines, back=""))

    return handler


async def reference(request: Request) -> Response:
    """The interface for programs, for people to read."""
    visit = Visit(request)
    return visit.page(pages.api(visit.site, document()))


async def assets(request: Request) -> Response:
    """A stylesheet or the script."""
    return asset(request.path_params["name"], request.headers.get("if-none-match", ""))
