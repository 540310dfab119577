"""Whether a value is what the heading above it asks for: looser than a text in itself is judged."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from checker.layout.values import clean
from checker.privacy import birth, checks, labels, names
from checker.privacy.pattern import regex

Judge = Callable[[object], str]
"""From a value to the kind of identifier that it is under this heading; empty when it is none."""

THING = "the name of a thing"
"""No kind of identifier: organisations and programmes may be called after people."""


def _text(value: object) -> str:
    """A value as text; whole numbers without their decimal point."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, (int, float)):
        whole = isinstance(value, int) or value.is_integer()
        return str(int(value)) if whole and abs(value) < 10**15 else ""
    return clean(value) if isinstance(value, str) else ""


def _digits(text: str) -> str:
    """The digits of a text that holds nothing but digits and what groups them."""
    return re.sub(r"\D", "", text) if re.fullmatch(r"[\d ()./+-]+", text) else ""


def is_name(value: object) -> str:
    return names.KIND if labels.fits_heading(_text(value), sure=True) else ""


def may_be_name(value: object) -> str:
    return names.KIND if labels.fits_heading(_text(value), sure=False) else ""


def is_birth(value: object) -> str:
    if isinstance(value, dt.date):
        return birth.KIND if value.year <= checks.BIRTH_YEARS[1] else ""
    if isinstance(value, float) and value.is_integer():
        found = birth.of_serial(int(value)) is not None
    else:
        text = _text(value)
        found = birth.whole_date(text) is not None or birth.of_six(text)
    return birth.KIND if found else ""


def is_health(value: object) -> str:
    digits = _digits(_text(value))
    return "an NHS number" if len(digits) == 10 and checks.nhs(digits) else ""


def is_thing(value: object) -> str:
    return THING if isinstance(value, str) else ""


def shaped(kind: str, pattern: str) -> Judge:
    shape = regex(pattern, re.IGNORECASE)
    return lambda value: kind if shape.search(_text(value)) else ""


def is_telephone(value: object) -> str:
    text = _text(value)
    digits = re.sub(r"\D", "", text)
    right = 9 <= len(digits) <= 14 and not re.search(r"[^\W\d_]{4}", text)
    # The first nought is lost where a number was typed; a date is no telephone number.
    return "a telephone number" if right and not birth.whole_date(text) else ""


def is_address(value: object) -> str:
    text = _text(value)
    there = re.search(r"\d.*[^\W\d_]{3}|[^\W\d_]{3}.*,.*[^\W\d_]{3}", text)
    return "an address" if there and not birth.whole_date(text) else ""


def is_police(value: object) -> str:
    text = _text(value)
    right = sum(map(str.isdigit, text)) >= 4 and len(text) <= 30 and not birth.whole_date(text)
    return "a crime or police reference" if right and not re.search(r"[a-z]{4}", text) else ""
