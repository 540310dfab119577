"""The closed list of expectation types, each compiled to Polars expressions.

For each type: which rows have something to check (`present`), and which of those are unexpected.
The semantics are Great Expectations 1.24's on pandas, which the tests hold beside this row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.errors import PackError
from checker.expectations.conditions import condition

if TYPE_CHECKING:
    import polars as pl

Kwargs = Mapping[str, Any]


class Compiled(NamedTuple):
    """`present`: the row is checked; `unexpected`: it is at fault (only read where present)."""

    present: pl.Expr
    unexpected: pl.Expr


def _column(kwargs: Kwargs) -> pl.Expr:
    import polars as pl

    return pl.col(kwargs["column"])


def _not_null(kwargs: Kwargs) -> Compiled:
    import polars as pl

    return Compiled(pl.lit(True), _column(kwargs).is_null())


def _null(kwargs: Kwargs) -> Compiled:
    import polars as pl

    return Compiled(pl.lit(True), _column(kwargs).is_not_null())


def _unique(kwargs: Kwargs) -> Compiled:
    import polars as pl

    column = _column(kwargs)
    if "row_condition" in kwargs:
        # Rows outside the condition are no twins of those inside it.
        column = pl.when(condition(kwargs["row_condition"])).then(column)
    return Compiled(column.is_not_null(), column.is_duplicated())


def _between(kwargs: Kwargs) -> Compiled:
    import polars as pl

    column, outside = _column(kwargs), pl.lit(False)
    low, high = kwargs.get("min_value"), kwargs.get("max_value")
    if low is not None:
        outside |= (column <= low) if kwargs.get("strict_min") else (column < low)
    if high is not None:
        outside |= (column >= high) if kwargs.get("strict_max") else (column > high)
    return Compiled(column.is_not_null(), outside)


def _in_set(kwargs: Kwargs) -> Compiled:
    column = _column(kwargs)
    return Compiled(column.is_not_null(), ~column.is_in(list(kwargs["value_set"])))


def _not_in_set(kwargs: Kwargs) -> Compiled:
    column = _column(kwargs)
    return Compiled(column.is_not_null(), column.is_in(list(kwargs["value_set"])))


def _matches(kwargs: Kwargs) -> Compiled:
    # Found anywhere in the text, as Great Expectations does: an anchor is the pattern's to hold.
    column = _column(kwargs)
    return Compiled(column.is_not_null(), ~column.str.contains(kwargs["regex"]))


def _not_matches(kwargs: Kwargs) -> Compiled:
    column = _column(kwargs)
    return Compiled(column.is_not_null(), column.str.contains(kwargs["regex"]))


def _lengths(kwargs: Kwargs) -> Compiled:
    import polars as pl

    column = _column(kwargs)
    length, outside = column.str.len_chars(), pl.lit(False)
    if kwargs.get("min_value") is not None:
        outside |= length < kwargs["min_value"]
    if kwargs.get("max_value") is not None:
        outside |= length > kwargs["max_value"]
    return Compiled(column.is_not_null(), outside)


def _pair(kwargs: Kwargs) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    import polars as pl

    if kwargs.get("ignore_row_if") != "either_value_is_missing":
        # Without it, Great Expectations counts a half-blank row as wrong: blank is not wrong.
        raise PackError("A pair expectation needs ignore_row_if: either_value_is_missing.")
    first, second = pl.col(kwargs["column_A"]), pl.col(kwargs["column_B"])
    return first, second, first.is_not_null() & second.is_not_null()


def _pair_equal(kwargs: Kwargs) -> Compiled:
    first, second, present = _pair(kwargs)
    return Compiled(present, first != second)


def _pair_greater(kwargs: Kwargs) -> Compiled:
    first, second, present = _pair(kwargs)
    return Compiled(present, first < second if kwargs.get("or_equal") else first <= second)


_ONE = frozenset({"column", "mostly", "row_condition"})
_TWO = frozenset({"column_A", "column_B", "ignore_row_if", "mostly", "row_condition"})
_BOUNDS = frozenset({"min_value", "max_value"})
_COMPILERS: dict[str, tuple[Callable[[Kwargs], Compiled], frozenset[str]]] = {
    "expect_column_values_to_not_be_null": (_not_null, _ONE),
    "expect_column_values_to_be_null": (_null, _ONE),
    "expect_column_values_to_be_unique": (_unique, _ONE),
    "expect_column_values_to_be_between": (
        _between,
        _ONE | _BOUNDS | {"strict_min", "strict_max"},
    ),
    "expect_column_values_to_be_in_set": (_in_set, _ONE | {"value_set"}),
    "expect_column_values_to_not_be_in_set": (_not_in_set, _ONE | {"value_set"}),
    "expect_column_values_to_match_regex": (_matches, _ONE | {"regex"}),
    "expect_column_values_to_not_match_regex": (_not_matches, _ONE | {"regex"}),
    "expect_column_value_lengths_to_be_between": (_lengths, _ONE | _BOUNDS),
    "expect_column_pair_values_to_be_equal": (_pair_equal, _TWO),
    "expect_column_pair_values_a_to_be_greater_than_b": (_pair_greater, _TWO | {"or_equal"}),
}
SUPPORTED: dict[str, frozenset[str]] = {name: kwargs for name, (_, kwargs) in _COMPILERS.items()}


def compile_expectation(kind: str, kwargs: Kwargs) -> Compiled:
    """Compile one expectation; raises PackError for a type or argument outside the closed list."""
    if kind not in _COMPILERS:
        raise PackError(f"The expectation type {kind} is not supported.")
    compiler, known = _COMPILERS[kind]
    unknown = sorted(set(kwargs) - known)
    if unknown:
        raise PackError(f"{kind} does not take {', '.join(unknown)} here.")
    return compiler(kwargs)
