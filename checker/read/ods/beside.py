"""What an OpenDocument package carries beside its content, part by part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.errors import Unreadable
from checker.language import say
from checker.read import markup
from checker.read.limits import Limits
from checker.read.ods.sheets import Content
from checker.read.ods.styles import Styles
from checker.read.ods.texts import Gathering
from checker.read.ods.walk import walk
from checker.read.parts import Parts
from checker.read.workbook import Progress

_THUMBNAIL = "thumbnails/"
# Beginning of the part name -> what the file carries there; see `beside`.
_PARTS = (
    ("basic/", "macros"),
    ("scripts/", "macros"),
    ("pictures/", "pictures"),
    ("media/", "pictures"),
    ("meta-inf/documentsignatures.xml", "signature"),
    ("meta-inf/macrosignatures.xml", "signature"),
    ("database/", "connections"),
    ("versions/", "history"),
)
# Parts that programs write for themselves, and hold nothing that a person wrote.
_ORDINARY = re.compile(
    r"(mimetype|(content|styles|meta|settings)\.xml|manifest\.rdf|layout-cache|meta-inf/.*"
    r"|configurations2/.*|thumbnails/.*|objectreplacements/.*|versionlist\.xml)"
)
_OBJECT = re.compile(r"([^/]+)/(content|styles|meta|settings)\.xml")
_CHART = b"<office:chart"


def is_encrypted(parts: Parts, limits: Limits) -> bool:
    """Whether the package, or one of its parts, is protected with a password."""
    if parts.has("encrypted-package"):
        return True
    found = False

    def on_start(name: str, _: dict[str, str]) -> None:
        nonlocal found
        found = found or name == "encryption-data"

    if parts.has("meta-inf/manifest.xml"):
        markup.elements(parts.inflate("meta-inf/manifest.xml"), limits, on_start)
    return found


def look_through(parts: Parts, limits: Limits, texts: Gathering, progress: Progress) -> None:
    """Look at all parts but the content. Raises Unreadable for one that is unsafe or too large."""
    known = len(texts.texts.kept)
    charts = set(_objects(parts, limits, texts))
    for thing in _carried(parts, charts):
        texts.beside.add(thing)
    for name in list(parts.unread):
        data = parts.inflate(name)
        if name.endswith((".xml", ".rdf", ".xlb", ".xlc")):
            _refuse_unsafe(data, limits)
    if any(name.startswith(_THUMBNAIL) for name in parts.names()):
        progress.notes.append(say("read.keeps-small-picture-first-sheet"))
    progress.texts.extend(texts.texts.kept[known:])
    progress.beside.extend(sorted(texts.beside))


def _objects(parts: Parts, limits: Limits, texts: Gathering) -> Iterator[str]:
    """Folders of embedded charts, their texts gathered."""
    for name in parts.names():
        match = _OBJECT.fullmatch(name)
        if match is None or match[2] != "content":
            continue
        data = parts.inflate(name)
        texts.enter("office:document-content", "text-box", 0)
        try:
            walk(data, limits, Styles(), texts, Content())
        except Unreadable as stop:
            if stop.code != "corrupt":
                raise
        texts.leave()
        if _CHART in data:
            texts.beside.add("drawings")
            yield match[1]


def _carried(parts: Parts, charts: set[str]) -> Iterator[str]:
    for name in parts.names():
        thing = next((thing for start, thing in _PARTS if name.startswith(start)), "")
        if thing:
            yield thing
        elif not _ORDINARY.fullmatch(name) and name.partition("/")[0] not in charts:
            yield "embedded-files"


def _refuse_unsafe(data: bytes, limits: Limits) -> None:
    """A damaged part that no reader opens does not stand in the way of the data."""
    try:
        markup.elements(data, limits, lambda _, __: None)
    except Unreadable as stop:
        if stop.code != "corrupt":
            raise
