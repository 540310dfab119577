"""The tables of one return, typed, each cell still knowing where it stood in the workbook."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from checker.model.specs import Layout, ReturnSpec, Table

if TYPE_CHECKING:
    import polars as pl

SetAside = dict[str, dict[str, set[int]]]


@dataclass(frozen=True)
class Event:
    """Something about the workbook's shape; `rule` is the rule whose finding it becomes.

    `detail` names headings, sheets of the specification or counts: never a cell's content.
    `kinds` are the kinds of tidying that it tells of.
    """

    rule: str
    detail: str
    sheet: str = ""
    cell: str = ""
    table: str = ""
    field: str = ""
    fix: str = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableData:
    """One table: `frame` has a column `_row` (0-based) and every column of the table, typed.

    `columns` maps the fields found to column letters and `sheet_rows` a row to its 1-based sheet
    row; a record table has `cells` instead. `instances` are the rows for JSON Schema, blank cells
    left out: a list, or columns that make a row when it is looked at. `unread` are cells the
    workbook could not give (error values, formulas unsaved).
    """

    table: Table
    sheet: str
    frame: pl.DataFrame
    instances: Sequence[dict[str, Any]]
    columns: Mapping[str, str] = field(default_factory=dict)
    sheet_rows: tuple[int, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, set[int]] = field(default_factory=dict)

    @classmethod
    def empty(cls, table: Table) -> TableData:
        """A table that the workbook does not hold: no row, no heading found."""
        from checker.layout.columns import Filled, frame

        return cls(table, "", frame(table, Filled(), 0), [])

    @property
    def present(self) -> frozenset[str]:
        """The fields whose heading was found."""
        return frozenset(self.cells) | frozenset(self.columns)

    def cell(self, row: int, name: str) -> str:
        """The reference of a cell, such as "F12"; empty when its heading was not found."""
        if name in self.cells:
            return self.cells[name]
        if name in self.columns and row < len(self.sheet_rows):
            return f"{self.columns[name]}{self.sheet_rows[row]}"
        return ""

    def spot(self, cell: str) -> tuple[int, str] | None:
        """The row and field that stand at a reference; None for a cell outside the table."""
        if self.cells:
            return next(((0, name) for name, ref in self.cells.items() if ref == cell), None)
        letters = cell.rstrip("0123456789")
        name = next((n for n, column in self.columns.items() if column == letters), "")
        rows = self.sheet_rows
        place = bisect_left(rows, int(cell[len(letters) :]))
        known = name and place < len(rows) and self.cell(place, name) == cell
        return (place, name) if known else None


@dataclass(frozen=True)
class ReturnTables:
    """Every table of the specification; those the layout or the workbook lacks are empty."""

    spec: ReturnSpec
    layout: Layout
    tables: Mapping[str, TableData]
    events: tuple[Event, ...]

    def value(self, table: str, name: str) -> Any:
        """The value of a record's field, or None."""
        frame = self.tables[table].frame
        return frame[name][0] if frame.height else None
