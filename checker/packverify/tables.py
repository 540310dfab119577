"""Rows written down as data, such as a rule's examples, as the tables of a whole return."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from checker.errors import PackError
from checker.layout.columns import fill, frame
from checker.layout.tables import ReturnTables, TableData
from checker.layout.values import letters
from checker.measures import measure
from checker.model.specs import Layout, ReturnSpec, SheetLayout, Table

if TYPE_CHECKING:
    import polars as pl

QUARTER = {"period_start": "2026-07-01", "period_end": "2026-09-30", "nil_return": "N"}

SETTINGS = "settings"

Row = Mapping[str, Any]


def measured(spec: ReturnSpec, example: Mapping[str, Sequence[Row]]) -> dict[str, pl.DataFrame]:
    """The tables of `example_tables` with their measures beside the columns.

    What stands under `settings` is no table: it is what a commissioner's profile would set.
    """
    [mark] = [row.get("dash_high") for row in example.get(SETTINGS, ())] or [None]
    return measure(example_tables(spec, example), dash_high=mark)


def example_tables(spec: ReturnSpec, example: Mapping[str, Sequence[Row]]) -> ReturnTables:
    """The rows in tables with every column, as if every sheet had been filled in.

    Without a row for the return itself, the quarter is July to September 2026. Raises PackError
    for a column that the table does not have.
    """
    rows = {"return": [QUARTER], **example}
    tables = {name: _data(table, rows.get(name, ()), spec) for name, table in spec.tables.items()}
    sheets = tuple(
        SheetLayout(t.name, t.title, (), tuple(c.name for c in t.columns))
        for t in spec.tables.values()
    )
    return ReturnTables(spec, Layout("all", "All", "", "", sheets), tables, ())


def _data(table: Table, rows: Sequence[Row], spec: ReturnSpec) -> TableData:
    used = {name for row in rows for name in row}
    unknown = used - {column.name for column in table.columns}
    if unknown:
        raise PackError(f"{table.name} has no column {', '.join(sorted(unknown))}.")
    cells = {name: [_cell(row.get(name)) for row in rows] for name in used}
    filled = fill(table, cells, len(rows), spec.code_lists)
    return TableData(
        table,
        table.title,
        frame(table, filled, len(rows)),
        filled.instances,
        columns={c.name: letters(n) for n, c in enumerate(table.columns)},
        sheet_rows=tuple(range(2, len(rows) + 2)),
        unread=filled.with_lost({}),
    )


def _cell(value: Any) -> Any:
    """A value as a cell holds it: the entries of a list stand in one cell."""
    return "; ".join(value) if isinstance(value, list) else value
