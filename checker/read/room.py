"""How much the sheets of one workbook may take together."""

from __future__ import annotations

from checker.read import stops
from checker.read.limits import Limits
from checker.read.places import name_of_corner
from checker.read.tally import Counted


class Room:
    """Cells and rectangle that the sheets still to come may take."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.cells = limits.cells
        self.area = limits.area

    def hold(self, name: str, row: int, column: int) -> None:
        """Raises Unreadable when a sheet that reaches so far does not fit beside those before it.

        A value reader makes room for the whole rectangle, and calamine would abort the process.
        """
        limits, corner = self.limits, name_of_corner(row, column)
        if row > limits.rows or column > limits.columns:
            raise stops.too_many_cells(
                f"sheet “{name}” reaches to cell {corner}, and {limits.rows:,} rows and "
                f"{limits.columns:,} columns are the most that is read"
            )
        if row * column > self.area:
            raise stops.too_many_cells(
                f"with sheet “{name}”, which reaches to cell {corner}, its sheets cover over "
                f"{limits.area:,} cells"
            )

    def take(self, counted: Counted) -> None:
        """Use up what a finished sheet takes. Raises Unreadable when it does not fit."""
        self.hold(counted.receipt.name, counted.deepest, counted.widest)
        self.cells -= counted.cells
        self.area -= counted.deepest * counted.widest
