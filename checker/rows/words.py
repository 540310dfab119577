"""The words of a cell fault, made from the column: library messages contain the cell's value."""

from __future__ import annotations

import re

from checker.language import say
from checker.model.specs import Column

_PERCENTAGE = re.compile(r"[+-]?\d[\d,.]* ?%", re.ASCII)


def message(keyword: str, column: Column, value: object, because: str) -> str:
    """What is wrong with one cell, and what was expected; says the kind of content, never it."""
    heading = column.heading
    if keyword == "required":
        if because:
            return say("rows.needed-because", heading=heading, because=because)
        return say("rows.is-blank", heading=heading)
    if keyword == "blank":
        if because:
            return say("rows.unasked-because", heading=heading, kind=kind(value), because=because)
        return say("rows.unasked", heading=heading, kind=kind(value))
    if keyword == "validity":
        return say("rows.code-not-in-use", heading=heading)
    expected = _expected(keyword, column)
    return say("rows.other-expected", heading=heading, kind=kind(value), expected=expected)


def kind(value: object) -> str:
    """The kind of a cell's content, in words: "text (14 characters)", "a number"."""
    if isinstance(value, list):
        return say("rows.kind-list")
    if isinstance(value, str) and _PERCENTAGE.fullmatch(value):
        return say("rows.kind-percentage")
    if isinstance(value, str):
        return say("rows.kind-text", n=len(value))
    if isinstance(value, float) and not value.is_integer():
        return say("rows.kind-decimals")
    return say("rows.kind-number" if isinstance(value, (int, float)) else "rows.kind-content")


def _expected(keyword: str, column: Column) -> str:
    if keyword == "date":
        return say("rows.expected-date")
    if keyword == "number":
        return say("rows.expected-whole" if column.type == "integer" else "rows.expected-number")
    if keyword == "list":
        return say("rows.expected-entries" if column.type == "list" else "rows.expected-entry")
    if keyword == "length":
        return say("rows.expected-length", most=column.max_length)
    if keyword == "pattern":
        return _pattern(column)
    return _range(column)


def _pattern(column: Column) -> str:
    if column.type == "key":
        return say("rows.expected-key")
    return say("rows.expected-form")


def _range(column: Column) -> str:
    low, high = column.minimum, column.maximum
    if low is None:
        return say("rows.expected-most", high=f"{high:g}")
    if high is None:
        return say("rows.expected-least", low=f"{low:g}")
    return say("rows.expected-range", low=f"{low:g}", high=f"{high:g}")
