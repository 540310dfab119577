"""An earlier foi.csv beside the new one: what the two tell together that neither tells alone."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from checker.batch.foi.cells import QUESTIONS, sums
from checker.batch.foi.columns import ALL, HEADINGS, WITHHELD, Place
from checker.batch.foi.shown import Shown
from checker.disclosure import Key, Sum
from checker.errors import UsageError
from checker.model.batch import GivenAway

_MOST_BYTES: Final = 200_000_000
_WHY: Final = {
    "changed by little": "It changed by a few, so the difference tells of a few people.",
    "shown then, withheld now": "It is withheld now, and the earlier file shows it.",
    "withheld then, shown now": "It was withheld in the earlier file, and is shown now.",
    "can be worked out": "It is withheld, and can be worked out from both files together.",
}


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
        if len(row) != len(HEADINGS):
            raise ValueError
        *place, value, _ = row
        if place[0] in questions:
            yield Place(*place), None if value == WITHHELD else _whole(value)


def _whole(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 16):
        raise ValueError
    return int(value)


def given_away_with(
    earlier: Sequence[Earlier], shown: Shown, smallest: int
) -> tuple[GivenAway, ...]:
    """What can be worked out from the new counts beside those of each earlier file (DP-08)."""
    return tuple(told for file in earlier for told in _given_away(file, shown, smallest))


def _given_away(file: Earlier, shown: Shown, smallest: int) -> Iterator[GivenAway]:
    from checker.disclosure import differences

    then, now = _comparable(file.values), _comparable(shown.values)
    before = {key: file.values[place] for place, key in then.items()}
    after = {key: shown.values[place] for place, key in now.items()}
    both = [*_sums_of(file.values, then), *_sums_of(shown.values, now)]
    for found in differences(before, after, both, smallest):
        yield GivenAway(file.file, _words(found.key), _WHY[found.why])


def _comparable(values: Mapping[Place, int | None]) -> dict[Place, Key]:
    """A key for each place that another file shares only where it means the same.

    The total over all providers or periods is another number where others are in the file, so such
    a total is known by what it covers.
    """
    every = sorted({(p.provider, p.period) for p in values if ALL not in (p.provider, p.period)})

    def covered(place: Place) -> Iterator[str]:
        for provider, period in every:
            if place.provider in (ALL, provider) and place.period in (ALL, period):
                yield f"{provider}, {period}"

    whole = {(p.provider, p.period): p for p in values if ALL in (p.provider, p.period)}
    names = {pair: "; ".join(covered(place)) for pair, place in whole.items()}
    return {place: (*place, names.get((place.provider, place.period), "")) for place in values}


def _sums_of(values: Mapping[Place, int | None], keys: Mapping[Place, Key]) -> Iterator[Sum]:
    for total, parts in sums(values):
        yield Sum(keys[total], tuple(keys[part] for part in parts))


def _words(key: Key) -> str:
    """The place as people say it, without the columns that are totals or not asked."""
    return ", ".join(word for word in key[: len(Place._fields)] if word not in ("[z]", ALL))
