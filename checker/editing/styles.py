"""Formats of cells: new ones are added at the ends of the lists, so that no number changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from checker.editing.draft import MAIN, Draft, main_root, odd_part
from checker.editing.tags import (
    Element,
    Splice,
    children,
    root,
    spliced,
    whole_number,
    with_attribute,
    with_child,
)

_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
# Elements of the part in the order that ECMA-376 (CT_Stylesheet) gives them.
_ORDER: Final = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles"),
    *("dxfs", "tableStyles", "colors", "extLst"),
)
# The least that a list must hold: programs take the first fonts, fills and borders for granted.
_LEAST: Final = {
    "fonts": ('<p:font><p:sz val="11"/><p:name val="Calibri"/></p:font>',),
    "fills": (
        '<p:fill><p:patternFill patternType="none"/></p:fill>',
        '<p:fill><p:patternFill patternType="gray125"/></p:fill>',
    ),
    "borders": ("<p:border><p:left/><p:right/><p:top/><p:bottom/><p:diagonal/></p:border>",),
    "cellXfs": ('<p:xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
}
_BLANK: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<styleSheet xmlns="{MAIN}"><cellStyleXfs count="1">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellStyles count="1">'
    '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_MOST_FORMATS: Final = 64_000  # what Excel allows in one workbook
_COLOUR: Final = re.compile(rb"<(?:\w+:)?color\b[^>]*?(?:/>|>.*?</(?:\w+:)?color>)", re.DOTALL)
_RGB: Final = re.compile(rb"""\brgb\s*=\s*["'](?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})["']""")
# Black by theme or by the list of old colours, and what a program takes for text by default.
_DARK: Final = re.compile(rb"""\b(?:theme\s*=\s*["']1|indexed\s*=\s*["'](?:8|64)|auto\s*=)["']""")
_BRIGHT: Final = 110  # of 255: text brighter than this is hard to read on a pale fill
_INK: Final = "FF1A1A1A"


@dataclass(slots=True)
class _List:
    """One list of the part: what it holds, and what is added to it."""

    element: Element | None
    items: list[bytes] = field(default_factory=list, repr=False)
    old: int = 0


class Styles:
    """The formats of a workbook; `save` writes them back."""

    def __init__(self, draft: Draft) -> None:
        """A workbook without formats is given the part for them. Raises Uneditable."""
        self._draft = draft
        self._part = _part_of(draft)
        self._data = draft.read(self._part)
        self._root = main_root(self._data)
        self._lists = {name: self._read(name) for name in _LEAST}
        self._known: dict[tuple[str, bytes], int] = {}
        self._filled: dict[tuple[int, str], int] = {}

    def filled(self, style: int, colour: str) -> int:
        """The number of the format that is `style` but for a fill of that colour ("FFRRGGBB").

        Where the text of `style` may be too bright to be read on a pale fill, it is made dark.
        """
        key = (style, colour)
        if key not in self._filled:
            formats = self._lists["cellXfs"].items
            base = formats[style] if style < len(formats) else formats[0]
            made = _with(base, "fillId", self.add("fills", self._solid(colour)), "applyFill")
            font = self._dark_font(_number(base, "fontId"))
            if font is not None:
                made = _with(made, "fontId", font, "applyFont")
            self._filled[key] = self.add("cellXfs", made)
        return self._filled[key]

    def add(self, name: str, item: bytes) -> int:
        """The number of an item in a list; it is added where it has not been before.

        `name` is "fonts", "fills", "borders" or "cellXfs"; the item has the prefix of the part.
        """
        if (name, item) not in self._known:
            found = self._lists[name]
            if name == "cellXfs" and len(found.items) >= _MOST_FORMATS:
                raise odd_part()
            found.items.append(item)
            self._known[name, item] = len(found.items) - 1
        return self._known[name, item]

    def written(self, xml: str) -> bytes:
        """An item for `add`, written with "p:" before each name, as this part spells it."""
        return re.sub(r"(</?)p:", rf"\1{self._root.prefix}", xml).encode()

    def save(self) -> None:
        """Put what was added into the part."""
        if self._known:
            self._draft.put(self._part, spliced(self._data, self._splices()))

    def _read(self, name: str) -> _List:
        wanted = self._root.prefix + name
        for element in children(self._data, self._root):
            if element.name == wanted:
                items = [self._data[i.start : i.end] for i in children(self._data, element)]
                if items:
                    return _List(element, items, len(items))
                return _List(element, self._least(name))
        return _List(None, self._least(name))

    def _least(self, name: str) -> list[bytes]:
        return [self.written(item) for item in _LEAST[name]]

    def _splices(self) -> Iterator[Splice]:
        for name, found in self._lists.items():
            new = b"".join(found.items[found.old :])
            if found.element is None:
                wanted = self._root.prefix + name
                at = self._place_for(name)
                yield at, at, f"<{wanted}>".encode() + new + f"</{wanted}>".encode()
            elif new:
                yield from self._longer(found, new)

    def _longer(self, found: _List, new: bytes) -> Iterator[Splice]:
        element = found.element
        assert element is not None  # noqa: S101 - for the type checker: the caller looked
        tag = self._data[element.start : element.inner]
        if "count" in element.attributes:
            tag = with_attribute(tag, "count", str(len(found.items)))
        if element.outer == element.end:
            _, _, whole = with_child(tag, _whole(tag, element), new)
            yield element.start, element.end, whole
        else:
            yield element.start, element.inner, tag
            yield element.outer, element.outer, new

    def _place_for(self, name: str) -> int:
        rank = _ORDER.index(name)
        at = self._root.inner
        for element in children(self._data, self._root):
            if element.local in _ORDER and _ORDER.index(element.local) < rank:
                at = element.end
        return at

    def _solid(self, colour: str) -> bytes:
        return self.written(
            f'<p:fill><p:patternFill patternType="solid"><p:fgColor rgb="{colour}"/>'
            '<p:bgColor indexed="64"/></p:patternFill></p:fill>'
        )

    def _dark_font(self, number: int) -> int | None:
        """The font but for its colour; None where it is dark already."""
        fonts = self._lists["fonts"].items
        font = fonts[number] if number < len(fonts) else fonts[0]
        colour = _COLOUR.search(font)
        if colour is None or _is_dark(colour[0]):
            return None
        ink = self.written(f'<p:color rgb="{_INK}"/>')
        return self.add("fonts", font[: colour.start()] + ink + font[colour.end() :])


def _part_of(draft: Draft) -> str:
    found = (link.target for link in draft.links_of(draft.main).values() if link.kind == "styles")
    name = next(found, "")
    if name and draft.has(name):
        return name
    name = "xl/styles.xml" if not draft.has("xl/styles.xml") else draft.unused("xl/styles{}.xml")
    draft.put(name, _BLANK.encode())
    draft.declare(name, _TYPE)
    draft.link(draft.main, "styles", name)
    return name


def _whole(tag: bytes, element: Element) -> Element:
    return Element(element.name, 0, len(tag), len(tag), len(tag), {})


def _with(item: bytes, name: str, number: int, apply: str) -> bytes:
    """The format with another number for one of its sides, and the word that it counts."""
    end = root(item).inner
    tag = with_attribute(with_attribute(item[:end], name, str(number)), apply, "1")
    return tag + item[end:]


def _number(item: bytes, name: str) -> int:
    return whole_number(root(item).attributes.get(name)) or 0


def _is_dark(colour: bytes) -> bool:
    rgb = _RGB.search(colour)
    if rgb is None:
        return _DARK.search(colour) is not None
    red, green, blue = bytes.fromhex(rgb[1].decode())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue <= _BRIGHT
