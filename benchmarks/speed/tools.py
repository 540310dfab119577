"""Every tool's command on every piece of work. `does` is what RESULTS.md says of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.speed.race import Found, Tool
from benchmarks.speed.returns import flat, of_report

PEERS = Path(__file__).parent / "peers"
CHECKER = (sys.executable, "-m", "checker")
OURS, REFERENCE, FLOOR = "checker", "checker, Great Expectations", "Polars by hand"
ROWS_ONLY = "checker, rows only"
READER = "calamine, reading only"
EXPECT = (*CHECKER, "expect")


def of_peer(out: Path) -> Found:
    return flat(json.loads(out.read_text(encoding="utf-8")))


def of_expect(out: Path) -> Found:
    """The shape of Great Expectations' own results; the rule stands in `meta`."""
    results = json.loads(out.read_text(encoding="utf-8"))["results"]
    return {
        f"table: {one['expectation_config']['meta']['rule']}": one["result"].get(
            "unexpected_index_list"
        )
        or []
        for one in results
    }


def on_table(home: Path, peers: str) -> list[Tool]:
    """The tools on a planted table; `peers` is the Python that has the peers, or "" for none."""
    suite, rules = str(home / "suite.json"), str(home / "rules.json")
    parquet, csv = str(home / "table.parquet"), str(home / "table.csv")
    reference = (*EXPECT, suite, parquet, "--engine", "great-expectations", "--format", "json")
    floor = (sys.executable, str(PEERS / "polars_floor.py"))
    own = [
        Tool(OURS, "Parquet", (*EXPECT, suite, parquet, "--format", "json"), of_expect),
        Tool(OURS, "CSV", (*EXPECT, suite, csv, "--format", "json"), of_expect),
        Tool(FLOOR, "Parquet", (*floor, parquet), of_peer, "Forty expressions in one `select`."),
        Tool(FLOOR, "CSV", (*floor, csv), of_peer),
        Tool(REFERENCE, "Parquet", reference, of_expect, "The same suite on pandas."),
    ]
    return own + [
        Tool(name, reads, (peers, str(PEERS / script), path, rules), of_peer, does)
        for name, reads, script, path, does in (
            ("pointblank", "Parquet", "pointblank_peer.py", parquet, POINTBLANK),
            ("pandera", "Parquet", "pandera_peer.py", parquet, PANDERA),
            ("frictionless", "CSV", "frictionless_peer.py", csv, FRICTIONLESS),
        )
        if peers
    ]


POINTBLANK = (
    "On Polars. 38 rules are its own steps, ten of them with `pre=` for some rows; the order of"
    " two days as texts and what is unique (its own step takes two blanks for twins) are"
    " `col_vals_expr`. Extracts are not cut short, since they tell the rows."
)
PANDERA = (
    "On its Polars backend, lazily; on pandas it takes longer. 27 rules are its own column checks;"
    " pairs, rules for some rows and what is unique (its own takes two blanks for twins) are checks"
    " of the whole frame."
)
FRICTIONLESS = (
    "From CSV, its home: from Parquet, whole numbers beside blanks turn into NaN, and it takes"
    " longer. 28 rules are Table Schema constraints or types; pairs and rules for some rows are"
    " one custom check. A key that repeats is one error on the later row, which names the earlier."
)
EVERYTHING = (
    "All rules of the return and of the standards that it claims, the receipt, the clauses;"
    " report.json and report.html."
)
ON_RETURN = (
    "{count} rules of the sheets' rows; no other rule of the return, no measures, no clauses, no"
    " report."
)
SAFELY = "A script, not a command: guarded reading with its receipt, and tidying."


def on_return(home: Path, peers: str) -> list[Tool]:
    """The tools on a planted return: the checker does all of its work, the peers the rows."""
    book, rules, report = str(home / "return.xlsx"), str(home / "rules.json"), home / "report"
    check = (*CHECKER, "check", book, "--out", str(report), "--format", "html,json")
    given = json.loads((home / "rules.json").read_text(encoding="utf-8"))
    rows_alone = ON_RETURN.format(count=sum(len(one["rules"]) for one in given))

    def of_check(out: Path) -> Found:
        told = json.loads((report / "report.json").read_text(encoding="utf-8"))
        return flat(of_report(told, given))

    floor = (sys.executable, str(PEERS / "calamine_floor.py"), book)
    rows_only = (sys.executable, str(PEERS / "rows_only.py"))
    by_reference = (*check, "--engine", "great-expectations")
    own = [
        Tool(OURS, "all of the return", check, of_check, EVERYTHING, report),
        Tool(REFERENCE, "all of the return", by_reference, of_check, EVERYTHING, report),
        Tool(ROWS_ONLY, "14 sheets", (*rows_only, book, rules), of_peer, f"{SAFELY} {rows_alone}"),
        Tool("calamine, jsonschema-rs", "14 sheets", (*floor, rules), of_peer, rows_alone),
        Tool(READER, "all cells", floor, does="Reads every cell of every sheet.", oracle=False),
    ]
    return own + [
        Tool(name, "14 sheets", (peers, str(PEERS / script), book, rules), of_peer, does)
        for name, script, does in (
            ("pointblank", "pointblank_peer.py", f"Read by fastexcel (calamine). {rows_alone}"),
            ("pandera", "pandera_peer.py", f"Read by fastexcel (calamine). {rows_alone}"),
            (
                "frictionless",
                "frictionless_peer.py",
                f"Read by openpyxl, its own way. {rows_alone}",
            ),
        )
        if peers
    ]
