"""The columns of a table as plain lists, and which of their cells may be counted."""

from __future__ import annotations

from typing import Any

from checker.layout.tables import ReturnTables, SetAside


class Unusable:
    """The one value of a cell that says nothing: in error, or not to be told."""

    def __repr__(self) -> str:
        return "UNUSABLE"


UNUSABLE = Unusable()


def column(tables: ReturnTables, table: str, field: str) -> list[Any]:
    """Every cell of a column as it was read, None where blank or unread."""
    frame = tables.tables[table].frame
    return frame[field].to_list() if field in frame.columns else [None] * frame.height


def usable(tables: ReturnTables, unusable: SetAside, table: str, field: str) -> list[Any]:
    """Every cell of a column: its value, None where blank, UNUSABLE where it says nothing.

    A blank that the column's schema does not allow is unusable as well, and so is every cell of a
    column that the sheet does not have.
    """
    cells = column(tables, table, field)
    if field not in tables.tables[table].present:
        return [UNUSABLE] * len(cells)
    for row in unusable.get(table, {}).get(field, ()):
        cells[row] = UNUSABLE
    return cells


def code(cell: Any) -> str:
    """The code in a cell; empty where it is blank or says nothing."""
    return cell if isinstance(cell, str) else ""
