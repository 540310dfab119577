"""The rules that can find something in a layout of a return: only their faults are offered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from checker.model.specs import Layout, ReturnSpec, Rule
from checker.packs import load_standard
from checker.packs.standards import claims


def runnable(spec: ReturnSpec, layout: Layout) -> frozenset[str]:
    """The ids of the live rules, of the return and of what it can claim, that the layout serves.

    A layout serves a rule when it has every column that the rule reads (what is read of every
    table, `$table.$column`, is always there), and when the return's code lists hold the codes that
    bring a row into the rule's scope.
    """
    columns = {f"{sheet.table}.{name}" for sheet in layout.sheets for name in sheet.columns}
    return frozenset(
        rule.id
        for rule in (*spec.rules, *_claimable(spec))
        if rule.status == "live"
        and all(name in columns or "$" in name for name in rule.reads)
        and all(_may_hold(spec, rule.table, c) for c in rule.check.row_condition or ())
    )


def _may_hold(spec: ReturnSpec, table: str, condition: Mapping[str, Any]) -> bool:
    """Whether a row can fulfil the condition: some of the codes that it names are in the list."""
    if condition["operator"] not in ("==", "in"):
        return True
    lists = {c.name: c.code_list for c in spec.tables[table].columns if c.type == "code"}
    if condition["column"] not in lists:
        return True
    codes = {code.code for code in spec.code_lists[lists[condition["column"]]].codes}
    value = condition["value"]
    return bool(codes.intersection(value if isinstance(value, list) else [value]))


def _claimable(spec: ReturnSpec) -> list[Rule]:
    """A sample claims two standards; a fault against another one changes what it claims."""
    codes = {code.code for code in spec.code_lists["standard"].codes}
    return [rule for code in sorted(codes & claims().keys()) for rule in _rules(code)]


@cache
def _rules(code: str) -> tuple[Rule, ...]:
    return load_standard(*claims()[code]).rules
