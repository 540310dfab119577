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

    def take(self, counted: Counted) -> None:
        """Raises Unreadable when the sheet does not fit: calamine would abort the process."""
        name, limits = counted.receipt.name, self.limits
        corner = name_of_corner(counted.deepest, counted.widest)
        if counted.deepest > limits.rows or counted.widest > limits.columns:
            raise stops.too_many_cells(
                f"sheet “{name}” reaches to cell {corner}, and {limits.rows:,} rows and "
                f"{limits.columns:,} columns are the most that is read"
            )
        self.cells -= counted.cells
        self.area -= counted.deepest * counted.widest
        if self.area < 0:
            raise stops.too_many_cells(
                f"with sheet “{name}”, which reaches to cell {corner}, its sheets cover over "
                f"{limits.area:,} cells"
            )
