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
            one["name"], header_row=one["header_row"] - 1, use_columns=one["columns"], dtypes="string"
        ).to_polars()
        for one in tables
    }


def tell(check: Callable[[Table, Frames], Found]) -> None:
    """Run `check` on every table that the command line names, and print what it found."""
    tables = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    held = frames(sys.argv[1], tables)
    json.dump({one["name"]: check(one, held) for one in tables}, sys.stdout)
