"""The sheets of an OpenDocument spreadsheet as they fill, row by row.

Repeated cells and rows are multiplied out only after the place of the last one is within the
limits: a kilobyte can declare seventeen thousand million filled cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.read.finished import Counted
from checker.read.ods.texts import Note
from checker.read.ods.values import Cell
from checker.read.places import SHIFT
from checker.read.room import Room
from checker.read.tally import Tally


@dataclass(slots=True)
class Table:
    """One sheet: its values, and its counts once it has ended."""

    name: str
    style: str
    state: str
    tally: Tally
    rows: list[list[object]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    counted: Counted | None = None


@dataclass(slots=True)
class Run:
    """Cells side by side that hold the same.

    `characters` counts all text inside of one, that of text boxes included: calamine takes it for
    the cell's and copies it into each.
    """

    column: int
    count: int
    cell: Cell
    characters: int


@dataclass(slots=True)
class Content:
    """What the walk found; `names` are those of all tables, copies of other files' included."""

    tables: list[Table] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    first_day: str = ""
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file; `above` counts the rows before it, `repeat` how often it stands."""

    above: int
    repeat: int
    is_hidden: bool
    runs: Sequence[Run]


def place(table: Table, line: Line, room: Room) -> None:
    """Put the cells of a row in their places, as often as it is repeated.

    Raises Unreadable when they reach too far, before anything is multiplied out.
    """
    counts, last = table.tally, line.runs[-1]
    bottom, right = line.above + line.repeat, last.column + last.count - 1
    room.hold(table.name, bottom, max(right, counts.widest))
    counts.add(sum(run.count for run in line.runs) * line.repeat - len(line.runs))
    counts.reach(bottom, right)
    room.spell(line.repeat * sum(run.characters * run.count for run in line.runs))
    # Rows that are repeated, and blank ones, are one list each: nobody changes a sheet's rows.
    table.rows.extend([[]] * (line.above - len(table.rows)))
    table.rows.extend([_values(line.runs)] * line.repeat)
    filled = [run for run in line.runs if run.cell.is_filled]
    for row in range(line.above + 1, bottom + 1 if filled else 0):
        for run in filled:
            first = row << SHIFT | (run.column - 1)
            _count(counts, run.cell, range(first, first + run.count))
        if line.is_hidden:
            counts.hidden_rows.append(row)


def _values(runs: Sequence[Run]) -> list[object]:
    values: list[object] = []
    for run in runs:
        values.extend([None] * (run.column - 1 - len(values)))
        values.extend([run.cell.value] * run.count)
    return values


def _count(counts: Tally, held: Cell, places: range) -> None:
    counts.filled.extend(places)
    if held.value is None:
        counts.hollow.update(places)
    if held.is_error:
        counts.errors.extend(places)
    elif not held.is_stored:
        counts.unstored.extend(places)
