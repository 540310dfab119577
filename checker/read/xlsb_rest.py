"""The parts of an .xlsb workbook that hold no cells, looked through for texts."""

from __future__ import annotations

from collections.abc import Mapping

from checker.errors import Unreadable
from checker.read import biff12, markup
from checker.read.beside import OURS
from checker.read.biff12 import Budget, Part
from checker.read.limits import Limits
from checker.read.parts import Parts
from checker.read.places import MAX_COLUMN, MAX_ROW, name_of_corner
from checker.read.runs import Net
from checker.read.xlsb_package import links_of

# Beginning of a part's name -> where its texts are said to stand.
_PLACES = (
    ("xl/comments", "comment"),
    ("xl/threadedcomments/", "comment"),
    ("xl/persons/", "author"),
    ("xl/pivotcache/", "pivot-cache"),
    ("xl/pivottables/", "table"),
    ("xl/externallinks/", "external-cache"),
    ("xl/tables/", "table"),
    ("xl/connections", "connection"),
    ("xl/querytables/", "connection"),
    ("xl/drawings/", "text-box"),
    ("xl/charts/", "text-box"),
    ("xl/diagrams/", "text-box"),
    ("xl/revisions/", "history"),
    ("customxml/", "custom-xml"),
    ("docprops/", "property"),
)
# Programs, pictures, and names of fonts and functions: no text that a person entered.
_NO_WORDS = (
    *("[content_types].xml", "xl/vbaproject", "xl/media/", "xl/embeddings/", "xl/theme/"),
    *("xl/styles", "xl/calcchain", "docprops/thumbnail", "xl/printersettings/", "xl/activex/"),
)
_NAMING = frozenset({"creator", "lastModifiedBy", "Manager", "Company"})
_TELLING = frozenset({"displayName", "descr", "title", "authors", "userName"})


def look_through(parts: Parts, owners: Mapping[str, str], limits: Limits, net: Net) -> None:
    """Inflate every part that nobody read and keep the texts in it.

    `owners` are the names of the sheets by their parts. That every part is inflated proves sizes
    and checksums for the whole file. Raises Unreadable for a part that cannot be unpacked or that
    is unsafe.
    """
    sheets = dict(owners)
    for part, sheet in owners.items():
        for link in links_of(parts, parts.written_name(part), limits).values():
            if link.external:
                net.add("hyperlink", link.target, sheet)
            else:
                sheets[link.target.lower()] = sheet
    for name in list(parts.unread):
        data = parts.inflate(name)
        if name.endswith((".xml", ".rels", ".vml")):
            _xml(name, data, sheets.get(name, ""), limits, net)
        elif not name.startswith(_NO_WORDS):
            _binary(name, data, sheets.get(name, ""), limits, net)


def _place(name: str) -> str:
    return next((place for start, place in _PLACES if name.startswith(start)), "other")


def _xml(name: str, data: bytes, sheet: str, limits: Limits, net: Net) -> None:
    inside: list[str] = []
    place = _place(name)

    def start(element: str, found: dict[str, str]) -> None:
        inside.append(markup.local(element))
        if len(inside) > limits.nesting:
            raise markup.too_deep()
        for key, value in found.items():
            if markup.local(key) in _TELLING:
                net.add(place, value, sheet)
        if found.get("TargetMode") == "External":
            net.add("hyperlink", found.get("Target", ""), sheet)

    def text(words: str) -> None:
        if not name.startswith(_NO_WORDS) and inside:
            naming = inside[-1] in _NAMING and place == "property"
            if not (naming and words.strip() == OURS):
                net.add("author" if naming else place, words, sheet)

    made = markup.parser()
    made.StartElementHandler = start
    made.EndElementHandler = lambda _: inside.pop()
    made.CharacterDataHandler = text
    try:
        markup.feed(made, data)
    except Unreadable as stop:
        # A damaged part that no reader opens does not stand in the way of the data.
        if stop.code != "corrupt":
            raise


def _binary(name: str, data: bytes, sheet: str, limits: Limits, net: Net) -> None:
    if not (name.startswith("xl/comments") and _comments(data, sheet, limits, net)):
        net.cast(_place(name), data, sheet, wide_only=True)


def _comments(data: bytes, sheet: str, limits: Limits, net: Net) -> bool:
    """Keep the comments of one sheet by their cells; False when they cannot be told apart."""
    part, cell = Part(data, Budget(limits)), ""
    try:
        for kind, _, first, end in part.records():
            if kind == biff12.COMMENT_AUTHOR:
                net.add("author", part.text(first, end)[0], sheet)
            elif kind == biff12.COMMENT:
                part.need(first, end, 20)
                row, column = part.four(first + 4), part.four(first + 12)
                known = row < MAX_ROW and column < MAX_COLUMN
                cell = name_of_corner(row + 1, column + 1) if known else ""
            elif kind == biff12.COMMENT_TEXT:
                net.add("comment", part.text(first + 1, end)[0], sheet, cell)
    except Unreadable:
        return False
    return True
