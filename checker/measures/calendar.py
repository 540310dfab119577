"""Working days: Monday to Friday without the bank holidays of England and Wales."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_EARLIEST, _LATEST = dt.date(2000, 1, 1), dt.date(2100, 12, 31)


def calendar(frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """`day`, `working_day` and `nth` (working days so far) over the years the frames name.

    Days outside 2000 to 2100 are left out: such a date is a finding of its own.
    """
    return _days(*_span(frames))


# The returns of a batch span few different years, and a frame of them takes some 50 KB.
@lru_cache(maxsize=16)
def _days(first: dt.date, last: dt.date) -> pl.DataFrame:
    import holidays
    import polars as pl

    closed = holidays.country_holidays("GB", subdiv="ENG", years=range(first.year, last.year + 1))
    days = pl.date_range(first, last, eager=True).alias("day")
    frame = days.to_frame().with_columns(
        working_day=(days.dt.weekday() <= 5) & ~days.is_in(list(closed))
    )
    return frame.with_columns(nth=frame["working_day"].cum_sum().cast(pl.Int64))


def _span(frames: Iterable[pl.DataFrame]) -> tuple[dt.date, dt.date]:
    import polars as pl

    found = [_EARLIEST.replace(year=2026)]
    for frame in frames:
        for name in frame.select(pl.col(pl.Date)).columns:
            ends = (frame[name].min(), frame[name].max())
            found += [day for day in ends if isinstance(day, dt.date)]
    kept = [min(max(day, _EARLIEST), _LATEST) for day in found]
    return min(kept).replace(month=1, day=1), max(kept).replace(month=12, day=31)
