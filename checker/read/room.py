"""How many cells, and how large a rectangle, the sheets still to come may take."""

from __future__ import annotations

from checker.language import say
from checker.read import stops
from checker.read.limits import Limits
from checker.read.places import name_of_corner


class Room:
    """What is left of the limits on cells and area, sheet by sheet."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.cells = limits.cells
        self.area = limits.area
        self.text = limits.text

    def spell(self, characters: int) -> None:
        """Use up what the texts of cells come to. Raises Unreadable when they come to too much.

        A value reader copies a text into every cell that shows it.
        """
        self.text -= characters
        if self.text < 0:
            raise stops.long_texts(self.limits.text)

    def hold(self, name: str, row: int, column: int) -> None:
        """Raise Unreadable when a sheet that reaches to this corner does not fit.

        A value reader takes memory for the whole rectangle, and calamine would abort the process.
        """
        limits = self.limits
        far = row > limits.rows or column > limits.columns
        if not far and row * column <= self.area:
            return
        reaches = say("read.sheet-reaches-cell", name=name, row=name_of_corner(row, column))
        if far:
            raise stops.too_far(reaches, row, column, limits)
        covered = limits.area - self.area + row * column
        whole = say("read.workbook-covers-least-cells", covered=covered)
        found = say("read.counted-from-each-sheet", reaches=reaches, whole=whole)
        raise stops.over("area", found, limits.area)

    def take(self, name: str, row: int, column: int, cells: int, text: int = 0) -> None:
        """Use up what a finished sheet takes. Raises Unreadable when it does not fit."""
        self.hold(name, row, column)
        self.cells -= cells
        self.spell(text)
        self.area -= row * column
