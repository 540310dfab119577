"""One column's values held against plain values, as pandas holds them: truth is 0 or 1.

Both engines see the four plain types (see `plain`); a column of any other type is its text here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import eq, ge, gt, le, lt, ne
from typing import TYPE_CHECKING, Any

from checker.suites.kinds.scope import Stopped

if TYPE_CHECKING:
    import polars as pl

COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {
    "==": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}
EXACT = 2**53  # whole numbers up to here are the same as floats
_LEAST, _LARGEST = -(2**63), 2**63 - 1


def never(column: pl.Expr) -> pl.Expr:
    """False for each row; a literal would be one row."""
    return column.is_null() & column.is_not_null()


def always(column: pl.Expr) -> pl.Expr:
    return column.is_null() | column.is_not_null()


def breaks(rows: pl.Expr, where: pl.Expr) -> pl.Expr:
    """`rows`, a judgement row by row; where the single value `where` is true, the query breaks.

    Great Expectations raises there: what cannot be judged is no success.
    """
    import polars as pl

    # Nothing in Polars raises on purpose; no number is written like this.
    proof = pl.when(where).then(pl.lit("stopped")).otherwise(pl.lit("1")).cast(pl.Int8)
    # Its first value, as over no rows at all the single one would never be looked at.
    return rows & (proof.first() == 1)


def compare(name: str, dtype: Any, operator: str, value: bool | int | float | str) -> pl.Expr:
    """The column `name` by one of COMPARE with `value`; null where the column is blank.

    Raises Stopped for numbers held against text by order.
    """
    import polars as pl

    column = pl.col(name)
    if isinstance(value, str) or not (dtype.is_numeric() or dtype == pl.Boolean):
        return _with_text(name, dtype, operator, value)
    if dtype == pl.Boolean:
        return _truth(column, operator, value)
    if isinstance(value, float) or dtype.is_float():
        return _with_float(column, operator, _float(name, value))
    if not _LEAST <= value <= _LARGEST:
        return _with_far(name, operator, value)
    return _with_whole(column, operator, int(value))


def _float(name: str, value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        raise Stopped(f"The column {name} cannot be compared with so large a number.") from None


def _with_float(column: pl.Expr, operator: str, value: float) -> pl.Expr:
    import polars as pl

    if value != value:
        return always(column) if operator == "!=" else never(column)
    found: pl.Expr = COMPARE[operator](column.cast(pl.Float64), pl.lit(value, pl.Float64))
    return found


def _with_whole(column: pl.Expr, operator: str, value: int) -> pl.Expr:
    import polars as pl

    found: pl.Expr = COMPARE[operator](column, pl.lit(value, pl.Int64))
    return found


def _with_far(name: str, operator: str, value: int) -> pl.Expr:
    """A whole number beyond those of any column.

    A column with blanks is one of floats to pandas, and its largest numbers round up to that.
    """
    import polars as pl

    column = pl.col(name)
    below = operator in ("<", "<=") if value > 0 else operator in (">", ">=")
    exact = always(column) if below or operator == "!=" else never(column)
    blanks = column.is_null().any()
    try:
        rounded = _with_float(column, operator, _float(name, value))
    except Stopped:
        return breaks(exact, blanks)
    return pl.when(blanks).then(rounded).otherwise(exact)


def _truth(column: pl.Expr, operator: str, value: float) -> pl.Expr:
    import polars as pl

    number = column.cast(pl.Int64)
    if isinstance(value, float):
        return _with_float(number, operator, value)
    if _LEAST <= value <= _LARGEST:
        return _with_whole(number, operator, int(value))
    # Without blanks, pandas has a column of bits, which no such number fits.
    far = _with_whole(number, operator, 2 if value > 0 else -1)
    return breaks(far, ~column.is_null().any())


def _with_text(name: str, dtype: Any, operator: str, value: Any) -> pl.Expr:
    import polars as pl

    column = pl.col(name)
    text = not (dtype.is_numeric() or dtype == pl.Boolean)
    if text and isinstance(value, str):
        found: pl.Expr = COMPARE[operator](as_text(column, dtype), pl.lit(value))
        return found
    if operator in ("==", "!="):
        return always(column) if operator == "!=" else never(column)
    if dtype.is_numeric():
        raise Stopped(f"The column {name} holds numbers, which have no order with text.")
    some = column.is_not_null().any()
    # An empty column of truth values is still one of bits.
    return breaks(never(column), some if text else some | (pl.len() == 0))


def as_text(column: pl.Expr, dtype: Any) -> pl.Expr:
    import polars as pl

    return column if dtype == pl.String else column.cast(pl.String)


def member(column: pl.Expr, dtype: Any, values: Iterable[Any]) -> pl.Expr:
    """Whether each value is one of `values`, as pandas' `isin` has it; null where blank."""
    import polars as pl

    values = list(values)
    numbers = [value for value in values if isinstance(value, int | float) and value == value]
    if dtype == pl.Boolean:
        return _one_of(column, [truth for truth in (True, False) if truth in numbers])
    if not dtype.is_numeric():
        return _one_of(as_text(column, dtype), [one for one in values if isinstance(one, str)])
    plain = [value for value in values if not isinstance(value, bool)]
    # Numbers of both kinds, and nothing else, are all floats to pandas; else each is what it is.
    floats = len(numbers) == len(plain) and any(isinstance(value, float) for value in plain)
    if dtype.is_float():
        return _one_of(column, [one for n in numbers for one in _as_float(n, exact=not floats)])
    if floats:
        # Each becomes the float nearest to it, and is then held against whole numbers exactly.
        numbers = [one for n in numbers for one in _as_float(n, exact=False)]
    whole = [int(n) for n in numbers if _LEAST <= n <= _LARGEST and n == int(n)]
    return _one_of(column, whole)


def _as_float(number: float, *, exact: bool) -> list[float]:
    """The float that equals `number`, if there is one; or the one nearest to it."""
    try:
        near = float(number)
    except OverflowError:
        return []
    return [near] if near == number or not exact else []


def _one_of(column: pl.Expr, values: list[Any]) -> pl.Expr:
    return column.is_in(values) if values else never(column)
