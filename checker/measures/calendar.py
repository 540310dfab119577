"""Working days: Monday to Friday without the bank holidays of England and Wales."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_EARLIEST, _LATEST = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
# Written from the library `holidays`, which takes longer to load than the measures of a small
# return. A test holds the table to the library, and `--update` writes it afresh.
BANK_HOLIDAYS = Path(__file__).parent / "bank-holidays.txt"


def calendar(frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """`day`, `working_day` and `nth` (working days so far) over the years the frames name.

    Days outside 2000 to 2100 are left out: such a date is a finding of its own.
    """
    return _days(*_span(frames))


# The returns of a batch span few different years, and a frame of them takes some 50 KB.
@lru_cache(maxsize=16)
def _days(first: dt.date, last: dt.date) -> pl.DataFrame:
    import polars as pl

    closed = [day for day in _bank_holidays() if first <= day <= last]
    days = pl.date_range(first, last, eager=True).alias("day")
    frame = days.to_frame().with_columns(working_day=(days.dt.weekday() <= 5) & ~days.is_in(closed))
    return frame.with_columns(nth=frame["working_day"].cum_sum().cast(pl.Int64))


def _bank_holidays() -> Iterator[dt.date]:
    """Every bank holiday of the table: a line is a year, then its days as MM-DD."""
    for line in BANK_HOLIDAYS.read_text(encoding="utf-8").splitlines():
        year, *days = line.partition("#")[0].split() or [""]
        yield from (dt.date.fromisoformat(f"{year}-{day}") for day in days)


def _span(frames: Iterable[pl.DataFrame]) -> tuple[dt.date, dt.date]:
    import polars as pl

    found = [_EARLIEST.replace(year=2026)]
    for frame in frames:
        for name in frame.select(pl.col(pl.Date)).columns:
            ends = (frame[name].min(), frame[name].max())
            found += [day for day in ends if isinstance(day, dt.date)]
    kept = [min(max(day, _EARLIEST), _LATEST) for day in found]
    return min(kept).replace(month=1, day=1), max(kept).replace(month=12, day=31)
