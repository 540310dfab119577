"""A repair tried in memory: what would be read otherwise, or looks like an identifier, is left.

The promise of a repair is that the checker reads the same tables before and after. It is kept by
trying, so that no rule about cells has to foresee every way in which a sheet can be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from checker.editing.repair.changes import SHEET_NAME, Change, Plan, kept_back
from checker.editing.repair.listing import listed
from checker.errors import Unreadable
from checker.layout import ReturnTables, TableData, find_layout, find_tables
from checker.layout.values import column_number, row_number
from checker.privacy import scan, scan_texts
from checker.read import Sheet, Text, Workbook

# What a repair is there to take away.
_TAKEN_AWAY = frozenset({"tidied-value", "leading-zeros-lost"})

Why = Mapping[Change, str]


def tried(workbook: Workbook, tables: ReturnTables, plan: Plan) -> Plan:
    """The plan without the changes that alter what is read, or that show what should not be."""
    while plan.changes:
        found = _suspects(workbook, tables, plan)
        if not found:
            break
        left = [*plan.left, *(kept_back(change, why) for change, why in found.items())]
        plan = Plan(tuple(c for c in plan.changes if c not in found), tuple(left))
    return plan


def _suspects(workbook: Workbook, tables: ReturnTables, plan: Plan) -> Why:
    changes = plan.changes
    after = applied(workbook, changes)
    unlike = _unlike(after, tables)
    if unlike is None:
        return dict.fromkeys(changes, "reading")
    if unlike:
        among = {change for change in changes if change.place in _places(workbook, unlike)}
        return dict.fromkeys(among or changes, "reading")
    return _showing(workbook, after, plan)


def applied(workbook: Workbook, changes: Iterable[Change]) -> Workbook:
    """The workbook as it would be read once the changes are made."""
    sheets = list(workbook.sheets)
    names: dict[str, str] = {}
    for change in changes:
        sheet = sheets[change.place]
        if SHEET_NAME in change.kinds:
            names[sheet.name] = str(change.now)
            continue
        rows = sheet.rows if sheet is not workbook.sheets[change.place] else _copy(sheet.rows)
        rows[row_number(change.cell) - 1][column_number(change.cell)] = change.now
        sheets[change.place] = replace(sheet, rows=rows)
    receipt = workbook.receipt
    return Workbook(
        replace(
            receipt,
            sheets=tuple(replace(s, name=names.get(s.name, s.name)) for s in receipt.sheets),
        ),
        tuple(replace(sheet, name=names.get(sheet.name, sheet.name)) for sheet in sheets),
        workbook.texts,
    )


def _copy(rows: Sequence[Sequence[object]]) -> list[list[object]]:
    return [list(row) for row in rows]


def _unlike(after: Workbook, tables: ReturnTables) -> list[str] | None:
    """The sheets (by their old names) that are read otherwise; None where the return itself is."""
    try:
        layout = find_layout(after, tables.spec, any_version=True)
    except Unreadable:
        return None
    if layout.id != tables.layout.id:
        return None
    read = find_tables(after, tables.spec, layout)
    unlike = {name for name, data in tables.tables.items() if not same(data, read.tables[name])}
    told = unlike | set(_told_more(read, tables))
    return None if "" in told else [tables.tables[name].sheet for name in sorted(told)]


def _told_more(read: ReturnTables, tables: ReturnTables) -> Iterator[str]:
    """Tables of whose shape something is told that was not told before; "" for the workbook."""
    told, before = (
        Counter((e.table, e.rule) for e in t.events if e.rule not in _TAKEN_AWAY)
        for t in (read, tables)
    )
    return (table for table, _ in told - before)


def same(one: TableData, other: TableData) -> bool:
    """Whether two readings of a table are the same, cell by cell and place by place."""
    values = one.frame.equals(other.frame, null_equal=True) and one.instances == other.instances
    return values and _where(one) == _where(other)


def _where(data: TableData) -> tuple[object, ...]:
    unread = {name: rows for name, rows in data.unread.items() if rows}
    return dict(data.columns), dict(data.cells), data.sheet_rows, unread


def _places(workbook: Workbook, names: Iterable[str]) -> set[int]:
    wanted = set(names)
    return {number for number, sheet in enumerate(workbook.sheets) if sheet.name in wanted}


def _showing(workbook: Workbook, after: Workbook, plan: Plan) -> Why:
    """Changes by which a cell begins or ceases to look like an identifier, here or on the list."""
    found: dict[Change, str] = {}
    old = {sheet.name: number for number, sheet in enumerate(workbook.sheets)}
    new = {sheet.name: number for number, sheet in enumerate(after.sheets)}
    before = {(old[s.sheet], s.cell) for s in scan(workbook)}
    now = {(new[s.sheet], s.cell) for s in scan(after)}
    for place, cell in before ^ now:
        here = [c for c in plan.changes if c.place == place and c.cell]
        column = [c for c in here if column_number(c.cell) == column_number(cell)]
        found.update(dict.fromkeys(column or here or plan.changes, "identifier"))
    rows = listed(plan)
    for sighting in scan(_alone(workbook, rows.rows)):
        change = rows.by_row.get(row_number(sighting.cell))
        found.update(dict.fromkeys((change,) if change else plan.changes, "identifier"))
    found.update(dict.fromkeys(_left_behind(plan.changes), "identifier"))
    return found


def _alone(workbook: Workbook, rows: Sequence[Sequence[object]]) -> Workbook:
    return Workbook(workbook.receipt, (Sheet("Changes", "visible", _copy(rows)),))


def _left_behind(changes: Iterable[Change]) -> Iterable[Change]:
    """Changes whose old text stays in the file, where no cell shows it, and would be told of."""
    return [
        change
        for change in changes
        if isinstance(change.was, str) and scan_texts((Text("other", change.was),))
    ]
