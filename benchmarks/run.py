"""Whole-process timings of the checker beside a peer, in one run on one machine.

The peer is the reference engine: the same suites over the same return through Great Expectations.
Ratios travel between machines; seconds do not.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

CASES = (50, 200, 800)


def seconds(words: Sequence[str], runs: int) -> float:
    """Median wall time of a whole process over `runs` runs after a warm-up."""
    taken = []
    for number in range(runs + 1):
        start = time.perf_counter()
        done = subprocess.run(words, capture_output=True, check=False)
        if done.returncode not in (0, 1):
            raise SystemExit(done.stderr.decode())
        if number:
            taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--out", type=Path, default=Path("bench.json"))
    chosen = arguments.parse_args()
    checker = [sys.executable, "-m", "checker"]
    results: dict[str, object] = {
        "python": platform.python_version(),
        "machine": platform.machine(),
    }
    results["--help"] = seconds([*checker, "--help"], chosen.runs)
    print(f"checker --help: {results['--help']:.3f} s")
    with tempfile.TemporaryDirectory() as folder:
        for cases in CASES:
            results[str(cases)] = one_size(checker, Path(folder), cases, chosen.runs)
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(f"Wrote {chosen.out}")


def one_size(checker: Sequence[str], folder: Path, cases: int, runs: int) -> dict[str, float]:
    """Seconds for one full return on both engines, and their ratio."""
    book = folder / f"{cases}.xlsx"
    make = [*checker, "sample", "--cases", str(cases), "--out", str(book)]
    subprocess.run(make, check=True, capture_output=True)
    check = [*checker, "check", str(book), "--out", str(folder / "out")]
    ours = seconds(check, runs)
    peer = seconds([*check, "--engine", "great-expectations"], min(runs, 3))
    print(f"{cases} cases: {ours:.2f} s; reference engine {peer:.2f} s; ratio {peer / ours:.1f}")
    return {"seconds": ours, "reference_seconds": peer, "ratio": peer / ours}


if __name__ == "__main__":
    main()
