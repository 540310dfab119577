"""Run everything side by side and write benchmarks/RESULTS.md and benchmarks/results.svg.

    python -m benchmarks.speed [PART …] [--short] [--runs N] [--peers PYTHON] [--out FOLDER]

PART is tables, return, batches or startup; without one, all. PYTHON is one that has the packages of
benchmarks/requirements.lock; where it is missing, the peers are left out, and RESULTS.md says so.
"""

from __future__ import annotations

import argparse
import shlex
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.speed import machine, others, planted, plot, returns, tools, writing
from benchmarks.speed.race import Bounds, Line, race
from benchmarks.speed.results import Results

ROOT = Path(__file__).parent.parent.parent
PARTS = ("tables", "return", "batches", "startup")


USUAL, ONCE = Bounds(), Bounds(runs=1)
FEW, MANY = Bounds(runs=3, budget=60), Bounds(runs=7, budget=5)


@dataclass(frozen=True)
class Sizes:
    """How much of everything; `--short` takes the small ones."""

    rows: tuple[int, ...] = (5_000, 50_000, 500_000)
    cases: int = 600
    returns: tuple[int, ...] = (50, 200)
    cases_each: int = 50
    bounds: Bounds = USUAL
    batches: Bounds = FEW
    startup: Bounds = MANY

    def running(self, runs: int | None) -> Sizes:
        """The same, with no tool running more often than `runs`."""
        if runs is None:
            return self
        names = ("bounds", "batches", "startup")
        least = {name: min(runs, getattr(self, name).runs) for name in names}
        return replace(self, **{n: replace(getattr(self, n), runs=r) for n, r in least.items()})


SHORT = Sizes((2_000,), 20, (4,), 10, ONCE, ONCE, ONCE)


def on_tables(sizes: Sizes, peers: str, work: Path) -> dict[int, list[Line]]:
    told = {}
    for rows in sizes.rows:
        print(f"a table of {rows:,} rows", flush=True)
        home = planted.table(work, rows)
        oracle = tools.of_peer(home / "planted.json")
        told[rows] = race(tools.on_table(home, peers), dict(oracle), work, sizes.bounds)
    return told


def on_return(sizes: Sizes, peers: str, work: Path) -> tuple[int, list[Line]]:
    """The rows of the return, and the lines."""
    home = returns.planted_return(work, sizes.cases)
    oracle = tools.of_peer(home / "planted.json")
    rows = returns.counted(home / "return.xlsx")
    print(f"a return of {rows:,} rows", flush=True)
    return rows, race(tools.on_return(home, peers), dict(oracle), work, sizes.bounds)


def measured(parts: list[str], sizes: Sizes, peers: str, work: Path) -> Results:
    results = Results(facts=machine.facts(peers), bounds=sizes.bounds)
    if "tables" in parts:
        results.tables = on_tables(sizes, peers, work)
    if "return" in parts:
        results.rows, results.whole = on_return(sizes, peers, work)
    if "batches" in parts:
        results.cases_each = sizes.cases_each
        results.batches = others.batches(sizes.returns, sizes.cases_each, work, sizes.batches)
    if "startup" in parts:
        results.startup = others.start_up(work, sizes.startup, sizes.cases == SHORT.cases)
    return results


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    arguments.add_argument("--short", action="store_true", help="small, once; about a minute")
    arguments.add_argument("--runs", type=int, help="how often each tool runs, at most")
    arguments.add_argument("--peers", type=Path, default=ROOT / ".venv-bench/bin/python")
    arguments.add_argument("--out", type=Path, default=ROOT / "benchmarks")
    chosen = arguments.parse_args()
    peers = str(chosen.peers.absolute()) if chosen.peers.exists() else ""
    with tempfile.TemporaryDirectory() as work:
        sizes = (SHORT if chosen.short else Sizes()).running(chosen.runs)
        results = measured(chosen.parts or list(PARTS), sizes, peers, Path(work))
    results.command = shlex.join(["python", "-m", "benchmarks.speed", *sys.argv[1:]])
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "results.svg").write_text(plot.drawn(results), encoding="utf-8")
    (chosen.out / "RESULTS.md").write_text(writing.written(results), encoding="utf-8")
    print(f"Wrote {chosen.out / 'RESULTS.md'} and results.svg")
    own = [line for line in results.lines() if line.tool.name in (tools.OURS, tools.FLOOR)]
    return 1 if any(line.refused for line in own) else 0


if __name__ == "__main__":
    sys.exit(main())
