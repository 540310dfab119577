"""A repair made in memory: cells written, sheets renamed, rows taken out of a copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from checker.layout.values import column_number, row_number
from checker.read import Sheet, Workbook

Place = tuple[int, int]
"""A 0-based row and column."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to a workbook, by the names that its sheets have before.

    `cells` are the new values by place, `names` the new names of sheets, `rows` the 0-based rows
    that are deleted; places are those before the deletion.
    """

    cells: Mapping[str, Mapping[Place, object]] = field(default_factory=dict, repr=False)
    names: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, frozenset[int]] = field(default_factory=dict)


def place(reference: str) -> Place:
    """The 0-based place of a reference such as "C7"."""
    return row_number(reference) - 1, column_number(reference)


def changed(workbook: Workbook, change: Change) -> Workbook:
    """A copy of the workbook with the change made; what is not changed is shared with it."""
    names = change.names
    return replace(
        workbook,
        receipt=replace(
            workbook.receipt,
            sheets=tuple(
                replace(sheet, name=names.get(sheet.name, sheet.name))
                for sheet in workbook.receipt.sheets
            ),
        ),
        sheets=tuple(_changed(sheet, change) for sheet in workbook.sheets),
        texts=tuple(replace(t, sheet=names.get(t.sheet, t.sheet)) for t in workbook.texts),
    )


def _changed(sheet: Sheet, change: Change) -> Sheet:
    rows = list(sheet.rows)
    fresh: set[int] = set()
    for (row, column), value in change.cells.get(sheet.name, {}).items():
        if row not in fresh:
            rows[row] = list(rows[row])
            fresh.add(row)
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = value
    gone = change.rows.get(sheet.name, frozenset())
    kept = [row for number, row in enumerate(rows) if number not in gone] if gone else rows
    return replace(sheet, name=change.names.get(sheet.name, sheet.name), rows=kept)


def may_lose_rows(workbook: Workbook, sheet: str) -> bool:
    """Whether rows of a sheet can be taken out without the receipt naming wrong places."""
    receipt = next(found for found in workbook.receipt.sheets if found.name == sheet)
    return not (
        receipt.error_cells
        or receipt.formula_cells
        or receipt.merged_ranges
        or receipt.hidden_rows
        or receipt.gap_row
    )
