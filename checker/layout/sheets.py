"""One sheet to one table, with what its shape gives cause to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.layout.columns import Filled, fill, frame
from checker.layout.grid import (
    Headings,
    at,
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
from checker.model.specs import ReturnSpec, SheetLayout, Table
from checker.read import Sheet

Result = tuple[TableData, list[Event]]


def read_record(
    sheet: Sheet, receipt: SheetReceipt, place: SheetLayout, spec: ReturnSpec, epoch_1904: bool
) -> Result:
    """A sheet of labels beside values, to a table of one row."""
    table = spec.tables[place.table]
    labels = find_labels(sheet.rows, heading_index(table, place.columns))
    if not labels:
        return TableData.empty(table), [_no_headings(place, sheet)]
    raw = {name: [at(sheet.rows, *labels[name])] for name in labels}
    filled = fill(table, raw, 1, spec.code_lists, epoch_1904)
    cells = {name: reference(*labels[name]) for name in labels}
    unread = {n: {0} for n, ref in cells.items() if ref in _unread_cells(receipt)}
    data = TableData(
        table, sheet.name, frame(table, filled, 1), filled.instances, cells=cells, unread=unread
    )
    events = [*_missing_columns(place, table, data), *_tidied(data, filled)]
    return data, [*events, *_unread_events(data, receipt)]


def read_table(
    sheet: Sheet, receipt: SheetReceipt, place: SheetLayout, spec: ReturnSpec, epoch_1904: bool
) -> Result:
    """A sheet with one heading row, to a table."""
    table = spec.tables[place.table]
    headings = find_headings(sheet.rows, heading_index(table, place.columns))
    if headings is None:
        return TableData.empty(table), [_no_headings(place, sheet)]
    unread_cells = _unread_in(headings, _unread_cells(receipt))
    rows, totals, gaps = data_rows(
        sheet.rows, headings, frozenset(row_number(ref) - 1 for ref in unread_cells)
    )
    raw = {n: [at(sheet.rows, row, c) for row in rows] for n, c in headings.columns.items()}
    filled = fill(table, raw, len(rows), spec.code_lists, epoch_1904)
    data = TableData(
        table,
        sheet.name,
        frame(table, filled, len(rows)),
        filled.instances,
        columns={name: letters(column) for name, column in headings.columns.items()},
        sheet_rows=tuple(row + 1 for row in rows),
        unread=_unread(headings, rows, unread_cells),
    )
    events = [
        *_missing_columns(place, table, data),
        *_heading_events(data, headings),
        *_stray_events(data, stray_cell(sheet.rows, headings)),
        *_row_events(data, totals, gaps, receipt),
        *_merged_events(data, headings, receipt),
        *_tidied(data, filled),
        *_unread_events(data, receipt),
    ]
    return data, events


def _no_headings(place: SheetLayout, sheet: Sheet) -> Event:
    detail = f"The sheet {place.sheet} is there, but none of its headings could be found."
    return Event("missing-sheet", detail, sheet.name, table=place.table)


def _unread_cells(receipt: SheetReceipt) -> frozenset[str]:
    return frozenset(receipt.error_cells) | frozenset(receipt.formula_cells)


def _unread_in(headings: Headings, cells: frozenset[str]) -> frozenset[str]:
    known = set(headings.columns.values())
    return frozenset(
        ref for ref in cells if column_number(ref) in known and row_number(ref) - 1 > headings.row
    )


def _unread(
    headings: Headings, rows: Sequence[int], cells: frozenset[str]
) -> Mapping[str, set[int]]:
    names = {column: name for name, column in headings.columns.items()}
    numbers = {row: number for number, row in enumerate(rows)}
    unread: dict[str, set[int]] = {}
    for ref in cells:
        number = numbers.get(row_number(ref) - 1)
        if number is not None:
            unread.setdefault(names[column_number(ref)], set()).add(number)
    return unread


def _missing_columns(place: SheetLayout, table: Table, data: TableData) -> Iterator[Event]:
    for column in table.columns:
        if column.name in place.columns and column.name not in data.present:
            needed = column.required or column.conditions
            detail = f"The heading “{column.heading}” was not found on the sheet {place.sheet}."
            rule = "missing-column" if needed else "missing-optional-column"
            yield Event(rule, detail, data.sheet, table=table.name, field=column.name)


def _heading_events(data: TableData, headings: Headings) -> Iterator[Event]:
    for column in headings.unknown:
        detail = "This heading is not part of the template; its column was not read."
        cell = reference(headings.row, column)
        yield Event("unknown-column", detail, data.sheet, cell, data.table.name)
    for name, column in headings.repeated:
        detail = "This heading stands for a column that an earlier heading already gives."
        cell = reference(headings.row, column)
        yield Event("repeated-column", detail, data.sheet, cell, data.table.name, name)


def _stray_events(data: TableData, place: tuple[int, int] | None) -> Iterator[Event]:
    if place is not None:
        detail = "Something is written from here on that stands under no heading; it was not read."
        yield Event("unknown-column", detail, data.sheet, reference(*place), data.table.name)


def _row_events(
    data: TableData, totals: Sequence[int], gaps: int, receipt: SheetReceipt
) -> Iterator[Event]:
    for row in totals:
        detail = "This row holds totals, so it was not read as a record."
        yield Event("totals-row-ignored", detail, data.sheet, reference(row, 0), data.table.name)
    if gaps:
        one = "1 blank row between records was skipped."
        many = f"{gaps} blank rows between records were skipped."
        detail = one if gaps == 1 else many
        yield Event("blank-rows-skipped", detail, data.sheet, table=data.table.name)
    hidden = set(receipt.hidden_rows) & set(data.sheet_rows)
    if hidden:
        one = "1 hidden row holds a record; it was checked like all others."
        many = f"{len(hidden)} hidden rows hold records; they were checked like all others."
        detail = one if len(hidden) == 1 else many
        yield Event("hidden-rows", detail, data.sheet, table=data.table.name)


def _merged_events(data: TableData, headings: Headings, receipt: SheetReceipt) -> Iterator[Event]:
    last = max(data.sheet_rows, default=0)
    for merged in receipt.merged_ranges:
        first, _, end = merged.partition(":")
        # Row numbers count from 1, `headings.row` from 0.
        if row_number(end or first) > headings.row + 1 and row_number(first) <= last:
            detail = "Merged cells hide which record a value belongs to."
            yield Event("merged-data-cells", detail, data.sheet, first, data.table.name)


def _tidied(data: TableData, filled: Filled) -> Iterator[Event]:
    headings = {column.name: column.heading for column in data.table.columns}
    for name, rows in filled.tidied.items():
        count = "1 cell was" if len(rows) == 1 else f"{len(rows)} cells were"
        detail = f"{headings[name]}: {count} read after tidying (spaces, case, alias or date form)."
        cell = data.cell(rows[0], name)
        yield Event("tidied-value", detail, data.sheet, cell, data.table.name, name)


def _unread_events(data: TableData, receipt: SheetReceipt) -> Iterator[Event]:
    errors = set(receipt.error_cells)
    for name, rows in data.unread.items():
        for row in sorted(rows):
            cell = data.cell(row, name)
            if cell in errors:
                detail = "This cell shows a spreadsheet error instead of a value."
                yield Event("error-value", detail, data.sheet, cell, data.table.name, name)
            else:
                detail = "This cell holds a formula whose result was never saved."
                yield Event(
                    "formula-without-value", detail, data.sheet, cell, data.table.name, name
                )
