"""pandera on its Polars backend: one DataFrameSchema a table, validated lazily as a whole.

Column rules are its own checks. What looks at two columns is a check of the whole frame, which is
its documented hook; so is what must be unique, since its own `unique` takes two blanks for twins.
`error=` carries the rule's id into `failure_cases`, whose `index` is the row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandera.polars as pa
import polars as pl
from tables import Found, Frames, Table, tell, well

Rule = dict[str, Any]


def of_column(rule: Rule) -> pa.Check | None:
    """A check of pandera's own, or None where the rule needs the whole frame."""
    if "where" in rule:
        return None
    name = {"error": rule["id"]}
    made: dict[str, Callable[[], pa.Check]] = {
        "in_set": lambda: pa.Check.isin(rule["values"], **name),
        "regex": lambda: pa.Check.str_matches(rule["pattern"], **name),
        "between": lambda: pa.Check.in_range(rule["low"], rule["high"], **name),
        "length": lambda: pa.Check.str_length(rule["low"], rule["high"], **name),
    }
    return made[rule["kind"]]() if rule["kind"] in made else None


def of_frame(rule: Rule, frames: Frames) -> pa.Check:
    """A check of the whole frame that gives one truth a row."""
    truth = well(rule, frames)
    if "where" in rule:
        inside = pl.col(rule["where"]["column"]) == rule["where"]["value"]
        truth = ~inside.fill_null(False) | truth
    return pa.Check(lambda data: data.lazyframe.select(truth), name=rule["id"], error=rule["id"])


def schema(table: Table, frames: Frames) -> pa.DataFrameSchema:
    columns = {}
    for name in table["columns"]:
        mine = [rule for rule in table["rules"] if rule.get("column") == name]
        columns[name] = pa.Column(
            checks=[made for made in map(of_column, mine) if made],
            nullable=not any(is_required(rule) for rule in mine),
        )
    others = [rule for rule in table["rules"] if not is_required(rule) and not of_column(rule)]
    return pa.DataFrameSchema(columns, checks=[of_frame(rule, frames) for rule in others])


def is_required(rule: Rule) -> bool:
    return rule["kind"] == "not_null" and "where" not in rule


def check(table: Table, frames: Frames) -> Found:
    found: Found = {}
    try:
        schema(table, frames).validate(frames[table["name"]], lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases.select("column", "check", "index")
        for column, told, row in cases.iter_rows():
            rule = f"{column} not_null" if told == "not_nullable" else told
            found.setdefault(rule, []).append(row)
    return found


if __name__ == "__main__":
    tell(check)
