"""The table itself: how many rows it has, and which columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import zip_longest
from typing import Any

from checker.suites.kinds.bounds import (
    BOUNDS,
    Bounds,
    argument,
    bounds,
    comparable,
    held,
    truth_or_none,
    whole,
    whole_or_moment,
)
from checker.suites.kinds.scope import Figure, Kind, Kwargs, Scope, Stopped, within

Told = tuple[bool, dict[str, Any]]


def _rows(scope: Scope, judge: Callable[[int], Told]) -> Figure:
    import polars as pl

    rows = pl.len() if scope.condition is None else within(scope, scope.condition).len()
    return Figure({"rows": rows}, lambda read: judge(read["rows"]))


def _at_once(told: Told) -> Figure:
    """What the schema alone answers."""

    def tell(read: Mapping[str, Any]) -> Told:
        del read
        return told

    return Figure({}, tell)


def _wanted(kwargs: Kwargs) -> int:
    wanted: int | None = argument(kwargs, "value", whole)
    if wanted is None:
        raise TypeError("value")
    return wanted


def _row_count(kwargs: Kwargs, scope: Scope) -> Figure:
    wanted = _wanted(kwargs)
    return _rows(scope, lambda rows: (rows == wanted, {"observed_value": rows}))


def _row_count_between(kwargs: Kwargs, scope: Scope) -> Figure:
    limits = bounds(kwargs, whole_or_moment)
    if None not in limits[:2] and limits.low > limits.high:
        raise TypeError("max_value")
    return _rows(scope, lambda rows: held(rows, limits))


def _column_count(kwargs: Kwargs, scope: Scope) -> Figure:
    count = len(scope.schema)
    return _at_once((count == _wanted(kwargs), {"observed_value": count}))


def _column_count_between(kwargs: Kwargs, scope: Scope) -> Figure:
    limits: Bounds = bounds(kwargs, comparable)
    return _at_once(held(len(scope.schema), limits))


def _names(kwargs: Kwargs, name: str) -> list[Any] | None:
    said = kwargs.get(name)
    if said is not None and not isinstance(said, list | tuple | set | frozenset):
        raise TypeError(name)
    return None if said is None else list(said)


def _ordered_list(kwargs: Kwargs, scope: Scope) -> Figure:
    found, wanted = list(scope.schema), _names(kwargs, "column_list")
    if wanted is None or wanted == found:
        return _at_once((True, {"observed_value": found}))
    mismatched = [
        {"Expected Column Position": n, "Expected": expected, "Found": name}
        for n, (expected, name) in enumerate(zip_longest(wanted, found))
        if expected != name
    ]
    return _at_once((False, {"observed_value": found, "details": {"mismatched": mismatched}}))


def _set(kwargs: Kwargs, scope: Scope) -> Figure:
    exact = truth_or_none(kwargs, "exact_match", default=True)
    names = _names(kwargs, "column_set") or []
    try:
        wanted = set(names)
    except TypeError:
        raise Stopped("The set of columns holds lists or objects, which name no column.") from None
    return _at_once(_matched(set(scope.schema), wanted, exact))


def _matched(found: set[str], wanted: set[Any], exact: bool) -> Told:
    """Without `exact`, columns beside the wanted ones are told and no fault."""
    apart = {"unexpected": found - wanted, "missing": wanted - found}
    told = {name: sorted(map(str, names)) for name, names in apart.items() if names}
    result: dict[str, Any] = {"observed_value": sorted(found)}
    if told:
        result["details"] = {"mismatched": told}
    return not (told if exact else apart["missing"]), result


def _exists(kwargs: Kwargs, scope: Scope) -> Figure:
    name, place = kwargs["column"], argument(kwargs, "column_index", whole)
    if not isinstance(name, str) or not name:
        raise TypeError("column")
    if not place:
        # Great Expectations takes the first place for any place.
        return _at_once((name in scope.schema, {}))
    columns = list(scope.schema)
    inside = -len(columns) <= place < len(columns)
    return _at_once((inside and columns[place] == name, {}))


def _kind(build: Any, *arguments: str) -> Kind:
    return Kind("table", frozenset(arguments), build)


_CONDITION = ("row_condition", "condition_parser")
TABLES: dict[str, Kind] = {
    "expect_column_to_exist": _kind(_exists, "column", "column_index"),
    "expect_table_column_count_to_be_between": _kind(_column_count_between, *BOUNDS[:2]),
    "expect_table_column_count_to_equal": _kind(_column_count, "value"),
    "expect_table_columns_to_match_ordered_list": _kind(_ordered_list, "column_list"),
    "expect_table_columns_to_match_set": _kind(_set, "column_set", "exact_match"),
    "expect_table_row_count_to_be_between": _kind(_row_count_between, *BOUNDS, *_CONDITION),
    "expect_table_row_count_to_equal": _kind(_row_count, "value", *_CONDITION),
}
