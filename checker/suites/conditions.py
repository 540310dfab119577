"""Great Expectations' structured row conditions, compiled to Polars. Strings are never run."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from math import inf
from operator import and_, or_
from typing import TYPE_CHECKING, Any

from checker.errors import PackError
from checker.suites.kinds.comparing import COMPARE, compare, member
from checker.suites.kinds.scope import Stopped

if TYPE_CHECKING:
    import polars as pl

DIFFERENCES: dict[str, str] = {
    "row_condition": (
        "The names index, columns, ilevel_0 and clevel_0 mean columns of the table only; to Great"
        " Expectations they are also its row numbers and headings. A text may end in a backslash;"
        " Great Expectations raises when a later column's name is more than one plain word."
    ),
}
_SETS = ("IN", "NOT_IN")
_MOST = 100  # Great Expectations takes no more comparisons in one condition


def check_condition(structure: Any) -> None:
    """Raise PackError for anything but the structured form, whoever wrote it.

    Great Expectations hands a string condition to a query language that can run commands; the
    name of a column goes there as well, so it cannot hold the sign that ends a name.
    """
    if not isinstance(structure, Mapping):
        raise PackError("A row condition must be structured; text is never run.")
    kind = structure.get("type")
    if kind in ("and", "or"):
        _check_several(structure)
    elif kind == "nullity":
        _check_column(structure)
        if not isinstance(structure.get("is_null"), bool):
            raise PackError("In a row condition, is_null must be true or false.")
    elif kind == "comparison":
        _check_column(structure)
        _check_operand(structure.get("operator"), structure.get("parameter"))
    else:
        raise PackError(f"A row condition of type {kind} is not supported.")


def _check_several(structure: Mapping[str, Any]) -> None:
    parts = structure.get("conditions")
    if not isinstance(parts, list) or not parts:
        raise PackError("A row condition of several parts needs a list of conditions.")
    for part in parts:
        check_condition(part)
        if part["type"] == "or":
            # Great Expectations takes it nowhere else, and both engines take the same suites.
            raise PackError("In a row condition, “or” can only be the outermost.")
    if _count(structure) > _MOST:
        raise PackError(f"A row condition has at most {_MOST} comparisons.")


def _count(structure: Mapping[str, Any]) -> int:
    return sum(map(_count, structure["conditions"])) if "conditions" in structure else 1


def _check_column(structure: Mapping[str, Any]) -> None:
    column = structure.get("column")
    name = column.get("name") if isinstance(column, Mapping) else None
    if not isinstance(name, str) or "`" in name:
        raise PackError("A row condition names one column, without a backtick in its name.")


def _check_operand(operator: Any, value: Any) -> None:
    if operator in _SETS:
        fits = isinstance(value, list) and (
            all(type(one) in (int, float) and one == one for one in value)
            or all(type(one) is str for one in value)
        )
    elif operator in COMPARE:
        fits = isinstance(value, bool | int | float | str) and value == value
    else:
        raise PackError(f"A row condition cannot compare with {operator}.")
    if not fits:
        raise PackError(f"A row condition cannot compare by {operator} with this value.")


def condition(structure: Any, schema: Mapping[str, Any]) -> pl.Expr:
    """A boolean expression, never null: a blank meets != and NOT_IN, and no other comparison.

    So it is on pandas, and so in Great Expectations. `schema` has every column of `columns_of`.
    Raises PackError as `check_condition` does, and Stopped where a column's type has no order
    with the value; where only some of its values have none, the query breaks on those.
    """
    check_condition(structure)
    return _compiled(structure, schema)


def _compiled(structure: Mapping[str, Any], schema: Mapping[str, Any]) -> pl.Expr:
    import polars as pl

    kind = structure["type"]
    if kind in ("and", "or"):
        parts = [_compiled(part, schema) for part in structure["conditions"]]
        return reduce(and_ if kind == "and" else or_, parts)
    name = structure["column"]["name"]
    column = pl.col(name)
    if kind == "nullity":
        return column.is_null() if structure["is_null"] else column.is_not_null()
    operator, value = structure["operator"], structure["parameter"]
    if operator in _SETS:
        if value == [inf]:
            # pandas' query cannot read a list of nothing but a name, and so it writes infinity.
            raise Stopped("A row condition's list holds infinity alone.")
        inside = member(column, schema[name], value).fill_null(False)
        return inside if operator == "IN" else ~inside
    # Whatever it is compared with, a blank is another value.
    return compare(name, schema[name], operator, value).fill_null(operator == "!=")


def columns_of(structure: Any) -> set[str]:
    """The columns that a structured condition looks at."""
    if not isinstance(structure, Mapping):
        return set()
    if "conditions" in structure:
        return set().union(*(columns_of(part) for part in structure["conditions"]))
    return {structure["column"]["name"]}
