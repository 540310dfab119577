"""Batches as commissioners run them: nothing lost, whatever ends them, and what they take.

    python benchmarks/batch.py [accounted] [ends] [jobs] [speed] [many] [--short]

- accounted: 200 returns, 5 % of them damaged; each has its line, and the damaged ones their reason.
- ends: a worker, the run and its terminal killed and Ctrl-C pressed at random moments, ten each;
  no finished result is lost, and --resume ends with the bytes of a run that nobody disturbed.
- jobs: one process and four give the same bytes.
- speed: the whole command beside calamine alone, which reads every sheet of the same files in as
  many processes, by turns; the cost of a return in batches of several sizes; the run's own memory.
- many: 5,000 compact returns.

Returns are synthetic. So many distinct ones are made once and kept under --cache; the files of a
batch are copies of them, told apart by a comment of the zip: other bytes, the same content.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests")]

import batches  # noqa: E402

TARGET = 2.5
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Sizes:
    """How much of everything; `--short` takes the small ones."""

    layout: str = "full"
    cases: int = 200
    distinct: int = 24
    returns: int = 200
    ends: int = 10
    ended: int = 16
    growth: tuple[int, ...] = (50, 200, 500)
    speed: int = 48
    many: int = 5_000


SHORT = Sizes("compact", 20, 6, 20, 2, 6, (10, 40), 12, 100)


def accounted(sizes: Sizes, cache: Path, work: Path) -> dict[str, object]:
    originals = batches.distinct(cache, sizes.layout, sizes.cases, sizes.distinct)
    files = batches.copies(originals, work / "in", sizes.returns)
    damaged = batches.damage(random.Random(5).sample(files, max(2, sizes.returns // 20)))
    done = timed(batches.words(work / "in", work / "out"))
    codes = batches.codes(work / "out")
    entries = (work / "out" / batches.RESULTS).read_bytes().count(b"\n")
    print(f"{sizes.returns} returns, {len(damaged)} damaged: {entries} accounted for")
    for name, way in damaged.items():
        print(f"  {name} ({way}): {codes.get(name, 'READ')}")
    assert entries == sizes.returns
    assert codes.keys() == damaged.keys()
    return {"returns": entries, "damaged": codes, "seconds": done.seconds}


def ends(sizes: Sizes, cache: Path, work: Path) -> dict[str, object]:
    originals = batches.distinct(cache, "compact", 12, 8)
    source = work / "in"
    files = batches.copies(originals, source, sizes.ended)
    batches.damage(files[2:4])
    timed(batches.words(source, work / "undisturbed"))
    wanted = batches.tree(work / "undisturbed")
    chance = random.Random(11)
    counted = {}
    for end in batches.ENDS:
        done = 0
        while done < sizes.ends:
            for moment in batches.moments(chance, sizes.ended, sizes.ends):
                with tempfile.TemporaryDirectory(dir=work) as folder:
                    out = Path(folder) / "out"
                    told = batches.end_and_resume(source, out, end, moment, chance)
                    assert batches.tree(out) == wanted, (end, moment)
                if told is not None and done < sizes.ends:
                    done += 1
                    print(f"  {end} {done}: {moment}; {told}", flush=True)
        counted[end] = done
        print(f"{end}: {done} times ended, nothing lost, the same bytes in the end")
    return counted


def jobs(sizes: Sizes, cache: Path, work: Path) -> dict[str, object]:
    originals = batches.distinct(cache, "compact", 12, 8)
    batches.damage(batches.copies(originals, work / "in", sizes.returns // 5)[2:4])
    trees = []
    for number in ("1", "4"):
        timed(batches.words(work / "in", work / number, "--jobs", number))
        trees.append(batches.tree(work / number))
    assert trees[0] == trees[1]
    print(f"--jobs 1 and --jobs 4: {len(trees[0])} files and folders, the same bytes")
    return {"files": len(trees[0])}


def speed(sizes: Sizes, cache: Path, work: Path) -> dict[str, object]:
    originals = batches.distinct(cache, sizes.layout, sizes.cases, sizes.distinct)
    batches.copies(originals, work / "in", sizes.speed)
    alone = [sys.executable, __file__, "calamine", str(work / "in")]
    ours, theirs = [], []
    for turn in range(3):
        theirs.append(timed(alone))
        ours.append(timed(batches.words(work / "in", work / f"out-{turn}")))
    found = {
        measure: median(ours, measure) / median(theirs, measure)
        for measure in ("seconds", "processor")
    }
    print(
        f"{sizes.speed} returns in two processes: {median(ours, 'seconds'):.1f} s;"
        f" calamine alone {median(theirs, 'seconds'):.1f} s; ratio {found['seconds']:.2f}"
        f" by the clock, {found['processor']:.2f} in processor time (target at most {TARGET})"
    )
    return {"ratios": found, "growth": growth(sizes, originals, work)}


def growth(sizes: Sizes, originals: Sequence[Path], work: Path) -> dict[int, dict[str, float]]:
    found = {}
    for number in sizes.growth:
        source = work / f"in-{number}"
        batches.copies(originals, source, number)
        done = timed(batches.words(source, work / f"out-{number}"))
        each = {
            "seconds": done.seconds / number,
            "processor": done.processor / number,
            "megabytes": done.peak / MEGABYTE,
        }
        found[number] = each
        print(
            f"{number} returns: {each['seconds']:.3f} s each by the clock,"
            f" {each['processor']:.3f} s in processor time;"
            f" the run itself held at most {each['megabytes']:.0f} MB",
            flush=True,
        )
    return found


def many(sizes: Sizes, cache: Path, work: Path) -> dict[str, object]:
    originals = batches.distinct(cache, "compact", 12, 8)
    batches.copies(originals, work / "in", sizes.many)
    done = timed(batches.words(work / "in", work / "out"))
    entries = (work / "out" / batches.RESULTS).read_bytes().count(b"\n")
    print(
        f"{entries} compact returns in {done.seconds:.0f} s; the run itself held at most"
        f" {done.peak / MEGABYTE:.0f} MB"
    )
    assert entries == sizes.many
    return {"returns": entries, "seconds": done.seconds, "megabytes": done.peak / MEGABYTE}


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock and of all processors, and the most bytes that the process held."""

    seconds: float
    processor: float
    peak: int


def median(taken: Sequence[Taken], measure: str) -> float:
    return statistics.median(getattr(one, measure) for one in taken)


def timed(command: Sequence[str]) -> Taken:
    """What a whole command takes, with all processes that it starts and waits for."""
    start, before = time.perf_counter(), os.times()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = 0
    while process.poll() is None:
        peak = max(peak, held(process.pid))
        time.sleep(0.05)
    after = os.times()
    if process.returncode not in (0, 1, 3):
        raise SystemExit(process.communicate()[1].decode())
    process.communicate()
    processor = after.children_user + after.children_system
    processor -= before.children_user + before.children_system
    return Taken(time.perf_counter() - start, processor, peak)


def held(pid: int) -> int:
    """The most memory that the process has held so far, in bytes; 0 where nothing tells that."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    return next(
        (int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM")),
        0,
    )


def calamine_alone(path: str) -> int:
    """Every value of every sheet, and nothing else."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    sheets = range(len(book.sheet_names))
    return sum(len(book.get_sheet_by_index(at).to_python(skip_empty_area=False)) for at in sheets)


def read_with_calamine(folder: str) -> None:
    with get_context("spawn").Pool(2) as pool:
        files = sorted(str(path) for path in Path(folder).iterdir())
        sum(pool.imap_unordered(calamine_alone, files))


PARTS: dict[str, Callable[[Sizes, Path, Path], dict[str, object]]] = {
    "accounted": accounted,
    "ends": ends,
    "jobs": jobs,
    "speed": speed,
    "many": many,
}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    arguments.add_argument("--short", action="store_true", help="few and small returns")
    arguments.add_argument("--cache", type=Path, default=Path("out/batch"))
    arguments.add_argument("--out", type=Path)
    chosen = arguments.parse_args()
    sizes = SHORT if chosen.short else Sizes()
    found = {}
    for part in chosen.parts or PARTS:
        with tempfile.TemporaryDirectory() as work:
            found[part] = PARTS[part](sizes, chosen.cache, Path(work))
    if chosen.out:
        chosen.out.parent.mkdir(parents=True, exist_ok=True)
        chosen.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["calamine"]:
        read_with_calamine(sys.argv[2])
    else:
        main()
