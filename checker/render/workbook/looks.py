"""How the cells of a workbook of tables look: few looks, none of which says anything by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from checker.model.sheets import CellKind

Look = Literal["title", "note", "heading", "number heading", "text", "count", "share", "link"]
Form = Literal["", "count", "share"]

FONT: Final = "Arial"
# Contrast with white: navy 11.7 to 1, the blue of links 9.6 to 1; ink on pale blue 14 to 1.
NAVY, BLUE, INK, PALE = "1F3864", "0B2F75", "1A1A1A", "DCE6F1"


@dataclass(frozen=True, slots=True)
class Style:
    """One look. A `wrapped` text fills its column; `indented` keeps it from the one before."""

    size: int = 11
    bold: bool = False
    colour: str = INK
    underlined: bool = False
    right: bool = False
    wrapped: bool = True
    indented: bool = True
    heading: bool = False
    form: Form = ""


# A line above the table runs on to the right; in a narrow first column it would be a tower.
STYLES: Final[Mapping[Look, Style]] = {
    "title": Style(size=16, bold=True, colour=NAVY, wrapped=False, indented=False),
    "note": Style(wrapped=False, indented=False),
    "heading": Style(bold=True, heading=True),
    "number heading": Style(bold=True, right=True, indented=False, heading=True),
    "text": Style(),
    "count": Style(right=True, indented=False, form="count"),
    "share": Style(right=True, indented=False, form="share"),
    "link": Style(colour=BLUE, underlined=True),
}


def heading_look(kind: CellKind) -> Look:
    """The words above numbers stand where the numbers do."""
    return "number heading" if kind in ("count", "share") else "heading"
