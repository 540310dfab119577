"""The four types that both engines are given, so that neither sees what the other cannot.

Whole numbers, numbers, texts and truth values. A day or time is its ISO text, as JSON bounds are;
a decimal is a number; a category is its text; NaN is blank, as pandas has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from checker.errors import UsageError

if TYPE_CHECKING:
    import polars as pl


def plain_schema(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The types after `plain`, by column, in the table's order."""
    return {name: _plain_type(dtype) for name, dtype in schema.items()}


def _plain_type(dtype: Any) -> Any:
    import polars as pl

    if dtype.is_integer():
        return pl.Int64()
    if dtype.is_numeric() or dtype == pl.Null:
        # A column of blanks only is one of numbers to pandas as well.
        return pl.Float64()
    if dtype == pl.Boolean:
        return pl.Boolean()
    if dtype.is_nested() or dtype in (pl.Binary, pl.Object, pl.Duration):
        # Left as it is: only an expectation that looks at it is stopped.
        return dtype
    return pl.String()


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    """The same rows in plain types; raises UsageError for a whole number beyond 64 bits."""
    import polars as pl

    try:
        return frame.select(_plain(name, dtype) for name, dtype in frame.schema.items())
    except pl.exceptions.InvalidOperationError as error:
        raise UsageError("A column holds whole numbers that do not fit into 64 bits.") from error


def _plain(name: str, dtype: Any) -> pl.Expr:
    import polars as pl

    column, target = pl.col(name), _plain_type(dtype)
    if dtype.is_temporal() and target == pl.String:
        return column.dt.to_string("iso")
    if dtype.is_float():
        return column.cast(target).fill_nan(None)
    return column if dtype == target else column.cast(target)


def pandas_frame(frame: pl.DataFrame) -> Any:
    """A pandas frame of plain columns, without pyarrow, with the types that pandas itself infers.

    A whole-number column with blanks is one of floats, so beyond 2**53 Great Expectations sees
    rounded numbers where the compiler sees whole ones.
    """
    import pandas

    columns = {name: _series(frame[name]) for name in frame.columns}
    return pandas.DataFrame(columns, index=range(frame.height))


def _series(values: pl.Series) -> Any:
    import pandas
    import polars as pl

    if values.dtype.is_numeric():
        whole = values.dtype.is_integer() and not values.null_count()
        return pandas.Series(values.to_list(), dtype="int64" if whole else "float64")
    truth = values.dtype == pl.Boolean and not values.null_count()
    if values.dtype.is_temporal():
        values = values.cast(pl.String)
    return pandas.Series(values.to_list(), dtype="bool" if truth else "object")
