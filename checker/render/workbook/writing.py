"""Sheets of tables as a workbook, row by row, so that a long table takes no memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Final, Literal

from checker.language import say, unmarked
from checker.model.sheets import BookOfTables, Cell, Heading, SheetOfTable
from checker.render.workbook.laying import laid
from checker.render.workbook.limits import look_at_names, within

AUTHOR: Final = "Perpetrator programme checker"


Kind = Literal["xlsx", "ods"]


def write_book(book: BookOfTables, out: Path | BinaryIO, kind: Kind) -> None:
    """Write the workbook: cover, contents, notes, then a sheet for each table."""
    from checker.render.workbook.ods import write_ods
    from checker.render.workbook.xlsx import write_xlsx

    whole = (_cover(book), _contents(book), _notes(book), *book.sheets)
    look_at_names([sheet.name for sheet in whole])
    sheets = [laid(within(sheet)) for sheet in whole]
    write = write_ods if kind == "ods" else write_xlsx
    write(sheets, book.title, AUTHOR, out)


def _cover(book: BookOfTables) -> SheetOfTable:
    headings = (
        Heading(say("sheets.head-about"), width=28),
        Heading(say("sheets.head-details"), width=100),
    )
    return SheetOfTable(unmarked("sheets.cover"), book.title, (), headings, book.cover, "")


def _contents(book: BookOfTables) -> SheetOfTable:
    rows: list[Sequence[Cell]] = [(unmarked("sheets.cover"), say("sheets.cover-holds"), 1)]
    rows += [(unmarked("sheets.notes"), say("sheets.notes-hold"), len(book.notes))]
    rows += [(sheet.name, sheet.title, len(sheet.rows)) for sheet in book.sheets]
    rows[0] = (*rows[0][:2], len(book.cover))
    headings = (
        Heading(say("sheets.head-sheet"), "link"),
        Heading(say("sheets.head-holds"), width=90),
        Heading(say("sheets.head-rows"), "count"),
    )
    return SheetOfTable(unmarked("sheets.contents"), say("sheets.contents"), (), headings, rows, "")


def _notes(book: BookOfTables) -> SheetOfTable:
    headings = (
        Heading(say("sheets.head-note"), width=34),
        Heading(say("sheets.head-meaning"), width=120),
    )
    return SheetOfTable(unmarked("sheets.notes"), say("sheets.notes"), (), headings, book.notes, "")
