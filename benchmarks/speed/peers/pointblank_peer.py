"""pointblank on Polars: one validation plan a table, and the rows of each step's extract.

Steps are its own wherever they can be. Rules for some rows only cut the table with `pre=`, as its
guide shows. Two texts that are dates are compared by `col_vals_expr`, since its own comparisons
take such a text for a date and stop. The frame carries its row numbers, and extracts are not cut short.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pointblank as pb
import polars as pl
from tables import Found, Frames, Table, tell

Rule = dict[str, Any]
Step = tuple[str, dict[str, Any]]
ROW = "_row"
EVERY = 1_000_000_000
DAY = "%Y-%m-%d"


def step(rule: Rule, frames: Frames) -> Step:
    """The method of pb.Validate and its arguments."""
    column = rule.get("column")
    made: dict[str, Callable[[], Step]] = {
        "not_null": lambda: ("col_vals_not_null", {"columns": column}),
        "null": lambda: ("col_vals_null", {"columns": column}),
        "unique": lambda: expression(pl.col(column).is_null() | pl.col(column).is_unique()),
        "in_set": lambda: (
            "col_vals_in_set",
            {"columns": column, "set": [*rule["values"], None]},
        ),
        "regex": lambda: (
            "col_vals_regex",
            {"columns": column, "pattern": rule["pattern"], "na_pass": True},
        ),
        "between": lambda: (
            "col_vals_between",
            {"columns": column, "left": rule["low"], "right": rule["high"], "na_pass": True},
        ),
        "length": lambda: (
            "col_vals_str_len",
            {
                "columns": column,
                "min_val": rule["low"],
                "max_val": rule["high"],
                "na_pass": True,
            },
        ),
    }
    return made[rule["kind"]]() if rule["kind"] in made else expression(well(rule, frames))


def expression(well: pl.Expr) -> Step:
    return "col_vals_expr", {"expr": well.fill_null(True)}


def well(rule: Rule, frames: Frames) -> pl.Expr:
    kind = rule["kind"]
    if kind.startswith("pair"):
        first, second = map(pl.col, rule["columns"])
        return first == second if kind == "pair_equal" else first >= second
    column = pl.col(rule["column"])
    if kind == "foreign_key":
        sheet, parent = rule["parent"]
        return column.is_in(frames[sheet][parent].implode())
    number = column.cast(pl.Float64, strict=False)
    made: dict[str, Callable[[], pl.Expr]] = {
        "date": lambda: column.is_null() | column.str.to_date(DAY, strict=False).is_not_null(),
        "number": lambda: column.is_null() | number.is_not_null(),
        "whole": lambda: column.is_null() | (number.is_not_null() & (number == number.floor())),
        "number_between": lambda: number.is_between(rule["low"], rule["high"]),
    }
    return made[kind]()


def only(frame: pl.DataFrame, column: str, value: str) -> pl.DataFrame:
    return frame.filter(pl.col(column) == value)


def check(table: Table, frames: Frames) -> Found:
    plan = pb.Validate(frames[table["name"]].with_row_index(ROW))
    for rule in table["rules"]:
        method, words = step(rule, frames)
        if "where" in rule:
            words["pre"] = partial(only, **rule["where"])
        plan = getattr(plan, method)(**words)
    plan = plan.interrogate(collect_tbl_checked=False, extract_limit=EVERY)
    broken = [one.assertion_type for one in plan.validation_info if one.eval_error]
    if broken:
        raise SystemExit(f"steps that did not run: {broken}")
    extracts = plan.get_data_extracts()
    return {
        rule["id"]: extracts[n][ROW].to_list() if extracts.get(n) is not None else []
        for n, rule in enumerate(table["rules"], start=1)
    }


if __name__ == "__main__":
    tell(check)
