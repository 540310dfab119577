"""A workbook of tables that everybody can read, also with a screen reader."""

from __future__ import annotations

from pathlib import Path

from checker.model.sheets import BookOfTables
from checker.render.workbook.writing import write_book

__all__ = ["write_tables"]


def write_tables(book: BookOfTables, out: Path) -> Path:
    """Write `book` to `out`, as .ods where its name ends so, else as .xlsx; gives `out`.

    The same book gives the same bytes. Raises OSError when `out` cannot be written, ValueError
    where two sheets share a name, or a name cannot be a sheet's.
    """
    return write_book(book, out)
