"""Whether calamine read from an OpenDocument sheet what our own walk read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from checker.read import stops
from checker.read.ods.sheets import Table
from checker.read.places import SHIFT


def agree(table: Table, start: tuple[int, int], second: Sequence[Sequence[Any]]) -> None:
    """Raise Unreadable unless the second reading shows values at the same places, and the same.

    `second` begins at `start` (row, column; 0-based). Texts need only be there: calamine drops tabs
    and line ends, and adds what stands in a text box. Places without a value to show (errors,
    formulas without one) are left out, and white space, which the format does not keep.
    """
    top, left = start
    hollow = table.tally.hollow
    height = max(len(table.rows), top + len(second))
    for number in range(height):
        row = table.rows[number] if number < len(table.rows) else ()
        other = second[number - top] if top <= number < top + len(second) else ()
        if _equal(row, other, left):
            continue
        place = (number + 1) << SHIFT
        ours, theirs = _shown(row, 0, place, hollow), _shown(other, left, place, hollow)
        if ours.keys() != theirs.keys():
            raise _other_places(table, start, second)
        if any(_differ(value, theirs[at]) for at, value in ours.items()):
            raise stops.values_disagree(table.name)


def _equal(row: Sequence[object], other: Sequence[object], left: int) -> bool:
    """Whether two rows hold the same, told fast; most rows of an honest file do."""
    if not row and not other:
        return True
    values = ["" if value is None else value for value in row]
    values.extend([""] * (left + len(other) - len(values)))
    return values == [*[""] * left, *other, *[""] * (len(values) - left - len(other))]


def _shown(
    row: Sequence[object], left: int, place: int, hollow: Collection[int]
) -> Mapping[int, object]:
    """The values that can be seen in a row, by their places; `place` is that of its first cell."""
    return {
        place + at: value
        for at, value in enumerate(row, left)
        if value is not None
        and (not isinstance(value, str) or value.strip())
        and place + at not in hollow
    }


def _differ(one: object, other: object) -> bool:
    """Whether two values of a kind are not the same; kinds that calamine shows as text pass."""
    return type(one) is type(other) and not isinstance(one, str) and one != other


def _other_places(
    table: Table, start: tuple[int, int], second: Sequence[Sequence[Any]]
) -> Exception:
    top, left = start
    hollow = table.tally.hollow
    ours = sum(
        len(_shown(row, 0, number << SHIFT, hollow)) for number, row in enumerate(table.rows, 1)
    )
    theirs = sum(
        len(_shown(row, left, number << SHIFT, hollow))
        for number, row in enumerate(second, top + 1)
    )
    return stops.readings_disagree(table.name, ours, theirs)
