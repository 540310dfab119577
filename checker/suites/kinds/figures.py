"""One figure of a whole column, held to bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from checker.suites.kinds.scope import (
    Figure,
    Kind,
    Kwargs,
    Scope,
    Stopped,
    column,
    dtype_of,
    within,
)

if TYPE_CHECKING:
    import polars as pl


def _bounded(value: Any, kwargs: Kwargs) -> tuple[bool, dict[str, Any]]:
    """Success and result of a figure held to min_value and max_value; no figure is no success."""
    low, high = kwargs.get("min_value"), kwargs.get("max_value")
    if value is None:
        return False, {"observed_value": None}
    above = low is None or (value > low if kwargs.get("strict_min") else value >= low)
    below = high is None or (value < high if kwargs.get("strict_max") else value <= high)
    return bool(above and below), {"observed_value": value}


def _figure(of: Callable[[pl.Expr], pl.Expr]) -> Callable[[Kwargs, Scope], Figure]:
    def build(kwargs: Kwargs, scope: Scope) -> Figure:
        if not dtype_of(scope, kwargs["column"]).is_numeric():
            raise Stopped(f"The column {kwargs['column']} does not hold numbers.")
        value = of(within(scope, column(scope, kwargs["column"])))

        def tell(read: Mapping[str, Any]) -> tuple[bool, dict[str, Any]]:
            return _bounded(read["value"], kwargs)

        return Figure({"value": value}, tell)

    return build


def _kind(build: Any, *arguments: str) -> Kind:
    return Kind("column aggregate", frozenset({"column", *arguments}), build)


_BOUNDS = ("min_value", "max_value", "strict_min", "strict_max")
FIGURES: dict[str, Kind] = {
    "expect_column_mean_to_be_between": _kind(_figure(lambda values: values.mean()), *_BOUNDS),
}
