"""Two columns side by side, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.errors import PackError
from checker.suites.kinds.scope import Kind, Kwargs, Rows, Scope, column

if TYPE_CHECKING:
    import polars as pl


def _pair(kwargs: Kwargs, scope: Scope) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """Both columns, and which rows are left out: Great Expectations' default is both blank."""
    import polars as pl

    first, second = column(scope, kwargs["column_A"]), column(scope, kwargs["column_B"])
    missing = {
        "both_values_are_missing": first.is_null() & second.is_null(),
        "either_value_is_missing": first.is_null() | second.is_null(),
        "neither": pl.lit(False),
    }
    ignore = kwargs.get("ignore_row_if", "both_values_are_missing")
    if ignore not in missing:
        raise PackError(f"ignore_row_if must be one of {', '.join(missing)}.")
    return first, second, missing[ignore]


def _equal(kwargs: Kwargs, scope: Scope) -> Rows:
    first, second, missing = _pair(kwargs, scope)
    unequal = (first != second).fill_null(True)
    return Rows(missing, unequal, (kwargs["column_A"], kwargs["column_B"]))


def _greater(kwargs: Kwargs, scope: Scope) -> Rows:
    first, second, missing = _pair(kwargs, scope)
    greater = first >= second if kwargs.get("or_equal") else first > second
    return Rows(missing, ~greater.fill_null(False), (kwargs["column_A"], kwargs["column_B"]))


def _kind(build: Any, *arguments: str) -> Kind:
    known = frozenset({"column_A", "column_B", "ignore_row_if", *arguments})
    return Kind("column pair map", known, build)


PAIRS: dict[str, Kind] = {
    "expect_column_pair_values_to_be_equal": _kind(_equal),
    "expect_column_pair_values_a_to_be_greater_than_b": _kind(_greater, "or_equal"),
}
