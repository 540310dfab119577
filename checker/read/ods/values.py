"""The value of one OpenDocument cell, from its attributes and the text it shows."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from checker.language import say
from checker.read import stops
from checker.read.error_values import is_error_name

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)
_DATE = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?Z?", re.ASCII
)
_TIME = re.compile(
    r"(-?)P(?:(\d{1,7})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:[.,](\d+))?S)?)?",
    re.ASCII,
)
_DAY = dt.timedelta(days=1)
_NUMBERS = frozenset({"float", "percentage", "currency"})


HOLDING = frozenset({"office:value-type", "calcext:value-type", "table:formula"})
"""The attributes without which a cell that shows no text is blank."""


@dataclass(slots=True)
class Cell:
    """What a cell holds; `takes_room` says that a value reader makes room for it.

    `value` is None for an error, for a formula without a stored value, and for empty text.
    """

    value: object = None
    takes_room: bool = False
    is_formula: bool = False
    is_error: bool = False
    is_stored: bool = True

    @property
    def is_filled(self) -> bool:
        """Whether the cell holds anything."""
        return self.value is not None or self.is_error or self.is_formula


def cell(found: Mapping[str, str], text: str | None) -> Cell:
    """The cell with these attributes; `text` is its paragraphs, None where it has none.

    Raises Unreadable for a value that its type does not allow.
    """
    kind = found.get("office:value-type", "")
    formula = "table:formula" in found
    # The format has no error type of its own. LibreOffice marks an error in an extension and shows
    # its name as the cell's text; other programs leave only the text.
    if found.get("calcext:value-type") == "error" or (text and is_error_name(text.strip())):
        return Cell(None, True, formula, is_error=True)
    value = _value(kind, found, text)
    # A formula that gives empty text is written without a type, but with an empty paragraph.
    stored = value is not None or text is not None or kind == "string"
    return Cell(value, bool(kind) or formula or value is not None, formula, False, stored)


def _value(kind: str, found: Mapping[str, str], text: str | None) -> object:
    if kind in _NUMBERS:
        return _number(found.get("office:value", ""))
    if kind == "boolean":
        return _boolean(found.get("office:boolean-value", ""))
    if kind == "date":
        return _date(found.get("office:date-value", ""))
    if kind == "time":
        return _time(found.get("office:time-value", ""))
    if kind in ("string", "", "void"):
        # Text without a type is text to LibreOffice.
        return found.get("office:string-value", text) or None
    raise stops.corrupt(say("read.cell-kind-format-does-have"))


def _number(text: str) -> float:
    number = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(number):
        raise stops.corrupt(say("read.cell-number-number"))
    return number


def _boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise stops.corrupt(say("read.cell-neither-true-nor-false"))
    return text == "true"


def _date(text: str) -> dt.date | dt.datetime:
    """A day, or a day with a time where the time is not midnight, as in other formats."""
    match = _DATE.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
        micro = _micro(match[7])
        when = dt.datetime(year, month, day, hour, minute, second, micro)
    except ValueError:
        raise _no_moment() from None
    return when.date() if when.time() == dt.time() else when


def _time(text: str) -> dt.time | dt.timedelta:
    """A time of day; a length of time where it is a day or longer, or below zero."""
    match = _TIME.fullmatch(text)
    if match is None or not any(match.groups()[1:]):
        raise _no_moment()
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:5])
    length = dt.timedelta(
        days=days, hours=hours, minutes=minutes, seconds=seconds, microseconds=_micro(match[6])
    )
    if match[1]:
        return -length
    return (dt.datetime.min + length).time() if length < _DAY else length


def _micro(digits: str | None) -> int:
    return int((digits or "0")[:6].ljust(6, "0"))


def _no_moment() -> Exception:
    return stops.corrupt(say("read.cell-date-time-cannot"))
