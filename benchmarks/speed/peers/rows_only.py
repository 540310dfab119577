"""The checker's own reading, tidying and rows, and no more: the peers' work on a return.

    python rows_only.py WORKBOOK RULES

Keys and what they refer to are looked up in Polars. No rule of practice, no measure, no clause,
no search for what should not be there, no report. It is no command: it is here for the comparison.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from checker.layout import find_layout, find_tables
from checker.layout.tables import ReturnTables
from checker.packs import load_return
from checker.read import read
from checker.rows import check_rows

KINDS = {
    "required": ("not_null",),
    "date": ("date",),
    "number": ("whole", "number"),
    "list": ("in_set",),
    "length": ("length",),
    "range": ("number_between",),
    "pattern": ("regex",),
}
Told = tuple[str, str, str, int]
"""Table, column, kind, row."""


def by_schema(tables: ReturnTables) -> Iterator[Told]:
    for fault in check_rows(tables, ""):
        for kind in KINDS.get(fault.keyword, ()):
            yield fault.table, fault.field, kind, fault.row


def by_keys(tables: ReturnTables) -> Iterator[Told]:
    import polars as pl

    for name, data in tables.tables.items():
        for key in data.table.key[:1]:
            twins = pl.col(key).is_duplicated() & pl.col(key).is_not_null()
            yield from ((name, key, "unique", row) for row in rows(data.frame, twins))
    for link in tables.spec.foreign_keys:
        parents = tables.tables[link.parent].frame[link.parent_column]
        orphans = ~pl.col(link.column).is_in(parents.implode())
        frame = tables.tables[link.table].frame
        yield from ((link.table, link.column, "foreign_key", row) for row in rows(frame, orphans))


def rows(frame: Any, at_fault: Any) -> list[int]:
    return list(frame.filter(at_fault)["_row"])


def main(path: str, rules: str) -> None:
    given = json.loads(Path(rules).read_text(encoding="utf-8"))
    wanted = {
        (one["name"], rule["id"]): one["header_row"] for one in given for rule in one["rules"]
    }
    spec = load_return()
    workbook = read(Path(path))
    tables = find_tables(workbook, spec, find_layout(workbook, spec))
    headings = {(t.name, c.name): c.heading for t in spec.tables.values() for c in t.columns}
    found: dict[str, dict[str, list[int]]] = {}
    for table, column, kind, row in (*by_schema(tables), *by_keys(tables)):
        data = tables.tables[table]
        rule = f"{headings[table, column]} {kind}"
        if (data.sheet, rule) in wanted:
            at = data.sheet_rows[row] - wanted[data.sheet, rule] - 1
            found.setdefault(data.sheet, {}).setdefault(rule, []).append(at)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
