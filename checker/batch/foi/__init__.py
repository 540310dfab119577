"""foi.csv: the questions that freedom-of-information requests ask again and again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from checker.batch.foi.answers import about, plain_answers
from checker.batch.foi.cells import QUESTIONS, table
from checker.batch.foi.columns import to_csv
from checker.batch.foi.earlier import Earlier, given_away_with, read_earlier
from checker.batch.foi.shown import shown_cells
from checker.batch.foi.taken import taken
from checker.model.batch import Entry, GivenAway, Together

__all__ = ["FILE", "Earlier", "read_earlier", "write_foi"]

FILE: Final = "foi.csv"
SMALLEST: Final = 10
"""Counts below it are withheld, unless a profile sets another (DP-07)."""


def write_foi(
    entries: Iterable[Entry], out: Path, together: Together, earlier: Sequence[Earlier] = ()
) -> tuple[GivenAway, ...]:
    """Write foi.csv into `out`; gives what it tells together with an `earlier` one.

    UTF-8 with a byte order mark, without which Excel on Windows reads letters beyond ASCII wrongly.
    """
    found = taken(entries, tuple(QUESTIONS))
    smallest = _smallest(together)
    cells = table(found.returns, together.spec)
    shown = shown_cells(cells, smallest)
    rows = (
        *about(found, shown, smallest, together),
        *shown.rows,
        *plain_answers(found.returns, together.spec),
    )
    (out / FILE).write_bytes(to_csv(rows))
    return given_away_with(earlier, shown, smallest)


def _smallest(together: Together) -> int:
    profile = together.given.profile
    return (profile.small_numbers.public if profile else None) or SMALLEST
