"""The counts as the file shows them: small ones and those that would tell them withheld."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.batch.foi.cells import QUESTIONS, Cells
from checker.batch.foi.columns import ALL, WITHHELD, Place, Row
from checker.disclosure import protect


@dataclass(frozen=True, slots=True)
class Shown:
    """What leaves the commissioner: `values` is None where a count is withheld."""

    values: Mapping[Place, int | None]
    rule: str

    @property
    def rows(self) -> tuple[Row, ...]:
        """Totals before what they are made of."""
        return tuple(
            Row(place, WITHHELD if value is None else str(value))
            for place, value in sorted(self.values.items(), key=_order)
        )


def _order(item: tuple[Place, int | None]) -> tuple[int, list[tuple[bool, str]]]:
    question, *columns = item[0]
    return list(QUESTIONS.values()).index(question), [(name != ALL, name) for name in columns]


def shown_cells(cells: Cells, smallest: int) -> Shown:
    """The counts under disclosure control; nothing tells which were small themselves."""
    protected = protect(dict(cells.values.items()), cells.sums, smallest)
    return Shown({place: protected.shown.get(place) for place in cells.values}, protected.rule)
