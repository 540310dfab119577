"""What a kind of expectation is made of: what it may ask of a table, and what it answers with.

A builder never sees data. It gets the table's schema and gives Polars expressions, so that all the
expectations of a suite run in one query.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from checker.errors import PackError

if TYPE_CHECKING:
    import polars as pl

Kwargs = Mapping[str, Any]
DIFFERENCES: dict[str, str] = {
    "column": (
        "Of columns whose names differ in upper and lower case only, the one that is written is"
        " meant; Great Expectations takes the first."
    ),
}
Family = Literal["column map", "column pair map", "multicolumn map", "column aggregate", "table"]


class Stopped(Exception):
    """An expectation cannot be answered on this table; Great Expectations raises there as well.

    The message says what is wrong without any value of the table.
    """


class Scope(NamedTuple):
    """The table's `schema`, and the rows looked at: `condition` is never null, or None for all."""

    schema: Mapping[str, Any]
    condition: pl.Expr | None


class Rows(NamedTuple):
    """A judgement of each row, over the whole table, row by row.

    `missing`: the row has nothing to check. `unexpected`: it is at fault; only read where the row
    is in scope and not missing, and null counts as no fault. `columns`: whose values are told.
    """

    missing: pl.Expr
    unexpected: pl.Expr
    columns: tuple[str, ...]


class Figure(NamedTuple):
    """A judgement of the whole table.

    `reads` are named expressions that each give one value over the rows in scope (see `within`);
    `tell` turns these values into success and the `result` that Great Expectations gives.
    """

    reads: Mapping[str, pl.Expr]
    tell: Callable[[Mapping[str, Any]], tuple[bool, dict[str, Any]]]


class Either(NamedTuple):
    """Two ways to judge; the single value `first_fits` tells which of them this table needs."""

    first_fits: pl.Expr
    first: Rows | Figure
    second: Rows | Figure


Made = Rows | Figure | Either


class Kind(NamedTuple):
    """One type of expectation. `arguments` are its own beside `row_condition` and `mostly`.

    `build` raises Stopped where the table cannot answer, PackError where the arguments are wrong.
    """

    family: Family
    arguments: frozenset[str]
    build: Callable[[Kwargs, Scope], Made]


def named(scope: Scope, name: Any) -> str:
    """The column that `name` means: as it is written, else the first but for upper and lower case.

    Great Expectations takes the first in either case. Raises Stopped when the table has none.
    """
    if not isinstance(name, str) or not name:
        raise PackError("A column is named by a text.")
    if name in scope.schema:
        return name
    for found in scope.schema:
        if found.casefold() == name.casefold():
            return found
    raise Stopped(f"The table has no column {name}.")


def column(scope: Scope, name: Any) -> pl.Expr:
    """The column `name`, row by row; raises Stopped when the table has none."""
    import polars as pl

    return pl.col(named(scope, name))


def within(scope: Scope, expression: pl.Expr) -> pl.Expr:
    """`expression` over the rows in scope only, for a Figure."""
    return expression if scope.condition is None else expression.filter(scope.condition)


def looked_at(scope: Scope, name: Any) -> pl.Expr:
    """The column `name` with blanks where a row is out of scope; raises Stopped without it."""
    import polars as pl

    values = column(scope, name)
    return values if scope.condition is None else pl.when(scope.condition).then(values)


def dtype_of(scope: Scope, name: Any) -> Any:
    """The type of the column `name`; raises Stopped when the table has none."""
    return scope.schema[named(scope, name)]


def plain_column(scope: Scope, name: Any) -> pl.Expr:
    """The column `name` where its values are numbers, texts or truth values.

    Raises TypeError for what cannot be a name, Stopped when the table has no such column or it
    holds values of another kind.
    """
    import polars as pl

    if not isinstance(name, str) or not name:
        raise TypeError("column")
    if dtype_of(scope, name) not in (pl.Int64, pl.Float64, pl.Boolean, pl.String):
        raise Stopped(f"The column {name} holds lists or other values that cannot be compared.")
    return column(scope, name)


def flag(kwargs: Kwargs, name: str, *, needed: bool = False, blank: bool = False) -> bool:
    """An argument that is true or false; false when left out, or when None where `blank` is taken.

    Raises PackError for anything else, as for None or nothing where the argument is `needed`.
    """
    value = kwargs.get(name, None if needed or blank else False)
    if value is None and blank:
        return False
    if not isinstance(value, bool):
        raise PackError(f"{name} must be true or false.")
    return value
