"""One column's values, each looked at by itself: blank, within bounds, in a set."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from checker.errors import PackError
from checker.suites.kinds.comparing import EXACT, breaks, member, never
from checker.suites.kinds.order import DIFFERENCES as OF_ORDER
from checker.suites.kinds.order import ORDER
from checker.suites.kinds.scope import (
    Kind,
    Kwargs,
    Rows,
    Scope,
    Stopped,
    column,
    dtype_of,
    flag,
    looked_at,
)
from checker.suites.kinds.spread import SPREAD
from checker.suites.kinds.types import TYPES

if TYPE_CHECKING:
    import polars as pl

Bound = float | dt.date | None


def _not_null(kwargs: Kwargs, scope: Scope) -> Rows:
    import polars as pl

    name = kwargs["column"]
    return Rows(pl.lit(False), column(scope, name).is_null(), (name,))


def _null(kwargs: Kwargs, scope: Scope) -> Rows:
    import polars as pl

    name = kwargs["column"]
    return Rows(pl.lit(False), column(scope, name).is_not_null(), (name,))


def _unique(kwargs: Kwargs, scope: Scope) -> Rows:
    # Rows outside the condition are no twins of those inside it.
    values = looked_at(scope, kwargs["column"])
    return Rows(values.is_null(), values.is_duplicated(), (kwargs["column"],))


def _between(kwargs: Kwargs, scope: Scope) -> Rows:
    import polars as pl

    name = kwargs["column"]
    low, high = _bound(kwargs.get("min_value")), _bound(kwargs.get("max_value"))
    strict = flag(kwargs, "strict_min"), flag(kwargs, "strict_max")
    if low is None and high is None:
        raise PackError("min_value and max_value cannot both be left out.")
    values, dtype = column(scope, name), dtype_of(scope, name)
    _check_order(low, high)
    days = isinstance(low, dt.date) or isinstance(high, dt.date)
    if days or not (dtype.is_numeric() or dtype == pl.Boolean):
        # A bound is a number or a day: text has no order with either, nor a number with a day.
        some = looked_at(scope, name).is_not_null().any()
        return Rows(values.is_null(), breaks(never(values), some), (name,))
    held = values.cast(pl.Int64) if dtype == pl.Boolean else values
    outside = pl.lit(False)
    for fault in _outside(held, low, high, strict):
        outside |= fault
    return Rows(values.is_null(), outside, (name,))


def _outside(values: pl.Expr, low: Any, high: Any, strict: tuple[bool, bool]) -> Iterator[pl.Expr]:
    if low is not None:
        values_or_floats, bound = _comparable(values, low)
        yield values_or_floats <= bound if strict[0] else values_or_floats < bound
    if high is not None:
        values_or_floats, bound = _comparable(values, high)
        yield values_or_floats >= bound if strict[1] else values_or_floats > bound


def _comparable(values: pl.Expr, bound: float) -> tuple[pl.Expr, pl.Expr]:
    """Great Expectations' bounds are floats; whole ones need no cast where that is the same."""
    import polars as pl

    if bound.is_integer() and abs(bound) < EXACT:
        return values, pl.lit(int(bound))
    return values.cast(pl.Float64), pl.lit(bound, pl.Float64)


def _bound(value: Any) -> Bound:
    """A bound as Great Expectations reads it: a number, or a day or time; raises PackError."""
    if value is None or isinstance(value, dt.date):
        return value
    if isinstance(value, int | float | str):
        try:
            number = float(value)
        except OverflowError:
            raise PackError("A bound is too large a number.") from None
        except ValueError:
            return _moment(str(value))
        if number == number:
            return number
    raise PackError("A bound must be a number, a day or a time.")


_MOMENT = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d{1,6})?)?)?", re.A
)


def _moment(text: str) -> dt.date:
    found = _MOMENT.fullmatch(text)
    try:
        if found is not None:
            parts = [int(part) for part in found.groups() if part is not None]
            # A bound without a time of day is a day.
            return dt.datetime(*parts) if len(parts) > 3 else dt.date(*parts)  # type: ignore[arg-type]
    except ValueError:
        pass
    raise PackError("A bound must be a number, a day or a time.")


def _check_order(low: Any, high: Any) -> None:
    """Raises Stopped for bounds the wrong way round, or that have no order."""
    try:
        if low is None or high is None or low <= high:
            return
    except TypeError:
        pass
    raise Stopped("min_value is greater than max_value, or is of another kind.")


def _in_set(kwargs: Kwargs, scope: Scope) -> Rows:
    values, inside = _member(kwargs, scope)
    return Rows(values.is_null(), ~inside, (kwargs["column"],))


def _not_in_set(kwargs: Kwargs, scope: Scope) -> Rows:
    values, inside = _member(kwargs, scope)
    return Rows(values.is_null(), inside, (kwargs["column"],))


def _member(kwargs: Kwargs, scope: Scope) -> tuple[pl.Expr, pl.Expr]:
    members = kwargs["value_set"]
    if not isinstance(members, list | tuple) or any(
        not isinstance(one, bool | int | float | str | None) for one in members
    ):
        raise PackError("value_set must be a list of plain values.")
    values, dtype = column(scope, kwargs["column"]), dtype_of(scope, kwargs["column"])
    return values, member(values, dtype, members)


def _kind(build: Any, *arguments: str) -> Kind:
    return Kind("column map", frozenset({"column", *arguments}), build)


# Where the answers differ from Great Expectations' on purpose.
DIFFERENCES: dict[str, str] = {**OF_ORDER}
_BOUNDS = ("min_value", "max_value", "strict_min", "strict_max")
VALUES: dict[str, Kind] = {
    "expect_column_values_to_not_be_null": _kind(_not_null),
    "expect_column_values_to_be_null": _kind(_null),
    "expect_column_values_to_be_unique": _kind(_unique),
    "expect_column_values_to_be_between": _kind(_between, *_BOUNDS),
    "expect_column_values_to_be_in_set": _kind(_in_set, "value_set"),
    "expect_column_values_to_not_be_in_set": _kind(_not_in_set, "value_set"),
    **ORDER,
    **SPREAD,
    **TYPES,
}
