"""Where a peer's tables come from, and how it tells what it found. For Polars' peers.

Every peer is `python PEER.py SOURCE RULES` in a process of its own and prints one JSON object:
for each table, for each rule, the numbers of the rows at fault, counted from 0.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

Table = Mapping[str, Any]
Found = dict[str, list[int]]
Frames = Mapping[str, pl.DataFrame]
DAY = "%Y-%m-%d %H:%M:%S"
"""How a date of a workbook looks as a text."""


def frames(source: str, tables: Sequence[Table]) -> dict[str, pl.DataFrame]:
    """All tables of a source: one of a Parquet or CSV file, or the sheets of a workbook.

    A workbook's cells come as texts, since a column with one wrong cell has no type of its own.
    """
    if source.endswith(".parquet"):
        return {tables[0]["name"]: pl.read_parquet(source)}
    if source.endswith(".csv"):
        return {tables[0]["name"]: pl.read_csv(source)}
    import fastexcel

    book = fastexcel.read_excel(source)
    return {
        one["name"]: book.load_sheet(
            one["name"],
            header_row=one["header_row"] - 1,
            use_columns=one["columns"],
            dtypes="string",
        ).to_polars()
        for one in tables
    }


def well(rule: Mapping[str, Any], held: Frames) -> pl.Expr:
    """What a row needs to be well under a rule that a peer has no word for; blanks are well."""
    kind = rule["kind"]
    if "columns" in rule:
        first, second = map(pl.col, rule["columns"])
        return (first == second if kind == "pair_equal" else first >= second).fill_null(True)
    column = pl.col(rule["column"])
    if kind == "foreign_key":
        sheet, parent = rule["parent"]
        return column.is_in(held[sheet][parent].implode()).fill_null(True)
    number = column.cast(pl.Float64, strict=False)
    made: dict[str, Callable[[], pl.Expr]] = {
        "null": column.is_null,
        "not_null": column.is_not_null,
        "unique": lambda: column.is_null() | column.is_unique(),
        "between": lambda: column.is_between(rule["low"], rule["high"]),
        "number_between": lambda: number.is_between(rule["low"], rule["high"]),
        "number": lambda: column.is_null() | number.is_not_null(),
        "whole": lambda: column.is_null() | (number.is_not_null() & (number == number.floor())),
        "date": lambda: column.is_null() | column.str.to_datetime(DAY, strict=False).is_not_null(),
    }
    return made[kind]().fill_null(True)


def tell(check: Callable[[Table, Frames], Found]) -> None:
    """Run `check` on every table that the command line names, and print what it found."""
    tables = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    held = frames(sys.argv[1], tables)
    json.dump({one["name"]: check(one, held) for one in tables}, sys.stdout)
