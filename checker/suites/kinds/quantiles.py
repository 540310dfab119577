"""Several quantiles of one column, each held to a range of its own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from checker.suites.kinds.scope import (
    Figure,
    Kind,
    Kwargs,
    Scope,
    Stopped,
    dtype_of,
    plain_column,
    within,
)

if TYPE_CHECKING:
    import polars as pl

# Between two values: one of them, or a number that lies between.
_CHOOSING, _BETWEEN = ("lower", "higher", "nearest"), ("linear", "midpoint")
DIFFERENCES: dict[str, str] = {
    "expect_column_quantile_values_to_be_between": (
        "Each expectation has the quantiles that it asks for; in Great Expectations several in one"
        " suite over the same column and rows all get those of the first."
    ),
}


def _quantiles(kwargs: Kwargs, scope: Scope) -> Figure:
    import polars as pl

    name, (shares, ranges) = kwargs["column"], _ranges(kwargs)
    column, method = plain_column(scope, name), _method(kwargs)
    reads = {
        "values": _at(within(scope, column), dtype_of(scope, name), shares, method),
        "blanks": column.null_count(),
        "filled": within(scope, column).is_not_null().any(),
    }
    dtype = dtype_of(scope, name)

    def tell(read: Mapping[str, Any]) -> tuple[bool, dict[str, Any]]:
        values = read["values"].to_list()
        if dtype == pl.Boolean and method in _CHOOSING:
            values = [None if value is None else bool(value) for value in values]
        # pandas subtracts truth values where blanks have made the column one of objects.
        truths = dtype == pl.Boolean and not read["blanks"] and read["filled"]
        texts = dtype == pl.String and any(value is not None for value in values)
        if method in _BETWEEN and (truths or texts):
            raise Stopped("There is nothing between two texts or truth values.")
        return _told(shares, ranges, values)

    return Figure(reads, tell)


def _ranges(kwargs: Kwargs) -> tuple[list[float], list[list[float | None]]]:
    """The quantiles asked for and a range for each; Great Expectations looks at no more of it."""
    said = kwargs["quantile_ranges"]
    shares, ranges = list(said["quantiles"]), [list(one) for one in said["value_ranges"]]
    if not all(isinstance(share, int | float) for share in shares):
        raise TypeError("quantiles")
    if not all(one is None or isinstance(one, int | float) for both in ranges for one in both):
        raise TypeError("value_ranges")
    if not all(0 <= share <= 1 for share in shares):
        raise Stopped("A quantile lies between 0 and 1.")
    if len(ranges) > len(shares) or any(len(both) != 2 for both in ranges):
        raise Stopped("Each quantile has one range, with a lower and an upper end.")
    return shares, ranges


def _method(kwargs: Kwargs) -> Any:
    said = kwargs.get("allow_relative_error", False)
    if not isinstance(said, bool | int | float | str):
        raise TypeError("allow_relative_error")
    method = said or "nearest"
    if method not in _CHOOSING + _BETWEEN:
        raise Stopped("allow_relative_error is false or says how to interpolate.")
    return method


def _at(values: pl.Expr, dtype: Any, shares: Sequence[float], method: Any) -> pl.Expr:
    """A list of one value for each share, nulls where nothing is filled in."""
    import polars as pl

    if dtype == pl.Boolean:
        values = values.cast(pl.Int64)
    counted = dtype in (pl.Boolean, pl.Int64) and method in _CHOOSING
    inner = pl.String if dtype == pl.String else pl.Int64 if counted else pl.Float64

    def one(column: pl.Series) -> pl.Series:
        filled = column.drop_nulls()
        found = _found(filled, shares, method) if len(filled) else [None] * len(shares)
        return pl.Series([found], dtype=pl.List(inner))

    return values.map_batches(one, return_dtype=pl.List(inner), returns_scalar=True)


def _found(filled: pl.Series, shares: Sequence[float], method: Any) -> list[Any]:
    import numpy as np
    import polars as pl

    if filled.dtype != pl.String:
        with np.errstate(all="ignore"):
            return list(np.quantile(filled.to_numpy(), shares, method=method).tolist())
    if method in _BETWEEN:
        return list(filled[:1]) * len(shares)
    places = np.quantile(np.arange(len(filled)), shares, method=method)
    return list(filled.sort()[places])


def _told(
    shares: list[float], ranges: list[list[float | None]], values: list[Any]
) -> tuple[bool, dict[str, Any]]:
    try:
        details = [_within(value, *ends) for value, ends in zip(values, ranges, strict=False)]
    except (TypeError, ValueError, OverflowError):
        raise Stopped("Quantiles of texts have no place in a range.") from None
    observed = {"quantiles": shares, "values": values}
    return all(details), {"observed_value": observed, "details": {"success_details": details}}


def _within(value: float, low: float | None, high: float | None) -> bool:
    """In the range, or as close to an end as Great Expectations counts as equal."""
    if value is None or value != value:
        return False
    low, high = -math.inf if low is None else low, math.inf if high is None else high
    return _close(value, low) or _close(value, high) or low <= value <= high


def _close(value: float, end: float) -> bool:
    """numpy's isclose with a relative tolerance of 1e-4 and an absolute one of 1e-8."""
    value, end = float(value), float(end)
    near = math.isfinite(end) and abs(value - end) <= 1e-8 + 1e-4 * abs(end)
    return near or value == end


QUANTILES: dict[str, Kind] = {
    "expect_column_quantile_values_to_be_between": Kind(
        "column aggregate",
        frozenset({"column", "quantile_ranges", "allow_relative_error"}),
        _quantiles,
    ),
}
