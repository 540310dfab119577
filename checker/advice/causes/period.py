"""The period on the Return sheet: one wrong day there puts dates of every sheet out of place."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping

from checker.advice.causes.scene import Candidate, Scene
from checker.advice.changes import Change, place
from checker.language import say

# Fewer dates outside the period are slips of their own.
_SEVERAL = 5
_OUTSIDE = ("date-after-period", "case-outside-period")
_SHAPE = ("period-not-a-quarter", "period-back-to-front")


def period(scene: Scene) -> Iterator[Candidate]:
    """The quarter that one of its two days names, and the quarter after."""
    tables = scene.around.tables
    start, end = (tables.value("return", name) for name in ("period_start", "period_end"))
    counts = Counter(failure.rule for failure in scene.failures)
    if not isinstance(start, dt.date) or not isinstance(end, dt.date):
        return
    related = sum(counts[rule] for rule in (*_OUTSIDE, *_SHAPE))
    if any(counts[rule] for rule in _SHAPE):
        if start == _quarter(start)[0]:
            yield from _candidate(scene, {"period_end": _quarter(start)[1]}, "fix-end", related)
        if end == _quarter(end)[1]:
            yield from _candidate(scene, {"period_start": _quarter(end)[0]}, "fix-start", related)
    elif counts["date-after-period"] >= _SEVERAL and (start, end) == _quarter(start):
        first, last = _quarter(end + dt.timedelta(days=1))
        days = {"period_start": first, "period_end": last}
        yield from _candidate(scene, days, "fix-quarter", related)


def _quarter(day: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day of the quarter of the year in which a day lies."""
    first = dt.date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    after = dt.date(day.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
    return first, after - dt.timedelta(days=1)


def _candidate(
    scene: Scene, days: Mapping[str, dt.date], key: str, related: int
) -> Iterator[Candidate]:
    data = scene.data("return")
    cells = {name: data.cell(0, name) for name in days}
    if not all(cells.values()):
        return
    first = next(iter(cells.values()))
    change = Change(cells={data.sheet: {place(cells[name]): days[name] for name in days}})
    said = say(f"advice.{key}", place=f"{data.sheet} {first}")
    yield Candidate("template", said, data.sheet, first, change, related)
