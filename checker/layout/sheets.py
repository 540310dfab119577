"""One sheet to one table, with what its shape gives cause to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.layout import events
from checker.layout.cells import Origin
from checker.layout.columns import fill, frame
from checker.layout.grid import (
    Headings,
    at,
    column_values,
    data_rows,
    find_headings,
    find_labels,
    heading_index,
    reference,
    stray_cell,
)
from checker.layout.tables import Event, TableData
from checker.layout.values import column_number, letters, row_number
from checker.model.receipt import SheetReceipt
from checker.model.specs import ReturnSpec, SheetLayout
from checker.read import Sheet

Result = tuple[TableData, list[Event]]
Unread = Mapping[str, set[int]]


def read_record(
    sheet: Sheet, receipt: SheetReceipt, place: SheetLayout, spec: ReturnSpec, origin: Origin
) -> Result:
    """A sheet of labels beside values, to a table of one row."""
    table = spec.tables[place.table]
    labels = find_labels(sheet.rows, heading_index(table, place.columns))
    if not labels:
        return TableData.empty(table), [events.no_headings(place, sheet)]
    raw = {name: [at(sheet.rows, *labels[name])] for name in labels}
    filled = fill(table, raw, 1, spec.code_lists, origin)
    cells = {name: reference(*labels[name]) for name in labels}
    unread = {n: {0} for n, ref in cells.items() if ref in _unread_cells(receipt)}
    data = TableData(
        table,
        sheet.name,
        frame(table, filled, 1),
        filled.instances,
        cells=cells,
        unread=filled.with_lost(unread),
    )
    found = [*events.missing_columns(place, table, data), *events.read_otherwise(data, filled)]
    return data, [*found, *events.unread_cells(data, unread, receipt)]


def read_table(
    sheet: Sheet, receipt: SheetReceipt, place: SheetLayout, spec: ReturnSpec, origin: Origin
) -> Result:
    """A sheet with headings above its columns, to a table."""
    table = spec.tables[place.table]
    headings = find_headings(sheet.rows, heading_index(table, place.columns))
    if headings is None:
        return TableData.empty(table), [events.no_headings(place, sheet)]
    unread_cells = _unread_in(headings, _unread_cells(receipt))
    found = data_rows(sheet.rows, headings, frozenset(row_number(ref) - 1 for ref in unread_cells))
    raw = column_values(sheet.rows, headings.columns, found.data)
    filled = fill(table, raw, len(found.data), spec.code_lists, origin)
    unread = _unread(headings, found.data, unread_cells)
    data = TableData(
        table,
        sheet.name,
        frame(table, filled, len(found.data)),
        filled.instances,
        columns={name: letters(column) for name, column in headings.columns.items()},
        sheet_rows=tuple(row + 1 for row in found.data),
        unread=filled.with_lost(unread),
    )
    return data, [
        *events.missing_columns(place, table, data),
        *events.headings(data, headings),
        *events.stray(data, stray_cell(sheet.rows, headings)),
        *events.rows(data, found, receipt),
        *events.merged(data, headings, receipt),
        *events.read_otherwise(data, filled),
        *events.unread_cells(data, unread, receipt),
    ]


def _unread_cells(receipt: SheetReceipt) -> frozenset[str]:
    return frozenset(receipt.error_cells) | frozenset(receipt.formula_cells)


def _unread_in(headings: Headings, cells: frozenset[str]) -> frozenset[str]:
    known = set(headings.columns.values())
    return frozenset(
        ref for ref in cells if column_number(ref) in known and row_number(ref) - 1 > headings.last
    )


def _unread(headings: Headings, rows: Sequence[int], cells: frozenset[str]) -> Unread:
    names = {column: name for name, column in headings.columns.items()}
    numbers = {row: number for number, row in enumerate(rows)} if cells else {}
    unread: dict[str, set[int]] = {}
    # Sorted, since a set of texts has another order in each process.
    for ref in sorted(cells):
        number = numbers.get(row_number(ref) - 1)
        if number is not None:
            unread.setdefault(names[column_number(ref)], set()).add(number)
    return unread
