"""Sheets of tables on disk, row by row, so that a long table takes no memory."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from checker.model.sheets import BookOfTables, Cell, Heading, SheetOfTable
from checker.render.workbook.limits import NAME, cell_text, within
from checker.render.workbook.looks import Cells, Look, put
from checker.render.workbook.saving import save

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

AUTHOR: Final = "Perpetrator programme checker"
ONE_TABLE: Final = "This sheet contains one table."
NO_TABLE: Final = "This sheet contains no table."
_WIDTHS: Final = {"text": 24.0, "count": 13.0, "share": 12.0, "link": 34.0}
# Characters across one A4 page on its side that can still be read without effort.
_PAGE_CHARACTERS: Final = 170


def write_book(book: BookOfTables, out: Path) -> Path:
    """Write the workbook: cover, contents, notes, then a sheet for each table."""
    from openpyxl import Workbook

    sheets = [within(sheet) for sheet in (_cover(book), _contents(book), _notes(book))]
    sheets += [within(sheet) for sheet in book.sheets]
    _look_at_names([sheet.name for sheet in sheets])
    # Left to itself, openpyxl keeps the sheets in the common temporary folder until the end.
    with TemporaryDirectory(dir=out.parent, prefix=".unfinished-") as drafts:
        workbook = Workbook(write_only=True)
        for place, sheet in enumerate(sheets):
            _write_sheet(_draft(workbook, sheet.name, Path(drafts, f"{place}.xml")), sheet)
        workbook.active = 0
        workbook.worksheets[0].sheet_view.tabSelected = True
        properties = workbook.properties
        properties.title, properties.creator, properties.language = book.title, AUTHOR, "en-GB"
        return save(workbook, out)


def _draft(workbook: Workbook, name: str, path: Path) -> WriteOnlyWorksheet:
    """A new sheet whose rows go to `path` as they are written."""
    from openpyxl.worksheet._writer import ALL_TEMP_FILES, WorksheetWriter

    sheet: WriteOnlyWorksheet = workbook.create_sheet(name)
    sheet._writer = WorksheetWriter(sheet, str(path))
    ALL_TEMP_FILES.append(str(path))  # it takes the file away itself, from this list
    return sheet


def _look_at_names(names: Sequence[str]) -> None:
    folded = {name.casefold() for name in names}
    if len(folded) < len(names) or any(len(name) > NAME for name in names):
        raise ValueError("Two sheets share a name, or a name is too long.")


def _cover(book: BookOfTables) -> SheetOfTable:
    headings = (Heading("About", width=28), Heading("Details", width=100))
    return SheetOfTable("Cover", book.title, (), headings, book.cover, "")


def _contents(book: BookOfTables) -> SheetOfTable:
    rows: list[Sequence[Cell]] = [("Cover", "What this workbook is", 1)]
    rows += [("Notes", "What the words, signs and numbers mean", len(book.notes))]
    rows += [(sheet.name, sheet.title, len(sheet.rows)) for sheet in book.sheets]
    rows[0] = (*rows[0][:2], len(book.cover))
    headings = (
        Heading("Sheet", "link"),
        Heading("What it holds", width=90),
        Heading("Rows", "count"),
    )
    return SheetOfTable("Contents", "Contents", (), headings, rows, "")


def _notes(book: BookOfTables) -> SheetOfTable:
    headings = (Heading("Note", width=34), Heading("Meaning", width=120))
    return SheetOfTable("Notes", "Notes", (), headings, book.notes, "")


def _write_sheet(target: WriteOnlyWorksheet, sheet: SheetOfTable) -> None:
    cells = Cells(target)
    _set_up(target, sheet)
    target._writer.write_top()
    target.append([put(cells.of("title"), cell_text(sheet.title))])
    first = (ONE_TABLE,) if sheet.rows else (NO_TABLE, sheet.empty)
    for line in (*first, *sheet.notes):
        target.append([put(cells.of("note"), cell_text(line))])
    if sheet.rows:
        above = 1 + len(first) + len(sheet.notes)
        _write_table(target, sheet, cells, above + 1)


def _set_up(target: WriteOnlyWorksheet, sheet: SheetOfTable) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    widths = [heading.width or _WIDTHS[heading.kind] for heading in sheet.headings]
    for place, width in enumerate(widths, start=1):
        target.column_dimensions[get_column_letter(place)].width = width
    target.page_setup.orientation = "landscape"
    target.page_setup.paperSize = 9  # A4
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.page_setup.fitToWidth = 1 + int(sum(widths) / _PAGE_CHARACTERS)
    target.page_setup.fitToHeight = 0


def _write_table(
    target: WriteOnlyWorksheet, sheet: SheetOfTable, cells: Cells, header: int
) -> None:
    target.append([put(cells.of("heading"), heading.text) for heading in sheet.headings])
    # A written row is on its way to the file: its cells can be filled again for the next.
    texts = [cells.of("text") for _ in sheet.headings]
    others = [cells.of(heading.kind) for heading in sheet.headings]
    kinds: list[Look] = [heading.kind for heading in sheet.headings]
    for at, row in enumerate(sheet.rows, start=header + 1):
        line = []
        for text, other, kind, value in zip(texts, others, kinds, row, strict=True):
            if isinstance(value, str):
                line.append(put(other if kind == "link" else text, cell_text(value)))
            else:
                line.append(put(other, value))
        target.append(line)
        if "link" in kinds:
            _link(target, at, str(row[0]))
    _mark_up(target, sheet, header)


def _link(target: WriteOnlyWorksheet, row: int, name: str) -> None:
    from openpyxl.worksheet.hyperlink import Hyperlink

    quoted = name.replace("'", "''")
    target._hyperlinks.append(Hyperlink(ref=f"A{row}", location=f"'{quoted}'!A1"))


def _mark_up(target: WriteOnlyWorksheet, sheet: SheetOfTable, header: int) -> None:
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


