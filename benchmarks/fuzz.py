"""Damage workbooks for as long as is given, and say what no reading may do; see tests/fuzzing.py.

Every breach is printed with the seed that gives the same file again: make it a test.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests")]

import fuzzing  # noqa: E402

from checker.read import inspect  # noqa: E402

SLOW = 2.0  # seconds of processor time for one small file


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=60)
    arguments.add_argument("--seed", type=int, default=0, help="the first of the seeds")
    arguments.add_argument("--keep", type=Path, help="folder for the files that breach")
    chosen = arguments.parse_args()
    givers, seed, wrong = fuzzing.givers(), chosen.seed, 0
    codes: Counter[str] = Counter()
    until = time.monotonic() + chosen.seconds
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < until:
            kind = sorted(givers)[seed % len(givers)]
            path = Path(folder) / f"{seed}.{kind}"
            path.write_bytes(fuzzing.damaged(random.Random(seed), givers[kind]))
            fault = judged_in_time(path)
            codes[outcome(path) if not fault else "BREACH"] += 1
            if fault:
                wrong += 1
                print(f"seed {seed}, {kind}: {fault}")
                keep(path, chosen.keep)
            path.unlink()
            seed += 1
    ends = ", ".join(f"{count} {code}" for code, count in codes.most_common())
    print(f"{seed - chosen.seed} damaged files (seeds {chosen.seed} to {seed - 1}): {ends}")
    sys.exit(bool(wrong))


def judged_in_time(path: Path) -> str:
    start = time.process_time()
    fault = fuzzing.judged(path)
    taken = time.process_time() - start
    return fault or (f"took {taken:.1f} s" if taken > SLOW * 2 else "")


def outcome(path: Path) -> str:
    stop = inspect(path).stop
    return stop.code if stop else "read"


def keep(path: Path, folder: Path | None) -> None:
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / path.name).write_bytes(path.read_bytes())


if __name__ == "__main__":
    main()
