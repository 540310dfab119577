"""Declared headline figures beside the same figures counted from the rows."""

from __future__ import annotations

from typing import Any

from checker.figures.cells import column, usable
from checker.figures.definitions import MEASURES, Definition, Period, reached
from checker.layout.tables import ReturnTables, SetAside
from checker.model.figures import Total


def totals(tables: ReturnTables, unusable: SetAside) -> tuple[Total, ...]:
    """One for each figure that a return can declare, in the order of their code list.

    The counts are those that the declared figures are held to, so they take in every row that can
    be read, whatever else is wrong with it. Nothing is counted where its sheet, one of its columns
    or the period is missing.
    """
    declared = _declared(tables, unusable)
    period = _period(tables)
    return tuple(
        Total(name, *declared.get(name, (None, None)), _counted(tables, name, period))
        for name in _names(tables)
    )


def _names(tables: ReturnTables) -> list[str]:
    columns = {column.name: column for column in tables.spec.tables["totals"].columns}
    codes = tables.spec.code_lists.get(columns["measure"].code_list)
    return [code.code for code in codes.codes] if codes else []


def _declared(tables: ReturnTables, unusable: SetAside) -> dict[str, tuple[Any, Any]]:
    names = ("measure", "period_value", "ytd_value")
    columns = [usable(tables, unusable, "totals", name) for name in names]
    found: dict[str, tuple[Any, Any]] = {}
    for measure, *values in zip(*columns, strict=True):
        if isinstance(measure, str):
            whole = [value if isinstance(value, int) else None for value in values]
            found.setdefault(measure, (whole[0], whole[1]))
    return found


def _period(tables: ReturnTables) -> Period | None:
    start, end = (tables.value("return", name) for name in ("period_start", "period_end"))
    return (start, end) if start and end else None


def _counted(tables: ReturnTables, name: str, period: Period | None) -> int | None:
    definition = MEASURES.get(name)
    if definition is None or (definition.day and period is None):
        return None
    data = tables.tables[definition.table]
    if not data.sheet or not data.present.issuperset(definition.reads):
        return None
    return _count(tables, definition, period) if data.frame.height else 0


def _count(tables: ReturnTables, definition: Definition, period: Period | None) -> int:
    cells = {name: column(tables, definition.table, name) for name in definition.reads}
    if definition.sums:
        return sum(value for value in cells[definition.sums] if value is not None)
    if not cells:
        return tables.tables[definition.table].frame.height
    both = (definition.day or definition.field, definition.field or definition.day)
    test = reached(definition, period)
    rows = zip(*(cells[name] for name in both), strict=True)
    return sum(test(day, cell) is True for day, cell in rows)
