"""One column's values, each looked at by itself: blank, within bounds, in a set."""

from __future__ import annotations

from typing import Any

from checker.suites.kinds.scope import Kind, Kwargs, Rows, Scope, column


def _not_null(kwargs: Kwargs, scope: Scope) -> Rows:
    import polars as pl

    name = kwargs["column"]
    return Rows(pl.lit(False), column(scope, name).is_null(), (name,))


def _null(kwargs: Kwargs, scope: Scope) -> Rows:
    import polars as pl

    name = kwargs["column"]
    return Rows(pl.lit(False), column(scope, name).is_not_null(), (name,))


def _unique(kwargs: Kwargs, scope: Scope) -> Rows:
    import polars as pl

    values = column(scope, kwargs["column"])
    if scope.condition is not None:
        # Rows outside the condition are no twins of those inside it.
        values = pl.when(scope.condition).then(values)
    return Rows(values.is_null(), values.is_duplicated(), (kwargs["column"],))


def _between(kwargs: Kwargs, scope: Scope) -> Rows:
    import polars as pl

    values, outside = column(scope, kwargs["column"]), pl.lit(False)
    low, high = kwargs.get("min_value"), kwargs.get("max_value")
    if low is not None:
        outside |= (values <= low) if kwargs.get("strict_min") else (values < low)
    if high is not None:
        outside |= (values >= high) if kwargs.get("strict_max") else (values > high)
    return Rows(values.is_null(), outside, (kwargs["column"],))


def _in_set(kwargs: Kwargs, scope: Scope) -> Rows:
    values = column(scope, kwargs["column"])
    return Rows(values.is_null(), ~values.is_in(list(kwargs["value_set"])), (kwargs["column"],))


def _not_in_set(kwargs: Kwargs, scope: Scope) -> Rows:
    values = column(scope, kwargs["column"])
    return Rows(values.is_null(), values.is_in(list(kwargs["value_set"])), (kwargs["column"],))


def _kind(build: Any, *arguments: str) -> Kind:
    return Kind("column map", frozenset({"column", *arguments}), build)


_BOUNDS = ("min_value", "max_value", "strict_min", "strict_max")
VALUES: dict[str, Kind] = {
    "expect_column_values_to_not_be_null": _kind(_not_null),
    "expect_column_values_to_be_null": _kind(_null),
    "expect_column_values_to_be_unique": _kind(_unique),
    "expect_column_values_to_be_between": _kind(_between, *_BOUNDS),
    "expect_column_values_to_be_in_set": _kind(_in_set, "value_set"),
    "expect_column_values_to_not_be_in_set": _kind(_not_in_set, "value_set"),
}
