"""A rule's examples, as tables: what the rule files hold beside each rule is its test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checker.layout.columns import fill, frame
from checker.layout.tables import ReturnTables, TableData
from checker.layout.values import letters
from checker.model.specs import Layout, ReturnSpec, SheetLayout, Table

QUARTER = {"period_start": "2026-07-01", "period_end": "2026-09-30", "nil_return": "N"}


def example_tables(
    spec: ReturnSpec, example: Mapping[str, Sequence[Mapping[str, Any]]]
) -> ReturnTables:
    """The example's rows in tables with every column; the quarter is July to September 2026."""
    rows = {"return": [QUARTER], **example}
    sheets = tuple(
        SheetLayout(t.name, t.title, (), tuple(c.name for c in t.columns))
        for t in spec.tables.values()
    )
    tables = {name: _data(table, rows.get(name, []), spec) for name, table in spec.tables.items()}
    return ReturnTables(spec, Layout("all", "All", "", "", sheets), tables, ())


def _data(table: Table, rows: Sequence[Mapping[str, Any]], spec: ReturnSpec) -> TableData:
    unknown = {name for row in rows for name in row} - {c.name for c in table.columns}
    assert not unknown, f"{table.name} has no column {sorted(unknown)}"
    cells = {c.name: [row.get(c.name) for row in rows] for c in table.columns}
    filled = fill(table, cells, len(rows), spec.code_lists, False)
    return TableData(
        table,
        table.title,
        frame(table, filled, len(rows)),
        filled.instances,
        columns={c.name: letters(n) for n, c in enumerate(table.columns)},
        sheet_rows=tuple(range(2, len(rows) + 2)),
    )
