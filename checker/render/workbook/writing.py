"""Sheets of tables on disk, row by row, so that a long table takes no memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from checker.language import say
from checker.model.sheets import BookOfTables, Cell, Heading, SheetOfTable
from checker.render.workbook.laying import laid
from checker.render.workbook.limits import look_at_names, within

AUTHOR: Final = "Perpetrator programme checker"


def write_book(book: BookOfTables, out: Path) -> Path:
    """Write the workbook: cover, contents, notes, then a sheet for each table."""
    from checker.render.workbook.ods import write_ods
    from checker.render.workbook.xlsx import write_xlsx

    whole = (_cover(book), _contents(book), _notes(book), *book.sheets)
    look_at_names([sheet.name for sheet in whole])
    sheets = [laid(within(sheet)) for sheet in whole]
    write = write_ods if out.suffix == ".ods" else write_xlsx
    write(sheets, book.title, AUTHOR, out)
    return out


def _cover(book: BookOfTables) -> SheetOfTable:
    headings = (Heading("About", width=28), Heading("Details", width=100))
    return SheetOfTable("Cover", book.title, (), headings, book.cover, "")


def _contents(book: BookOfTables) -> SheetOfTable:
    rows: list[Sequence[Cell]] = [("Cover", say("sheets.cover-holds"), 1)]
    rows += [("Notes", say("sheets.notes-hold"), len(book.notes))]
    rows += [(sheet.name, sheet.title, len(sheet.rows)) for sheet in book.sheets]
    rows[0] = (*rows[0][:2], len(book.cover))
    headings = (
        Heading("Sheet", "link"),
        Heading(say("sheets.head-holds"), width=90),
        Heading("Rows", "count"),
    )
    return SheetOfTable("Contents", "Contents", (), headings, rows, "")


def _notes(book: BookOfTables) -> SheetOfTable:
    headings = (Heading("Note", width=34), Heading("Meaning", width=120))
    return SheetOfTable("Notes", "Notes", (), headings, book.notes, "")
