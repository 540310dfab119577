"""What the checker promises of its speed, and what came out of this run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.speed.race import Line
from benchmarks.speed.results import Results
from benchmarks.speed.tools import FLOOR, OURS, READER, REFERENCE, ROWS_ONLY

MEGABYTE = 1_000_000
LARGEST = 500_000
START_UP = ("checker --help", "checker standards list")
NOT_PEERS = (OURS, ROWS_ONLY, REFERENCE, READER, FLOOR, "calamine, jsonschema-rs")
Told = tuple[str, str, str]
"""A promise, what was found, and whether it holds."""


def promised(results: Results) -> list[Told]:
    """Every promise that this run can tell of; a figure that does not count holds nothing."""
    told = [*_whole(results), *_start_up(results.startup)]
    for reads in ("Parquet", "CSV"):
        told += _largest(results.tables.get(LARGEST, ()), reads)
    return told


def _seconds(lines: Sequence[Line], name: str, reads: str = "") -> float | None:
    fitting = (x for x in lines if x.tool.name == name and reads in ("", x.tool.reads))
    return next((line.seconds for line in fitting), None)


def _at_least(words: str, found: float | None, least: float) -> Told:
    held = found is not None and found >= least
    return words, "does not count" if found is None else f"{found:.1f}", "yes" if held else "NO"


def _at_most(words: str, found: float | None, most: float) -> Told:
    held = found is not None and found <= most
    return words, "does not count" if found is None else f"{found:.2f}", "yes" if held else "NO"


def _ratio(above: float | None, below: float | None) -> float | None:
    return above / below if above and below else None


def _whole(results: Results) -> Iterator[Told]:
    lines = results.whole
    if not lines:
        return
    of = f"one return of {results.rows:,} rows"
    ours = _seconds(lines, OURS)
    reference = _ratio(_seconds(lines, REFERENCE), ours)
    yield _at_least(f"{of}: at least 8 times faster than by Great Expectations", reference, 8)
    reading = _ratio(ours, _seconds(lines, READER))
    yield _at_most(f"{of}: at most 3 times calamine reading only", reading, 3)
    for name in (OURS, ROWS_ONLY):
        slower = _ratio(_fastest(lines), _seconds(lines, name))
        words = f"{of}: {name}, faster than the fastest peer (times)"
        yield _at_least(words, slower, 1)
    peak = next(line.peak for line in lines if line.tool.name == OURS) / MEGABYTE
    yield _at_most(f"{of}: under 250 MB of memory", peak, 250)


def _fastest(lines: Sequence[Line]) -> float | None:
    peers = [line.seconds for line in lines if line.tool.name not in NOT_PEERS and line.seconds]
    return min(peers, default=None)


def _largest(lines: Sequence[Line], reads: str) -> Iterator[Told]:
    if not lines:
        return
    of, ours = f"{LARGEST:,} rows from {reads}", _seconds(lines, OURS, reads)
    reference = _ratio(_seconds(lines, REFERENCE), ours)
    yield _at_least(f"{of}: at least 20 times faster than Great Expectations", reference, 20)
    by_hand = _ratio(ours, _seconds(lines, FLOOR, reads))
    yield _at_most(f"{of}: at most 1.5 times Polars by hand", by_hand, 1.5)
    yield _at_least(f"{of}: faster than the fastest peer (times)", _ratio(_fastest(lines), ours), 1)


def _start_up(lines: Sequence[Line]) -> Iterator[Told]:
    for name in START_UP if lines else ():
        yield _at_most(f"`{name}`: at most 0.25 s", _seconds(lines, name), 0.25)
