"""The parts of an .xlsb workbook that hold no cells and are no XML, looked through for texts."""

from __future__ import annotations

from checker.errors import Unreadable
from checker.read.beside import OURS
from checker.read.limits import Limits
from checker.read.ooxml.kinds import KINDS, Kind
from checker.read.places import MAX_COLUMN, MAX_ROW, name_of_corner
from checker.read.runs import Net
from checker.read.xlsb import biff12
from checker.read.xlsb.biff12 import Budget, Part

_COMMENTS = KINDS["comments"]
# Names of fonts, functions and styles: no text that a person entered.
_NO_WORDS = (KINDS["styles"], KINDS["calcChain"], KINDS["printerSettings"])


def look_through(data: bytes, kind: Kind, sheet: str, limits: Limits, net: Net) -> set[str]:
    """Keep the texts of one part in `net`; words of `beside`. Raises Unreadable over a limit."""
    if kind is not _COMMENTS:
        net.cast(kind.place, data, sheet, wide_only=True)
        return set()
    people = _comments(data, sheet, limits, net)
    return {"comments"} if people - {OURS} or not people else set()


def _comments(data: bytes, sheet: str, limits: Limits, net: Net) -> set[str]:
    """Keep the comments of one sheet by their cells; who wrote them, as far as it can be told."""
    part, cell, people = Part(data, Budget(limits)), "", set[str]()
    try:
        for kind, _, first, end in part.records():
            if kind == biff12.COMMENT_AUTHOR:
                author = part.text(first, end)[0]
                people.add(author)
                net.add("author", author if author != OURS else "", sheet)
            elif kind == biff12.COMMENT:
                part.need(first, end, 20)
                row, column = part.four(first + 4), part.four(first + 12)
                known = row < MAX_ROW and column < MAX_COLUMN
                cell = name_of_corner(row + 1, column + 1) if known else ""
            elif kind == biff12.COMMENT_TEXT:
                net.add("comment", part.text(first + 1, end)[0], sheet, cell)
    except Unreadable:
        net.cast("comment", data, sheet, wide_only=True)
        return set()
    return people
