"""frictionless: Table Schema constraints for what one field must be, as its guide shows.

    python frictionless_peer.py SOURCE RULES

Texts that are dates are fields of type date: one without the form is a type error. Rules on two
fields or on some rows only are one custom check, its documented hook: the built-in row-constraint
does the same through an evaluator of Python expressions and takes longer. Foreign keys are its own.
It reads CSV: from Parquet its whole numbers beside blanks are not numbers (NaN), and it is slower.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
from frictionless import Check, Checklist, Dialect, Package, Resource, Schema, errors
from frictionless.formats import ExcelControl

Rule = dict[str, Any]
Table = Mapping[str, Any]
DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
TYPES = {"minutes": "integer", "group_size": "integer", "share_done": "number"}
CONSTRAINTS: dict[str, Callable[[Rule], dict[str, Any]]] = {
    "not_null": lambda rule: {"required": True},
    "unique": lambda rule: {"unique": True},
    "in_set": lambda rule: {"enum": rule["values"]},
    "regex": lambda rule: {"pattern": rule["pattern"]},
    "between": lambda rule: {"minimum": rule["low"], "maximum": rule["high"]},
    "number_between": lambda rule: {"minimum": rule["low"], "maximum": rule["high"]},
    "length": lambda rule: {"minLength": rule["low"], "maxLength": rule["high"]},
}
KINDS = {
    "required": ("not_null",),
    "enum": ("in_set",),
    "pattern": ("regex",),
    "minimum": ("between", "number_between"),
    "maximum": ("between", "number_between"),
    "minLength": ("length",),
    "maxLength": ("length",),
}
SHAPES = {"date": "date", "whole": "integer", "number": "number"}


@attrs.define(kw_only=True, repr=False)
class Beside(Check):
    """All rules of a table that look at more than one field, each row once."""

    type = "beside"
    Errors = [errors.RowConstraintError]  # noqa: RUF012 - how frictionless declares a check
    rules: list[Rule]

    def validate_row(self, row: Any) -> Iterator[Any]:
        for rule in self.rules:
            only = rule.get("where")
            if only and row[only["column"]] != only["value"]:
                continue
            if not is_well(rule, row):
                yield errors.RowConstraintError.from_row(row, note=rule["id"])


def is_well(rule: Rule, row: Any) -> bool:
    kind = rule["kind"]
    if kind.startswith("pair"):
        first, second = (row[name] for name in rule["columns"])
        if first is None or second is None:
            return True
        return bool(first == second if kind == "pair_equal" else first >= second)
    value = row[rule["column"]]
    if kind in ("null", "not_null"):
        # A cell that has no value of its type is no blank.
        blank = value is None and rule["column"] not in row.error_cells
        return blank == (kind == "null")
    return value is None or rule["low"] <= value <= rule["high"]


def is_beside(rule: Rule) -> bool:
    return "where" in rule or "columns" in rule


def is_day(rule: Rule) -> bool:
    """The form of a day is the field's type."""
    return rule["kind"] == "date" or rule.get("pattern") == DAY


def field(name: str, rules: Sequence[Rule]) -> dict[str, Any]:
    shape = next((SHAPES[rule["kind"]] for rule in rules if rule["kind"] in SHAPES), "string")
    if any(is_day(rule) for rule in rules):
        shape = "date"
    made: dict[str, Any] = {"name": name, "type": TYPES.get(name, shape), "constraints": {}}
    if made["type"] == "number":
        made["floatNumber"] = True
    for rule in rules:
        if rule["kind"] in CONSTRAINTS and not is_day(rule):
            made["constraints"] |= CONSTRAINTS[rule["kind"]](rule)
    return made


def schema(table: Table) -> dict[str, Any]:
    rules = [rule for rule in table["rules"] if not is_beside(rule)]
    named = {name: [r for r in rules if r["column"] == name] for name in table["columns"]}
    keys = [
        {
            "fields": [rule["column"]],
            "reference": {"resource": label(rule["parent"][0]), "fields": [rule["parent"][1]]},
        }
        for rule in rules
        if rule["kind"] == "foreign_key"
    ]
    fields = [field(name, mine) for name, mine in named.items()]
    return {"fields": fields, "foreignKeys": keys}


def label(name: str) -> str:
    return name.lower().replace(" ", "-")


def resource(source: str, table: Table) -> Resource:
    made = {"name": label(table["name"]), "schema": Schema.from_descriptor(schema(table))}
    if source.endswith(".xlsx"):
        control = ExcelControl(sheet=table["name"])
        made["dialect"] = Dialect(header_rows=[table["header_row"]], controls=[control])
    return Resource(path=Path(source).name, basepath=str(Path(source).parent), **made)


def rules_told(error: Any, of: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """The ids of the rules that an error of frictionless tells of."""
    name = getattr(error, "field_name", "")
    if error.type == "row-constraint":
        yield error.note
    elif error.type == "foreign-key":
        yield of[error.field_names[0], "foreign_key"]
    elif error.type == "unique-error":
        yield of[name, "unique"]
    elif error.type == "type-error":
        yield from (of[name, kind] for kind in ("regex", *SHAPES) if (name, kind) in of)
    elif error.type == "constraint-error":
        named = error.note.split('"')[1]
        yield from (of[name, kind] for kind in KINDS[named] if (name, kind) in of)
    else:
        raise SystemExit(f"an error of another kind: {error.type}")


def found(table: Table, told: Sequence[Any]) -> dict[str, list[int]]:
    first = table.get("header_row", 1) + 1
    of = {(r["column"], r["kind"]): r["id"] for r in table["rules"] if not is_beside(r)}
    rows: dict[str, set[int]] = {}
    for error in told:
        for rule in rules_told(error, of):
            rows.setdefault(rule, set()).add(error.row_number - first)
            if error.type == "unique-error":
                # It names the later row; where the earlier one stands it says in words.
                twin = int(re.findall(r"[0-9]+", error.note)[-1])
                rows[rule].add(twin - first)
    return {rule: sorted(at) for rule, at in rows.items()}


def main(source: str, rules: str) -> None:
    tables = json.loads(Path(rules).read_text(encoding="utf-8"))
    beside = [rule for table in tables for rule in table["rules"] if is_beside(rule)]
    checks = Checklist(checks=[Beside(rules=beside)] if beside else [])
    everything = {"limit_errors": 1_000_000_000}
    if len(tables) == 1:
        report = resource(source, tables[0]).validate(checks, **everything)
    else:
        package = Package(resources=[resource(source, table) for table in tables])
        report = package.validate(checks, **everything)
    told = {task.name: task.errors for task in report.tasks}
    told = told if len(tables) > 1 else {label(tables[0]["name"]): report.tasks[0].errors}
    json.dump({one["name"]: found(one, told[label(one["name"])]) for one in tables}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
