"""Day and month changed places: whether swapping them back would put a date right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from checker.advice.around import Around
from checker.advice.practice import Asked, Pair
from checker.expectations.outcomes import Failure
from checker.language import say
from checker.model.findings import Suggestion

_LONG_AGO = dt.date(2000, 1, 1)
# A rule that sets one bound only would take any day beyond it: further away is no likely slip.
_FAR = 366


def swapped(day: dt.date) -> dt.date | None:
    """The day with its day and month in each other's place; None where there is no other."""
    if day.day > 12 or day.day == day.month:
        return None
    return dt.date(day.year, day.day, day.month)


def swap_suggestions(
    around: Around, ask: Asked, failure: Failure, pair: Pair
) -> Iterator[Suggestion]:
    """A word on the cell at fault, or else on the cell beside it, that a swap would put right."""
    mine = around.value(failure.table, failure.row, failure.field)
    other = around.value(pair.table, pair.row, pair.column.name)
    if pair.working or not isinstance(mine, dt.date) or not isinstance(other, dt.date):
        return
    turned = swapped(mine)
    if turned and _fits(around, ask, pair, turned, other) and _likely(around, ask.column, turned):
        yield Suggestion("swap", say("advice.swap"))
        return
    beside = swapped(other) if pair.table != "return" else None
    if beside and _fits(around, ask, pair, mine, beside) and _likely(around, pair.column, beside):
        place = around.place(pair.table, pair.row, pair.column.name)
        words = say("advice.swap-other", heading=pair.column.heading, place=place)
        yield Suggestion("swap", words, place=place)


def _fits(around: Around, ask: Asked, pair: Pair, mine: dt.date, other: dt.date) -> bool:
    measured = pair.sign * (mine - other).days + pair.both
    low, high = ask.kwargs.get("min_value"), ask.kwargs.get("max_value")
    inside = (low is None or measured >= low) and (high is None or measured <= high)
    return inside and abs(measured) <= _FAR


def _likely(around: Around, column: Any, day: dt.date) -> bool:
    """Whether a day could stand in a column: not long ago, and not after the period."""
    end = around.tables.value("return", "period_end")
    past = end is None or day <= end
    return day >= _LONG_AGO and (past or column.may_follow_period)
