"""Rows on, just inside and just outside everything that a rule compares with."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from checker.packlint.regex import texts_around
from checker.packverify.bench import Entry
from checker.packverify.meaning import check_schema, instance, scope_schema

if TYPE_CHECKING:
    import polars as pl

Row = dict[str, Any]
Types = Mapping[str, "pl.DataType"]

_DAY = dt.date(2026, 7, 1)
_MANY = 1000
# Great Expectations sees whole numbers as floats, which hold them exactly only up to here.
_EXACT = 2**53


def edge_rows(entry: Entry, types: Types, seen: Iterable[str]) -> list[Row]:
    """Rows around the bounds of one expectation and of its row condition; None is a blank.

    `types` are the Polars types of the table's columns; `seen` are texts from the rule's examples,
    which stand beside those made from a pattern. Gives no row when nothing meets the condition.
    """
    condition = entry["kwargs"].get("row_condition")
    inside = _meets(condition, types)
    if inside is None:
        return []
    checked = [inside | cells for cells in _checked(entry, types, seen)]
    fault = next((row for row in checked if _is_fault(entry, row)), inside)
    return checked + [fault | cells for cells in _around_condition(condition, types)]


def _is_fault(entry: Entry, row: Row) -> bool:
    import jsonschema_rs

    cells = instance(row)
    scope = scope_schema(entry["kwargs"].get("row_condition"))
    schema = {"if": scope, "then": check_schema(entry, cells)}
    return not jsonschema_rs.Draft202012Validator(schema).is_valid(cells)


# The row condition -------------------------------------------------------------------------------


def _meets(condition: Any, types: Types) -> Row | None:
    """Values that meet the row condition, or None when no candidate does."""
    import jsonschema_rs

    found: Row = {}
    parts = _parts(condition)
    for column in dict.fromkeys(part["column"]["name"] for part in parts):
        mine = [part for part in parts if part["column"]["name"] == column]
        schema = scope_schema({"type": "and", "conditions": mine})
        meets = jsonschema_rs.Draft202012Validator(schema).is_valid
        candidates = (*_compared_with(mine, types[column]), None)
        fitting = [value for value in candidates if meets(instance({column: value}))]
        if not fitting:
            return None
        found[column] = fitting[0]
    return found


def _parts(condition: Any) -> list[Mapping[str, Any]]:
    if condition is None:
        return []
    found: list[Mapping[str, Any]] = (
        [part for inner in condition["conditions"] for part in _parts(inner)]
        if "conditions" in condition
        else [condition]
    )
    return found


def _around_condition(condition: Any, types: Types) -> Iterator[Row]:
    """Each column of the condition in turn on, beside and without each value it is compared to."""
    parts = _parts(condition)
    for column in dict.fromkeys(part["column"]["name"] for part in parts):
        mine = [part for part in parts if part["column"]["name"] == column]
        for value in (*_compared_with(mine, types[column]), None):
            yield {column: value}


def _compared_with(parts: Sequence[Mapping[str, Any]], kind: pl.DataType) -> list[Any]:
    values: list[Any] = []
    for part in parts:
        given = part.get("parameter")
        for value in given if isinstance(given, list) else [given]:
            values += [plain(kind)] if value is None else around(value, kind)
    return _distinct(values)


# What is checked ---------------------------------------------------------------------------------


def _checked(entry: Entry, types: Types, seen: Iterable[str]) -> list[Row]:
    kwargs = entry["kwargs"]
    if "column_A" in kwargs:
        return _pairs(kwargs["column_A"], kwargs["column_B"], types)
    column = kwargs["column"]
    return [{column: value} for value in (*_values(entry, types[column], seen), None, None)]


def _values(entry: Entry, kind: pl.DataType, seen: Iterable[str]) -> list[Any]:
    kwargs = entry["kwargs"]
    if "value_set" in kwargs:
        return _distinct(near for value in kwargs["value_set"] for near in around(value, kind))
    if "regex" in kwargs:
        return _distinct([*texts_like(seen), *texts_around(kwargs["regex"])])
    bounds = [b for b in (kwargs.get("min_value"), kwargs.get("max_value")) if b is not None]
    if "lengths" in entry["type"]:
        return [letter * n for bound in bounds for n in _lengths(bound) for letter in ("x", "é")]
    if bounds:
        return _distinct(near for bound in bounds for near in around(bound, kind))
    # The same value twice: for a column whose values must differ.
    return [plain(kind), plain(kind), *around(plain(kind), kind)[1:]]


def _pairs(first: str, second: str, types: Types) -> list[Row]:
    bound = plain(types[second])
    near = around(bound, types[first])
    blanks = [{first: bound, second: None}, {first: None, second: bound}, {}]
    return [{first: value, second: bound} for value in near] + blanks


def plain(kind: pl.DataType) -> Any:
    """Some value of a Polars type."""
    if kind.is_integer():
        return 3
    if kind.is_float():
        return 2.5
    return {"Date": _DAY, "Boolean": True}.get(str(kind), "A")


def around(value: Any, kind: pl.DataType) -> list[Any]:
    """The value, and those just below and above it that a column of this type can hold."""
    if kind.is_integer() and isinstance(value, (int, float)):
        low, high = math.floor(value), math.ceil(value)
        return [n for n in _distinct([low, high, low - 1, high + 1]) if abs(n) <= _EXACT]
    if kind.is_float() and isinstance(value, (int, float)):
        steps = [math.nextafter(value, -math.inf), math.nextafter(value, math.inf)]
        return [float(value), *steps, value - 1.0, value + 1.0]
    if str(kind) == "Date":
        return [_DAY, _DAY - dt.timedelta(days=1), _DAY + dt.timedelta(days=1)]
    if str(kind) == "Boolean":
        return [True, False]
    return texts_like([str(value)])


def texts_like(texts: Iterable[str]) -> list[str]:
    """Each text, and it in other letters, cut at either end, made longer, and not there at all."""
    found: list[str] = []
    for text in texts:
        found += [text, text.swapcase(), text[1:], text[:-1], f"{text}X", f"X{text}"]
    return _distinct([*found, "", "X", "1", "é"])


def _lengths(bound: float) -> list[int]:
    return [n for n in (int(bound) - 1, int(bound), int(bound) + 1) if 0 <= n <= _MANY]


def _distinct(values: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(values))
