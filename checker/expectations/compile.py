"""The closed list of what a rule's expectation may be: fewer types than the compiler knows.

A rule judges rows, so that a finding has a cell; and what a rule says must be plain to its readers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.errors import PackError
from checker.suites.compile import compile_expectation
from checker.suites.kinds.scope import Rows

_ONE = frozenset({"column", "mostly", "row_condition"})
_TWO = frozenset({"column_A", "column_B", "ignore_row_if", "mostly", "row_condition"})
_BOUNDS = frozenset({"min_value", "max_value"})
SUPPORTED: dict[str, frozenset[str]] = {
    "expect_column_values_to_not_be_null": _ONE,
    "expect_column_values_to_be_null": _ONE,
    "expect_column_values_to_be_unique": _ONE,
    "expect_column_values_to_be_between": _ONE | _BOUNDS | {"strict_min", "strict_max"},
    "expect_column_values_to_be_in_set": _ONE | {"value_set"},
    "expect_column_values_to_not_be_in_set": _ONE | {"value_set"},
    "expect_column_values_to_match_regex": _ONE | {"regex"},
    "expect_column_values_to_not_match_regex": _ONE | {"regex"},
    "expect_column_value_lengths_to_be_between": _ONE | _BOUNDS,
    "expect_column_pair_values_to_be_equal": _TWO,
    "expect_column_pair_values_a_to_be_greater_than_b": _TWO | {"or_equal"},
}


def compile_rule(kind: str, kwargs: Mapping[str, Any], schema: Mapping[str, Any]) -> Rows:
    """Compile a rule's expectation.

    Raises PackError for a type or argument outside the closed list, Stopped where the table lacks
    a column.
    """
    check_rule(kind, kwargs)
    made = compile_expectation(kind, kwargs, schema)
    assert isinstance(made, Rows)  # noqa: S101 - the closed list holds no figure
    return made


def check_rule(kind: str, kwargs: Mapping[str, Any]) -> None:
    """Raise PackError for a type or argument outside the closed list."""
    if kind not in SUPPORTED:
        raise PackError(f"The expectation type {kind} is not supported.")
    unknown = sorted(set(kwargs) - SUPPORTED[kind])
    if unknown:
        raise PackError(f"{kind} does not take {', '.join(unknown)} here.")
    if "row_condition" in kwargs and kwargs["row_condition"] is None:
        raise PackError("A row condition must be structured; nothing is no condition.")
    if "regex" in SUPPORTED[kind] and "regex" not in kwargs:
        # Great Expectations then takes any text, so the rule would check nothing.
        raise PackError(f"{kind} needs a regex.")
    if "column_A" in SUPPORTED[kind] and kwargs.get("ignore_row_if") != "either_value_is_missing":
        # Without it, Great Expectations counts a half-blank row as wrong: blank is not wrong.
        raise PackError("A pair expectation needs ignore_row_if: either_value_is_missing.")
