"""One figure of a whole column, held to bounds.

Floats are added up by numpy in numpy's order, as pandas does: another order gives other last
digits, and a figure that lies on its bound another answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from checker.suites.kinds.bounds import BOUNDS, Bounds, bounds, comparable, held, number, whole
from checker.suites.kinds.scope import (
    Figure,
    Kind,
    Kwargs,
    Scope,
    Stopped,
    column,
    dtype_of,
    plain_column,
    within,
)

if TYPE_CHECKING:
    import polars as pl

_PARTLY_DATED = (
    "A text that leaves out the year, month or day is no date and stops the expectation;"
    " Great Expectations fills in today's."
)
DIFFERENCES: dict[str, str] = {
    "expect_column_max_to_be_between": _PARTLY_DATED,
    "expect_column_min_to_be_between": _PARTLY_DATED,
    "expect_column_sum_to_be_between": (
        "Whole numbers are added up exactly; in Great Expectations a sum beyond 64 bits wraps"
        " round, and beyond 2**53 it is rounded where the column has blanks. Texts are not added"
        " up: they stop the expectation, where Great Expectations strings them together."
    ),
}


def _extreme(of: Callable[[pl.Expr], pl.Expr]) -> Callable[[Kwargs, Scope], Figure]:
    def build(kwargs: Kwargs, scope: Scope) -> Figure:
        limits = bounds(kwargs, comparable)
        value = of(within(scope, plain_column(scope, kwargs["column"])))
        return Figure({"value": value}, lambda read: held(read["value"], limits))

    return build


def _measured(
    measure: Callable[[pl.Series], float | None], read: Callable[[Any], Any]
) -> Callable[[Kwargs, Scope], Figure]:
    """A figure that only numbers have; truth values are 0 and 1, blanks alone have none."""

    def build(kwargs: Kwargs, scope: Scope) -> Figure:
        limits = bounds(kwargs, read)
        values = within(scope, plain_column(scope, kwargs["column"]))
        if _is_text(scope, kwargs):
            return _no_numbers(values, None, limits)
        value = _by_numpy(values, measure)
        return Figure({"value": value}, lambda read: held(read["value"], limits))

    return build


def _is_text(scope: Scope, kwargs: Kwargs) -> bool:
    import polars as pl

    return bool(dtype_of(scope, kwargs["column"]) == pl.String)


def _no_numbers(values: pl.Expr, empty: int | None, limits: Bounds) -> Figure:
    """Of texts: stopped, unless all are blank; then the figure is `empty`."""

    def tell(read: Mapping[str, Any]) -> tuple[bool, dict[str, Any]]:
        if read["texts"]:
            raise Stopped("The column holds texts and no numbers.")
        return held(empty, limits)

    return Figure({"texts": values.count()}, tell)


def _by_numpy(values: pl.Expr, measure: Callable[[pl.Series], float | None]) -> pl.Expr:
    import polars as pl

    def one(column: pl.Series) -> pl.Series:
        import numpy as np

        with np.errstate(all="ignore"):
            # A sum beyond the largest float is infinite, and no number is no figure.
            return pl.Series([measure(column)], dtype=pl.Float64, strict=False).fill_nan(None)

    return values.cast(pl.Float64).map_batches(one, return_dtype=pl.Float64, returns_scalar=True)


def _total(values: pl.Series) -> float:
    return float(values.fill_null(0).to_numpy().sum())


def _mean(values: pl.Series) -> float | None:
    return _total(values) / values.count() if values.count() else None


def _median(values: pl.Series) -> float | None:
    import numpy as np

    return float(np.median(values.drop_nulls().to_numpy())) if values.count() else None


def _deviation(values: pl.Series) -> float | None:
    """The sample's standard deviation: squares about the mean over n - 1; None below 2 values."""
    import numpy as np

    if values.count() < 2:
        return None
    filled = values.fill_null(0).to_numpy()
    squares = np.float64(filled.sum() / values.count()) - filled
    squares *= squares
    if values.null_count():
        # A blank stays in its place: numpy adds up by places.
        squares[values.is_null().to_numpy()] = 0
    return float(np.sqrt(squares.sum() / (values.count() - 1)))


def _sum(kwargs: Kwargs, scope: Scope) -> Figure:
    import polars as pl

    limits = bounds(kwargs, comparable)
    values = within(scope, plain_column(scope, kwargs["column"]))
    if _is_text(scope, kwargs):
        return _no_numbers(values, 0, limits)
    exact = dtype_of(scope, kwargs["column"]) != pl.Float64
    value = values.cast(pl.Int128).sum() if exact else _by_numpy(values, _total)
    if dtype_of(scope, kwargs["column"]) != pl.Boolean:
        return Figure({"value": value}, lambda read: held(read["value"], limits))
    # A column of truth values and blanks holds objects to pandas, and one alone is its own sum.
    alone = (values.len() == 1) & values.is_not_null().all()
    alone &= column(scope, kwargs["column"]).null_count() > 0

    def tell(read: Mapping[str, Any]) -> tuple[bool, dict[str, Any]]:
        return held(bool(read["value"]) if read["alone"] else read["value"], limits)

    return Figure({"value": value, "alone": alone}, tell)


def _distinct(values: pl.Expr) -> pl.Expr:
    return values.drop_nulls().n_unique()


def _unique_count(kwargs: Kwargs, scope: Scope) -> Figure:
    limits = bounds(kwargs, whole)
    values = within(scope, plain_column(scope, kwargs["column"]))
    return Figure({"value": _distinct(values)}, lambda read: held(read["value"], limits))


def _shared(part: Callable[[pl.Expr], pl.Expr], whole_of: Callable[[pl.Expr], pl.Expr]) -> Any:
    """A share of the rows in scope; of no rows it is 0."""

    def build(kwargs: Kwargs, scope: Scope) -> Figure:
        limits = bounds(kwargs, number)
        values = within(scope, plain_column(scope, kwargs["column"]))

        def tell(read: Mapping[str, Any]) -> tuple[bool, dict[str, Any]]:
            return held(read["part"] / read["whole"] if read["whole"] else 0, limits)

        return Figure({"part": part(values), "whole": whole_of(values)}, tell)

    return build


def _kind(build: Any) -> Kind:
    return Kind("column aggregate", frozenset({"column", *BOUNDS}), build)


FIGURES: dict[str, Kind] = {
    "expect_column_max_to_be_between": _kind(_extreme(lambda values: values.max())),
    "expect_column_min_to_be_between": _kind(_extreme(lambda values: values.min())),
    "expect_column_mean_to_be_between": _kind(_measured(_mean, comparable)),
    "expect_column_median_to_be_between": _kind(_measured(_median, comparable)),
    "expect_column_stdev_to_be_between": _kind(_measured(_deviation, number)),
    "expect_column_sum_to_be_between": _kind(_sum),
    "expect_column_unique_value_count_to_be_between": _kind(_unique_count),
    "expect_column_proportion_of_unique_values_to_be_between": _kind(
        _shared(_distinct, lambda values: values.count())
    ),
    "expect_column_proportion_of_non_null_values_to_be_between": _kind(
        _shared(lambda values: values.count(), lambda values: values.len())
    ),
}
