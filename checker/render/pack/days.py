"""Days and periods as people write them."""

from __future__ import annotations

from datetime import date, timedelta


def day(iso: str) -> str:
    """The day in words, such as "1 July 2026"; the text as it stands where it is no ISO day."""
    found = _parsed(iso)
    return f"{found.day} {found:%B} {found.year}" if found else iso


def period_words(start: str, end: str) -> str:
    """A period in words: by its months where it is made of whole ones, else by its days."""
    first, last = _parsed(start), _parsed(end)
    if first is None or last is None:
        return f"{start} to {end}" if start and end else ""
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return _months(first, last)
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {first:%B}{year} to {day(end)}"


def month_of(iso: str) -> str:
    """The month of a day, short enough for an axis: "Sep 2026"."""
    found = _parsed(iso)
    return f"{found:%b} {found.year}" if found else iso


def _months(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%B} {first.year}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first:%B}{year} to {last:%B} {last.year}"


def _parsed(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
