"""The forty rules of the planted table, in words that belong to no tool.

A rule is a dictionary: `id`, `kind`, `column` (or `columns`, two of them), what the kind needs, and
`where`, a column and the value it has in the rows that the rule is about. Every peer translates
them into its own vocabulary; `suite` does so for Great Expectations, and so for the checker.

The kinds are not_null, null, unique, in_set (`values`), regex (`pattern`), between and length
(`low`, `high`, both allowed themselves), pair_equal, pair_at_least (the first is not below the
second), and for workbooks date, whole, number and foreign_key (`parent`: sheet and column). A
blank is at fault under not_null only. Days are texts, and no rule bounds them: from JSON, Great
Expectations compares no text with a bound (it raises).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Rule = dict[str, Any]

DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
ALWAYS = (
    "session_ref",
    "case_ref",
    "facilitator_ref",
    "recorded_by",
    "session_type",
    "attendance",
    "planned_on",
    "minutes",
    "share_done",
)
SETS = {"session_type": ("GROUP", "ONE", "ONLINE"), "attendance": ("ATT", "LATE", "DNA", "EXC")}
PATTERNS = {
    "session_ref": "^S-[0-9]+$",
    "case_ref": "^C-[0-9]+$",
    "facilitator_ref": "^W-[0-9]+$",
    "recorded_by": "^W-[0-9]+$",
    "planned_on": DAY,
    "held_on": DAY,
}
BOUNDS: dict[str, tuple[Any, Any]] = {
    "group_size": (1, 60),
    "minutes": (0, 600),
    "share_done": (0.0, 1.0),
}
LENGTHS = {
    "session_ref": (9, 9),
    "case_ref": (8, 8),
    "facilitator_ref": (6, 6),
    "recorded_by": (6, 6),
    "session_type": (3, 6),
    "attendance": (2, 4),
    "note": (1, 80),
}
WHERE: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    ("session_type", "GROUP", "group_size", "not_null", {}),
    ("session_type", "ONE", "group_size", "null", {}),
    ("session_type", "GROUP", "group_size", "between", {"low": 2, "high": 40}),
    ("attendance", "ATT", "minutes", "between", {"low": 10, "high": 360}),
    ("attendance", "LATE", "minutes", "between", {"low": 5, "high": 300}),
    ("attendance", "DNA", "minutes", "between", {"low": 0, "high": 0}),
    ("attendance", "DNA", "share_done", "between", {"low": 0.0, "high": 0.0}),
    ("attendance", "EXC", "note", "not_null", {}),
    ("attendance", "ATT", "held_on", "not_null", {}),
    ("attendance", "DNA", "held_on", "null", {}),
)


def rule(kind: str, column: str, **more: Any) -> Rule:
    return {"id": f"{column} {kind}", "kind": kind, "column": column, **more}


def pair(kind: str, first: str, second: str) -> Rule:
    return {"id": f"{first} {second} {kind}", "kind": kind, "columns": [first, second]}


def where(column: str, value: str, of: str, kind: str, more: Mapping[str, Any]) -> Rule:
    made = rule(kind, of, **more, where={"column": column, "value": value})
    return {**made, "id": f"{made['id']} where {value}"}


def rules() -> list[Rule]:
    """All forty, always in the same order."""
    return [
        *(rule("not_null", column) for column in ALWAYS),
        rule("unique", "session_ref"),
        *(rule("in_set", column, values=list(values)) for column, values in SETS.items()),
        *(rule("regex", column, pattern=pattern) for column, pattern in PATTERNS.items()),
        *(rule("between", name, low=low, high=high) for name, (low, high) in BOUNDS.items()),
        *(rule("length", name, low=low, high=high) for name, (low, high) in LENGTHS.items()),
        pair("pair_equal", "facilitator_ref", "recorded_by"),
        pair("pair_at_least", "held_on", "planned_on"),
        *(where(*parts) for parts in WHERE),
    ]


TYPES = {
    "not_null": "expect_column_values_to_not_be_null",
    "null": "expect_column_values_to_be_null",
    "unique": "expect_column_values_to_be_unique",
    "in_set": "expect_column_values_to_be_in_set",
    "regex": "expect_column_values_to_match_regex",
    "between": "expect_column_values_to_be_between",
    "length": "expect_column_value_lengths_to_be_between",
    "pair_equal": "expect_column_pair_values_to_be_equal",
    "pair_at_least": "expect_column_pair_values_a_to_be_greater_than_b",
}
NAMES = {"values": "value_set", "pattern": "regex", "low": "min_value", "high": "max_value"}


def suite(listed: Sequence[Rule]) -> dict[str, Any]:
    """The same rules as a suite of Great Expectations; `meta.rule` carries their ids."""
    return {"name": "planted", "expectations": [_expectation(one) for one in listed]}


def _expectation(one: Rule) -> dict[str, Any]:
    kwargs = {name: one[ours] for ours, name in NAMES.items() if ours in one}
    if "columns" in one:
        first, second = one["columns"]
        kwargs |= {"column_A": first, "column_B": second}
        kwargs["ignore_row_if"] = "either_value_is_missing"
    else:
        kwargs["column"] = one["column"]
    if one["kind"] == "pair_at_least":
        kwargs["or_equal"] = True
    if "where" in one:
        kwargs["row_condition"] = {
            "type": "comparison",
            "column": {"name": one["where"]["column"]},
            "operator": "==",
            "parameter": one["where"]["value"],
        }
    return {"type": TYPES[one["kind"]], "kwargs": kwargs, "meta": {"rule": one["id"]}}
