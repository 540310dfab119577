"""Great Expectations' structured row conditions, compiled to Polars. Strings are never run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from operator import and_, eq, ge, gt, le, lt, ne, or_
from typing import TYPE_CHECKING, Any

from checker.errors import PackError

if TYPE_CHECKING:
    import polars as pl

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "==": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}


def condition(structure: Any) -> pl.Expr:
    """A boolean expression, never null: a blank meets != and NOT_IN, and no other comparison.

    So it is on pandas, and so in Great Expectations. Raises PackError for anything but the
    structured form, whoever wrote it: Great Expectations hands a string condition to a query
    language that can run commands.
    """
    if not isinstance(structure, Mapping):
        raise PackError("A row condition must be structured; text is never run.")
    kind = structure.get("type")
    if kind in ("and", "or"):
        parts = [condition(part) for part in structure["conditions"]]
        if any(part["type"] == "or" for part in structure["conditions"]):
            # Great Expectations takes it nowhere else, and both engines take the same suites.
            raise PackError("In a row condition, “or” can only be the outermost.")
        return reduce(and_ if kind == "and" else or_, parts)
    if kind == "nullity":
        return _nullity(structure)
    if kind == "comparison":
        return _comparison(structure)
    raise PackError(f"A row condition of type {kind} is not supported.")


def _nullity(structure: Mapping[str, Any]) -> pl.Expr:
    import polars as pl

    column = pl.col(structure["column"]["name"])
    return column.is_null() if structure["is_null"] else column.is_not_null()


def _comparison(structure: Mapping[str, Any]) -> pl.Expr:
    import polars as pl

    column, value = pl.col(structure["column"]["name"]), structure["parameter"]
    operator = structure["operator"]
    if value is None or isinstance(value, list) != (operator in ("IN", "NOT_IN")):
        raise PackError(f"A row condition cannot compare by {operator} with this value.")
    if operator in ("IN", "NOT_IN"):
        inside = column.is_in(value).fill_null(False)
        return inside if operator == "IN" else ~inside
    if operator not in _COMPARE:
        raise PackError(f"A row condition cannot compare with {operator}.")
    found: pl.Expr = _COMPARE[operator](column, value)
    return found.fill_null(operator == "!=")


def columns_of(structure: Any) -> set[str]:
    """The columns that a structured condition looks at."""
    if not isinstance(structure, Mapping):
        return set()
    if "conditions" in structure:
        return set().union(*(columns_of(part) for part in structure["conditions"]))
    return {structure["column"]["name"]}
