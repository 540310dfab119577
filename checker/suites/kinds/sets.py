"""The distinct values of a column, held to a set of values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from checker.suites.kinds.bounds import truth_or_none
from checker.suites.kinds.scope import (
    Figure,
    Kind,
    Kwargs,
    Scope,
    Stopped,
    plain_column,
    within,
)

if TYPE_CHECKING:
    import polars as pl

# Great Expectations tells no more distinct values than this, whatever the result format.
_PART = 20
_ORDER = (
    "partial_missing_list is in the order of the value set; in Great Expectations its order, and"
    " which twenty it tells of more, change from one run to the next."
)
DIFFERENCES: dict[str, str] = {
    "expect_column_distinct_values_to_contain_set": _ORDER,
    "expect_column_distinct_values_to_equal_set": _ORDER,
}


def _value_set(kwargs: Kwargs) -> list[Any]:
    """The values without duplicates; raises Stopped where one has no equality, as a list."""
    if not isinstance(kwargs["value_set"], list | tuple | set | frozenset):
        raise TypeError("value_set")
    try:
        return list(dict.fromkeys(kwargs["value_set"]))
    except TypeError:
        raise Stopped("The value set holds lists or objects, which cannot be compared.") from None


def alike(values: list[Any], dtype: Any) -> list[Any]:
    """Those of `values` that a column of a plain type can hold, as it holds them.

    Equal is what is equal in Python: True, 1 and 1.0 are, 1 and "1" are not.
    """
    import polars as pl

    if dtype == pl.String:
        return [value for value in values if isinstance(value, str)]
    numbers = [value for value in values if isinstance(value, int | float)]
    if dtype == pl.Boolean:
        return [bool(value) for value in numbers if value in (0, 1)]
    if dtype == pl.Int64:
        wholes = [int(value) for value in numbers if value % 1 == 0]
        return [value for value in wholes if -(2**63) <= value < 2**63]
    return [float(value) for value in numbers if isinstance(value, float) or _exact(value)]


def _exact(value: int) -> bool:
    """Whether a float can be the very same whole number."""
    return abs(value) < 2**1023 and float(value) == value


def _distinct(*told: str) -> Callable[[Kwargs, Scope], Figure]:
    """`told`: "unexpected" for values outside the set, "missing" for those the column lacks."""

    def build(kwargs: Kwargs, scope: Scope) -> Figure:
        values = within(scope, plain_column(scope, kwargs["column"]))
        wanted = _value_set(kwargs)
        if told == ("unexpected",) and not wanted:
            raise TypeError("value_set")

        def tell(read: Mapping[str, Any]) -> tuple[bool, dict[str, Any]]:
            found = _compared(read["distinct"], wanted)
            counts = {f"{name}_count": found[name][0] for name in told}
            parts = {f"partial_{name}_list": found[name][1] for name in told}
            return not any(counts.values()), {"observed_value": None, **counts, **parts}

        return Figure({"distinct": values.drop_nulls().unique().implode()}, tell)

    return build


def _compared(distinct: pl.Series, wanted: list[Any]) -> dict[str, tuple[int, list[Any]]]:
    """How many values each side has alone, and the first of them: the column's in order."""
    known = distinct.is_in(alike(wanted, distinct.dtype))
    have, outside = set(distinct.filter(known)), distinct.filter(~known)
    missing = [value for value in wanted if value not in have]
    least = outside.bottom_k(_PART).sort().to_list()
    return {"unexpected": (len(outside), least), "missing": (len(missing), missing[:_PART])}


def _most_common(kwargs: Kwargs, scope: Scope) -> Figure:
    values = within(scope, plain_column(scope, kwargs["column"]))
    wanted, ties = _value_set(kwargs), truth_or_none(kwargs, "ties_okay")

    def tell(read: Mapping[str, Any]) -> tuple[bool, dict[str, Any]]:
        common = read["common"].to_list()
        known = len(set(wanted).intersection(common))
        success = known > 0 if ties else len(common) == known == 1
        return success, {"observed_value": common}

    return Figure({"common": values.drop_nulls().mode().sort().implode()}, tell)


def _kind(build: Any, *arguments: str) -> Kind:
    return Kind("column aggregate", frozenset({"column", "value_set", *arguments}), build)


SETS: dict[str, Kind] = {
    "expect_column_distinct_values_to_be_in_set": _kind(_distinct("unexpected")),
    "expect_column_distinct_values_to_contain_set": _kind(_distinct("missing")),
    "expect_column_distinct_values_to_equal_set": _kind(_distinct("unexpected", "missing")),
    "expect_column_most_common_value_to_be_in_set": _kind(_most_common, "ties_okay"),
}
