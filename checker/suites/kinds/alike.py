"""When values of two columns are the same, and which is greater, as Python has it.

A truth value is 1 or 0 beside a number, and no text is a number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.suites.kinds.distinct import stopping
from checker.suites.kinds.scope import Scope, Stopped, column, dtype_of

if TYPE_CHECKING:
    import polars as pl


def sort_of(scope: Scope, name: Any) -> str:
    """Values of the same sort can be held together; raises Stopped for lists and the like."""
    import polars as pl

    dtype = dtype_of(scope, name)
    if dtype.is_numeric() or dtype == pl.Boolean:
        return "number"
    if dtype.is_nested() or dtype in (pl.Binary, pl.Object):
        raise Stopped(f"The column {name} holds no single values.")
    return "text" if dtype == pl.String else str(dtype)


def comparable(scope: Scope, *names: Any) -> list[pl.Expr]:
    """Columns of one sort; truth values are numbers unless there are only truth values."""
    import polars as pl

    every = {dtype_of(scope, name) for name in names}
    mixed = len(every) > 1
    return [
        column(scope, name).cast(pl.Int8)
        if mixed and dtype_of(scope, name) == pl.Boolean
        else column(scope, name)
        for name in names
    ]


def equal(scope: Scope, one: Any, other: Any) -> pl.Expr:
    """Whether two columns hold the same value, row by row; null where either is blank."""
    import polars as pl

    if sort_of(scope, one) != sort_of(scope, other):
        return pl.repeat(False, pl.len())
    first, second = comparable(scope, one, other)
    return first == second


def unordered(scope: Scope, one: Any, other: Any, rows: pl.Expr) -> pl.Expr | None:
    """False in every row, but raises Stopped where pandas cannot order `rows`; None when it can.

    Between a text and a number there is no order. Numbers and a column of truth values with
    blanks are compared by Python, one by one, and a blank is no number there.
    """
    import polars as pl

    first, second = column(scope, one), column(scope, other)
    why = f"The columns {one} and {other} cannot be ordered."
    objects = first.null_count() > 0 if dtype_of(scope, one) == pl.Boolean else pl.lit(False)
    if sort_of(scope, one) != sort_of(scope, other):
        if sort_of(scope, one) == "text":
            return stopping(rows & first.is_not_null() & second.is_not_null(), why)
        by_python = rows & (~objects | (first.is_not_null() & second.is_not_null()))
        return stopping(by_python, why)
    if sort_of(scope, one) == "number" and dtype_of(scope, other) == pl.Boolean:
        return stopping(rows & ~objects & second.is_null(), why)
    return None
