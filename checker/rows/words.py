"""The words of a cell fault, made from the column: library messages contain the cell's value."""

from __future__ import annotations

import re

from checker.model.specs import Column

_PERCENTAGE = re.compile(r"[+-]?\d[\d,.]* ?%", re.ASCII)


def message(keyword: str, column: Column, value: object, because: str) -> str:
    """What is wrong with one cell, and what was expected; says the kind of content, never it."""
    heading = column.heading
    if keyword == "required":
        reason = f", and is needed {because}" if because else ""
        return f"{heading} is blank{reason}."
    if keyword == "blank":
        reason = f" {because}" if because else ""
        return f"{heading} holds {kind(value)} that is not expected here{reason}."
    if keyword == "validity":
        return f"{heading} holds a code that was not in use on this period's last day."
    found = f"{heading} holds {kind(value)}"
    return f"{found}; expected {_expected(keyword, column)}."


def kind(value: object) -> str:
    """The kind of a cell's content, in words: "text (14 characters)", "a number"."""
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str) and _PERCENTAGE.fullmatch(value):
        return "a percentage"
    if isinstance(value, str):
        return f"text ({len(value)} character{'' if len(value) == 1 else 's'})"
    if isinstance(value, float) and not value.is_integer():
        return "a number with decimals"
    return "a number" if isinstance(value, (int, float)) else "content"


def _expected(keyword: str, column: Column) -> str:
    if keyword == "date":
        return "a date, such as 31/07/2026"
    if keyword == "number":
        return "a whole number" if column.type == "integer" else "a number"
    if keyword == "list":
        return "entries from its list" if column.type == "list" else "an entry from its list"
    if keyword == "length":
        return f"at most {column.max_length} characters"
    if keyword == "pattern":
        return _pattern(column)
    return _range(column)


def _pattern(column: Column) -> str:
    if column.type == "key":
        return (
            "a reference of 2 to 32 capital letters, digits and hyphens, beginning with neither"
            " a space nor a hyphen"
        )
    return "the form that the heading's note describes"


def _range(column: Column) -> str:
    low, high = column.minimum, column.maximum
    if low is None:
        return f"at most {high:g}"
    return f"{low:g} or more" if high is None else f"a number from {low:g} to {high:g}"
