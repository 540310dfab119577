"""Sheets of tables on disk, row by row, so that a long table takes no memory."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.model.sheets import BookOfTables, Cell, Heading, SheetOfTable
from checker.render.workbook.limits import NAME, within
from checker.render.workbook.looks import WriteOnlySheet
from checker.render.workbook.rows import write_sheet
from checker.render.workbook.saving import save

if TYPE_CHECKING:
    from openpyxl import Workbook

AUTHOR: Final = "Perpetrator programme checker"


def write_book(book: BookOfTables, out: Path) -> Path:
    """Write the workbook: cover, contents, notes, then a sheet for each table."""
    from openpyxl import Workbook

    sheets = [within(sheet) for sheet in (_cover(book), _contents(book), _notes(book))]
    sheets += [within(sheet) for sheet in book.sheets]
    _look_at_names([sheet.name for sheet in sheets])
    # Left to itself, openpyxl keeps the sheets in the common temporary folder until the end.
    with _drafts(out) as drafts:
        workbook = Workbook(write_only=True)
        for place, sheet in enumerate(sheets):
            write_sheet(_draft(workbook, sheet.name, drafts / f"{place}.xml"), sheet)
        workbook.active = 0
        workbook.worksheets[0].sheet_view.tabSelected = True
        properties = workbook.properties
        properties.title, properties.creator, properties.language = book.title, AUTHOR, "en-GB"
        return save(workbook, out)


@contextmanager
def _drafts(out: Path) -> Iterator[Path]:
    """A folder beside `out` for its parts, always of one name: what a killed run left goes too."""
    folder = out.with_name(f"{out.name}.unfinished")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _draft(workbook: Workbook, name: str, path: Path) -> WriteOnlySheet:
    """A new sheet whose rows go to `path` as they are written."""
    from openpyxl.worksheet._writer import ALL_TEMP_FILES, WorksheetWriter

    sheet: WriteOnlySheet = workbook.create_sheet(name)
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
