"""From one expectation of a suite to Polars expressions, by the kinds' own builders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from checker.errors import PackError
from checker.suites.conditions import check_condition, columns_of, condition
from checker.suites.kinds.scope import Family, Kwargs, Made, Scope, Stopped
from checker.suites.known import KINDS, REFUSED

if TYPE_CHECKING:
    import polars as pl

Expectation = Mapping[str, Any]
_MAP = frozenset({"mostly", "row_condition", "condition_parser"})
_SHARED: dict[Family, frozenset[str]] = {
    "column map": _MAP,
    "column pair map": _MAP,
    "multicolumn map": _MAP,
    "column aggregate": frozenset({"row_condition", "condition_parser"}),
    "table": frozenset(),
}


def arguments(kind: str) -> frozenset[str]:
    """All the arguments that the compiler takes for a type, those of its family included."""
    return KINDS[kind].arguments | _SHARED[KINDS[kind].family]


def check_known(expectations: Sequence[Expectation]) -> None:
    """Raise PackError for the first type or argument outside the closed list."""
    for expectation in expectations:
        kind = expectation.get("type")
        if kind in REFUSED:
            raise PackError(f"{kind} is refused. {REFUSED[kind]}")
        if kind not in KINDS:
            raise PackError(f"The expectation type {kind} is not known.")
        unknown = sorted(set(expectation.get("kwargs", {})) - arguments(kind))
        if unknown:
            raise PackError(f"{kind} does not take {', '.join(unknown)} here.")
        for name, value in expectation.get("kwargs", {}).items():
            if isinstance(value, Mapping) and "$PARAMETER" in value:
                raise PackError(f"{kind} takes no parameter for {name} here: give its value.")


def compile_expectation(kind: str, kwargs: Kwargs, schema: Mapping[str, Any]) -> Made:
    """Compile one expectation for a table of this schema.

    Raises PackError for an argument that is missing or has the wrong shape, whatever the table,
    and Stopped where this table cannot answer.
    """
    try:
        return KINDS[kind].build(kwargs, Scope(schema, condition_of(kwargs, schema)))
    except (KeyError, TypeError) as error:
        raise PackError(f"{kind}: {error} is missing or has the wrong shape.") from error


def condition_of(kwargs: Kwargs, schema: Mapping[str, Any]) -> pl.Expr | None:
    """The row condition as a boolean expression; None for every row.

    Raises PackError for anything but a structured condition, Stopped where the table lacks a column
    or a column cannot be compared.
    """
    structure = kwargs.get("row_condition")
    if structure is None:
        return None
    check_condition(structure)
    for name in sorted(columns_of(structure) - set(schema)):
        raise Stopped(f"The table has no column {name}.")
    return condition(structure, schema)
