"""What a column says that its cells hold, and the kind of thing that a cell holds instead."""

from __future__ import annotations

from checker.language import say
from checker.layout.dates import order
from checker.model.specs import Column, ReturnSpec
from checker.rows import CellFault
from checker.rows.words import kind


def entry_of(column: Column, spec: ReturnSpec) -> str:
    """What a cell of a column should hold: "a date", "one of the 12 codes of the list …"."""
    codes = spec.code_lists.get(column.code_list)
    if column.type == "date":
        return say("advice.expected-date")
    if column.type in ("integer", "number"):
        return _number(column)
    if codes is not None:
        key = "advice.expected-codes" if column.type == "list" else "advice.expected-code"
        return say(key, n=len(codes.codes), list=codes.title)
    if column.type == "list":
        return say("advice.expected-list")
    if column.type == "key":
        return _reference(column, spec)
    if column.max_length is not None:
        return say("advice.expected-length", n=column.max_length)
    return say("advice.expected-text")


def _reference(column: Column, spec: ReturnSpec) -> str:
    parents = {
        link.parent
        for link in spec.foreign_keys
        if link.column == column.name and column in spec.tables[link.table].columns
    }
    titles = sorted(spec.tables[parent].title for parent in parents)
    if titles:
        return say("advice.expected-link", sheet=titles[0])
    return say("advice.expected-reference")


def _number(column: Column) -> str:
    whole = "whole" if column.type == "integer" else "number"
    low, high = column.minimum, column.maximum
    bounds = "-between" if low is not None and high is not None else ""
    bounds = bounds or ("-from" if low is not None else "-to" if high is not None else "")
    return say(f"advice.expected-{whole}{bounds}", low=f"{low or 0:g}", high=f"{high or 0:g}")


def wanted(fault: CellFault, column: Column, spec: ReturnSpec) -> str:
    """What the cell of a fault should hold."""
    if fault.keyword == "blank":
        return say("advice.expected-blank")
    if fault.keyword == "validity":
        return say("advice.expected-current")
    if fault.keyword == "length":
        return say("advice.expected-length", n=column.max_length)
    if fault.keyword == "pattern" and column.type == "key":
        return say("advice.expected-form")
    return entry_of(column, spec)


def held(fault: CellFault, column: Column, value: object) -> str:
    """The kind of thing that the cell of a fault holds; `value` is the cell as layout gave it."""
    if fault.keyword == "required":
        return say("advice.found-blank")
    if fault.keyword == "validity":
        return say("advice.found-not-current")
    if fault.keyword == "length" and isinstance(value, str):
        return say("advice.found-too-long", n=len(value) - (column.max_length or 0))
    if fault.keyword == "range" and isinstance(value, (int, float)):
        low = column.minimum
        return say(
            "advice.found-smaller" if low is not None and value < low else "advice.found-larger"
        )
    if fault.keyword == "date" and isinstance(value, str):
        return _not_a_date(value)
    if fault.keyword == "list":
        return _not_listed(column, value)
    return kind(value)


def _not_a_date(text: str) -> str:
    shown = order(text)
    if shown == "month":
        return say("advice.found-month-first")
    return say("advice.found-no-such-day") if shown else kind(text)


def _not_listed(column: Column, value: object) -> str:
    if isinstance(value, list) and len(value) > 1:
        return say("advice.found-entries", n=len(value))
    return say("advice.found-not-listed", kind=kind(value[0] if isinstance(value, list) else value))
