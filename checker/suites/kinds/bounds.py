"""The bounds of a figure, read as Great Expectations reads them, and a figure held to them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from checker.suites.kinds.scope import Kwargs, Stopped

BOUNDS = ("min_value", "max_value", "strict_min", "strict_max")
Bound = float | dt.date | None

_YES = (1, "1", "on", "t", "true", "y", "yes")
_NO = (0, "0", "off", "f", "false", "n", "no")
_DAY = r"(\d{4})-(\d{1,2})-(\d{1,2})"
_TIME = r"(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,6})\d{0,6})?)?(Z|[+-]\d{2}(?::?\d{2})?)?"


class Bounds(NamedTuple):
    """What a figure may be at least and at most; None is no bound. Strict: not the bound itself."""

    low: Any
    high: Any
    strict_low: bool
    strict_high: bool


def bounds(kwargs: Kwargs, read: Callable[[Any], Any]) -> Bounds:
    """The four arguments named in BOUNDS; `read` makes a bound of what the suite says.

    Raises TypeError naming an argument that cannot be read.
    """
    low, high = (argument(kwargs, name, read) for name in BOUNDS[:2])
    return Bounds(low, high, truth(kwargs, "strict_min"), truth(kwargs, "strict_max"))


def argument(kwargs: Kwargs, name: str, read: Callable[[Any], Any]) -> Any:
    """What `read` makes of an argument, None for none; raises TypeError naming it."""
    said = kwargs.get(name)
    try:
        return None if said is None else read(said)
    except (TypeError, ValueError, OverflowError):
        raise TypeError(name) from None


def number(said: Any) -> float:
    """A number, or a text of one."""
    if not isinstance(said, int | float | str):
        raise TypeError
    return float(said)


def whole(said: Any) -> int:
    """A whole number; a number with a fraction loses it, as in Great Expectations."""
    if not isinstance(said, int | float | str):
        raise TypeError
    return int(said)


def comparable(said: Any) -> float | dt.date:
    """A number, a day or a moment; ISO texts are read as days and moments."""
    if isinstance(said, dt.date):
        return said
    try:
        return number(said)
    except ValueError:
        return _day(said)


def whole_or_moment(said: Any) -> int | dt.datetime:
    """As Great Expectations takes it for a number of rows, which no moment can be held to."""
    try:
        return whole(said)
    except ValueError:
        return _moment(said)


def _day(said: str) -> dt.date:
    found = re.match(_DAY + "$", said)
    return dt.date(*map(int, found.groups())) if found else _moment(said)


def _moment(said: str) -> dt.datetime:
    found = re.match(f"{_DAY}[T ]{_TIME}$", said)
    if not found:
        raise ValueError
    *parts, fraction, zone = found.groups()
    year, month, day, hour, minute, second = (int(part or 0) for part in parts)
    micro = int((fraction or "").ljust(6, "0"))
    return dt.datetime(year, month, day, hour, minute, second, micro, _zone(zone))


def _zone(said: str | None) -> dt.timezone | None:
    if said is None or said == "Z":
        return dt.UTC if said else None
    minutes = int(said[1:3]) * 60 + (int(said[-2:]) if len(said) > 3 else 0)
    return dt.timezone(dt.timedelta(minutes=-minutes if said[0] == "-" else minutes))


def truth(kwargs: Kwargs, name: str, *, default: bool = False) -> bool:
    """A truth value, or one of the words for it that Great Expectations takes."""
    said = kwargs.get(name, default)
    said = said.lower() if isinstance(said, str) else said
    if said not in _YES + _NO:
        raise TypeError(name)
    return said in _YES


def truth_or_none(kwargs: Kwargs, name: str, *, default: bool = False) -> bool:
    """As `truth`; none at all is no."""
    return kwargs.get(name, default) is not None and truth(kwargs, name, default=default)


def held(value: Any, limits: Bounds) -> tuple[bool, dict[str, Any]]:
    """Success and result of a figure held to its bounds; no figure is no success.

    Whole numbers are compared as floats, as pandas does with a bound that is one. Raises Stopped
    where the figure and a bound have no order.
    """
    if value is None:
        return False, {"observed_value": None}
    try:
        seen = _seen(value, limits)
        above = limits.low is None or (
            seen > limits.low if limits.strict_low else seen >= limits.low
        )
        below = limits.high is None or (
            seen < limits.high if limits.strict_high else seen <= limits.high
        )
    except (TypeError, ValueError, OverflowError):
        raise Stopped("The figure and its bounds are not of one kind.") from None
    if isinstance(seen, dt.date):
        return above and below, {"observed_value": seen.isoformat()}
    return above and below, {"observed_value": value}


def _seen(value: Any, limits: Bounds) -> Any:
    """A text is a day or a moment where a bound is one."""
    days = [bound for bound in limits[:2] if isinstance(bound, dt.date)]
    if not days:
        return value if isinstance(value, str) else float(value)
    moment = dated(value)
    return moment if any(isinstance(day, dt.datetime) for day in days) else moment.date()


def dated(text: Any) -> dt.datetime:
    """The moment that a text tells of.

    Raises ValueError, OverflowError or TypeError when it tells of none, or not of a whole day:
    Great Expectations fills in today's, so the same table would get another answer tomorrow.
    """
    import warnings

    from dateutil.parser import parse  # type: ignore[import-untyped]

    with warnings.catch_warnings():
        # A time zone that is not known is left out.
        warnings.simplefilter("ignore")
        one: dt.datetime = parse(text, default=dt.datetime(2000, 1, 1))
        other = parse(text, default=dt.datetime(2004, 12, 31))
    if one != other:
        raise ValueError
    return one
