"""What causes are looked for in, and what one of them is before it was tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.advice.around import Around
from checker.advice.changes import Change
from checker.advice.shape import Shape
from checker.expectations.outcomes import Failure
from checker.layout.tables import TableData
from checker.model.causes import CauseKind
from checker.read import Workbook
from checker.rows import CellFault


@dataclass(frozen=True, slots=True)
class Scene:
    """One return with everything at fault in it."""

    workbook: Workbook
    around: Around
    shape: Shape
    faults: Sequence[CellFault] = field(repr=False)
    failures: Sequence[Failure] = field(repr=False)

    def data(self, table: str) -> TableData:
        """One table of the return."""
        return self.around.tables.tables[table]

    def heading(self, table: str, name: str) -> str:
        """What a column is called on its sheet."""
        column = self.around.column(table, name)
        return column.heading if column else name


@dataclass(frozen=True, slots=True)
class Candidate:
    """A repair that may clear findings; `related` guesses how many, and decides what is tried."""

    kind: CauseKind
    said: str
    sheet: str
    cell: str
    change: Change
    related: int
    safe: bool = False
