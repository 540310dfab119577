"""The cells around a row: where they stand, and which rows of other sheets belong to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from checker.expectations.links import Frames, keys_on_the_way, path
from checker.layout.tables import ReturnTables
from checker.measures.calendar import calendar
from checker.model.specs import Column

Index = Mapping[Any, list[int]]

# What belongs to a row in more than so many rows is told by its sheet, not cell by cell.
_SEVERAL = 3


class Around:
    """One return, looked into row by row; every column and index is made once, when asked for."""

    def __init__(self, tables: ReturnTables, frames: Frames) -> None:
        self.tables, self.frames = tables, frames
        self._values: dict[tuple[str, str], list[Any]] = {}
        self._indexes: dict[tuple[str, str], Index] = {}
        self._keys: dict[tuple[str, str], set[tuple[str, str]]] = {}
        self._ways: dict[tuple[str, str], Any] = {}

    @cached_property
    def _columns(self) -> Mapping[tuple[str, str], Column]:
        return {
            (name, column.name): column
            for name, table in self.tables.spec.tables.items()
            for column in table.columns
        }

    def column(self, table: str, field: str) -> Column | None:
        """The column of that name, or None for a measure."""
        return self._columns.get((table, field))

    def values(self, table: str, field: str) -> list[Any]:
        """A column or measure of a table, row by row; empty where the table has no rows."""
        at = table, field
        if at not in self._values:
            frame = self.frames[table]
            self._values[at] = frame[field].to_list() if field in frame.columns else []
        return self._values[at]

    def value(self, table: str, row: int, field: str) -> Any:
        """The value of one cell or measure, None where there is none."""
        values = self.values(table, field)
        return values[row] if row < len(values) else None

    def place(self, table: str, row: int, field: str) -> str:
        """Where a cell stands, such as "Victims D5"; empty where its heading was not found."""
        data = self.tables.tables[table]
        cell = data.cell(row, field)
        return f"{data.sheet} {cell}" if cell else ""

    def rows_with(self, table: str, field: str, value: Any) -> list[int]:
        """The rows of a table that hold a value in a column."""
        at = table, field
        if at not in self._indexes:
            index: dict[Any, list[int]] = {}
            for row, held in enumerate(self.values(table, field)):
                if held is not None:
                    index.setdefault(held, []).append(row)
            self._indexes[at] = index
        return self._indexes[at].get(value, [])

    @cached_property
    def _working(self) -> Mapping[dt.date, int]:
        frame = calendar(data.frame for data in self.tables.tables.values())
        return dict(zip(frame["day"].to_list(), frame["nth"].to_list(), strict=True))

    def working_days(self, first: dt.date, last: dt.date) -> int | None:
        """Working days from one day to another as measures count them; None for odd years."""
        if first not in self._working or last not in self._working:
            return None
        return self._working[last] - self._working[first]

    def leads(self, table: str, other: str, field: str) -> bool:
        """Whether a column only leads from one table to the other, or names the row itself."""
        at = table, other
        if at not in self._keys:
            spec = self.tables.spec
            own = {(k.table, k.column) for k in spec.foreign_keys if k.table == table == other}
            self._keys[at] = own | keys_on_the_way(spec, table, other)
        keys = self.tables.spec.tables[other].key
        return (other, field) in self._keys[at] or field in keys[:1]

    def linked(self, table: str, row: int, other: str) -> list[int]:
        """The rows of `other` that belong to a row, as far as the first few."""
        if table == other:
            return [row]
        at = table, other
        if at not in self._ways:
            self._ways[at] = path(self.tables.spec, table, other)
        if self._ways[at] is None:
            return list(range(min(self.frames[other].height, _SEVERAL)))
        rows = [row]
        for step in self._ways[at]:
            held = {self.value(step.table, one, step.column): None for one in rows}
            near = (self.rows_with(step.other, step.other_column, v)[:_SEVERAL] for v in held)
            rows = [one for found in near for one in found][:_SEVERAL]
        return rows
