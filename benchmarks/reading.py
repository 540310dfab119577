"""Reading plus receipt beside calamine alone, on one return, in one process, by turns.

Both run on one processor without waiting for anything, so processor time is measured: it is what a
run takes on a machine that does nothing else. The target is a ratio of at most 2.5.
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
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from checker.read import read

CASES = 590  # about 120,000 filled cells
TARGET = 2.5


def calamine_alone(path: Path) -> int:
    """Every value of every sheet, as the checker asks for them, and nothing else."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    sheets = range(len(book.sheet_names))
    return sum(len(book.get_sheet_by_index(at).to_python(skip_empty_area=False)) for at in sheets)


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def by_turns(path: Path, runs: int) -> tuple[list[float], list[float]]:
    """Seconds of calamine and of the checker, taken in turns after one run of each to warm up."""
    alone, whole = [], []
    for _ in range(runs + 1):
        alone.append(seconds(lambda: calamine_alone(path)))
        whole.append(seconds(lambda: read(path)))
    return alone[1:], whole[1:]


def measured(path: Path, runs: int) -> dict[str, float]:
    alone, whole = by_turns(path, runs)
    return {
        "filled": sum(sheet.filled for sheet in read(path).receipt.sheets),
        "calamine_seconds": statistics.median(alone),
        "checker_seconds": statistics.median(whole),
        "ratio": statistics.median(whole) / statistics.median(alone),
    }


def sample(path: Path, cases: int) -> None:
    words = [sys.executable, "-m", "checker", "sample", "--cases", str(cases), "--out", str(path)]
    subprocess.run(words, check=True, capture_output=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=11)
    arguments.add_argument("--cases", type=int, default=CASES)
    arguments.add_argument("--file", type=Path, help="another workbook instead of the sample")
    arguments.add_argument("--out", type=Path)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = chosen.file or Path(folder) / "return.xlsx"
        if chosen.file is None:
            sample(path, chosen.cases)
        found = measured(path, max(chosen.runs, 7))
    calamine = f"calamine {version('python-calamine')}, Python {platform.python_version()}"
    print(
        f"reading plus receipt of {found['filled']:,.0f} cells: {found['checker_seconds']:.3f} s; "
        f"{calamine} alone {found['calamine_seconds']:.3f} s; ratio {found['ratio']:.2f} "
        f"(target at most {TARGET})"
    )
    if chosen.out:
        chosen.out.parent.mkdir(parents=True, exist_ok=True)
        chosen.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
