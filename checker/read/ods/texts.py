"""Texts of an OpenDocument file outside its cells, gathered while a part of it is walked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from checker.read.beside import OURS
from checker.read.ods.paragraphs import Paragraphs
from checker.read.places import name_of_corner
from checker.read.texts import Texts, constants

# Elements whose paragraphs stand in one place, whatever is nested in them.
_PLACES: Final[Mapping[str, str]] = {
    "office:annotation": "comment",
    "table:help-message": "prompt",
    "table:error-message": "prompt",
    "table:tracked-changes": "history",
    "table:dde-link": "external-cache",
    "text:note": "text-box",
    **dict.fromkeys(
        (
            f"style:{part}{kind}"
            for part in ("header", "footer")
            for kind in ("", "-left", "-first")
        ),
        "header-footer",
    ),
}
# Elements that hold their text directly, not in paragraphs.
_LOOSE: Final[Mapping[str, str]] = {
    "dc:creator": "author",
    "meta:initial-creator": "author",
    "meta:printed-by": "author",
    "dc:title": "property",
    "dc:subject": "property",
    "dc:description": "property",
    "meta:keyword": "property",
    "meta:user-defined": "property",
    "svg:title": "text-box",
    "svg:desc": "text-box",
}
# Attributes that hold what somebody wrote: element, attribute -> place.
_ATTRIBUTES: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "text:a": (("xlink:href", "hyperlink"), ("office:title", "hyperlink")),
    "table:named-range": (("table:name", "defined-name"),),
    "table:named-expression": (
        ("table:name", "defined-name"),
        ("table:expression", "defined-name"),
    ),
    "table:database-range": (("table:name", "defined-name"),),
    "table:content-validation": (("table:condition", "prompt"),),
    "table:help-message": (("table:title", "prompt"),),
    "table:error-message": (("table:title", "prompt"),),
    "table:data-pilot-table": (("table:name", "table"),),
    "table:data-pilot-member": (("table:name", "pivot-cache"),),
    "table:table-source": (("xlink:href", "hyperlink"),),
    "office:dde-source": (("office:dde-topic", "hyperlink"),),
    "meta:template": (("xlink:href", "property"),),
    "meta:user-defined": (("meta:name", "property"),),
    **{
        f"table:database-source-{kind}": (("xlink:href", "connection"),)
        for kind in ("sql", "table", "query")
    },
}
_FORM = ("form:label", "form:value", "form:current-value", "form:title", "form:name")
# Element -> what the file carries; see `beside`.
_CARRIES: Final[Mapping[str, str]] = {
    "ooo:library-embedded": "macros",
    "ooo:library-linked": "macros",
    "script:event-listener": "macros",
    "table:tracked-changes": "history",
    "table:data-pilot-member": "pivot-cache",
    "table:table-source": "external-links",
    "table:dde-link": "external-links",
    "table:database-source-sql": "connections",
    "table:database-source-table": "connections",
    "table:database-source-query": "connections",
    "draw:image": "pictures",
    "draw:object": "drawings",
    "draw:object-ole": "embedded-files",
    "office:binary-data": "pictures",
}
_BY_PLACE: Final[Mapping[str, str]] = {"author": "author", "external-cache": "external-cache"}
# What LibreOffice keeps of the properties of a workbook of Excel's, and its own: no person's words.
_PROGRAMS = frozenset(
    {"AppVersion", "DocSecurity", "HyperlinksChanged", "LinksUpToDate", "ScaleCrop", "ShareDoc"}
)
_REFERENCE = re.compile(r"\[[^\]#]*\]")
_SHAPES = frozenset(
    f"draw:{shape}"
    for shape in (
        *("frame", "custom-shape", "rect", "line", "polyline", "polygon", "path", "circle"),
        *("regular-polygon", "ellipse", "connector", "caption", "measure", "g", "control"),
    )
)


@dataclass(frozen=True, slots=True)
class Note:
    """Where a comment stands, and whether it names an author who is not our template."""

    row: int
    column: int
    by_somebody: bool


@dataclass(slots=True)
class _Open:
    depth: int
    place: str
    element: str
    paragraphs: Paragraphs
    creator: str = ""


@dataclass(slots=True)
class Gathering:
    """What was gathered so far.

    The walker says which `sheet` it is at, and `where`: row and column (1-based) of the cell that
    is open, (0, 0) for none. `open` are the texts that are being gathered, from the outside in.
    """

    texts: Texts
    beside: set[str] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)
    names: int = 0
    sheet: str = ""
    where: Callable[[], tuple[int, int]] = lambda: (0, 0)
    open: list[_Open] = field(default_factory=list)

    def start(self, name: str, found: dict[str, str], depth: int) -> bool:
        """An element begins; True when it belongs to a text outside the cells."""
        if name in _CARRIES:
            self.beside.add(_CARRIES[name])
        if name in _ATTRIBUTES or name.startswith("form:"):
            self._attributes(name, found)
        place = self._place(name, found)
        if place:
            self.enter(name, place, depth, loose=name in _LOOSE)
        elif self.open:
            self.open[-1].paragraphs.start(name, found)
        return bool(self.open)

    def _place(self, name: str, found: dict[str, str]) -> str:
        """The place that an element opens; empty for one that opens none."""
        if name == "dc:creator" and self.open:
            return self.open[-1].place
        if name == "meta:user-defined" and found.get("meta:name") in _PROGRAMS:
            return ""
        if name in _SHAPES:
            return "text-box"
        return _PLACES.get(name) or _LOOSE.get(name, "")

    def enter(self, name: str, place: str, depth: int, *, loose: bool = False) -> None:
        """Gather for this place until the element at this depth ends."""
        self.open.append(_Open(depth, place, name, Paragraphs(loose)))

    def end(self, name: str, depth: int) -> bool:
        """An element ends; True when it belonged to a text outside the cells."""
        if not self.open:
            return False
        last = self.open[-1]
        if depth > last.depth:
            last.paragraphs.end(name)
        else:
            self._close(self.open.pop())
        return True

    def leave(self) -> None:
        """Close whatever is open, where a part is over or breaks off."""
        while self.open:
            self._close(self.open.pop())

    def characters(self, text: str) -> bool:
        """Text of the file; True when it was taken."""
        if self.open:
            self.open[-1].paragraphs.characters(text)
        return bool(self.open)

    def _close(self, closed: _Open) -> None:
        words = (closed.paragraphs.text() or "").strip()
        if closed.element == "dc:creator" and self.open:
            self.open[-1].creator = words
        if closed.element == "office:annotation":
            somebody = closed.creator not in ("", OURS)
            self.notes.append(Note(*self.where(), somebody))
        if closed.place == "text-box" and (words or closed.element != "draw:frame"):
            self.beside.add("drawings")
        if closed.element == "meta:user-defined":
            self.beside.add("properties")
        self._keep(closed.place, words)

    def _keep(self, place: str, words: str) -> None:
        if words and not (place in ("author", "comment") and words == OURS):
            row, column = self.where()
            cell = name_of_corner(row, column) if row else ""
            self.texts.add(place, words, self.sheet, cell)
            if place in _BY_PLACE:
                self.beside.add(_BY_PLACE[place])

    def formula(self, formula: str) -> None:
        """What a formula holds in itself. It names cells of its own file in square brackets."""
        for words in constants(_REFERENCE.sub("", formula.partition("=")[2])):
            self._keep("formula", words)

    def _attributes(self, name: str, found: dict[str, str]) -> None:
        if name in ("table:named-range", "table:named-expression"):
            self.names += 1
        if name == "meta:user-defined" and found.get("meta:name") in _PROGRAMS:
            return
        for attribute, place in _wanted(name):
            words = found.get(attribute, "").strip()
            # A link to a place of the same file names a sheet and a cell, which are told of anyway.
            if words and not (attribute == "xlink:href" and words.startswith("#")):
                self._keep(place, words)


def _wanted(name: str) -> Iterator[tuple[str, str]]:
    if name.startswith("form:"):
        yield from ((attribute, "text-box") for attribute in _FORM)
    yield from _ATTRIBUTES.get(name, ())
