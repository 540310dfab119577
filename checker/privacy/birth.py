"""Dates of birth: a full date with a word that says so, or one that can hardly be another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from checker.privacy import checks
from checker.privacy.pattern import Match, anycase

KIND = "a date of birth"

_MONTHS = r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATES = anycase(
    r"(?<![\w/.-])(?:(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})"
    r"|(?P<d2>\d{1,2})[-/. ](?P<m2>\d{1,2})[-/. ](?P<y2>\d{4}|\d\d)"
    r"|(?P<d4>\d\d)(?P<m4>\d\d)(?P<y4>(?:19|20)\d\d)"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]?(?P<m3>{_MONTHS})[a-z]{{0,6}}\.?,?[ -]?"
    r"(?P<y3>\d{4}|\d\d)"
    rf"|(?P<m5>{_MONTHS})[a-z]{{0,6}}\.? (?P<d5>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y5>\d{{4}})"
    r")(?![\w/]|[-.]\d)"
)
_SAYS = anycase(
    r"\bd\.? ?o\.? ?b\b|\bdate of birth|\bbirth ?(?:date|day)|\bborn\b|(?<![\w.])b(?:\.|orn|:)"
    r"|\bdyddiad geni|\bD/O/B"
)
# A date of long ago beside one of these words is the date of something else than a birth.
_EVENTS = anycase(
    r"(?<![^\W_])(?:convict|sentenc|offen|caution|order|injunct|since|from|until|dated|made|issued"
    r"|marri|wed"
    r"|separat|divorc|arrest|incident|act\b|regulat|force|start|end|moved|arriv|employ|death|died"
    r"|train|complet|qualif|expir|clos|due|history|abuse|report|referr|review|assess|publish|version|updat|founded|establish|register"
    r"|to\b|on\b|in\b)"
)
# Six figures in a row are a date only beside a word that says so.
_SIX = anycase(r"(?<!\w)\d{6}(?!\w)")
_REACH = 24
_LAST_SERIAL = 50_000  # a day of 2036
# Nobody on a programme is younger; what happened later is the business of the return itself.
_LAST_LONG_AGO = 2008


def birth_date(text: str) -> bool:
    """Whether a text gives a date of birth."""
    told = _SAYS.search(text) is not None
    if told and any(_told(text, match) and _six(match[0]) for match in _SIX.finditer(text)):
        return True
    return any(
        _told(text, match) if told else _long_ago(text, match, day) for match, day in dates(text)
    )


def dates(text: str) -> Iterator[tuple[Match, dt.date]]:
    """Every full date of a text that can be a birthday."""
    for match in _DATES.finditer(text):
        parts = {name[0]: part for name, part in match.groupdict().items() if part}
        day = checks.day(_year(parts["y"]), _month(parts["m"]), int(parts["d"]))
        if day and checks.BIRTH_YEARS[0] <= day.year <= checks.BIRTH_YEARS[1]:
            yield match, day


def whole_date(text: str) -> dt.date | None:
    """The date that a text is, where it is nothing else."""
    found = next(dates(text), None)
    return found[1] if found and found[0][0] == text.strip() else None


def of_serial(number: int) -> dt.date | None:
    """The day that a number of a spreadsheet stands for, where it can be a birthday."""
    if not 0 < number < _LAST_SERIAL:
        return None
    day = dt.date(1899, 12, 30) + dt.timedelta(days=number)
    return day if checks.BIRTH_YEARS[0] <= day.year else None


def of_six(text: str) -> bool:
    """Whether a text is six figures that are a day, as in "120385"."""
    return bool(_SIX.fullmatch(text)) and _six(text)


def long_ago(day: dt.date) -> bool:
    """Whether a day is more likely a birthday than anything that a return tells of."""
    return day.year <= _LAST_LONG_AGO


def _six(digits: str) -> bool:
    return checks.day(_year(digits[4:]), int(digits[2:4]), int(digits[:2])) is not None


def _told(text: str, match: Match) -> bool:
    before = text[max(0, match.start() - _REACH) : match.start()]
    return bool(_SAYS.search(before) or _SAYS.search(text[match.end() : match.end() + 12]))


def _long_ago(text: str, match: Match, day: dt.date) -> bool:
    if not long_ago(day) or len(match["y2"] or match["y3"] or "4444") == 2:
        return False
    rest = text[: match.start()] + text[match.end() :]
    if not any(map(str.isalpha, rest)):
        return False
    return not _EVENTS.search(text[max(0, match.start() - _REACH) : match.start()])


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    return int(text) + (2000 if int(text) <= 29 else 1900)


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    return _MONTHS.split("|").index(text[:3].casefold()) + 1
