"""The parts of an .xlsb workbook that hold no cells, looked through for texts."""

from __future__ import annotations

from collections.abc import Mapping

from checker.errors import Unreadable
from checker.read import biff12
from checker.read.biff12 import Budget, Part
from checker.read.kinds import KINDS
from checker.read.limits import Limits
from checker.read.links import Links
from checker.read.parts import Parts
from checker.read.places import MAX_COLUMN, MAX_ROW, name_of_corner
from checker.read.rest import Rest
from checker.read.runs import Net
from checker.read.texts import Texts
from checker.read.textwalk import TextWalk

# Beginning of a binary part's name -> where its texts are said to stand, or a word of `beside`.
_PLACES = (
    ("xl/comments", "comment"),
    ("xl/pivotcache/", "pivot-cache"),
    ("xl/pivottables/", "table"),
    ("xl/externallinks/", "external-cache"),
    ("xl/tables/", "table"),
    ("xl/connections", "connection"),
    ("xl/querytables/", "connection"),
    ("xl/revisions/", "history"),
)
_COMMENTS, _CONNECTIONS = "xl/comments", "xl/connections"
# Programs, pictures, and numbers of functions and printers: no text that a person entered.
_NO_WORDS = (
    *("xl/vbaproject", "xl/media/", "xl/embeddings/", "xl/calcchain", "docprops/thumbnail"),
    *("xl/printersettings/", "xl/activex/", "xl/model/"),
)


def look_through(
    parts: Parts, links: Links, owners: Mapping[str, str], limits: Limits, net: Net
) -> set[str]:
    """Keep the texts of every part that nobody read; words of `beside`.

    `owners` are the names of the sheets by their parts. Binary parts are looked through here, all
    others as in .xlsx. Raises Unreadable as `Rest.look` does.
    """
    sheets: dict[str, str] = {}
    for part, sheet in owners.items():
        linked = links.of(parts.written_name(part)).values()
        sheets.update((link.target.lower(), sheet) for link in linked if not link.external)
    things: set[str] = set()
    for name in list(parts.unread):
        if name.endswith(".bin") and not name.startswith(_NO_WORDS):
            _binary(name, parts.inflate(name), sheets.get(name, ""), limits, net)
            things |= {"comments"} if name.startswith(_COMMENTS) else set()
            things |= {"connections"} if name.startswith(_CONNECTIONS) else set()
    texts = Texts(limits, net.kept)
    rims = {
        part: TextWalk(KINDS["worksheet"], name, texts, limits) for part, name in owners.items()
    }
    return things | Rest(parts, links, limits, texts, rims).look()


def _binary(name: str, data: bytes, sheet: str, limits: Limits, net: Net) -> None:
    if not (name.startswith(_COMMENTS) and _comments(data, sheet, limits, net)):
        place = next((place for start, place in _PLACES if name.startswith(start)), "other")
        net.cast(place, data, sheet, wide_only=True)


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
