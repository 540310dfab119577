"""The benchmark's own promises: faults that are known, and no time for a tool that misses one."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

sys.path.append(str(Path(__file__).parent.parent))

from benchmarks.speed import planted, plot, promises, returns, rules, tools, writing
from benchmarks.speed.race import Bounds, Line, Tool, race
from benchmarks.speed.results import Results
from benchmarks.speed.running import Taken

ROOT = Path(__file__).parent.parent
ONCE = Bounds(runs=1, budget=30, limit=60)
LOOKED_AT = replace(ONCE, runs=0)
TWO = {"a rule": [1, 4]}


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return planted.table(tmp_path_factory.mktemp("bench"), 600)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return returns.planted_return(tmp_path_factory.mktemp("bench"), 20)


def saying(answer: object, *, seconds: int = 0, code: int = 0) -> Tool:
    """A tool that prints an answer after so many seconds, and ends with an exit code."""
    body = (
        f"import sys, time; time.sleep({seconds}); print({json.dumps(answer)!r}); sys.exit({code})"
    )
    found = lambda out: json.loads(out.read_text(encoding="utf-8"))  # noqa: E731
    return Tool("a peer", "Parquet", (sys.executable, "-c", body), found)


def line_of(tool: Tool, work: Path, bounds: Bounds = LOOKED_AT) -> Line:
    [line] = race([tool], TWO, work, bounds)
    return line


def test_the_table_has_forty_rules_and_faults_under_each(table):
    [told] = json.loads((table / "rules.json").read_text(encoding="utf-8"))
    faults = json.loads((table / "planted.json").read_text(encoding="utf-8"))["table"]
    assert (len(told["columns"]), len(told["rules"])) == (12, 40)
    assert faults.keys() == {rule["id"] for rule in told["rules"]}
    assert all(len(rows) >= 2 for rows in faults.values())


def test_the_same_seed_plants_the_same_faults(table, tmp_path):
    again = planted.table(tmp_path, 600)
    for name in ("planted.json", "table.csv", "table.parquet", "suite.json"):
        assert (again / name).read_bytes() == (table / name).read_bytes()


def test_the_checker_and_polars_by_hand_find_exactly_the_planted_faults(table, tmp_path):
    oracle = tools.of_peer(table / "planted.json")
    runners = [tool for tool in tools.on_table(table, "") if tool.name != tools.REFERENCE]
    assert {tool.name for tool in runners} == {tools.OURS, tools.FLOOR}
    for line in race(runners, oracle, tmp_path, LOOKED_AT):
        assert not line.refused, line.tool.name
        assert line.peak > 0


@pytest.mark.long
def test_great_expectations_finds_exactly_the_planted_faults(table, tmp_path):
    oracle = tools.of_peer(table / "planted.json")
    runners = [tool for tool in tools.on_table(table, "") if tool.name == tools.REFERENCE]
    [line] = race(runners, oracle, tmp_path, LOOKED_AT)
    assert not line.refused


def test_a_check_of_a_whole_return_finds_exactly_the_planted_cells(whole, tmp_path):
    oracle = tools.of_peer(whole / "planted.json")
    runners = [tool for tool in tools.on_return(whole, "") if tool.name != tools.REFERENCE]
    for line in race(runners, oracle, tmp_path, LOOKED_AT):
        assert not line.refused, line.tool.name


def test_every_tool_of_a_return_is_given_the_same_rules(whole):
    kinds = {
        told["kind"]
        for one in json.loads((whole / "rules.json").read_text(encoding="utf-8"))
        for told in one["rules"]
    }
    planted_kinds = {fault.kind for fault in returns.FAULTS}
    assert (
        planted_kinds | {"length", "number"}
        == kinds
        == {k for ks in returns.OURS.values() for k in ks}
    )


def test_a_tool_that_tells_exactly_the_faults_has_a_time(tmp_path):
    line = line_of(saying(TWO), tmp_path, ONCE)
    assert line.seconds
    assert not line.refused


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"a rule": [1]}, "missed 1 of 2 faults"),
        ({}, "missed 2 of 2 faults"),
        ({"a rule": [1, 4, 5]}, "told 1 that are none"),
        ({"a rule": [1, 4], "another": [0]}, "told 1 that are none"),
        ({"a rule": [1, 5]}, "missed 1 of 2 faults and told 1 that are none"),
    ],
)
def test_a_tool_that_misses_or_invents_a_fault_has_no_time(answer, why, tmp_path):
    line = line_of(saying(answer), tmp_path)
    assert line.seconds is None
    assert line.refused == why


@pytest.mark.parametrize("rule", [told["id"] for told in rules.rules()])
def test_a_tool_that_is_blind_to_one_rule_is_refused(rule, table):
    oracle = tools.of_peer(table / "planted.json")
    blind = {name: rows for name, rows in oracle.items() if name != f"table: {rule}"}
    assert planted.disagreement(blind, oracle).startswith("missed")


def test_a_tool_that_fails_or_says_nothing_or_takes_too_long_has_no_time(tmp_path, capsys):
    assert line_of(saying(TWO, code=3), tmp_path).refused == "stopped with code 3"
    assert line_of(Tool("a peer", "", (sys.executable, "-c", ""), tools.of_peer), tmp_path).refused
    late = replace(LOOKED_AT, limit=0.2)
    assert line_of(saying(TWO, seconds=20), tmp_path, late).refused == "over 0 s"


def test_the_run_writes_a_table_and_a_plot_and_says_that_peers_are_missing(tmp_path):
    words = ["-m", "benchmarks.speed", "startup", "--short", "--peers", "none", "--out", tmp_path]
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "RESULTS.md").read_text(encoding="utf-8")
    assert "| The peers' | not installed |" in text
    assert "`checker --help`" in text
    assert "python -m benchmarks.speed startup --short" in text
    ElementTree.parse(tmp_path / "results.svg")


def test_results_tell_a_refused_tool_and_give_it_no_ratio_and_no_point():
    peer = Tool("a peer", "Parquet", ())
    own = Tool(tools.OURS, "Parquet", ())
    taken = (Taken(2.0, 1.0, 0, 0),)
    lines = [Line(own, taken, 1_000_000), Line(peer, taken, 0, "missed 1 of 2 faults")]
    results = Results([("Processor", "made up")], ONCE, "a command", {5_000: lines}, 10, lines)
    text = writing.written(results)
    [row] = {told for told in text.splitlines() if told.startswith("| a peer")}
    cells = [cell.strip() for cell in row.split("|")[1:-1]]
    assert cells[2:] == ["missed 1 of 2 faults", "", "", "", "", "", "", "does not count"]
    drawn = plot.drawn(results)
    assert ElementTree.fromstring(drawn).tag.endswith("svg")
    assert "a peer" not in drawn
    assert tools.OURS in drawn


def test_a_promise_is_told_as_broken_where_a_figure_misses_it_or_does_not_count():
    def line(name: str, seconds: float, refused: str = "") -> Line:
        return Line(Tool(name, "Parquet", ()), (Taken(seconds, 1.0, 0, 0),), 0, refused)

    def kept(*lines: Line) -> list[str]:
        told = promises.promised(Results([], ONCE, tables={500_000: list(lines)}))
        return [held for words, _, held in told if "Parquet" in words]

    floor, peer = line(tools.FLOOR, 1.0), line("pandera", 1.6)
    slow = line(tools.REFERENCE, 30.0)
    assert kept(line(tools.OURS, 1.5), floor, slow, peer) == ["yes", "yes", "yes"]
    assert kept(line(tools.OURS, 1.7), floor, slow, peer) == ["NO", "NO", "NO"]
    assert kept(line(tools.OURS, 1.5, "missed one"), floor, slow, peer) == ["NO", "NO", "NO"]
