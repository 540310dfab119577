"""An expectation said in JSON Schema: a third way to the same answer, sharing no code with ours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from checker.errors import PackError
from checker.packverify.bench import Entry

Schema = dict[str, Any]
Row = Mapping[str, Any]

# Where a row carries the values of its whole column; no column can have this name.
COLUMN = "*"
_BOUNDS = {"<": "exclusiveMaximum", "<=": "maximum", ">": "exclusiveMinimum", ">=": "minimum"}
_VALUES, _PAIR = "expect_column_values_to_", "expect_column_pair_values_"


def scope_schema(condition: Any) -> Schema:
    """The rows that a structured row condition lets in; blanks are properties left out."""
    if condition is None:
        return {}
    kind = condition["type"]
    if kind in ("and", "or"):
        parts = [scope_schema(part) for part in condition["conditions"]]
        return {"allOf" if kind == "and" else "anyOf": parts}
    column = condition["column"]["name"]
    if kind == "nullity":
        return {"not": {"required": [column]}} if condition["is_null"] else {"required": [column]}
    return _compared(column, condition["operator"], condition["parameter"])


def _compared(column: str, operator: str, value: Any) -> Schema:
    if operator in ("==", "IN"):
        return _holds(column, {"enum": value if operator == "IN" else [value]})
    if operator in ("!=", "NOT_IN"):
        return {"not": _compared(column, "IN" if operator == "NOT_IN" else "==", value)}
    return _holds(column, {"type": "number", _BOUNDS[operator]: value})


def _holds(column: str, about: Schema) -> Schema:
    return {"required": [column], "properties": {column: about}}


def looks_around(entry: Entry) -> bool:
    """Whether the schema of a row depends on the row: on its other cell, or on other rows."""
    kind = str(entry["type"])
    return kind.startswith(_PAIR) or kind == f"{_VALUES}be_unique"


def judged_by_schema(entry: Entry, rows: Sequence[Row]) -> tuple[list[int], set[int]]:
    """The numbers of the rows in scope and of those at fault, blanks being left out of `rows`."""
    import jsonschema_rs

    validator = jsonschema_rs.Draft202012Validator
    lets_in = validator(scope_schema(entry["kwargs"].get("row_condition"))).is_valid
    scope = [n for n, row in enumerate(rows) if lets_in(row)]
    if not looks_around(entry):
        passes = validator(check_schema(entry, {})).is_valid
        return scope, {n for n in scope if not passes(rows[n])}
    column = [rows[n].get(entry["kwargs"].get("column")) for n in scope]
    wider = {n: {**rows[n], COLUMN: column} for n in scope}
    return scope, {
        n for n, row in wider.items() if not validator(check_schema(entry, row)).is_valid(row)
    }


def check_schema(entry: Entry, row: Row) -> Schema:
    """What a row in scope must be. A pair compares a cell with the other cell of the `row`; a
    unique value is held against all values in scope, which the row carries under COLUMN.

    Raises PackError for an expectation that cannot be said in JSON Schema.
    """
    kind, kwargs = entry["type"], entry["kwargs"]
    if kind.startswith(_PAIR):
        return _pair(kind, kwargs, row)
    name = kwargs["column"]
    if kind == f"{_VALUES}not_be_null":
        return {"required": [name]}
    if kind == f"{_VALUES}be_null":
        return {"not": {"required": [name]}}
    if kind == f"{_VALUES}be_unique":
        return _unique(row[name]) if name in row else {}
    return {"properties": {name: _cell(kind, kwargs)}}


def _unique(value: Any) -> Schema:
    twice = {"contains": {"const": value}, "minContains": 2}
    return {"properties": {COLUMN: {"not": twice}}}


def _cell(kind: str, kwargs: Mapping[str, Any]) -> Schema:
    plain: dict[str, Callable[[], Schema]] = {
        f"{_VALUES}be_between": lambda: _between(kwargs),
        f"{_VALUES}be_in_set": lambda: {"enum": kwargs["value_set"]},
        f"{_VALUES}not_be_in_set": lambda: {"not": {"enum": kwargs["value_set"]}},
        f"{_VALUES}match_regex": lambda: {"pattern": kwargs["regex"]},
        f"{_VALUES}not_match_regex": lambda: {"not": {"pattern": kwargs["regex"]}},
        "expect_column_value_lengths_to_be_between": lambda: _lengths(kwargs),
    }
    if kind not in plain:
        raise PackError(f"{kind} cannot be said in JSON Schema.")
    return plain[kind]()


def _between(kwargs: Mapping[str, Any]) -> Schema:
    low = "exclusiveMinimum" if kwargs.get("strict_min") else "minimum"
    high = "exclusiveMaximum" if kwargs.get("strict_max") else "maximum"
    bounds = {low: kwargs.get("min_value"), high: kwargs.get("max_value")}
    return {"type": "number", **_given(bounds)}


def _lengths(kwargs: Mapping[str, Any]) -> Schema:
    return _given({"minLength": kwargs.get("min_value"), "maxLength": kwargs.get("max_value")})


def _given(bounds: Mapping[str, Any]) -> dict[str, Any]:
    return {keyword: bound for keyword, bound in bounds.items() if bound is not None}


def _pair(kind: str, kwargs: Mapping[str, Any], row: Row) -> Schema:
    first, second = kwargs["column_A"], kwargs["column_B"]
    if first not in row or second not in row:
        return {}
    bound = as_number(row[second])
    if kind == f"{_PAIR}to_be_equal":
        return {"properties": {first: {"const": bound}}}
    keyword = "minimum" if kwargs.get("or_equal") else "exclusiveMinimum"
    return {"properties": {first: {keyword: bound}}}


def as_number(value: Any) -> Any:
    """A day as its number, so that days can be ordered; anything else as it is."""
    return value.toordinal() if isinstance(value, dt.date) else value


def instance(row: Row) -> dict[str, Any]:
    """A row as JSON holds it: blanks left out, and days as numbers."""
    return {name: as_number(value) for name, value in row.items() if value is not None}
