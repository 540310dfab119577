"""What the shape of one sheet gives cause to say: places, headings and counts, never a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from checker.layout.columns import Filled
from checker.layout.dates import MONTH_FIRST
from checker.layout.grid import Headings, Rows, reference
from checker.layout.tables import Event, TableData
from checker.layout.texts import CHANGED
from checker.layout.tidying import ranked, told
from checker.layout.values import row_number
from checker.model.receipt import SheetReceipt
from checker.model.specs import SheetLayout, Table
from checker.read import Sheet

Unread = Mapping[str, set[int]]


def no_headings(place: SheetLayout, sheet: Sheet) -> Event:
    detail = f"The sheet {place.sheet} is there, but none of its headings could be found."
    return Event("missing-sheet", detail, sheet.name, table=place.table)


def missing_columns(place: SheetLayout, table: Table, data: TableData) -> Iterator[Event]:
    for column in table.columns:
        if column.name in place.columns and column.name not in data.present:
            needed = column.required or column.conditions
            detail = f"The heading “{column.heading}” was not found on the sheet {place.sheet}."
            rule = "missing-column" if needed else "missing-optional-column"
            yield Event(rule, detail, data.sheet, table=table.name, field=column.name)


def headings(data: TableData, found: Headings) -> Iterator[Event]:
    for column in found.unknown:
        detail = "This heading is not part of the template; its column was not read."
        cell = reference(found.row, column)
        yield Event("unknown-column", detail, data.sheet, cell, data.table.name)
    for name, column in found.repeated:
        detail = "This heading stands for a column that an earlier heading already gives."
        cell = reference(found.row, column)
        yield Event("repeated-column", detail, data.sheet, cell, data.table.name, name)


def stray(data: TableData, place: tuple[int, int] | None) -> Iterator[Event]:
    if place is not None:
        detail = "Something is written from here on that stands under no heading; it was not read."
        yield Event("unknown-column", detail, data.sheet, reference(*place), data.table.name)


def rows(data: TableData, found: Rows, receipt: SheetReceipt) -> Iterator[Event]:
    for row in found.totals:
        detail = "This row holds totals, so it was not read as a record."
        yield Event("totals-row-ignored", detail, data.sheet, reference(row, 0), data.table.name)
    if found.headings:
        one = "This row repeats the headings or says what to enter; it was not read as a record."
        many = (
            f"{len(found.headings)} rows, of which this is the first, repeat the headings or say"
            " what to enter; they were not read as records."
        )
        cell = reference(found.headings[0], 0)
        detail = one if len(found.headings) == 1 else many
        yield Event("heading-row-ignored", detail, data.sheet, cell, data.table.name)
    if found.gaps:
        one = "1 blank row between records was skipped."
        many = f"{found.gaps} blank rows between records were skipped."
        detail = one if found.gaps == 1 else many
        yield Event("blank-rows-skipped", detail, data.sheet, table=data.table.name)
    yield from _hidden_rows(data, receipt)


def _hidden_rows(data: TableData, receipt: SheetReceipt) -> Iterator[Event]:
    hidden = set(receipt.hidden_rows) & set(data.sheet_rows)
    if hidden:
        one = "1 hidden row holds a record; it was checked like all others."
        many = f"{len(hidden)} hidden rows hold records; they were checked like all others."
        detail = one if len(hidden) == 1 else many
        yield Event("hidden-rows", detail, data.sheet, table=data.table.name)


def merged(data: TableData, found: Headings, receipt: SheetReceipt) -> Iterator[Event]:
    last = max(data.sheet_rows, default=0)
    for block in receipt.merged_ranges:
        first, _, end = block.partition(":")
        # Row numbers count from 1, `found.last` from 0.
        if row_number(end or first) > found.last + 1 and row_number(first) <= last:
            detail = "Merged cells hide which record a value belongs to."
            yield Event("merged-data-cells", detail, data.sheet, first, data.table.name)


def read_otherwise(data: TableData, filled: Filled) -> Iterator[Event]:
    """What was tidied, once for each column, and what could not be believed."""
    headings = {column.name: column.heading for column in data.table.columns}
    for name, tidied in filled.tidied.items():
        count = "1 cell was" if len(tidied) == 1 else f"{len(tidied):,} cells were"
        detail = f"{headings[name]}: {count} read after tidying: {told(tidied.values())}."
        event = _at(data, "tidied-value", detail, min(tidied), name)
        yield replace(event, kinds=ranked(tidied.values()))
    for name, lost in filled.lost.items():
        changed = [row for row, rule in lost.items() if rule == CHANGED]
        detail = (
            f"{headings[name]}: a spreadsheet took this reference for a number or a date, and kept"
            " only a part of it."
        )
        yield from (_at(data, CHANGED, detail, row, name) for row in changed)
    for name, orders in filled.orders.items():
        detail = f"{headings[name]}: {_month_first(orders)}"
        yield _at(data, MONTH_FIRST, detail, min(filled.lost[name]), name)


def _at(data: TableData, rule: str, detail: str, row: int, name: str) -> Event:
    return Event(rule, detail, data.sheet, data.cell(row, name), data.table.name, name)


def _month_first(orders: Mapping[str, int]) -> str:
    """Why a column of days was not read day first: the counts of cells that show which order."""
    month, day, either = (orders.get(kind, 0) for kind in ("month", "day", "either"))
    if not month:
        return (
            "other dates on this sheet are written month first, so"
            f" {_cells(either)} that could be read either way {_were(either)} not read."
        )
    left = f", nor {_cells(either)} that could be read either way" if either else ""
    if day:
        return (
            f"this column mixes two orders: {_cells(month)} can be read month first only, and"
            f" {day:,} day first only. The former {_were(month)} not read{left}."
        )
    return (
        f"this column seems to be written month first: {_cells(month)} can be read in no other"
        f" order. {'It was' if month == 1 else 'They were'} not read{left}."
    )


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count:,} cells"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def unread_cells(data: TableData, unread: Unread, receipt: SheetReceipt) -> Iterator[Event]:
    """The cells that the workbook itself could not give."""
    errors = set(receipt.error_cells)
    for name, rows_of in unread.items():
        for row in sorted(rows_of):
            if data.cell(row, name) in errors:
                detail = "This cell shows a spreadsheet error instead of a value."
                yield _at(data, "error-value", detail, row, name)
            else:
                detail = "This cell holds a formula whose result was never saved."
                yield _at(data, "formula-without-value", detail, row, name)
