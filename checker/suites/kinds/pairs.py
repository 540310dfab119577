"""Two columns side by side, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from checker.errors import PackError
from checker.suites.kinds.alike import comparable, equal, sort_of, unordered
from checker.suites.kinds.given import choice
from checker.suites.kinds.scope import Kind, Kwargs, Rows, Scope, column, dtype_of, flag

if TYPE_CHECKING:
    import polars as pl

_IGNORE = ("both_values_are_missing", "either_value_is_missing", "neither")


def _missing(kwargs: Kwargs, scope: Scope) -> pl.Expr:
    """Which rows are left out: Great Expectations' default is where both are blank."""
    import polars as pl

    blank = [column(scope, kwargs[name]).is_null() for name in ("column_A", "column_B")]
    ignore = choice(kwargs, "ignore_row_if", *_IGNORE)
    if ignore == "neither":
        return pl.repeat(False, pl.len())
    return blank[0] & blank[1] if ignore == "both_values_are_missing" else blank[0] | blank[1]


def _equal(kwargs: Kwargs, scope: Scope) -> Rows:
    alike = equal(scope, kwargs["column_A"], kwargs["column_B"])
    return _rows(kwargs, scope, ~alike.fill_null(False))


def _greater(kwargs: Kwargs, scope: Scope) -> Rows:
    one, other = kwargs["column_A"], kwargs["column_B"]
    or_equal = kwargs.get("or_equal") is not None and flag(kwargs, "or_equal")
    looked_at = ~_missing(kwargs, scope)
    if scope.condition is not None:
        looked_at &= scope.condition
    disorder = unordered(scope, one, other, looked_at)
    if sort_of(scope, one) != sort_of(scope, other):
        # Rows that can be looked at have a blank, and a blank is not greater than anything.
        assert disorder is not None  # noqa: S101 - two sorts have no order
        return _rows(kwargs, scope, ~disorder)
    first, second = comparable(scope, one, other)
    greater = (first >= second if or_equal else first > second).fill_null(False)
    return _rows(kwargs, scope, ~greater if disorder is None else ~greater | disorder)


def _in_set(kwargs: Kwargs, scope: Scope) -> Rows:
    import polars as pl

    seconds = _by_first(kwargs["value_pairs_set"])
    names = (kwargs["column_A"], kwargs["column_B"])
    for name in names:
        sort_of(scope, name)
    inside = [
        _is(scope, names[0], first) & reduce(or_, (_is(scope, names[1], one) for one in others))
        for first, others in seconds.items()
    ]
    return _rows(kwargs, scope, ~reduce(or_, inside, pl.repeat(False, pl.len())))


def _by_first(pairs: Any) -> Mapping[Any, list[Any]]:
    """The second values that may stand beside each first value."""
    if not isinstance(pairs, list | tuple):
        raise PackError("value_pairs_set must be a list of pairs.")
    found: dict[Any, dict[Any, None]] = {}
    for pair in pairs:
        if not isinstance(pair, list | tuple) or len(pair) != len(("first", "second")):
            raise PackError("value_pairs_set must be a list of pairs.")
        if not all(one is None or isinstance(one, str | bool | int | float) for one in pair):
            raise PackError("value_pairs_set must hold pairs of single values.")
        found.setdefault(pair[0], {})[pair[1]] = None
    return {first: list(others) for first, others in found.items()}


def _is(scope: Scope, name: Any, value: Any) -> pl.Expr:
    """Whether the column holds this value, or a blank where the value is None; never null."""
    import polars as pl

    values, dtype = column(scope, name), dtype_of(scope, name)
    if value is None:
        return values.is_null()
    if isinstance(value, str) or dtype == pl.String:
        fits = isinstance(value, str) and dtype == pl.String
        return (values == value).fill_null(False) if fits else pl.repeat(False, pl.len())
    return _is_number(values, dtype, value)


def _is_number(values: pl.Expr, dtype: Any, value: float) -> pl.Expr:
    """By value, as Python has it: 1, 1.0 and true are one number, and none is rounded."""
    import polars as pl

    if dtype.is_float():
        try:
            alike = float(value) == value
        except OverflowError:
            alike = False
        found = values == float(value) if alike else pl.repeat(False, pl.len())
    else:
        whole = value == value and abs(value) < 2**64 and int(value) == value
        fits = whole and -(2**63) <= value < 2**63
        number = values.cast(pl.Int64)
        found = number == pl.lit(int(value), pl.Int64) if fits else pl.repeat(False, pl.len())
    return found.fill_null(False)


def _rows(kwargs: Kwargs, scope: Scope, unexpected: pl.Expr) -> Rows:
    return Rows(_missing(kwargs, scope), unexpected, (kwargs["column_A"], kwargs["column_B"]))


def _kind(build: Any, *arguments: str) -> Kind:
    known = frozenset({"column_A", "column_B", "ignore_row_if", *arguments})
    return Kind("column pair map", known, build)


PAIRS: dict[str, Kind] = {
    "expect_column_pair_values_to_be_equal": _kind(_equal),
    "expect_column_pair_values_a_to_be_greater_than_b": _kind(_greater, "or_equal"),
    "expect_column_pair_values_to_be_in_set": _kind(_in_set, "value_pairs_set"),
}
_ITSELF = (
    "Of a column beside itself, pairs are told; Great Expectations tells pairs of pairs there."
)
DIFFERENCES: dict[str, str] = {
    "expect_column_pair_values_to_be_equal": _ITSELF,
    "expect_column_pair_values_a_to_be_greater_than_b": _ITSELF,
    "expect_column_pair_values_to_be_in_set": (
        f"{_ITSELF} A row condition is kept; Great Expectations looks at every row all the same,"
        " and then stops or counts rows that were left out."
    ),
}
