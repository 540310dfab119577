"""Sheet settings that every sheet of the workbook shares: screen, frozen panes and paper."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# Characters across one A4 page on its side that can still be read without effort.
_PAGE_CHARACTERS = 170


def set_widths(sheet: Worksheet, widths: dict[str, float]) -> None:
    """Column widths in characters, by column letter."""
    for name, width in widths.items():
        sheet.column_dimensions[name].width = width


def set_paper(sheet: Worksheet, width: float, repeat_rows: str = "", repeat: str = "") -> None:
    """A4 on its side, as many pages across as `width` characters need to stay readable."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = ceil(width / _PAGE_CHARACTERS)
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    if repeat_rows:
        sheet.print_title_rows = repeat_rows
    if repeat:
        sheet.print_title_cols = repeat
