"""Examples of rules: that there are some, and that their rows are rows of the return."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.model.specs import Rule
from checker.packlint.pack import Pack, columns_of, file_of

SETTINGS = "settings"


def example_problems(pack: Pack) -> Iterator[str]:
    """A line for each live expectation rule whose examples are missing or do not fit."""
    for rule in pack.rules:
        if rule.status == "live" and rule.check.kind == "expectation":
            yield from (f"{file_of(rule)}: {line}" for line in _rule(rule, pack))


def _rule(rule: Rule, pack: Pack) -> Iterator[str]:
    examples = rule.examples or {}
    for side in ("passes", "fails"):
        if not examples.get(side):
            yield f"has no example that {side}. Add one: examples are the rule's test."
        for number, example in enumerate(examples.get(side, ()), start=1):
            place = f"example {number} of {side}"
            yield from (f"{place} {line}" for line in _example(example, rule, pack))


def _example(example: Mapping[str, Any], rule: Rule, pack: Pack) -> Iterator[str]:
    if rule.table != "*" and not example.get(rule.table):
        yield f"has no row in {rule.table}, the table of the rule. Add one."
    for table, rows in example.items():
        if table == SETTINGS:
            yield from _settings(rows)
            continue
        if table not in pack.spec.tables:
            yield f"has rows in {table}, which is not a table. Correct its name."
            continue
        for row in rows:
            yield from _row(row, table, pack)


def _settings(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What a profile would set stands beside the tables, in one row."""
    if len(rows) != 1 or set(rows[0]) != {"dash_high"} or type(rows[0]["dash_high"]) is not int:
        yield f"has {SETTINGS} other than one row with a whole number for dash_high. Correct it."


def _row(row: Mapping[str, Any], table: str, pack: Pack) -> Iterator[str]:
    from jsonschema import Draft202012Validator, FormatChecker

    known = columns_of(pack.spec, table)
    schemas = pack.spec.tables[table].schema["properties"]
    for column, value in row.items():
        if column not in known:
            yield f"fills {table}.{column}, which is not a column. Correct its name."
        elif value is not None:
            checker = Draft202012Validator(schemas[column], format_checker=FormatChecker())
            if not checker.is_valid(value):
                yield f"fills {table}.{column} with a value that the column does not take."
