"""How the cells of a workbook of tables look: few looks, none of which says anything by itself."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any, Final, Literal, get_args

# openpyxl's published types know neither of the two.
WriteOnlySheet = Any
WriteOnlyCell = Any

Look = Literal["title", "note", "heading", "number heading", "text", "count", "share", "link"]

_FONT: Final = "Arial"
_HEADINGS: Final = ("heading", "number heading")
_SIZES: Final[dict[Look, int]] = {"title": 16}
_FORMATS: Final[dict[Look, str]] = {"count": "#,##0", "share": "0.0%"}
# Contrast with white: navy 11.7 to 1, the blue of links 9.6 to 1; ink on pale blue 14 to 1.
_NAVY, _BLUE, _INK, _PALE = "1F3864", "0B2F75", "1A1A1A", "DCE6F1"
_COLOURS: Final[dict[Look, str]] = {"title": _NAVY, "link": _BLUE}


class Cells:
    """Cells in the looks of one sheet. Dressing takes most time, so each look is made once."""

    def __init__(self, sheet: WriteOnlySheet) -> None:
        from openpyxl.cell import WriteOnlyCell as Made

        looks: tuple[Look, ...] = get_args(Look)
        self._styles: dict[Look, Any] = {}
        make: Any = Made
        self._new: Callable[[], WriteOnlyCell] = lambda: make(sheet)
        for look in looks:
            cell = self._new()
            _dress(cell, look)
            self._styles[look] = cell._style

    def of(self, look: Look) -> WriteOnlyCell:
        """A fresh cell of that look."""
        cell = self._new()
        cell._style = copy(self._styles[look])
        return cell


def put(cell: WriteOnlyCell, value: str | int | float) -> WriteOnlyCell:
    """Set the value of a cell: text always as text, whatever it looks like."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def _dress(cell: WriteOnlyCell, look: Look) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell.font = Font(
        name=_FONT,
        size=_SIZES.get(look, 11),
        bold=look in ("title", *_HEADINGS),
        color=_COLOURS.get(look, _INK),
        underline="single" if look == "link" else None,
    )
    number = look in ("count", "share", "number heading")
    # A line above the table runs on to the right; in a narrow first column it would be a tower.
    wrapped = look not in ("title", "note")
    cell.alignment = Alignment(
        wrap_text=wrapped,
        vertical="top",
        horizontal="right" if number else "left",
        indent=1 if wrapped and not number else 0,  # away from the number before it
    )
    if look in _HEADINGS:
        cell.fill = PatternFill("solid", start_color=_PALE, end_color=_PALE)
        cell.border = Border(bottom=Side(style="thin", color=_NAVY))
    cell.number_format = _FORMATS.get(look, "General")
