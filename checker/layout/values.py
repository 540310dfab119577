"""Cells as people type them, to typed values: normalise first, then judge, and say so.

Every parser takes one non-blank raw value and returns a `Parsed`: the value for the typed table
(None when it cannot be read as the column's type), the value for the JSON Schema instance, and
whether anything was tidied on the way.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from checker.model.specs import CodeList, Column

DASH = " – "

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_QUOTES = str.maketrans("‘’“”", "''\"\"")
_SPACE = re.compile(r"\s+")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_UK = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ \-]([A-Za-z]{3,9})[ \-,]+(\d{2}|\d{4})")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
# Outside these days a bare number is no date.
_SERIAL_DAYS = (dt.date(1990, 1, 1), dt.date(2099, 12, 31))
_EPOCH = dt.date(1899, 12, 30)
_EPOCH_1904 = dt.date(1904, 1, 1)
# A spreadsheet keeps 15 digits: a larger number is a slip, and could overflow what is counted.
_LARGEST = 10**15


class Parsed(NamedTuple):
    value: object
    instance: object
    tidied: bool


Parser = Callable[[object], Parsed]


def clean(text: str) -> str:
    """Text without invisible characters, with single spaces and no space at either end."""
    return _SPACE.sub(" ", text.translate(_INVISIBLE)).strip()


def is_blank(value: object) -> bool:
    """True for an empty cell, or one that holds only white space or invisible characters."""
    return value is None or (isinstance(value, str) and not clean(value))


def normal(value: object) -> str:
    """The form in which headings and sheet names are compared: lower-case letters and digits."""
    return "".join(filter(str.isalnum, str(value).casefold()))


def as_text(value: object) -> str:
    """A cell's value as a person would have typed it: 1234.0 is "1234", True is "true"."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)


def parser(column: Column, codes: CodeList | None, epoch_1904: bool = False) -> Parser:
    """The parser of a column's type; `codes` is the code list of a code or list column."""
    if column.type == "code" and codes is not None:
        return _code_parser(codes)
    if column.type == "list":
        return _list_parser(codes)
    if column.type == "date":
        return lambda raw: _date(raw, _EPOCH_1904 if epoch_1904 else _EPOCH)
    by_type: dict[str, Parser] = {
        "integer": _integer,
        "number": _number,
        "key": _key,
    }
    return by_type.get(column.type, _text)


def _text(raw: object) -> Parsed:
    text = as_text(raw)
    tidy = clean(text)
    return Parsed(tidy, tidy, tidy != text)


def _key(raw: object) -> Parsed:
    text = as_text(raw)
    tidy = clean(text).upper()
    return Parsed(tidy, tidy, tidy != text)


def folded(text: str) -> str:
    """The form in which entries of a code list are compared."""
    return clean(text).translate(_QUOTES).replace("—", "–").casefold()


def code_index(codes: CodeList) -> dict[str, tuple[str, bool]]:
    """Every accepted spelling, folded, to its code and whether it is the standard spelling."""
    index: dict[str, tuple[str, bool]] = {}
    for code in codes.codes:
        for alias in (*code.aliases, code.label, code.label_cy):
            if alias:
                index.setdefault(folded(alias), (code.code, False))
    for code in codes.codes:
        index[folded(f"{code.code}{DASH}{code.label}")] = (code.code, True)
        index[folded(code.code)] = (code.code, True)
    return index


def _standard_spellings(codes: CodeList) -> frozenset[str]:
    offered = (f"{code.code}{DASH}{code.label}" for code in codes.codes)
    return frozenset((*(code.code for code in codes.codes), *offered))


def _code_parser(codes: CodeList) -> Parser:
    index, standard = code_index(codes), _standard_spellings(codes)

    def parse(raw: object) -> Parsed:
        text = as_text(raw)
        found = index.get(folded(text))
        if found is None:
            return Parsed(None, clean(text), False)
        return Parsed(found[0], found[0], text not in standard)

    return parse


def _list_parser(codes: CodeList | None) -> Parser:
    one = _code_parser(codes) if codes else _text

    def parse(raw: object) -> Parsed:
        text = as_text(raw)
        parts = _split(r"[;\n]", text)
        # Commas part entries too, unless they belong to an entry: labels hold them.
        entries = [
            entry
            for part in parts
            for entry in ([part] if codes and one(part).value else _split(",", part))
        ]
        if not entries:
            return Parsed(None, None, True)
        found = [one(entry) for entry in entries]
        values = [str(p.value) for p in found if p.value is not None]
        whole = "; ".join(values) if len(values) == len(found) else None
        tidied = whole is not None and (
            any(p.tidied for p in found) or entries != re.split("; ?", text)
        )
        return Parsed(whole, [p.instance for p in found], tidied)

    return parse


def _split(separator: str, text: str) -> list[str]:
    return [part.strip(" ") for part in re.split(separator, text) if clean(part)]


def _date(raw: object, epoch: dt.date) -> Parsed:
    if isinstance(raw, dt.datetime):
        return _dated(raw.date(), raw.time() != dt.time())
    if isinstance(raw, dt.date):
        return _dated(raw, False)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        first, last = ((day - epoch).days for day in _SERIAL_DAYS)
        if first <= raw < last + 1:
            return _dated(epoch + dt.timedelta(days=int(raw)), True)
        return Parsed(None, as_text(raw), False)
    text = clean(as_text(raw))
    day = _text_date(text)
    # The schema's date format knows a year 0000, the calendar does not: so it must fail there too.
    return _dated(day, True) if day else Parsed(None, text.removeprefix("0000"), False)


def _dated(day: dt.date, tidied: bool) -> Parsed:
    return Parsed(day, day.isoformat(), tidied)


def _text_date(text: str) -> dt.date | None:
    """UK readings only: year first, or day first. A date that only fits month first is no date."""
    if match := _ISO.fullmatch(text):
        return _day(match[1], match[2], match[3])
    if match := _UK.fullmatch(text):
        return _day(match[3], match[2], match[1])
    if match := _WORDS.fullmatch(text):
        return _day(match[3], str(_month(match[2])), match[1])
    return None


def _month(word: str) -> int:
    """The month that an English name or its beginning stands for; 0 when it is none."""
    start = "sep" if word.casefold() == "sept" else word.casefold()
    return next((n for n, month in enumerate(_MONTHS, 1) if month.startswith(start)), 0)


def fits_month_first_only(raw: object) -> bool:
    """True for text such as 07/31/2026: proof that whoever typed the column wrote months first."""
    match = _UK.fullmatch(clean(raw)) if isinstance(raw, str) else None
    return match is not None and int(match[1]) <= 12 < int(match[2]) <= 31


def unless_ambiguous(parse: Parser) -> Parser:
    """A date parser that leaves 03/04/2026 unread: either reading of it could be the wrong one."""

    def careful(raw: object) -> Parsed:
        match = _UK.fullmatch(clean(raw)) if isinstance(raw, str) else None
        if match is not None and int(match[1]) <= 12 and int(match[1]) != int(match[2]):
            return Parsed(None, clean(str(raw)), False)
        return parse(raw)

    return careful


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None


def _number(raw: object) -> Parsed:
    text = clean(as_text(raw))
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        # Past the limit it is handed on as text, so that it fails as a number.
        return Parsed(float(raw), raw, False) if abs(raw) <= _LARGEST else Parsed(None, text, False)
    number = float(text.replace(",", "")) if _NUMBER.fullmatch(text) else _LARGEST + 1
    return Parsed(number, number, True) if abs(number) <= _LARGEST else Parsed(None, text, False)


def _integer(raw: object) -> Parsed:
    number = _number(raw)
    if isinstance(number.value, float):
        if number.value.is_integer():
            return Parsed(int(number.value), int(number.value), number.tidied)
        return Parsed(None, number.value, False)
    return number


def letters(column: int) -> str:
    """The letters of a 0-based column number: 0 is "A", 26 is "AA"."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_number(reference: str) -> int:
    """The 0-based column number of a reference such as "AB12"."""
    number = 0
    for letter in filter(str.isalpha, reference):
        number = number * 26 + ord(letter) - 64
    return number - 1


def row_number(reference: str) -> int:
    """The 1-based row number of a reference such as "AB12"."""
    return int("".join(filter(str.isdigit, reference)))


def all_blank(values: Iterable[object]) -> bool:
    return all(is_blank(value) for value in values)
