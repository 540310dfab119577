"""One column's values, each beside the one before it that is not blank."""

from __future__ import annotations

from collections.abc import Callable
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Any

from checker.suites.kinds.comparing import breaks, never
from checker.suites.kinds.scope import Kind, Kwargs, Rows, Scope, column, dtype_of, flag, looked_at

if TYPE_CHECKING:
    import polars as pl

    Comparison = Callable[[Any, Any], pl.Expr]

_FAR = (
    "Whole numbers more than 2**63 apart are in their true order; Great Expectations subtracts"
    " them, and the difference overflows."
)
DIFFERENCES: dict[str, str] = {
    "expect_column_values_to_be_increasing": _FAR,
    "expect_column_values_to_be_decreasing": _FAR,
}


def _order(loose: Comparison, strict: Comparison) -> Callable[[Kwargs, Scope], Rows]:
    """`loose` and `strict` are what the step from one value to the next must not be, beside 0."""

    def build(kwargs: Kwargs, scope: Scope) -> Rows:
        name = kwargs["column"]
        wrong = strict if flag(kwargs, "strictly", blank=True) else loose
        dtype, values = dtype_of(scope, name), looked_at(scope, name)
        fault = _fault(column(scope, name), values, dtype, wrong)
        return Rows(values.is_null(), fault, (name,))

    return build


def _fault(whole: pl.Expr, values: pl.Expr, dtype: Any, wrong: Comparison) -> pl.Expr:
    """`values` are those of the column `whole` that are looked at."""
    import polars as pl

    before = values.forward_fill().shift(1)
    if dtype.is_float():
        # Between infinities there is no step; a value that is no number is the greatest to Polars.
        step = values - before
        return wrong(step, 0.0) & step.is_not_nan()
    if dtype.is_integer():
        return wrong(values, before)
    if dtype == pl.Boolean:
        # To pandas a step between bits is whether they differ; with blanks, it is that of 0 and 1.
        change = (values != before).cast(pl.Int8)
        step = values.cast(pl.Int8) - before.cast(pl.Int8)
        return wrong(pl.when(whole.is_null().any()).then(step).otherwise(change), 0)
    # Texts have no step; one alone is in order.
    return breaks(never(values), values.count() > 1)


def _kind(loose: Comparison, strict: Comparison) -> Kind:
    return Kind("column map", frozenset({"column", "strictly"}), _order(loose, strict))


ORDER: dict[str, Kind] = {
    "expect_column_values_to_be_increasing": _kind(lt, le),
    "expect_column_values_to_be_decreasing": _kind(gt, ge),
}
