"""The interface for programs, such as case-management systems: the same checks as JSON.

What it takes and answers is written in `templates/web/openapi.yaml`, which the tests hold it to.
A check that a program started is seen by who knows its id, or where people sign in, by who started
it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from checker import __version__
from checker.language import say
from checker.web.answers import file_answer
from checker.web.guarding import owner_of
from checker.web.records import FORMATS, Held
from checker.web.taking import form_of, hand_in, held_of, rooms_of
from checker.web.upload import Form, Refused

_LONGEST_WAIT: Final = 30


async def start(request: Request) -> Response:
    """POST /api/checks: hand over one return."""
    form = await form_of(request, lambda _texts: None, 1)
    _hold(form)
    [held] = hand_in(request, _owner(request), form, formats=_formats(form))
    place = f"/api/checks/{held.id}"
    return JSONResponse(_told(request, held), 202, headers={"location": place})


def _owner(request: Request) -> str:
    identity = request.scope["identity"]
    return owner_of(identity, "") if identity else "whoever knows the id"


def _hold(form: Form) -> None:
    """Refuse what the document does not describe, so that a slip does not go unnoticed."""
    import jsonschema_rs

    described = _described_fields()
    for name, texts in form.texts.items():
        if name not in described:
            raise Refused(422, say("serve.refused-field", field=name), name)
        if len(texts) > 1:
            raise Refused(422, say("serve.refused-twice", field=name), name)
        if not jsonschema_rs.is_valid(described[name], texts[0]):
            raise Refused(422, say("serve.refused-text", field=name), name)


def _formats(form: Form) -> tuple[str, ...]:
    """What was asked for beside the formats that every check has."""
    wanted = form.text("formats")
    return tuple(dict.fromkeys((*FORMATS, *(wanted.split(",") if wanted else ()))))


async def shown(request: Request) -> Response:
    """GET /api/checks/{id}: how far it is, and what came of it."""
    held, seconds = _held(request), _wait(request)
    store = rooms_of(request).store
    await store.until(lambda: held.complete or not store.holds(held), seconds)
    if not store.holds(held):
        raise Refused(404, say("serve.not-found"))
    return JSONResponse(_told(request, held))


def _held(request: Request) -> Held:
    return held_of(request, _owner(request))


def _wait(request: Request) -> int:
    given = request.query_params.getlist("wait")
    if not given:
        return 0
    words = given[0]
    fits = len(given) == 1 and words.isascii() and words.isdigit() and len(words) <= 2
    if not fits or int(words) > _LONGEST_WAIT:
        raise Refused(422, say("serve.refused-wait", most=_LONGEST_WAIT), "wait")
    return int(words)


async def output(request: Request) -> Response:
    """GET /api/checks/{id}/{output}: one file."""
    held = _held(request)
    return await asyncio.to_thread(file_answer, held, request.path_params["output"])


async def delete(request: Request) -> Response:
    """DELETE /api/checks/{id}: let go of it now."""
    rooms_of(request).desk.delete(_held(request))
    return Response(status_code=204)


def _told(request: Request, held: Held) -> dict[str, Any]:
    """A check as the document describes it."""
    told, failed = held.told, held.failed
    until = datetime.fromtimestamp(held.until, UTC).isoformat(timespec="seconds")
    result = None
    if told is not None:
        result = {
            "state": told.state,
            "headline": told.headline,
            "stop": told.stop or None,
            "provider": told.provider,
            "period": told.period,
            "exit_code": told.exit_code,
            "counts": dict(told.counts),
            "notes": list(told.notes),
        }
    return {
        "id": held.id,
        "state": held.state,
        "complete": held.complete,
        "ahead": rooms_of(request).desk.ahead(held),
        "kept_until": until,
        "result": result,
        "failure": failed.why if failed else None,
        "outputs": _outputs(held),
    }


def _outputs(held: Held) -> Sequence[Mapping[str, Any]]:
    return [
        {
            "name": made.name,
            "media_type": made.media_type,
            "bytes": len(made.data),
            "href": f"/api/checks/{held.id}/{made.name}",
        }
        for made in held.outputs.values()
    ]


async def described(request: Request) -> Response:
    """GET /api/openapi.json: this interface, described (OpenAPI 3.1)."""
    return JSONResponse(document())


@cache
def _described_fields() -> Mapping[str, Any]:
    """The schema of each field of the form that is text."""
    body = document()["paths"]["/api/checks"]["post"]["requestBody"]["content"]
    fields: Mapping[str, Any] = body["multipart/form-data"]["schema"]["properties"]
    return {name: schema for name, schema in fields.items() if "contentMediaType" not in schema}


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document."""
    import yaml

    from checker.resources import templates_folder

    text = (templates_folder() / "web" / "openapi.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    found["info"]["version"] = __version__
    return found
