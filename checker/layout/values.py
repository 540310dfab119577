"""Raw values of cells: blank or not, as text, as a heading; and references such as "AB12"."""

from __future__ import annotations

import datetime as dt

from checker.layout.tidying import clean, folded

DASH = " – "

__all__ = [
    "DASH",
    "as_text",
    "clean",
    "column_number",
    "folded",
    "is_blank",
    "letters",
    "normal",
    "row_number",
]


def is_blank(value: object) -> bool:
    """True for an empty cell, or one that holds only white space or invisible characters."""
    if not isinstance(value, str):
        return value is None
    return not value or (not value[0].isalnum() and not clean(value))


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
