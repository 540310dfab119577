"""One column's values, each beside how all of them are spread: z-scores and outliers.

The figures of a whole column are used several times, so these are worked out on the column itself.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

from checker.errors import PackError
from checker.suites.kinds.comparing import breaks, never
from checker.suites.kinds.scope import Kind, Kwargs, Rows, Scope, column, dtype_of, flag, looked_at

if TYPE_CHECKING:
    import polars as pl


def _z_scores(kwargs: Kwargs, scope: Scope) -> Rows:
    """Away from the mean by fewer sample standard deviations than `threshold`."""
    import polars as pl

    threshold = _number(kwargs["threshold"], "threshold")
    double_sided = flag(kwargs, "double_sided", needed=True)
    name = kwargs["column"]
    values, dtype = looked_at(scope, name), dtype_of(scope, name)
    if not _has_numbers(dtype):
        return _texts(values, name)
    fault = values.map_batches(
        partial(_scored_high, threshold, double_sided), return_dtype=pl.Boolean
    )
    return Rows(values.is_null(), fault, (name,))


def _scored_high(threshold: float, double_sided: bool, values: pl.Series) -> pl.Series:
    import polars as pl

    numbers = values.cast(pl.Float64)
    mean, deviation = _mean_and_deviation(numbers)
    if not deviation:
        # Without a spread no score is too high.
        return numbers.is_nan() & False
    score = (numbers - mean) / deviation
    below = score.abs() < abs(threshold) if double_sided else score < threshold
    return ~below & score.is_not_nan()


def _not_outliers(kwargs: Kwargs, scope: Scope) -> Rows:
    """Tukey's fences around the quartiles, or a distance in standard deviations from the mean."""
    import polars as pl

    method = kwargs.get("method", "iqr")
    multiplier = _number(kwargs.get("multiplier", 1.5), "multiplier")
    if method not in ("iqr", "std") or multiplier < 0:
        raise PackError("method must be iqr or std, and multiplier not below 0.")
    name = kwargs["column"]
    values, dtype = looked_at(scope, name), dtype_of(scope, name)
    if not _has_numbers(dtype):
        return _texts(values, name)
    judge = partial(_far_from_mean if method == "std" else _beyond_fences, multiplier)
    fault = values.map_batches(judge, return_dtype=pl.Boolean)
    if dtype == pl.Boolean and method == "iqr":
        # Bits have no quartiles; with blanks among them, pandas holds them as numbers.
        bits = ~column(scope, name).is_null().any()
        fault = breaks(fault, bits & values.is_not_null().any())
    return Rows(values.is_null(), fault, (name,))


def _far_from_mean(multiplier: float, values: pl.Series) -> pl.Series:
    import polars as pl

    numbers = values.cast(pl.Float64)
    mean, deviation = _mean_and_deviation(numbers)
    if not math.isfinite(mean) or not math.isfinite(deviation):
        return numbers.is_nan() & False
    reach = multiplier * deviation
    return ~(numbers == mean if reach <= 0 else (numbers - mean).abs() < reach)


def _beyond_fences(multiplier: float, values: pl.Series) -> pl.Series:
    import polars as pl

    numbers = values.cast(pl.Float64)
    ordered = (values if values.dtype == pl.Int64 else numbers).drop_nulls().sort()
    low, high = _quartile(ordered, 0.25), _quartile(ordered, 0.75)
    if not math.isfinite(low) or not math.isfinite(high):
        return numbers.is_nan() & False
    reach = multiplier * (high - low)
    return ~((numbers >= low - reach) & (numbers <= high + reach))


def _quartile(ordered: pl.Series, share: float) -> float:
    """numpy's linear quantile, its rounding included: from the nearer of two neighbours."""
    if not len(ordered):
        return math.nan
    place = (len(ordered) - 1) * share
    index = math.floor(place)
    part = place - index
    pair = ordered[index : index + 2]
    low, high = float(pair[0]), float(pair[-1])
    # Whole numbers are subtracted as such, and their difference overflows as numpy's does.
    step = float((pair[-1:] - pair[:1])[0])
    return high - step * (1 - part) if part >= 0.5 else low + step * part


def _mean_and_deviation(numbers: pl.Series) -> tuple[float, float]:
    """Mean and sample standard deviation, in two passes as pandas takes them.

    No number where there are too few values.
    """
    count, total = len(numbers) - numbers.null_count(), float(numbers.sum())
    if count <= 1:
        return (total if count else math.nan), math.nan
    away = total / count - numbers
    return total / count, math.sqrt(float((away * away).sum()) / (count - 1))


def _has_numbers(dtype: Any) -> bool:
    import polars as pl

    return bool(dtype.is_numeric() or dtype == pl.Boolean)


def _texts(values: pl.Expr, name: str) -> Rows:
    return Rows(values.is_null(), breaks(never(values), values.is_not_null().any()), (name,))


def _number(value: Any, name: str) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if math.isfinite(number):
            return number
    raise PackError(f"{name} must be a number.")


def _kind(build: Any, *arguments: str) -> Kind:
    return Kind("column map", frozenset({"column", *arguments}), build)


SPREAD: dict[str, Kind] = {
    "expect_column_value_z_scores_to_be_less_than": _kind(_z_scores, "threshold", "double_sided"),
    "expect_column_values_to_not_be_outliers": _kind(_not_outliers, "method", "multiplier"),
}
