"""Read several hundred files from many hands, each in a process of its own, and print how they end.

Required of each: an end in ten seconds and 1,000 million bytes, no traceback, no hang; and a file
that is read has as many filled cells in every sheet as independent witnesses count, or a reason
that corpus_reasons.csv explains.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests")]

import bombs  # noqa: E402
import corpus_public  # noqa: E402
import fuzzing  # noqa: E402

SECONDS, MEGABYTES = 10, 1_000
MUTANTS = 8
REASONS = Path(__file__).with_name("corpus_reasons.csv")


@dataclass
class File:
    """One file of the corpus and how its reading ended."""

    source: str
    path: Path
    end: dict[str, object] = field(default_factory=dict)
    said: dict[str, object] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.source}/{self.path.name}"


def made(folder: Path, mutants: int) -> Iterator[File]:
    """Files made here: bombs, samples, templates, and seeded damage to these."""
    every = {**bombs.REFUSED, **bombs.READ, **{k: (v, 0) for k, v in bombs.EITHER.items()}}
    for number, (build, _) in enumerate(every.values(), 1):
        yield saved(folder, "bombs", f"{number:02}.xlsx", build())
    givers = [*(ROOT / "samples").glob("*.xlsx"), *(ROOT / "templates").rglob("*.xlsx")]
    for giver in sorted(givers):
        yield File("samples", giver)
        for kind, damage in fuzzing.DAMAGES.items():
            for seed in range(mutants):
                chance = random.Random(f"{giver.name} {kind} {seed}")
                content = damage(chance, giver.read_bytes())
                yield saved(folder, f"damaged: {kind}", f"{giver.stem}-{kind}-{seed}.xlsx", content)


def saved(folder: Path, source: str, name: str, content: bytes) -> File:
    path = folder / source.replace(": ", "-") / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return File(source, path)


def read(file: File) -> File:
    """Read one file in a process of its own, and hear the witnesses when it was read."""
    file.end = ran("tests/measured.py", [file.path], SECONDS * 3)
    if file.end["code"] == "read":
        file.said = ran("benchmarks/witnesses.py", [file.path, file.end["format"]], 120)
    return file


def ran(script: str, words: list[object], limit: int) -> dict[str, object]:
    try:
        done = subprocess.run(
            [sys.executable, str(ROOT / script), *map(str, words)],
            capture_output=True, check=False, timeout=limit, cwd=ROOT,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"code": "HANG", "wall": limit, "seconds": limit, "megabytes": 0, "format": "?"}
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        died = f"TRACEBACK {last}" if done.returncode > 0 else f"DIED {done.returncode}"
        return {"code": died, "wall": 0, "seconds": 0, "megabytes": 0, "format": "?"}
    return json.loads(done.stdout)


def disagreements(file: File) -> Iterator[tuple[str, str, int, object]]:
    """Witness, sheet, the checker's count and the witness's, where they differ."""
    for witness, counted in file.said.items():
        if isinstance(counted, dict):
            for sheet, filled in file.end["filled"].items():
                if counted.get(sheet, 0) != filled:
                    yield witness, sheet, filled, counted.get(sheet)


def faults(files: list[File]) -> Iterator[str]:
    """Every breach of what is required, one line each."""
    with REASONS.open(encoding="utf-8") as table:
        known = {(row["witness"], row["file"], row["sheet"]) for row in csv.DictReader(table)}
    for file in files:
        end = file.end
        if end["code"].startswith(("TRACEBACK", "DIED", "HANG")):
            yield f"{file.name}: {end['code']}"
        if end["seconds"] > SECONDS or end["megabytes"] > MEGABYTES:
            yield f"{file.name}: {end['seconds']:.1f} s, {end['megabytes']:.0f} MB"
        for witness, sheet, ours, theirs in disagreements(file):
            if (witness, file.name, sheet) not in known:
                yield f"{file.name}: sheet {sheet!r}: {ours} filled, {witness} counts {theirs}"


def table(files: list[File]) -> Iterator[str]:
    """The corpus by source and format."""
    yield f"{'source':22}{'format':9}{'files':>6}{'read':>6}{'slowest':>9}{'largest':>9}  not read"
    groups: dict[tuple[str, str], list[File]] = {}
    for file in files:
        groups.setdefault((file.source, file.end["format"]), []).append(file)
    for (source, kind), members in sorted(groups.items()):
        codes = Counter(file.end["code"] for file in members)
        stops = ", ".join(f"{n} {code}" for code, n in sorted(codes.items()) if code != "read")
        slowest = max(file.end["seconds"] for file in members)
        largest = max(file.end["megabytes"] for file in members)
        yield (
            f"{source[:21]:22}{kind:9}{len(members):6}{codes['read']:6}{slowest:7.2f} s"
            f"{largest:6.0f} MB  {stops}"
        )


def summary(files: list[File], wrong: list[str]) -> str:
    ends = [file.end for file in files]
    codes = Counter(end["code"] for end in ends)
    differ = sum(1 for file in files for _ in disagreements(file))
    heard = sum(isinstance(said, dict) for file in files for said in file.said.values())
    return (
        f"{len(files)} files: {codes['read']} read, {len(files) - codes['read']} stopped. "
        f"Median {statistics.median(end['seconds'] for end in ends):.3f} s, slowest "
        f"{max(end['seconds'] for end in ends):.2f} s (limit {SECONDS}); largest "
        f"{max(end['megabytes'] for end in ends):.0f} MB (limit {MEGABYTES:,}). "
        f"{heard} testimonies of witnesses; {differ} sheets counted otherwise by one, each "
        f"explained in {REASONS.name} but what is listed below. Breaches: {len(wrong)}."
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cache", type=Path, default=ROOT / "out" / "corpus")
    arguments.add_argument("--short", action="store_true", help="few files, and none downloaded")
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument("--stops", action="store_true", help="list each public file not read")
    arguments.add_argument("--out", type=Path)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = [*made(Path(folder), 2 if chosen.short else MUTANTS)]
        public, missing = ({}, []) if chosen.short else corpus_public.fetch(chosen.cache)
        files += [File(source, path) for source, paths in public.items() for path in paths]
        with ThreadPoolExecutor(chosen.jobs) as pool:
            files = [*pool.map(read, files)]
    wrong = [*faults(files)]
    print("\n".join(table(files)))
    for line in missing:
        print(f"left out: {line}")
    if chosen.short:
        print("left out: public files, because this is the short form")
    print(summary(files, wrong))
    print("\n".join(wrong))
    if chosen.stops:
        print("\n".join(f"{f.name}: {f.end['message']}" for f in files
                        if f.source in public and f.end["code"] != "read"))  # fmt: skip
    if chosen.out:
        chosen.out.parent.mkdir(parents=True, exist_ok=True)
        chosen.out.write_text(json.dumps([{"file": f.name, **f.end} for f in files], indent=1))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
