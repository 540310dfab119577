"""How many cells, and how large a rectangle, the sheets still to come may take."""

from __future__ import annotations

from checker.read import stops
from checker.read.limits import Limits
from checker.read.places import name_of_corner


class Room:
    """What is left of the limits on cells and area, sheet by sheet."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.cells = limits.cells
        self.area = limits.area

    def hold(self, name: str, row: int, column: int) -> None:
        """Raise Unreadable when a sheet that reaches to this corner does not fit.

        A value reader takes memory for the whole rectangle, and calamine would abort the process.
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

    def take(self, name: str, row: int, column: int, cells: int) -> None:
        """Use up what a finished sheet takes. Raises Unreadable when it does not fit."""
        self.hold(name, row, column)
        self.cells -= cells
        self.area -= row * column
