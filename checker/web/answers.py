"""Answers that are no page of their own: files, assets, and what is said instead of a page."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from functools import cache
from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from checker import __version__
from checker.language import say
from checker.resources import templates_folder
from checker.web import pages
from checker.web.records import Held, Output, Site
from checker.web.upload import Refused
from checker.web.visits import Visit

API: Final = "/api/"
PROBLEM: Final = "application/problem+json"
# Where each asset stands below templates/, and what it is.
_ASSETS: Final = {
    "page.css": ("web", "text/css"),
    "page.js": ("web", "text/javascript"),
    "report.css": ("report", "text/css"),
    # Without one, browsers ask for /favicon.ico on every page.
    "icon.svg": ("web", "image/svg+xml"),
}
_MAIN: Final = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
_TITLES: Final = {404: "serve.not-found-title", 500: "serve.fault-title"}
# Zip files have no earlier day; a clock would make each download differ.
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
_ALL: Final = "all.zip"


def main_of(report: bytes) -> str:
    """What stands within <main> of a report.html of ours."""
    found = _MAIN.search(report.decode("utf-8"))
    return found[1] if found else ""


def file_answer(held: Held, name: str) -> Response:
    """A file of a check as a download.

    Raises Refused: 404 where there is none of that name, 409 where there may be one later.
    """
    output = _all(held) if name == _ALL and held.complete else held.outputs.get(name)
    if output is None and not held.complete:
        raise Refused(409, say("serve.not-yet"))
    if output is None:
        raise Refused(404, say("serve.not-found"))
    return attached(output)


def attached(output: Output) -> Response:
    """A file that the browser saves rather than shows."""
    headers = {"content-disposition": f'attachment; filename="{output.name}"'}
    return Response(output.data, media_type=output.media_type, headers=headers)


def _all(held: Held) -> Output:
    """All files in a folder, as `checker check` writes them."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, output in list(held.outputs.items()):
            entry = zipfile.ZipInfo(f"checker-report/{name}", _FIRST_DAY)
            package.writestr(entry, output.data, zipfile.ZIP_DEFLATED)
    return Output("checker-report.zip", "application/zip", made.getvalue())


def asset(name: str, known: str) -> Response:
    """A stylesheet or the script; nothing but its tag where the browser has it already."""
    if name not in _ASSETS:
        raise Refused(404, say("serve.not-found"))
    data, tag = _asset(name)
    headers = {"etag": tag, "cache-control": "no-cache"}
    if known == tag:
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=_ASSETS[name][1], headers=headers)


@cache
def _asset(name: str) -> tuple[bytes, str]:
    data = (templates_folder() / _ASSETS[name][0] / name).read_bytes()
    return data, f'"{hashlib.sha256(data).hexdigest()[:16]}"'


def is_script(headers: Headers) -> bool:
    """Whether the script of a page asks, which shows the answer in that page."""
    return "application/json" in headers.get("accept", "")


def fault_answer(refused: Refused) -> Response:
    """What the script shows above its form."""
    errors = [{"field": refused.place, "message": refused.words}]
    return JSONResponse({"errors": errors}, refused.status)


def refusal(scope: Scope, refused: Refused) -> Response:
    """What is answered instead: a page for people, a problem (RFC 9457) for programs."""
    title = say(_TITLES.get(refused.status, "serve.refused-title"))
    if scope["path"].startswith(API):
        body = {"title": title, "status": refused.status, "detail": refused.words}
        response: Response = JSONResponse(body, refused.status, media_type=PROBLEM)
    elif is_script(Headers(scope=scope)):
        response = fault_answer(refused)
    else:
        response = HTMLResponse(_page(scope, refused.status, title, refused.words), refused.status)
    return come_back(response, refused)


def come_back(response: Response, refused: Refused) -> Response:
    """The same answer, which also tells a program when to try again where that helps."""
    if refused.status in (429, 503):
        response.headers["retry-after"] = str(60 * refused.minutes)
    return response


def _page(scope: Scope, status: int, title: str, words: str) -> str:
    if "app" in scope and status < 500:
        return pages.message(Visit(Request(scope)).site, title, (words,))
    # Nobody knows yet whose it is, or may have failed to find out: a page without forms.
    nobody = Site(hosted=True, token="", keep=0, largest=0, files=0, version=__version__)
    return pages.message(nobody, title, (words,))


def on_refused(request: Request, refused: Exception) -> Response:
    """The answer to a request that a handler refused."""
    assert isinstance(refused, Refused)  # noqa: S101 - for the type checker
    return refusal(request.scope, refused)


def on_unknown(request: Request, error: Exception) -> Response:
    """The answer where there is no such page, or not for that method."""
    assert isinstance(error, HTTPException)  # noqa: S101 - for the type checker
    key = "serve.not-found" if error.status_code == 404 else "serve.refused-method"
    response = refusal(request.scope, Refused(error.status_code, say(key)))
    response.headers.update(error.headers or {})
    return response
