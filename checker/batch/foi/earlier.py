"""An earlier foi.csv beside the new one: what the two tell together that neither tells alone."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.batch.foi.cells import QUESTIONS, Cells
from checker.batch.foi.columns import HEADINGS, WITHHELD, Place
from checker.batch.foi.shown import Shown
from checker.errors import UsageError
from checker.model.batch import GivenAway

_MOST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Earlier:
    """The counts of a foi.csv that went out before; None where one was withheld."""

    file: str
    values: Mapping[Place, int | None]


def read_earlier(path: Path) -> Earlier:
    """Read a foi.csv of an earlier batch. Raises UsageError for a file that is none."""
    if not path.is_file():
        raise UsageError(f"There is no file {path.name} there.")
    if path.stat().st_size > _MOST_BYTES:
        raise UsageError(f"{path.name} is too large for a foi.csv of this checker.")
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return Earlier(path.name, dict(_counts(text)))
    except (ValueError, csv.Error):
        raise UsageError(
            f"{path.name} is no foi.csv that this checker wrote, or was changed since: give the"
            " file as it came out of an earlier batch."
        ) from None


def _counts(text: str) -> Iterator[tuple[Place, int | None]]:
    """The rows of counts; ValueError where the file is another."""
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    if tuple(next(rows, ())) != HEADINGS:
        raise ValueError
    questions = frozenset(QUESTIONS.values())
    for row in rows:
        *place, value, _ = row
        if place and place[0] in questions:
            yield Place(*place), None if value == WITHHELD else _whole(value)


def _whole(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 16):
        raise ValueError
    return int(value)


def given_away_with(
    earlier: Sequence[Earlier], shown: Shown, cells: Cells, smallest: int
) -> tuple[GivenAway, ...]:
    """What can be worked out from the new counts beside those of each earlier file (DP-08)."""
    from checker.disclosure import differences

    return tuple(
        GivenAway(file.file, _words(Place(*found.key)), found.why)
        for file in earlier
        for found in differences(
            dict(file.values.items()), dict(shown.values.items()), cells.sums, smallest
        )
    )


def _words(place: Place) -> str:
    """The place as people say it, without the columns that are totals or not asked."""
    told = [word for word in place if word not in ("[z]", "All")]
    return ", ".join(told)
