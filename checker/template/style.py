"""How the workbook looks. Nothing is said by colour alone: each fill has its words beside it."""

from __future__ import annotations

from copy import copy
from math import ceil
from typing import TYPE_CHECKING, Any, Literal
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

Look = Literal[
    "title", "purpose", "section", "body", "boxed", "need", "label", "link",
    "required", "conditional", "optional", "given", "entry",
]  # fmt: skip

NAVY, SLATE, PALE, GREY, WHITE, INK = "1F3864", "44546A", "DCE6F1", "EDEDED", "FFFFFF", "1A1A1A"
FONT, FONT_SIZE = "Arial", 11
LINE_POINTS = 15.0
TITLE_POINTS = 24.0
# A column is measured in digits, and letters are narrower than digits on average.
_LETTERS_PER_WIDTH = 1.2
# Font colour and fill of each look; every pair has a contrast of at least 7 to 1.
_COLOURS: dict[Look, tuple[str, str | None]] = {
    "title": (NAVY, None),
    "purpose": (INK, None),
    "section": (WHITE, NAVY),
    "body": (INK, None),
    "boxed": (INK, None),
    "need": (INK, None),
    "label": (INK, PALE),
    "required": (WHITE, NAVY),
    "conditional": (WHITE, SLATE),
    "optional": (INK, PALE),
    "given": (INK, GREY),
    "entry": (INK, WHITE),
    "link": ("0B2F75", PALE),
}
_BOLD: frozenset[Look] = frozenset(
    {"title", "section", "label", "link", "required", "conditional", "optional"}
)
_BOXED: frozenset[Look] = frozenset(
    {"boxed", "need", "required", "conditional", "optional", "given", "entry"}
)
_PLAIN: frozenset[Look] = frozenset({"title", "purpose", "section"})


_WORN: WeakKeyDictionary[Workbook, dict[Look, Any]] = WeakKeyDictionary()


def put(sheet: Worksheet, reference: str, text: str, look: Look) -> Cell:
    """Write text, never a formula, into a cell in one of the looks of this workbook."""
    cell: Cell = sheet[reference]
    cell.value = text or None  # an empty string would count as a filled cell
    _dress_like(cell, look)
    if text.startswith(("=", "+", "-", "@")):
        cell.data_type = "s"
        cell.quotePrefix = True  # otherwise editing the cell would turn it into a formula
    return cell


def _dress_like(cell: Cell, look: Look) -> None:
    """Dress a cell, copying from the first cell of that look: building a style anew is slow."""
    plain: Any = cell
    worn = _WORN.setdefault(plain.parent.parent, {})
    if look in worn:
        plain._style = copy(worn[look])
    else:
        _dress(cell, look)
        worn[look] = copy(plain._style)


def _dress(cell: Cell, look: Look) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    ink, fill = _COLOURS[look]
    cell.font = Font(
        name=FONT,
        size=16 if look == "title" else FONT_SIZE,
        bold=look in _BOLD,
        color=ink,
        underline="single" if look == "link" else None,
    )
    if fill is not None:
        cell.fill = PatternFill("solid", start_color=fill, end_color=fill)
    if look in _BOXED:
        side = Side(style="thin", color="8EA9C8")
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    cell.alignment = Alignment(wrap_text=look not in _PLAIN, vertical="top")


def dress_column(sheet: Worksheet, name: str, number_format: str) -> None:
    """Give a whole column a font and a number format, without writing a single cell."""
    from openpyxl.styles import Font

    dimension = sheet.column_dimensions[name]
    dimension.font = Font(name=FONT, size=FONT_SIZE)
    dimension.number_format = number_format


def lines(text: str, width: float) -> int:
    """Lines that `text` takes in a column `width` characters wide, erring on the long side."""
    usable = max(width * _LETTERS_PER_WIDTH - 2, 1)
    return sum(max(1, ceil(len(part) / usable)) for part in text.split("\n"))


def fit_row(sheet: Worksheet, row: int, cells: dict[str, float], texts: dict[str, str]) -> None:
    """Make a row as high as its longest text needs; `cells` holds widths by column letter."""
    most = max((lines(texts[name], cells[name]) for name in texts), default=1)
    sheet.row_dimensions[row].height = LINE_POINTS * most + 3
