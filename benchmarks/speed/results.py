"""What one run of the benchmark found, before it is written down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.speed.race import Bounds, Line


@dataclass
class Results:
    """`tables` by number of rows, `batches` by number of returns; what was not run is empty."""

    facts: list[tuple[str, str]]
    bounds: Bounds
    command: str = ""
    tables: dict[int, list[Line]] = field(default_factory=dict)
    rows: int = 0
    whole: list[Line] = field(default_factory=list)
    cases_each: int = 0
    batches: dict[int, list[Line]] = field(default_factory=dict)
    startup: list[Line] = field(default_factory=list)

    def lines(self) -> Iterator[Line]:
        for part in (*self.tables.values(), self.whole, *self.batches.values(), self.startup):
            yield from part


def base(lines: Sequence[Line], name: str, like: Line) -> float | None:
    """Seconds of the tool `name` on what `like` reads, or on whatever it reads itself."""
    named = [line for line in lines if line.tool.name == name and line.seconds is not None]
    same = [line for line in named if line.tool.reads == like.tool.reads]
    return (same or named)[0].seconds if named else None
