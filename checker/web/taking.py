"""From a form to checks: what the page and the programming interface have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from starlette.requests import Request

from checker.language import LANGUAGES, say
from checker.web.desk import Desk
from checker.web.guarding import Sessions
from checker.web.held import Store
from checker.web.records import FORMATS, Held, Hosting, Upload
from checker.web.upload import File, Form, Refused, Sizes, received

if TYPE_CHECKING:
    from starlette.applications import Starlette

_MOST_EARLIER: Final = 60  # earlier reports in one form: one for each return


@dataclass(frozen=True, slots=True)
class Rooms:
    """What every handler needs, from `rooms_of`."""

    hosting: Hosting
    store: Store
    desk: Desk
    sessions: Sessions
    count: Callable[[str, int], None]


def rooms_of(request: Request) -> Rooms:
    """The rooms of the application that the request came to."""
    app: Starlette = request.app
    rooms: Rooms = app.state.rooms
    return rooms


async def form_of(
    request: Request, admit: Callable[[Mapping[str, Sequence[str]]], None], files: int
) -> Form:
    """The form of a request with at most so many returns.

    Raises Refused. Nothing of it counts in the store once this has returned.
    """
    rooms = rooms_of(request)
    sizes = Sizes(rooms.hosting.largest, {"return": files, "previous": _MOST_EARLIER})
    with rooms.store.arriving() as count:
        kind = request.headers.get("content-type", "")
        return await received(request.stream(), kind, sizes, admit, count)


def held_of(request: Request, owner: str) -> Held:
    """The check that the address names, where it is the owner's. Raises Refused (404)."""
    held = rooms_of(request).store.find(request.path_params["id"], owner)
    if held is None:
        raise Refused(404, say("serve.not-found"))
    return held


def parted(form: Form) -> tuple[tuple[File, ...], tuple[tuple[str, bytes], ...]]:
    """The returns of a form and its earlier reports: a .json file is one, wherever it was dropped.

    Raises Refused where there is no return.
    """
    reports = [f for f in form.files if f.place == "previous" or _is_report(f.name)]
    returns = tuple(file for file in form.files if file not in reports)
    if not returns:
        raise Refused(422, say("serve.refused-lone-report" if reports else "serve.refused-none"))
    return returns, tuple((file.name, file.data) for file in reports)


def _is_report(name: str) -> bool:
    return name.lower().endswith(".json")


def choice(form: Form, name: str, known: Sequence[str]) -> str:
    """The text of a field of which only some are known; the first of these, where it is empty."""
    text = form.text(name) or known[0]
    if text not in known:
        raise Refused(422, say("serve.refused-choice", field=name, known=", ".join(known)), name)
    return text


def hand_in(
    request: Request,
    owner: str,
    form: Form,
    since: tuple[tuple[str, bytes], ...] = (),
    formats: tuple[str, ...] = FORMATS,
    at_once: bool = False,
) -> list[Held]:
    """Have each return of a form checked; gives the checks in the order of the files.

    `since` are earlier reports that the form did not bring itself, `at_once` says that somebody
    waits for what can be shown first. Raises Refused where the form
    holds no return, asks for something unknown, or the client handed in too many.
    """
    rooms = rooms_of(request)
    returns, previous = parted(form)
    plain = Upload(
        name="",
        data=b"",
        password=form.text("password"),
        language=choice(form, "language", LANGUAGES),
        previous=(*previous, *since),
        formats=formats,
        at_once=at_once,
    )
    client = request.scope["client_key"]
    rooms.desk.admit(len(returns))
    rooms.count(client, len(returns))
    started = [rooms.store.take(owner, file.name, len(file.data)) for file in returns]
    rooms.store.share(sum(len(data) for _, data in plain.previous), started)
    for held, file in zip(started, returns, strict=True):
        held.language = plain.language
        rooms.desk.check(client, held, replace(plain, name=file.name, data=file.data))
    return started
