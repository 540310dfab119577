"""pointblank on Polars: one validation plan a table, and the rows of each step's extract.

Steps are its own wherever they can be. Rules for some rows only cut the table with `pre=`, as its
guide shows. Two texts that are dates are compared by `col_vals_expr`, since its own comparisons
take such a text for a date and stop. The frame carries its row numbers; extracts are not cut short.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pointblank as pb
import polars as pl
from tables import Found, Frames, Table, tell, well

Rule = dict[str, Any]
Step = tuple[str, dict[str, Any]]
ROW = "_row"
EVERY = 1_000_000_000


def step(rule: Rule, frames: Frames) -> Step:
    """The method of pb.Validate and its arguments."""
    column = rule.get("column")
    made: dict[str, Callable[[], Step]] = {
        "not_null": lambda: ("col_vals_not_null", {"columns": column}),
        "null": lambda: ("col_vals_null", {"columns": column}),
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
        "pair_equal": lambda: (
            "col_vals_eq",
            {"columns": rule["columns"][0], "value": pb.col(rule["columns"][1]), "na_pass": True},
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
    if rule["kind"] in made:
        return made[rule["kind"]]()
    return "col_vals_expr", {"expr": well(rule, frames)}


def only(frame: pl.DataFrame, column: str, value: str) -> pl.DataFrame:
    return frame.filter(pl.col(column) == value)


def check(table: Table, frames: Frames) -> Found:
    if frames[table["name"]].is_empty():
        # Its steps stop on a table without rows, which holds no faults.
        return {}
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
