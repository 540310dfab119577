"""expect."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from checker.cli.limiting import limit_option, limits_of
from checker.cli.returns import ENGINE
from checker.language import say

_PATH = click.Path(path_type=Path)
_SHOWN = 10  # row numbers on a line


@click.command("expect")
@click.argument("suite", metavar="SUITE.JSON", type=_PATH)
@click.argument("table", metavar="TABLE", type=_PATH)
@ENGINE
@click.option("--sheet", default="", help="The sheet of a workbook.  [default: its only one]")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json is Great Expectations' own result, with the values at fault; text shows no value.",
)
@click.option(
    "--result-format",
    type=click.Choice(["BOOLEAN_ONLY", "BASIC", "SUMMARY", "COMPLETE"], case_sensitive=False),
    default="COMPLETE",
    show_default=True,
    help="How much the json tells, in Great Expectations' own words.",
)
@limit_option("cells=5000000")
def expect_command(
    suite: Path,
    table: Path,
    engine: Any,
    sheet: str,
    shape: str,
    result_format: str,
    settings: tuple[str, ...],
) -> None:
    """Run any Great Expectations suite over any table: a .csv, .parquet or .xlsx file.

    Both engines give the same answers in the same form. Exit codes: 0 every expectation is met, 1
    one is not, 2 wrong usage, 3 the table cannot be read, 4 the suite is at fault.
    """
    from checker.suites import expect
    from checker.suites.loading import load_suite, load_table

    asked = load_suite(suite)
    loaded = load_table(table, sheet, limits_of(settings))
    for note in loaded.notes:
        click.echo(note, err=True)
    level: Any = result_format.upper() if shape == "json" else "COMPLETE"
    result = expect(asked, loaded.table, engine=engine, result_format=level)
    click.echo(json.dumps(result, ensure_ascii=False) if shape == "json" else _text(result))
    sys.exit(0 if result["success"] else 1)


def _text(result: Mapping[str, Any]) -> str:
    counts = result["statistics"]
    n, met = counts["evaluated_expectations"], counts["successful_expectations"]
    return "\n".join([*_lines(result["results"]), say("expect.summary", met=met, n=n)])


def _lines(results: list[Mapping[str, Any]]) -> Iterator[str]:
    """A line for each expectation that is not met; never a value of the table."""
    for one in results:
        if one["success"]:
            continue
        what, told = _what(one["expectation_config"]), one["result"]
        why = one["exception_info"]["exception_message"]
        if why:
            yield say("expect.stopped", what=what, why=why)
        elif "unexpected_index_list" in told:
            yield _at_fault(what, told)
        else:
            yield say("expect.figure", what=what)


def _at_fault(what: str, told: Mapping[str, Any]) -> str:
    places = told["unexpected_index_list"]
    rows = ", ".join(f"{place:,}" for place in places[:_SHOWN])
    checked = told["element_count"] - told["missing_count"]
    more = " …" if len(places) > _SHOWN else ""
    return say("expect.rows", what=what, n=len(places), checked=checked, rows=rows + more)


def _what(expectation: Mapping[str, Any]) -> str:
    kwargs = expectation["kwargs"]
    named = [kwargs.get(name) for name in ("column", "column_A", "column_B")]
    named += kwargs.get("column_list") or []
    columns = ", ".join(str(name) for name in named if name is not None)
    return f"{expectation['type']} ({columns})" if columns else str(expectation["type"])
