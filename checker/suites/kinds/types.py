"""The type that a column has on pandas, or that its values have where pandas keeps them as objects.

Whole numbers with blanks are floats there; truth values with blanks are objects, as texts are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from checker.errors import PackError
from checker.suites.kinds import typenames
from checker.suites.kinds.comparing import breaks
from checker.suites.kinds.scope import (
    Either,
    Figure,
    Kind,
    Kwargs,
    Made,
    Rows,
    Scope,
    Stopped,
    column,
    dtype_of,
    looked_at,
    named,
)

if TYPE_CHECKING:
    import polars as pl

Succeeds = Callable[[str], bool]


def _column_type(kwargs: Kwargs, scope: Scope) -> Made:
    expected = typenames.checked(kwargs["type_"])
    name = _unquoted(scope, kwargs["column"])
    dtype = dtype_of(scope, name)
    if not typenames.is_column_type(expected):
        raise Stopped(f"{expected} is no type that a column can have.")
    return _figure(scope, name, dtype, lambda own: expected in typenames.ITSELF[own], "object")


def _of_type(kwargs: Kwargs, scope: Scope) -> Made:
    expected = typenames.checked(kwargs["type_"])
    dtype = _own(scope, kwargs["column"])
    figure = _figure(scope, kwargs["column"], dtype, lambda own: expected in typenames.OF_TYPE[own])
    if expected in typenames.OF_TYPE["object"]:
        return figure
    return _by_value(kwargs, scope, figure, [expected])


def _in_type_list(kwargs: Kwargs, scope: Scope) -> Made:
    expected, name = kwargs.get("type_list"), kwargs["column"]
    dtype = _own(scope, name)
    if expected is None:
        return _figure(scope, name, dtype, lambda own: True)
    if not isinstance(expected, list):
        raise PackError("type_list must be a list of names of types.")
    names = [typenames.checked(one) for one in expected]

    def succeeds(own: str) -> bool:
        if "Timedelta" in names:
            # pandas is asked to make one of nothing.
            raise Stopped("Timedelta is no type that a column can have.")
        return any(typenames.names_column(one, own) for one in names)

    return _by_value(kwargs, scope, _figure(scope, name, dtype, succeeds), names)


def _unquoted(scope: Scope, name: Any) -> Any:
    """Here alone, Great Expectations also finds a column by its name in SQL's quotation marks."""
    try:
        return named(scope, name)
    except Stopped:
        bare = (name.strip(marks) for marks in ('"', "[]", "`"))
        return next((one for one in bare if one and one != name and _has(scope, one)), name)


def _has(scope: Scope, name: str) -> bool:
    return name.casefold() in {column.casefold() for column in scope.schema}


def _own(scope: Scope, name: Any) -> Any:
    """The column's type; here Great Expectations takes its name to the letter."""
    if name not in scope.schema:
        raise Stopped(f"The table has no column {name}.")
    return dtype_of(scope, name)


def _figure(
    scope: Scope, name: Any, dtype: Any, succeeds: Succeeds, objects: str = "object_"
) -> Figure:
    """The type of the column as a whole, blanks outside the row condition included."""

    def tell(read: Mapping[str, Any]) -> tuple[bool, dict[str, Any]]:
        own = _on_pandas(dtype, blanks=read["blanks"])
        return succeeds(own), {"observed_value": objects if own == "object" else own}

    reads = {"blanks": column(scope, name).is_null().any()}
    if scope.condition is not None:
        # It changes nothing, but what cannot be answered stops this as well.
        reads["condition"] = scope.condition.any()
    return Figure(reads, tell)


def _on_pandas(dtype: Any, *, blanks: bool) -> str:
    import polars as pl

    if dtype.is_integer() and not blanks:
        return "int64"
    if dtype.is_numeric():
        return "float64"
    return "bool" if dtype == pl.Boolean and not blanks else "object"


def _by_value(kwargs: Kwargs, scope: Scope, figure: Figure, names: Sequence[str]) -> Made:
    """Objects are looked at one by one; columns of numbers and bits have one type throughout."""
    import polars as pl

    name = kwargs["column"]
    dtype = dtype_of(scope, name)
    if dtype.is_numeric():
        return figure
    if dtype != pl.Boolean:
        return _rows(scope, name, names, typenames.names_text, pl.lit(True))
    blanks = column(scope, name).is_null().any()
    return Either(blanks, _rows(scope, name, names, typenames.names_truth, blanks), figure)


def _rows(scope: Scope, name: Any, names: Sequence[str], fits: Succeeds, asked: pl.Expr) -> Rows:
    """Each value by its type; `asked` is a single value, whether Great Expectations does so."""
    import polars as pl

    values = looked_at(scope, name)
    fault = pl.lit(not any(map(fits, names)))
    if not any(map(typenames.is_type, names)):
        fault = breaks(fault, asked)
    elif "Any" in names:
        # Of typing's Any no value can be asked whether it is one.
        fault = breaks(fault, asked & values.is_not_null().any())
    return Rows(column(scope, name).is_null(), fault, (name,))


def _kind(build: Any, *arguments: str) -> Kind:
    return Kind("column map", frozenset({"column", *arguments}), build)


TYPES: dict[str, Kind] = {
    "expect_column_values_to_be_of_type": _kind(_of_type, "type_"),
    "expect_column_values_to_be_in_type_list": _kind(_in_type_list, "type_list"),
    "expect_column_type_to_be": Kind("table", frozenset({"column", "type_"}), _column_type),
}
