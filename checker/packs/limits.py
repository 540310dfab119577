"""The limit of a rule in words that need no knowledge of expectations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checker.model.specs import Check

# From the names of measures, the longer word first: "working_days" ends in "days" too.
_UNITS = ("minutes", "hours", "days", "weeks", "months", "years")
_OPERATORS = {
    "==": "is",
    "!=": "is not",
    "<": "is below",
    "<=": "is at most",
    ">": "is above",
    ">=": "is at least",
    "in": "is one of",
    "not_in": "is none of",
    "is_null": "is blank",
    "not_null": "is filled",
}
_PLAIN = {
    "expect_column_values_to_not_be_null": "filled",
    "expect_column_values_to_be_null": "blank",
    "expect_column_values_to_be_unique": "different in every row",
}


def limit(check: Check) -> str:
    """What must hold, such as "at most 5 days, in at least 90% of rows"; empty for other kinds."""
    if check.kind != "expectation":
        return ""
    kwargs = check.kwargs or {}
    words = _PLAIN.get(check.type) or _bounded(kwargs) or _listed(check.type, kwargs)
    share = kwargs.get("mostly", 1)
    return words if share == 1 else f"{words}, in at least {100 * share:g}% of rows"


def _bounded(kwargs: Mapping[str, Any]) -> str:
    low, high = kwargs.get("min_value"), kwargs.get("max_value")
    over = "more than" if kwargs.get("strict_min") else "at least"
    under = "less than" if kwargs.get("strict_max") else "at most"
    unit = _unit(kwargs.get("column", ""))
    if low is not None and low == high:
        return f"exactly {_amount(low, unit)}"
    parts = (
        f"{over} {_amount(low, unit if high is None else '')}" if low is not None else "",
        f"{under} {_amount(high, unit)}" if high is not None else "",
    )
    return " and ".join(part for part in parts if part)


def _listed(kind: str, kwargs: Mapping[str, Any]) -> str:
    denied = "_not_" in kind
    if "value_set" in kwargs:
        return f"{'none' if denied else 'one'} of {', '.join(map(str, kwargs['value_set']))}"
    if "regex" in kwargs:
        return f"{'not of' if denied else 'of'} the form {kwargs['regex']}"
    between = "at or above" if kwargs.get("or_equal") else "above"
    relation = "equal to" if kind.endswith("_equal") else between
    return f"{kwargs.get('column_A', '')} {relation} {kwargs.get('column_B', '')}"


def _amount(value: float, unit: str) -> str:
    if not unit:
        return f"{value:g}"
    return f"{value:g} {unit.removesuffix('s') if value == 1 else unit}"


def _unit(column: str) -> str:
    words = column.split("_")
    if "working" in words or "wd" in words:
        return "working days"
    return next((unit for unit in _UNITS if unit in words or unit[:-1] in words), "")


def looks_at(check: Check) -> str:
    """The columns or measures that the limit is held against."""
    kwargs = check.kwargs or {}
    names = (kwargs.get(name) for name in ("column", "column_A", "column_B"))
    return " and ".join(name for name in names if name) or check.keyword


def scope(conditions: Sequence[Mapping[str, Any]] | None) -> str:
    """Which rows fall under a rule, in words."""
    return " and ".join(_condition(part) for part in conditions or ()) or "every row"


def _condition(part: Mapping[str, Any]) -> str:
    value = part.get("value", "")
    shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    operator = _OPERATORS.get(part["operator"], part["operator"])
    return " ".join(word for word in (part["column"], operator, shown) if word)
