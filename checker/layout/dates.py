"""Days as people type them. UK order only: a day that fits month first alone is never guessed."""

from __future__ import annotations

import datetime as dt
import re

from checker.layout.cells import Origin, Parsed, Parser
from checker.layout.tidying import (
    DATE_FORM,
    DAY_FIRST,
    FIRST_YEAR,
    SERIAL,
    TIME,
    TWO_DIGIT_YEAR,
    WEEKDAY,
    Kinds,
    bare,
)
from checker.layout.values import as_text

MONTH_FIRST = "month-first-dates"
"""The rule that tells of a column whose days were written month first."""

# The one written form that a file of text has for a day.
_NATIVE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]00:00(?::00)?)?", re.ASCII)
_YEAR_FIRST = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|((?:199|20\d)\d)(\d{2})(\d{2})", re.ASCII
)
_NUMERIC = re.compile(r"(\d{1,2})(?: ?[/.-] ?| )(\d{1,2})(?: ?[/.-] ?| )(\d{4}|\d{2})", re.ASCII)
_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|af|il|ydd|fed|ed|eg|ain)?(?: of)?[ /.,-]*"
    r"([a-z]{3,10})\.?[ /.,-]*'?(\d{4}|\d{2})",
    re.ASCII | re.IGNORECASE,
)
_MONTH_NAMED_FIRST = re.compile(
    r"([a-z]{3,10})\.?[ -](\d{1,2})(?:st|nd|rd|th)?,?[ -](\d{4})", re.ASCII | re.IGNORECASE
)
_DAY_NUMBER = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_CLOCK = re.compile(
    r"(?:T| |, ?)([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?(?: ?([ap])\.?m\.?)?"
    r"(Z|[+-]\d{2}:?\d{2})?",
    re.ASCII | re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:dydd )?([a-z]{3,9})\.?,? (.+)", re.ASCII | re.IGNORECASE)
_MONTHS = (
    ("january", "ionawr"),
    ("february", "chwefror"),
    ("march", "mawrth"),
    ("april", "ebrill"),
    ("may", "mai"),
    ("june", "mehefin"),
    ("july", "gorffennaf"),
    ("august", "awst"),
    ("september", "medi"),
    ("october", "hydref"),
    ("november", "tachwedd"),
    ("december", "rhagfyr"),
)
_DAYS = (
    ("monday", "llun"),
    ("tuesday", "mawrth"),
    ("wednesday", "weds", "mercher"),
    ("thursday", "iau"),
    ("friday", "gwener"),
    ("saturday", "sadwrn"),
    ("sunday", "sul"),
)
# Outside these days a bare number is no date. None of them is near the 29 February 1900 that
# spreadsheets count although there was none, so the days from 1900 need no correction for it.
_FIRST, _LAST = dt.date(FIRST_YEAR, 1, 1), dt.date(2099, 12, 31)
_EPOCH, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)

_Read = tuple[dt.date, Kinds]


def date_parser(origin: Origin) -> Parser:
    """The parser of a column of days."""
    epoch = _EPOCH_1904 if origin.epoch_1904 else _EPOCH

    def parse(raw: object) -> Parsed:
        if isinstance(raw, dt.datetime):
            return _dated(raw.date(), (TIME,) if raw.time() != dt.time() else ())
        if isinstance(raw, dt.date):
            return _dated(raw, ())
        if isinstance(raw, str):
            return _from_text(raw, epoch, origin.all_text)
        if isinstance(raw, (int, float)) and not isinstance(raw, bool):
            found = _from_number(raw, epoch)
            if found:
                return _dated(*found)
        return Parsed(None, as_text(raw))

    return parse


def _dated(day: dt.date, kinds: Kinds) -> Parsed:
    return Parsed(day, day.isoformat(), kinds)


def _from_text(raw: str, epoch: dt.date, all_text: bool) -> Parsed:
    text, kinds = bare(raw)
    found = _written(text) or _from_day_number(text, epoch)
    if found is None:
        # The schema's date format knows a year 0000, the calendar does not: it must fail there too.
        return Parsed(None, text.removeprefix("0000"))
    day, more = found
    if all_text and not kinds and _NATIVE.fullmatch(text):
        return _dated(day, ())
    return _dated(day, (*more, *kinds))


def _from_number(number: float, epoch: dt.date) -> _Read | None:
    """A day number of the spreadsheet, or eight digits such as 20260731."""
    if (_FIRST - epoch).days <= number < (_LAST - epoch).days + 1:
        return epoch + dt.timedelta(days=int(number)), (SERIAL,)
    if 19_900_101 <= number <= 20_991_231 and number == int(number):
        return _written(str(int(number)))
    return None


def _from_day_number(text: str, epoch: dt.date) -> _Read | None:
    return _from_number(float(text), epoch) if _DAY_NUMBER.fullmatch(text) else None


def _written(text: str) -> _Read | None:
    """A day in words or figures, with or without its weekday in front and a time behind."""
    clock = _clock(text)
    if clock is None:
        return _with_weekday(text)
    found = _with_weekday(text[: clock.start()]) if _is_local(clock) else None
    if found is None:
        return None
    midnight = not any(int(part or 0) for part in clock.groups()[:3])
    return found if midnight else (found[0], (*found[1], TIME))


def _clock(text: str) -> re.Match[str] | None:
    """The time of day at the end of a text."""
    return next((m for m in _CLOCK.finditer(text) if m.end() == len(text)), None)


def _is_local(clock: re.Match[str]) -> bool:
    """False where the day in this country may be another than the one written."""
    hour, zone = int(clock[1]), (clock[5] or "").upper().replace(":", "")
    if clock[4] and (zone or not 1 <= hour <= 12):
        return False
    # An hour before midnight in universal time it is the next day here, for half of the year.
    return zone in ("", "+0100") or (zone in ("Z", "+0000") and hour < 23)


def _with_weekday(text: str) -> _Read | None:
    found = _day_alone(text)
    if found:
        return found
    weekday, rest = _weekday(text)
    found = _day_alone(rest) if weekday >= 0 else None
    if found is None or found[0].weekday() == weekday:
        return found
    return found[0], (*found[1], WEEKDAY)


def _weekday(text: str) -> tuple[int, str]:
    """The weekday, from 0 for Monday, in front of a text, and the rest; -1 where there is none."""
    match = _WEEKDAY.fullmatch(text)
    place = _place(match[1], _DAYS) if match else -1
    return (place, match[2]) if match and place >= 0 else (-1, text)


def _day_alone(text: str) -> _Read | None:
    if match := _YEAR_FIRST.fullmatch(text):
        parts = (match[1], match[3], match[4]) if match[1] else (match[5], match[6], match[7])
        return _day(*parts, DATE_FORM)
    if match := _NUMERIC.fullmatch(text):
        return _day(match[3], match[2], match[1], DAY_FIRST)
    if match := _NAMED.fullmatch(text):
        return _day(match[3], str(_place(match[2], _MONTHS) + 1), match[1], DATE_FORM)
    if match := _MONTH_NAMED_FIRST.fullmatch(text):
        return _day(match[3], str(_place(match[1], _MONTHS) + 1), match[2], DATE_FORM)
    return None


def _place(word: str, names: tuple[tuple[str, ...], ...]) -> int:
    """Which of the names, English or Welsh, a word is or begins; -1 when it is none."""
    start = "sep" if word.casefold() == "sept" else word.casefold()
    return next(
        (place for place, both in enumerate(names) if any(n.startswith(start) for n in both)), -1
    )


def _day(year: str, month: str, day: str, form: str) -> _Read | None:
    short = len(year) == 2
    # The one year of the window that ends in these two figures.
    number = int(year) if not short else FIRST_YEAR + (int(year) - FIRST_YEAR) % 100
    try:
        return dt.date(number, int(month), int(day)), (form, TWO_DIGIT_YEAR) if short else (form,)
    except ValueError:
        return None


def order(text: str) -> str:
    """What figures parted as in 31/07/2026 show of the order in which they were written.

    "day" or "month" where only this can come first, "either" where both could, and "" for all
    else: a day in words, a year in front, or day and month the same.
    """
    tidy = bare(text)[0]
    clock = _clock(tidy)
    match = _NUMERIC.fullmatch(_weekday(tidy[: clock.start()] if clock else tidy)[1])
    first, second = (int(match[1]), int(match[2])) if match else (0, 0)
    if not (1 <= first <= 31 and 1 <= second <= 31) or first == second:
        return ""
    if first <= 12:
        return "either" if second <= 12 else "month"
    return "day" if second <= 12 else ""


def read_month_first(text: str) -> dt.date | None:
    """The day that figures parted as in 07/31/2026 name with the month in front, or None."""
    tidy = bare(text)[0]
    clock = _clock(tidy)
    match = _NUMERIC.fullmatch(_weekday(tidy[: clock.start()] if clock else tidy)[1])
    found = _day(match[3], match[1], match[2], DATE_FORM) if match else None
    return found[0] if found else None


def unless_ambiguous(parse: Parser) -> Parser:
    """A parser for a column that proves months first: it leaves such days unread.

    What fits month first only is left too: once the column has shown that it follows another
    order, somebody has to say which.
    """

    def careful(raw: object) -> Parsed:
        if isinstance(raw, str) and order(raw) in ("month", "either"):
            return Parsed(None, None, lost=MONTH_FIRST)
        return parse(raw)

    return careful
