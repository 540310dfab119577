"""Several columns of one row: their sum, and whether their values are alike."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import reduce
from itertools import combinations
from operator import add, and_, or_
from typing import TYPE_CHECKING, Any

from checker.suites.kinds.alike import equal, sort_of
from checker.suites.kinds.distinct import stopping
from checker.suites.kinds.given import choice, number, texts
from checker.suites.kinds.scope import Kind, Kwargs, Rows, Scope, column, dtype_of

if TYPE_CHECKING:
    import polars as pl

_LARGEST = 2**100  # No sum of whole numbers of 64 bits is as large.
_IGNORE = ("all_values_are_missing", "any_value_is_missing", "never")


def _names(kwargs: Kwargs) -> list[str]:
    return texts(kwargs, "column_list", 2)


def _missing(kwargs: Kwargs, scope: Scope) -> pl.Expr:
    """Which rows are left out: Great Expectations' default is where all are blank."""
    import polars as pl

    blank = [column(scope, name).is_null() for name in _names(kwargs)]
    ignore = choice(kwargs, "ignore_row_if", *_IGNORE)
    if ignore == "never":
        return pl.repeat(False, pl.len())
    return reduce(and_ if ignore == "all_values_are_missing" else or_, blank)


def _looked_at(kwargs: Kwargs, scope: Scope) -> pl.Expr:
    present = ~_missing(kwargs, scope)
    return present if scope.condition is None else present & scope.condition


def _unique(kwargs: Kwargs, scope: Scope) -> Rows:
    import polars as pl

    names = list(dict.fromkeys(_names(kwargs)))
    for name in names:
        sort_of(scope, name)
    # Rows that are not looked at are no twins of those that are.
    whole = pl.struct(_looked_at(kwargs, scope).alias(""), *(column(scope, name) for name in names))
    return _rows(kwargs, scope, whole.is_duplicated())


def _equal(kwargs: Kwargs, scope: Scope) -> Rows:
    first, *others = _names(kwargs)
    alike = [
        equal(scope, first, name).fill_null(False) | _both_blank(scope, first, name)
        for name in others
    ]
    return _rows(kwargs, scope, ~reduce(and_, alike))


def _both_blank(scope: Scope, one: str, other: str) -> pl.Expr:
    return column(scope, one).is_null() & column(scope, other).is_null()


def _unique_within(kwargs: Kwargs, scope: Scope) -> Rows:
    import polars as pl

    names = _names(kwargs)
    if len(set(names)) < len(names):
        return _rows(kwargs, scope, pl.repeat(True, pl.len()))
    twins = []
    for one, other in combinations(names, 2):
        twins.append(equal(scope, one, other).fill_null(False))
        if dtype_of(scope, one).is_numeric() == dtype_of(scope, other).is_numeric():
            # To pandas, the blank of a number is another value than that of a text.
            twins.append(_both_blank(scope, one, other))
    return _rows(kwargs, scope, reduce(or_, twins))


def _sum(kwargs: Kwargs, scope: Scope) -> Rows:
    import polars as pl

    names, total = _names(kwargs), number(kwargs["sum_total"], "sum_total")
    sorts = {sort_of(scope, name) for name in names}
    if sorts == {"number"}:
        return _rows(kwargs, scope, ~_sums(scope, names, total).fill_null(False))
    if len(sorts) == 1:
        # Texts add up to a text, which is no number.
        return _rows(kwargs, scope, pl.repeat(True, pl.len()))
    blank = reduce(or_, (column(scope, name).is_null() for name in names))
    mixed = stopping(_looked_at(kwargs, scope) & ~blank, "Texts and numbers have no sum.")
    return _rows(kwargs, scope, ~mixed)


def _sums(scope: Scope, names: list[str], total: float) -> pl.Expr:
    """Whether numbers add up to the total, one after the other; null where one is blank.

    As pandas has it: floats are added as soon as one of the columns holds floats, or whole numbers
    and blanks; else whole numbers of 64 bits, or Python's own where truth values have blanks.
    """
    import polars as pl

    columns = [column(scope, name) for name in names]
    dtypes = [dtype_of(scope, name) for name in names]
    # Polars takes NaN for the same as NaN.
    sums = reduce(add, (one.cast(pl.Float64) for one in columns))
    floats = (sums == total) & ~sums.is_nan()
    if any(dtype.is_float() for dtype in dtypes):
        return floats
    wholes = reduce(add, (one.cast(pl.Int64) for one in columns)).cast(pl.Float64) == total
    known = math.isfinite(total) and abs(total) < _LARGEST and total == math.floor(total)
    exact = pl.lit(int(total) if known else None, pl.Int128)
    endless = reduce(add, (one.cast(pl.Int128) for one in columns)) == exact
    truths = _blanks(one for one, dtype in zip(columns, dtypes, strict=True) if dtype == pl.Boolean)
    others = _blanks(one for one, dtype in zip(columns, dtypes, strict=True) if dtype != pl.Boolean)
    return pl.when(others > 0).then(floats).when(truths > 0).then(endless).otherwise(wholes)


def _blanks(columns: Iterable[pl.Expr]) -> pl.Expr:
    import polars as pl

    return reduce(add, (one.null_count() for one in columns), pl.lit(0))


def _rows(kwargs: Kwargs, scope: Scope, unexpected: pl.Expr) -> Rows:
    return Rows(_missing(kwargs, scope), unexpected, tuple(_names(kwargs)))


def _kind(build: Any, *arguments: str) -> Kind:
    known = frozenset({"column_list", "ignore_row_if", *arguments})
    return Kind("multicolumn map", known, build)


RECORDS: dict[str, Kind] = {
    "expect_compound_columns_to_be_unique": _kind(_unique),
    "expect_multicolumn_sum_to_equal": _kind(_sum, "sum_total"),
    "expect_multicolumn_values_to_be_equal": _kind(_equal),
    "expect_select_column_values_to_be_unique_within_record": _kind(_unique_within),
}
