"""References of people that are no random references: initials, birthdays, numbers, names."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from checker.privacy import checks
from checker.privacy.lexicon import Known, folded, lexicon
from checker.privacy.pattern import regex

HEADINGS = (
    r"(?:unique |our |local |anonymised )?(?:case|person|client|perpetrator|perp|victim|survivor"
    r"|staff|worker|case ?worker|allocated worker|support worker|iss worker|supervisor"
    r"|facilitator|participant|service user|partner|child|su|user)"
    r" (?:refs?|references?|ids?|keys?|codes?|no|number|pseudonym|identifier)"
    r"|allocated worker|case ?worker|support worker|iss worker|supervisor|supervised by|led by"
)
"""Headings, in plain words, of columns that refer to a person; some also ask for a name."""

_BIRTHS = (1930, 2013)
_PLAUSIBLE = "initials with a date of birth"
_INITIALS = regex(r"[A-Z]{2,3}|[A-Z](?:[. ]{1,2}[A-Z]){1,2}\.?")
_WITH_DATE = regex(
    r"(?P<front>[A-Z]{2,3})[-_ /]?(?P<date>\d{8}|\d{6}|\d\d[-/.]\d\d[-/.](?:\d{4}|\d\d))"
    r"|(?P<date2>\d{8}|\d{6})[-_ /]?(?P<behind>[A-Z]{2,3})"
)
_WITH_YEAR = regex(r"[A-Z]{2,3}[-_ ]?(?:19[3-9]\d|200\d)")
_URN = regex(r"\d\d[A-Z]{2}\d{7}|\d\d[A-Z]{2}/\d{4,7}/\d\d|\d\d[A-Z\d]{2}\d{5,7}/\d\d")
# What is written where there is no reference.
_MISSING = frozenset(
    ("NA", "NK", "NS", "NC", "TBC", "TBA", "TBD", "NIL", "NO", "YES", "NFA", "DNA")
)
_WORDS = regex(r"[^\W\d_]{4,}")
_CAMEL = regex(r"(?<=[a-z])(?=[A-Z])")
# Any of the shapes that only a column tells something of.
_SHAPES = regex(r"[A-Za-z]{2,3}[-_ /]?\d[\d./-]{3,9}|\d{6,8}[-_ /]?[A-Za-z]{2,3}|\d{10}")
_TEN = regex(r"[1-9]\d{9}")
# So many numbers of ten digits pass the check by chance in one of 14,641 columns.
_ENOUGH = 4


def key_kind(value: object) -> str:
    """The kind of identifier that a reference gives away by itself, such as "initials"."""
    if isinstance(value, dt.date):
        return "a date of birth" if _BIRTHS[0] <= value.year <= _BIRTHS[1] else ""
    if not isinstance(value, str) or not 2 <= len(value) <= 40:
        return ""
    text = value.strip()
    if _INITIALS.fullmatch(text) and text not in _MISSING:
        return "initials"
    if _URN.fullmatch(text.upper()):
        return "a crime or police reference"
    if _is_birthday(text) or (text.isdigit() and len(text) == 8 and _is_day(text)):
        return "a date of birth"
    return "a name" if _is_name(text) else ""


def column_kind(values: Iterable[object]) -> dict[object, str]:
    """What only a whole column of references gives away, by value.

    Ten digits pass the check of an NHS number by chance once in eleven times, and six digits are a
    day of the calendar nearly as often: one alone tells nothing, all of them together do.
    """
    texts = {
        value: text
        for value in set(values)
        if value is not None and _SHAPES.fullmatch(text := _digits(value))
    }
    found: dict[object, str] = {}
    tens = [value for value, text in texts.items() if _TEN.fullmatch(text)]
    if len(tens) >= _ENOUGH and all(checks.nhs(texts[value]) for value in tens):
        found |= dict.fromkeys(tens, "an NHS number")
    for shape in (_WITH_DATE, _WITH_YEAR):
        alike = [value for value, text in texts.items() if shape.fullmatch(text.upper())]
        dated = [value for value in alike if shape is _WITH_YEAR or _is_dated(texts[value])]
        if dated and 2 * len(dated) > len(alike) and not _in_series(texts[v] for v in dated):
            found |= dict.fromkeys(dated, _PLAUSIBLE)
    return found


def _digits(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _in_series(texts: Iterable[str]) -> bool:
    """Whether many share one beginning of letters: "DV120385" of a service, not of a person."""
    fronts = Counter(re.sub(r"[^A-Za-z]", "", text).upper() for text in texts)
    most = fronts.most_common(1)[0][1]
    return most >= _ENOUGH and 2 * most > fronts.total()


def _is_dated(text: str) -> bool:
    match = _WITH_DATE.fullmatch(text.upper())
    return match is not None and _is_day(re.sub(r"\D", "", match["date"] or match["date2"]))


def _is_birthday(text: str) -> bool:
    match = re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})|(\d{4})-(\d\d)-(\d\d)", text)
    if match is None:
        return False
    parts = [int(part) for part in match.groups() if part]
    year, month, day = parts if match[4] else reversed(parts)
    return _BIRTHS[0] <= year <= _BIRTHS[1] and checks.day(year, month, day) is not None


def _is_day(digits: str) -> bool:
    """Whether six or eight digits are the day of a birth, in either order."""
    readings: Sequence[tuple[str, str, str]]
    if len(digits) == 8:
        readings = (
            (digits[4:], digits[2:4], digits[:2]),
            (digits[:4], digits[4:6], digits[6:]),
        )
    else:
        readings = ((f"19{digits[4:]}", digits[2:4], digits[:2]),)
        if digits[4:] < "13":
            readings = (*readings, (f"20{digits[4:]}", digits[2:4], digits[:2]))
    return any(
        _BIRTHS[0] <= int(year) <= _BIRTHS[1] and checks.day(int(year), int(month), int(day))
        for year, month, day in readings
    )


def _is_name(text: str) -> bool:
    """Whether a part of a reference is a name of four letters or more, or "JSMITH"."""
    found = _WORDS.findall(_CAMEL.sub(" ", text))
    if not found:
        return False
    words, parts = lexicon(), map(folded, found)
    return any(
        words.known(part).weight == 2 or (len(part) > 5 and _is_surname(words.known(part[1:])))
        for part in parts
    )


def _is_surname(known: Known) -> bool:
    return known.surname and known.weight == 2
