"""What the shape of one sheet gives cause to say: places, headings and counts, never a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from checker.language import say
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
    detail = say("layout.no-headings", sheet=place.sheet)
    return Event("missing-sheet", detail, sheet.name, table=place.table)


def missing_columns(place: SheetLayout, table: Table, data: TableData) -> Iterator[Event]:
    for column in table.columns:
        if column.name in place.columns and column.name not in data.present:
            needed = column.required or column.conditions
            detail = say("layout.missing-column", heading=column.heading, sheet=place.sheet)
            rule = "missing-column" if needed else "missing-optional-column"
            yield Event(rule, detail, data.sheet, table=table.name, field=column.name)


def headings(data: TableData, found: Headings) -> Iterator[Event]:
    for column in found.unknown:
        detail = say("layout.unknown-column")
        cell = reference(found.row, column)
        yield Event("unknown-column", detail, data.sheet, cell, data.table.name)
    for name, column in found.repeated:
        detail = say("layout.repeated-column")
        cell = reference(found.row, column)
        yield Event("repeated-column", detail, data.sheet, cell, data.table.name, name)


def stray(data: TableData, place: tuple[int, int] | None) -> Iterator[Event]:
    if place is not None:
        detail = say("layout.stray")
        yield Event("unknown-column", detail, data.sheet, reference(*place), data.table.name)


def rows(data: TableData, found: Rows, receipt: SheetReceipt) -> Iterator[Event]:
    for row in found.totals:
        detail = say("layout.totals-row")
        yield Event("totals-row-ignored", detail, data.sheet, reference(row, 0), data.table.name)
    if found.headings:
        cell = reference(found.headings[0], 0)
        detail = say("layout.heading-rows", n=len(found.headings))
        yield Event("heading-row-ignored", detail, data.sheet, cell, data.table.name)
    if found.gaps:
        detail = say("layout.blank-rows", n=found.gaps)
        yield Event("blank-rows-skipped", detail, data.sheet, table=data.table.name)
    yield from _hidden_rows(data, receipt)


def _hidden_rows(data: TableData, receipt: SheetReceipt) -> Iterator[Event]:
    hidden = set(receipt.hidden_rows).intersection(data.sheet_rows if receipt.hidden_rows else ())
    if hidden:
        detail = say("layout.hidden-rows", n=len(hidden))
        yield Event("hidden-rows", detail, data.sheet, table=data.table.name)


def merged(data: TableData, found: Headings, receipt: SheetReceipt) -> Iterator[Event]:
    last = max(data.sheet_rows, default=0)
    for block in receipt.merged_ranges:
        first, _, end = block.partition(":")
        # Row numbers count from 1, `found.last` from 0.
        if row_number(end or first) > found.last + 1 and row_number(first) <= last:
            detail = say("layout.merged-cells")
            yield Event("merged-data-cells", detail, data.sheet, first, data.table.name)


def read_otherwise(data: TableData, filled: Filled) -> Iterator[Event]:
    """What was tidied, once for each column, and what could not be believed."""
    headings = {column.name: column.heading for column in data.table.columns}
    for name, tidied in filled.tidied.items():
        kinds = told(tidied.values())
        detail = say("layout.tidied", n=len(tidied), heading=headings[name], kinds=kinds)
        event = _at(data, "tidied-value", detail, min(tidied), name)
        yield replace(event, kinds=ranked(tidied.values()))
    for name, lost in filled.lost.items():
        changed = [row for row, rule in lost.items() if rule == CHANGED]
        detail = say("layout.reference-changed", heading=headings[name])
        yield from (_at(data, CHANGED, detail, row, name) for row in changed)
    for name, orders in filled.orders.items():
        detail = say("layout.month-first", heading=headings[name], why=_month_first(orders))
        yield _at(data, MONTH_FIRST, detail, min(filled.lost[name]), name)


def _at(data: TableData, rule: str, detail: str, row: int, name: str) -> Event:
    return Event(rule, detail, data.sheet, data.cell(row, name), data.table.name, name)


def _month_first(orders: Mapping[str, int]) -> str:
    """Why a column of days was not read day first: the counts of cells that show which order."""
    month, day, either = (orders.get(kind, 0) for kind in ("month", "day", "either"))
    if not month:
        return say("layout.other-dates-month-first", n=either)
    left = say("layout.nor-either-way", n=either) if either else ""
    if day:
        return say("layout.two-orders", n=month, day=f"{day:,}", left=left)
    return say("layout.column-month-first", n=month, left=left)


def unread_cells(data: TableData, unread: Unread, receipt: SheetReceipt) -> Iterator[Event]:
    """The cells that the workbook itself could not give."""
    errors = set(receipt.error_cells)
    for name, rows_of in unread.items():
        for row in sorted(rows_of):
            if data.cell(row, name) in errors:
                detail = say("layout.error-value")
                yield _at(data, "error-value", detail, row, name)
            else:
                detail = say("layout.formula-without-value")
                yield _at(data, "formula-without-value", detail, row, name)
