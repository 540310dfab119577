"""One sheet on disk, row by row: its title, what stands above its table, and the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil
from typing import Final

from checker.model.sheets import Cell, CellKind, SheetOfTable
from checker.render.workbook.limits import cell_text
from checker.render.workbook.looks import Cells, Look, WriteOnlySheet, put

ONE_TABLE: Final = "This sheet contains one table."
NO_TABLE: Final = "This sheet contains no table."
_WIDTHS: Final = {"text": 24.0, "count": 13.0, "share": 12.0, "link": 34.0}
# Characters across one A4 page on its side that can still be read without effort.
_PAGE_CHARACTERS: Final = 170
# A column is measured in digits, and letters are narrower than digits on average.
_LETTERS_PER_WIDTH: Final = 1.1
_LINE_POINTS, _TITLE_POINTS, _MOST_POINTS = 15.0, 24.0, 409.0


def write_sheet(target: WriteOnlySheet, sheet: SheetOfTable) -> None:
    """Write all of the sheet; each row is on its way to the file before the next is made."""
    cells = Cells(target)
    widths = [heading.width or _WIDTHS[heading.kind] for heading in sheet.headings]
    _set_up(target, widths)
    target.row_dimensions[1].height = _TITLE_POINTS
    target.append([put(cells.of("title"), cell_text(sheet.title))])
    lines = (ONE_TABLE, *sheet.notes) if sheet.rows else (NO_TABLE, sheet.empty)
    for line in lines:
        target.append([put(cells.of("note"), cell_text(line))])
    if sheet.rows:
        header = len(lines) + 2
        _write_table(target, sheet, cells, widths, header)
        _mark_up(target, sheet, header)


def _set_up(target: WriteOnlySheet, widths: Sequence[float]) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for place, width in enumerate(widths, start=1):
        target.column_dimensions[get_column_letter(place)].width = width
    target.page_setup.orientation = "landscape"
    target.page_setup.paperSize = 9  # A4
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.page_setup.fitToWidth = ceil(sum(widths) / _PAGE_CHARACTERS)
    target.page_setup.fitToHeight = 0
    target._writer.write_top()


def _write_table(
    target: WriteOnlySheet,
    sheet: SheetOfTable,
    cells: Cells,
    widths: Sequence[float],
    header: int,
) -> None:
    words = [heading.text for heading in sheet.headings]
    _make_room(target, header, words, widths)
    looks = [_heading_look(heading.kind) for heading in sheet.headings]
    target.append([put(cells.of(look), text) for look, text in zip(looks, words, strict=True)])
    # A written row is on its way to the file: its cells can be filled again for the next.
    line = [cells.of(heading.kind) for heading in sheet.headings]
    linked = any(heading.kind == "link" for heading in sheet.headings)
    for at, row in enumerate(sheet.rows, start=header + 1):
        values = [cell_text(value) if isinstance(value, str) else value for value in row]
        _make_room(target, at, values, widths)
        target.append([put(cell, value) for cell, value in zip(line, values, strict=True)])
        target.row_dimensions.pop(at, None)
        if linked:
            _link(target, at, str(row[0]))


def _heading_look(kind: CellKind) -> Look:
    """The words above numbers stand where the numbers do."""
    return "number heading" if kind in ("count", "share") else "heading"


def _make_room(
    target: WriteOnlySheet, at: int, values: Sequence[Cell], widths: Sequence[float]
) -> None:
    """Make the row as high as its longest text: not every program does so by itself."""
    most = 1
    for value, width in zip(values, widths, strict=True):
        if isinstance(value, str) and len(value) > width - 2:
            most = max(most, _lines(value, width * _LETTERS_PER_WIDTH - 2))
    if most > 1:
        target.row_dimensions[at].height = min(_LINE_POINTS * most, _MOST_POINTS)


def _lines(text: str, room: float) -> int:
    """Lines that the text takes where each has room for so many letters."""
    lines, left = 1, room
    for word in text.split():
        if len(word) > left and left < room:
            lines, left = lines + 1, room
        lines, left = lines + int(len(word) // (room + 1)), left - len(word) - 1
    return lines


def _link(target: WriteOnlySheet, row: int, name: str) -> None:
    from openpyxl.worksheet.hyperlink import Hyperlink

    quoted = name.replace("'", "''")
    target._hyperlinks.append(Hyperlink(ref=f"A{row}", location=f"'{quoted}'!A1"))


def _mark_up(target: WriteOnlySheet, sheet: SheetOfTable, header: int) -> None:
    """Say that these rows are a table; without filter buttons, as this is read, not worked on."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

    corner = f"{get_column_letter(len(sheet.headings))}{header + len(sheet.rows)}"
    name = re.sub(r"\W", "_", f"Table_{sheet.name}")
    table = Table(displayName=name, name=name, ref=f"A{header}:{corner}")
    for place, heading in enumerate(sheet.headings, start=1):
        table.tableColumns.append(TableColumn(id=place, name=heading.text))
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    table.comment = sheet.title[:255]
    target.tables.add(table)
