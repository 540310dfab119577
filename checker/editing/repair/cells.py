"""What the file itself says of the cells that a repair would write, and what is written there."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from checker.editing.cells import CellPart, Change, edited, number_cell, text_cell
from checker.editing.repair.formats import Copies, Purpose
from checker.editing.tags import Element, children, root
from checker.read import Limits, markup
from checker.read.places import Box, box, place_of

Content = str | int | float
"""What a cell can be given: a text or a number; a day is the number by which the file counts it."""

# What no XML can carry, a carriage return that XML would turn into another character, and what
# spreadsheets take for the code of a character.
_UNWRITABLE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|_x[0-9A-Fa-f]{4}_")
# A formula of these kinds also gives the cells around its own their values.
_WIDE = re.compile(
    rb"""<(?:\w+:)?f\s(?=[^>]*\bt\s*=\s*["'](?:array|dataTable)["'])"""
    rb"""[^>]*\bref\s*=\s*["']([A-Z0-9:]+)["']"""
)


@dataclass(frozen=True, slots=True)
class CellFacts:
    """One cell as its sheet has it.

    `style` is its number among the formats of cells. `shared` is the index of its text among the
    shared strings, -1 where it has none; `rich` says that a text in the cell itself has formats
    within it. `odd` marks what a cell of ours could not carry on.
    """

    style: int = 0
    formula: bool = False
    shared: int = -1
    rich: bool = False
    odd: bool = False


def can_write(text: str) -> bool:
    """Whether a cell can hold the text so that it is read back as it is."""
    return not _UNWRITABLE.search(text)


def writable(text: str) -> str:
    """The text with a mark in the place of what a cell cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)


def facts_of(data: bytes, wanted: Collection[str]) -> dict[str, CellFacts]:
    """What a worksheet part says of each wanted cell. Raises Uneditable for an odd part."""
    found: dict[str, CellFacts] = {}
    covered = [box(ref.decode()) for ref in _WIDE.findall(data)]

    def look(cell: CellPart) -> bytes:
        found[cell.name] = _facts(cell, covered)
        return cell.raw

    edited(data, {place_of(name): look for name in wanted})
    return found


def _facts(cell: CellPart, covered: Collection[Box]) -> CellFacts:
    if not cell.raw:
        return CellFacts(cell.style, odd=True)
    whole = root(cell.raw)
    inside = list(children(cell.raw, whole))
    names = {element.local for element in inside}
    row, column = place_of(cell.name)
    under = any(t <= row <= b and left <= column <= right for t, left, b, right in covered)
    return CellFacts(
        cell.style,
        formula="f" in names or under,
        shared=_shared(cell.raw, whole, inside),
        rich=any(_has_formats(cell.raw, e) for e in inside if e.local == "is"),
        odd=bool({"cm", "vm"} & whole.attributes.keys()) or "extLst" in names,
    )


def _shared(raw: bytes, whole: Element, inside: list[Element]) -> int:
    value = next((element for element in inside if element.local == "v"), None)
    if whole.attributes.get("t") != "s" or value is None:
        return -1
    text = raw[value.inner : value.outer].strip()
    return int(text) if text.isdigit() else -1


def _has_formats(raw: bytes, element: Element) -> bool:
    return any(child.local in ("r", "rPh") for child in children(raw, element))


@dataclass(frozen=True, slots=True)
class NewCell:
    """What a cell is given, and what its format must serve then; None where any does."""

    content: Content
    purpose: Purpose | None = None


def with_cells(data: bytes, new: Mapping[str, NewCell], copies: Copies) -> bytes:
    """The worksheet part with new contents in these cells, all other bytes as they were."""
    return edited(data, {place_of(name): _change(cell, copies) for name, cell in new.items()})


def _change(new: NewCell, copies: Copies) -> Change:
    def written(cell: CellPart) -> bytes:
        style = copies.style(cell.style, new.purpose) if new.purpose else cell.style
        if isinstance(new.content, str):
            return text_cell(cell.name, new.content, style, cell.prefix)
        return number_cell(cell.name, new.content, style, cell.prefix)

    return written


def rich_strings(data: bytes, limits: Limits) -> frozenset[int]:
    """Which of the shared strings have formats within their text, or phonetic guides."""
    found: set[int] = set()
    index = -1

    def on_start(name: str, values: dict[str, str]) -> None:
        nonlocal index
        kind = markup.local(name)
        if kind == "si":
            index += 1
        elif kind in ("r", "rPh"):
            found.add(index)

    made = markup.parser()
    made.StartElementHandler = on_start
    markup.feed(made, data, limits)
    return frozenset(found)
