"""Tools side by side on the same work, by turns, each held to the same oracle."""

from __future__ import annotations

import shutil
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.speed.planted import Planted, disagreement
from benchmarks.speed.running import Taken, run

Found = Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Tool:
    """One tool on one piece of work.

    `words` is its command; `found` makes of the file that it printed, the rows by rule. `does` says
    """

    name: str
    reads: str
    words: Sequence[str]
    found: Callable[[Path], Found] = lambda out: {}
    does: str = ""
    fresh: Path | None = None
    oracle: bool = True


@dataclass(frozen=True)
class Line:
    """What is told of one tool: its runs, and `refused`, why its time does not count."""

    tool: Tool
    taken: tuple[Taken, ...] = ()
    peak: int = 0
    refused: str = ""

    @property
    def seconds(self) -> float | None:
        """The median by the clock, or None where the time does not count."""
        if self.refused or not self.taken:
            return None
        return statistics.median(one.seconds for one in self.taken)


@dataclass(frozen=True)
class Bounds:
    """`runs` of each tool after one to warm up; fewer where they would take over `budget` seconds
    in all; none of a tool that is not done after `limit` seconds."""

    runs: int = 5
    budget: float = 150
    limit: float = 300


def race(tools: Sequence[Tool], planted: Planted, work: Path, bounds: Bounds) -> list[Line]:
    """One line for each tool, in the order given. Runs of all tools take turns."""
    lines = [_warmed(tool, planted, work, bounds) for tool in tools]
    wanted = [_runs(line, bounds) for line in lines]
    for turn in range(bounds.runs):
        for at, line in enumerate(lines):
            if turn < wanted[at] and not line.refused:
                lines[at] = _once(line, planted, work, bounds)
    return [_told(line) for line in lines]


def _warmed(tool: Tool, planted: Planted, work: Path, bounds: Bounds) -> Line:
    """The first run fills the system's caches, is looked at for memory, and is not timed."""
    line = _once(Line(tool), planted, work, bounds, look=True)
    return replace(line, peak=line.taken[0].peak)


def _runs(line: Line, bounds: Bounds) -> int:
    return max(1, min(bounds.runs, int(bounds.budget / line.taken[0].seconds)))


def _once(line: Line, planted: Planted, work: Path, bounds: Bounds, look: bool = False) -> Line:
    out = work / "told.json"
    if line.tool.fresh:
        shutil.rmtree(line.tool.fresh, ignore_errors=True)
    taken = run(line.tool.words, out, bounds.limit, look)
    refused = _refused(line.tool, taken, out, planted, bounds)
    return replace(line, taken=(*line.taken, taken), refused=refused)


def _refused(tool: Tool, taken: Taken, out: Path, planted: Planted, bounds: Bounds) -> str:
    if taken.code is None:
        return f"over {bounds.limit:.0f} s"
    # 1 is how the checker says that it found something.
    if taken.code not in (0, 1):
        print(out.with_suffix(".err").read_text(errors="replace")[-2_000:], file=sys.stderr)
        return f"stopped with code {taken.code}"
    if not tool.oracle:
        return ""
    try:
        return disagreement(tool.found(out), planted)
    except (ValueError, KeyError, OSError) as error:
        print(out.with_suffix(".err").read_text(errors="replace")[-2_000:], file=sys.stderr)
        return f"gave no answer ({type(error).__name__})"


def _told(line: Line) -> Line:
    """Without the run to warm up; and a line of the terminal, since all of this takes minutes."""
    line = replace(line, taken=line.taken[1:])
    seconds = "" if line.seconds is None else f"{line.seconds:.3f} s"
    print(f"  {line.tool.name}: {line.refused or seconds}", flush=True)
    return line
