"""Cells that were read otherwise than they are written, one by one.

The check keeps their number only. Who asks for the cells themselves pays for a second parsing, by
the same parsers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from checker.layout import origin_of
from checker.layout.cells import Origin
from checker.layout.columns import Filled, fill, orders_of
from checker.layout.grid import at
from checker.layout.tables import ReturnTables, TableData
from checker.layout.tidying import LEADING_ZERO, NONE, Kinds
from checker.layout.values import column_number, row_number
from checker.model.specs import Column
from checker.read import Sheet, Workbook


class TidiedCell(NamedTuple):
    """One such cell: `raw` is what it holds, `value` what it was read as, `kinds` how.

    `row` is 0-based in its table. `value` and `raw` are content: they are for the provider's own
    file and never for a report.
    """

    table: str
    column: Column
    row: int
    sheet: str
    cell: str
    raw: object
    value: object
    kinds: Kinds


def tidied_cells(workbook: Workbook, tables: ReturnTables) -> Iterator[TidiedCell]:
    """Every cell of the tables that was read after tidying, in the order of sheets and columns.

    `tables` are those of `find_tables(workbook, …)`. A cell that could not be read is not among
    them, nor is one that holds nothing after tidying.
    """
    origin = origin_of(workbook)
    for sheet, data in _sheets(workbook, tables):
        yield from _of_table(sheet, data, tables, origin)


def date_orders(workbook: Workbook, tables: ReturnTables) -> dict[str, dict[str, Counter[str]]]:
    """By table and field, how many cells of each column of days show which order."""
    return {
        data.table.name: {
            column.name: orders_of(_raw(sheet, data, column.name))
            for column in data.table.columns
            if column.type == "date" and column.name in data.present
        }
        for sheet, data in _sheets(workbook, tables)
    }


def _sheets(workbook: Workbook, tables: ReturnTables) -> Iterator[tuple[Sheet, TableData]]:
    by_name = {sheet.name: sheet for sheet in workbook.sheets}
    return ((by_name[d.sheet], d) for d in tables.tables.values() if d.sheet and d.frame.height)


def _of_table(
    sheet: Sheet, data: TableData, tables: ReturnTables, origin: Origin
) -> Iterator[TidiedCell]:
    raw = {name: _raw(sheet, data, name) for name in data.present}
    filled = fill(data.table, raw, data.frame.height, tables.spec.code_lists, origin)
    for column in data.table.columns:
        for row, kinds in _kinds(filled, data, column.name):
            value = data.frame[column.name][row]
            if value is not None:
                place = data.cell(row, column.name)
                yield TidiedCell(
                    data.table.name,
                    column,
                    row,
                    data.sheet,
                    place,
                    raw[column.name][row],
                    value,
                    kinds,
                )


def _raw(sheet: Sheet, data: TableData, name: str) -> list[object]:
    places = (data.cell(row, name) for row in range(data.frame.height))
    return [at(sheet.rows, row_number(cell) - 1, column_number(cell)) for cell in places]


def _kinds(filled: Filled, data: TableData, name: str) -> list[tuple[int, Kinds]]:
    """Rows and kinds, with those whose zeros another sheet gave back."""
    if name not in data.present:
        return []
    tidied = dict(filled.tidied.get(name, {}))
    read = data.frame[name]
    for row, alone in enumerate(filled.values[name]):
        if alone != read[row]:
            tidied[row] = (LEADING_ZERO, *tidied.get(row, NONE))
    return sorted(tidied.items())
