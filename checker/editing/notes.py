"""Notes on the cells of a sheet: their words in one part, their boxes in another, and the links."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from checker.editing.boxes import Box, blank, columns_of, last_block, with_boxes
from checker.editing.comments import BLANK, Note, with_notes
from checker.editing.draft import Draft, id_attribute, main_root, odd_part
from checker.editing.sheets import SheetPart, place_for
from checker.editing.tags import Element, child, children, spliced

_WORDS_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_BOXES_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_USUAL_WIDTH: Final = 8.43
_BOXES_SUFFIX: Final = ".vml"


def add_notes(draft: Draft, sheet: SheetPart, notes: Sequence[Note]) -> tuple[str, ...]:
    """Put notes on cells of a sheet, at most one for each; gives the cells that got none.

    A cell that has a note keeps it and gets more words in it; one that has a conversation
    (threaded comments) is left alone. Raises Uneditable.
    """
    links = draft.links_of(sheet.part).values()
    words = next((link.target for link in links if link.kind == "comments"), "")
    noted = with_notes(draft.read(words) if words else BLANK, notes)
    if not words:
        words = draft.unused("xl/comments{}.xml")
        draft.declare(words, _WORDS_TYPE)
        draft.link(sheet.part, "comments", words)
    draft.put(words, noted.data)
    if noted.fresh:
        _add_boxes(draft, sheet, noted.fresh)
    return noted.left


def _add_boxes(draft: Draft, sheet: SheetPart, notes: Sequence[Note]) -> None:
    data = draft.read(sheet.part)
    whole = main_root(data)
    boxes = [Box(note.cell, f"{note.title}\n{note.words}") for note in notes]
    part = _drawing(draft, sheet, child(data, whole, "legacyDrawing"))
    drawn = draft.raw(part) if part else blank(_next_block(draft))
    made = with_boxes(drawn, boxes, _widths(data, whole))
    if not part:
        part = draft.unused("xl/drawings/vmlDrawing{}.vml")
        draft.declare(part, _BOXES_TYPE)
        identity = draft.link(sheet.part, "vmlDrawing", part)
        element = f"<{whole.prefix}legacyDrawing {id_attribute(data, identity)}/>".encode()
        at = place_for(data, whole, "legacyDrawing")
        draft.put(sheet.part, spliced(data, [(at, at, element)]))
    draft.put(part, made)


def _drawing(draft: Draft, sheet: SheetPart, element: Element | None) -> str:
    """The part of the drawing that the sheet has, or nothing."""
    if element is None:
        return ""
    link = draft.links_of(sheet.part).get(element.value("id") or "")
    if link is None or link.external or not draft.has(link.target):
        raise odd_part()
    return link.target


def _next_block(draft: Draft) -> int:
    """The first block of shape numbers that no drawing uses."""
    names = [*draft.parts.names(), *draft.added]
    drawings = [draft.raw(name) for name in names if name.lower().endswith(_BOXES_SUFFIX)]
    return 1 + max(map(last_block, drawings), default=0)


def _widths(data: bytes, whole: Element) -> Callable[[int], int]:
    form = child(data, whole, "sheetFormatPr")
    default = _size(form.attributes.get("defaultColWidth", "")) if form else 0.0
    listed = child(data, whole, "cols")
    spans = [
        (int(_size(low)), int(_size(high)), 0.0 if hidden in ("1", "true") else _size(width))
        for low, high, width, hidden in (
            [element.attributes.get(key, "") for key in ("min", "max", "width", "hidden")]
            for element in (children(data, listed) if listed else ())
        )
    ]
    return columns_of(spans, default or _USUAL_WIDTH)


def _size(text: str) -> float:
    """A number as the part has it; 0 where it has none."""
    try:
        found = float(text)
    except ValueError:
        return 0.0
    return found if 0 < found < 20_000 else 0.0
