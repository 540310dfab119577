"""The floor: the forty rules as Polars expressions, written by hand for this one table.

python polars_floor.py TABLE
"""

from __future__ import annotations

import json
import sys

import polars as pl
from polars import col

DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
TYPES = ["GROUP", "ONE", "ONLINE"]
CAME = ["ATT", "LATE", "DNA", "EXC"]
BROKEN: dict[str, pl.Expr] = {
    "session_ref not_null": col("session_ref").is_null(),
    "case_ref not_null": col("case_ref").is_null(),
    "facilitator_ref not_null": col("facilitator_ref").is_null(),
    "recorded_by not_null": col("recorded_by").is_null(),
    "session_type not_null": col("session_type").is_null(),
    "attendance not_null": col("attendance").is_null(),
    "planned_on not_null": col("planned_on").is_null(),
    "minutes not_null": col("minutes").is_null(),
    "share_done not_null": col("share_done").is_null(),
    "session_ref unique": col("session_ref").is_duplicated() & col("session_ref").is_not_null(),
    "session_type in_set": ~col("session_type").is_in(TYPES),
    "attendance in_set": ~col("attendance").is_in(CAME),
    "session_ref regex": ~col("session_ref").str.contains("^S-[0-9]+$"),
    "case_ref regex": ~col("case_ref").str.contains("^C-[0-9]+$"),
    "facilitator_ref regex": ~col("facilitator_ref").str.contains("^W-[0-9]+$"),
    "recorded_by regex": ~col("recorded_by").str.contains("^W-[0-9]+$"),
    "planned_on regex": ~col("planned_on").str.contains(DAY),
    "held_on regex": ~col("held_on").str.contains(DAY),
    "group_size between": ~col("group_size").is_between(1, 60),
    "minutes between": ~col("minutes").is_between(0, 600),
    "share_done between": ~col("share_done").is_between(0.0, 1.0),
    "session_ref length": col("session_ref").str.len_chars() != 9,
    "case_ref length": col("case_ref").str.len_chars() != 8,
    "facilitator_ref length": col("facilitator_ref").str.len_chars() != 6,
    "recorded_by length": col("recorded_by").str.len_chars() != 6,
    "session_type length": ~col("session_type").str.len_chars().is_between(3, 6),
    "attendance length": ~col("attendance").str.len_chars().is_between(2, 4),
    "note length": ~col("note").str.len_chars().is_between(1, 80),
    "facilitator_ref recorded_by pair_equal": col("facilitator_ref") != col("recorded_by"),
    "held_on planned_on pair_at_least": col("held_on") < col("planned_on"),
    "group_size not_null where GROUP": (col("session_type") == "GROUP")
    & col("group_size").is_null(),
    "group_size null where ONE": (col("session_type") == "ONE") & col("group_size").is_not_null(),
    "group_size between where GROUP": (col("session_type") == "GROUP")
    & ~col("group_size").is_between(2, 40),
    "minutes between where ATT": (col("attendance") == "ATT") & ~col("minutes").is_between(10, 360),
    "minutes between where LATE": (col("attendance") == "LATE")
    & ~col("minutes").is_between(5, 300),
    "minutes between where DNA": (col("attendance") == "DNA") & (col("minutes") != 0),
    "share_done between where DNA": (col("attendance") == "DNA") & (col("share_done") != 0.0),
    "note not_null where EXC": (col("attendance") == "EXC") & col("note").is_null(),
    "held_on not_null where ATT": (col("attendance") == "ATT") & col("held_on").is_null(),
    "held_on null where DNA": (col("attendance") == "DNA") & col("held_on").is_not_null(),
}


def main(source: str) -> None:
    frame = pl.read_parquet(source) if source.endswith("parquet") else pl.read_csv(source)
    # A blank is at fault nowhere but under its own rule: null counts as false in `arg_true`.
    rows = frame.select(broken.arg_true().implode().alias(n) for n, broken in BROKEN.items())
    json.dump({"table": rows.row(0, named=True)}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
