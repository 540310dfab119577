"""Rules to native Great Expectations suites, one for each table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from checker.model.specs import Column, ReturnSpec, Rule, Table

GX_VERSION = "1.24.1"
GENERATED_BY = "checker standards build"
UNIQUE = "expect_column_values_to_be_unique"

_SEVERITIES = {"QUERY": "warning", "NOTE": "info"}
_AFTER_PERIOD = "_days_past_period"


def suites(rules: Iterable[Rule], spec: ReturnSpec, pack: str) -> dict[str, dict[str, Any]]:
    """The suites of a pack by table, in the order of the return; live rules only.

    Each suite is what `great_expectations.ExpectationSuite(**suite)` takes.
    """
    by_table: dict[str, list[dict[str, Any]]] = {}
    for rule in rules:
        if rule.status == "live" and rule.check.kind == "expectation":
            for entry in expand(rule, spec):
                by_table.setdefault(entry["meta"]["table"], []).append(entry)
    order = [*spec.tables, *sorted(by_table.keys() - spec.tables.keys())]
    return {table: _suite(pack, table, by_table[table]) for table in order if table in by_table}


def expand(rule: Rule, spec: ReturnSpec) -> list[dict[str, Any]]:
    """The expectations that one expectation rule stands for: one, or one for each place."""
    return [_expectation(rule, fills) for fills in _places(rule, spec)]


def gx_condition(conditions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A rule's list of row conditions in the structured form of Great Expectations.

    Strings are never written: Great Expectations hands those to `DataFrame.query`.
    """
    parts = [_gx_part(condition) for condition in conditions]
    return parts[0] if len(parts) == 1 else {"type": "and", "conditions": parts}


def _gx_part(condition: Mapping[str, Any]) -> dict[str, Any]:
    column = {"name": condition["column"]}
    operator = condition["operator"]
    if operator in ("is_null", "not_null"):
        return {"type": "nullity", "column": column, "is_null": operator == "is_null"}
    return {
        "type": "comparison",
        "column": column,
        "operator": operator.upper(),
        "parameter": condition["value"],
    }


def _suite(pack: str, table: str, expectations: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": f"{pack}.{table}",
        "id": None,
        "expectations": expectations,
        "meta": {
            "great_expectations_version": GX_VERSION,
            "generated_by": GENERATED_BY,
            "pack": pack,
            "table": table,
        },
        "notes": None,
    }


def _expectation(rule: Rule, fills: Mapping[str, str]) -> dict[str, Any]:
    kwargs = dict(rule.check.kwargs or {})
    if rule.check.row_condition:
        kwargs["row_condition"] = gx_condition(rule.check.row_condition)
    meta: dict[str, Any] = {
        "rule": rule.id,
        "table": fills["$table"],
        "at": rule.at,
        "reads": list(rule.reads),
        "tier": rule.tier,
    }
    if rule.weight:
        meta |= {"weight": rule.weight, "clauses": list(rule.clauses)}
    return {
        "type": rule.check.type,
        "kwargs": _sorted(_fill(kwargs, fills)),
        "meta": _fill(meta, fills),
        "description": rule.summary,
        "severity": _severity(rule),
    }


def _sorted(kwargs: Mapping[str, Any]) -> dict[str, Any]:
    return {name: kwargs[name] for name in sorted(kwargs)}


def _severity(rule: Rule) -> str:
    return "critical" if rule.weight == "breach" else _SEVERITIES.get(rule.tier, "critical")


def _fill(node: Any, fills: Mapping[str, str]) -> Any:
    if isinstance(node, Mapping):
        return {name: _fill(value, fills) for name, value in node.items()}
    if isinstance(node, list):
        return [_fill(value, fills) for value in node]
    if isinstance(node, str):
        for mark, text in fills.items():
            node = node.replace(mark, text)
    return node


def _places(rule: Rule, spec: ReturnSpec) -> Iterator[dict[str, str]]:
    each = rule.check.each
    if each == "key":
        yield from _keys(rule, spec)
    elif each == "foreign_key":
        yield from _foreign_keys(spec)
    elif each == "date_column":
        yield from _date_columns(rule, spec)
    else:
        yield {"$table": rule.table}


def _keys(rule: Rule, spec: ReturnSpec) -> Iterator[dict[str, str]]:
    for table in spec.tables.values():
        # A single column can be unique by itself only where it is the whole key.
        if len(table.key) == 1 or (table.key and rule.check.type != UNIQUE):
            yield from ({"$table": table.name, "$column": column} for column in table.key)


def _foreign_keys(spec: ReturnSpec) -> Iterator[dict[str, str]]:
    for key in spec.foreign_keys:
        # "$parent_column" comes before its own beginning, "$parent".
        yield {
            "$parent_column": key.parent_column,
            "$parent": key.parent,
            "$table": key.table,
            "$column": key.column,
        }


def _date_columns(rule: Rule, spec: ReturnSpec) -> Iterator[dict[str, str]]:
    about_period = _AFTER_PERIOD in str(rule.check.kwargs)
    for table in spec.tables.values():
        for column in _dates(table):
            if not (about_period and column.may_follow_period):
                yield {"$table": table.name, "$column": column.name}


def _dates(table: Table) -> Iterator[Column]:
    return (column for column in table.columns if column.type == "date")
