"""A workbook of tables that everybody can read, also with a screen reader."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from checker.model.sheets import BookOfTables
from checker.render.workbook.writing import Kind, write_book

__all__ = ["Kind", "tables_bytes", "write_tables"]


def tables_bytes(book: BookOfTables, kind: Kind) -> bytes:
    """The bytes of `book` as a workbook; the same book gives the same, and nothing is written.

    Raises ValueError where two sheets share a name, or a name cannot be a sheet's.
    """
    whole = BytesIO()
    write_book(book, whole, kind)
    return whole.getvalue()


def write_tables(book: BookOfTables, out: Path) -> Path:
    """Write `book` to `out`, as .ods where its name ends so, else as .xlsx; gives `out`.

    The bytes are those of `tables_bytes`, of which no more than a row is in memory. Raises OSError
    when `out` cannot be written, and ValueError as above.
    """
    write_book(book, out, "ods" if out.suffix == ".ods" else "xlsx")
    return out
