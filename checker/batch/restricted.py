"""Which numbers of people may stand in what is passed on to partners: none from 1 to 4.

Withheld are small counts, what would tell them, and every share and interval made of them. The
tables here are simple: so many of so many rows, and totals of one kind of part. So they are
protected by rules that can be read, at no cost, where `disclosure.protect` looks for the fewest
cells to withhold by linear programming: 60 returns took it 13 seconds. These rules withhold more.
The tests attack what they show with the solver of `disclosure`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from checker.model.profile import Given
from checker.model.sheets import WITHHELD, Cell

Key = tuple[str, ...]

SMALLEST: Final = 5
"""Counts below it are withheld, unless a profile sets another (DP-07)."""


def smallest_shown(given: Given) -> int:
    """The lowest count of people that is shown."""
    profile = given.profile
    return (profile.small_numbers.restricted if profile else None) or SMALLEST


def rule(smallest: int) -> str:
    """The rule in plain words, to be printed beside the tables."""
    if smallest == 1:
        return "All counts are shown: no smallest count is set."
    return (
        f"Counts of people from 1 to {smallest - 1} are withheld. Of a group below {2 * smallest}"
        " it is not told either that all or none of it are so. Further counts are withheld so that"
        f" none of these can be worked out from what is shown to within {smallest}."
    )


def is_base_shown(rows: int, smallest: int) -> bool:
    """Whether it may be told how many rows there are."""
    return rows == 0 or rows >= smallest


def is_pair_shown(part: int, rows: int, smallest: int) -> bool:
    """Whether it may be told that `part` of `rows` rows are so, and with it that the rest is not.

    Of a group below twice the smallest count it is not told either that all or none are so: that
    says something of each of a few people. `disclosure.protect` decides the same.
    """
    rest = rows - part
    if rows < smallest:
        return rows == 0
    if 0 in (part, rest):
        return rows >= 2 * smallest
    return min(part, rest) >= smallest


def is_sum_shown(pairs: Iterable[tuple[int, int]], smallest: int) -> bool:
    """Whether the sum of the parts of (part, rows) may be told beside those that are shown.

    It may where each part that is withheld can still be one of `smallest` values or more.
    """
    return leaves_room([pair for pair in pairs if not is_pair_shown(*pair, smallest)], smallest)


def leaves_room(hidden: Sequence[tuple[int, int]], smallest: int) -> bool:
    """Whether each of `hidden`, as (count, the most that it can be), stays unknown by its sum.

    A count lies between what the others cannot take up and the most that it can be itself.
    """
    parts, most = sum(part for part, _ in hidden), sum(most for _, most in hidden)
    ranges = (min(own, parts) - max(0, parts - (most - own)) for _, own in hidden)
    return all(width >= smallest for width in ranges)


def are_parts_shown(parts: Sequence[int], smallest: int) -> bool:
    """Whether it may be told how a total that may be told divides into parts; all or none.

    As with pairs, it is not told of a group below twice the smallest count that all are in one.
    """
    whole = sum(parts)
    if len(parts) > 1 and 0 < whole < 2 * smallest and max(parts) == whole:
        return False
    return not any(is_small(part, smallest) for part in parts)


def is_small(count: int, smallest: int) -> bool:
    """Whether a count of people is too small to be told."""
    return 0 < count < smallest


@dataclass(frozen=True, slots=True)
class Shown:
    """A table after protection; a key that was not asked about is not withheld."""

    withheld: frozenset[Key]

    def cell(self, value: int, *key: str) -> Cell:
        """The count as it may be shown."""
        return WITHHELD if key in self.withheld else value
