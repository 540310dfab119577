"""The plot: seconds by rows on logarithmic axes, and one whole return as points. Plain SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from math import ceil, floor, log10

from benchmarks.speed.race import Line
from benchmarks.speed.results import Results
from benchmarks.speed.tools import FLOOR, OURS, READER, REFERENCE, ROWS_ONLY

WIDTH, HEIGHT = 900, 520
# Told apart without colour too: every line and bar carries its name.
COLOURS = {
    OURS: "#00539b",
    ROWS_ONLY: "#00539b",
    REFERENCE: "#b3261e",
    FLOOR: "#555555",
    READER: "#555555",
    "calamine, jsonschema-rs": "#555555",
    "pointblank": "#7a4e00",
    "pandera": "#5b2a86",
    "frictionless": "#00695c",
}
STYLE = (
    "text{font:13px sans-serif;fill:#222}.title{font-size:15px;font-weight:bold}"
    ".axis{stroke:#222;stroke-width:1}.grid{stroke:#ddd;stroke-width:1}"
    ".small{font-size:12px;fill:#444}"
)


class Scale:
    """Positions on a logarithmic axis, from whole powers of ten around `values`."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self.low = floor(log10(min(values)))
        self.high = max(ceil(log10(max(values))), self.low + 1)
        self.start, self.end = start, end

    def at(self, value: float) -> float:
        share = (log10(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def powers(self) -> list[float]:
        return [10.0**n for n in range(self.low, self.high + 1)]


def drawn(results: Results) -> str:
    parts = [*_by_rows(results.tables), *_points(results)]
    words = "Seconds of whole processes by tool; the figures are in RESULTS.md."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}"'
        f' height="{HEIGHT}" role="img" aria-label="{words}"><style>{STYLE}</style>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    told = f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'{told} class="{kind}">{escape(words)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _seconds(value: float) -> str:
    return f"{value:g} s"


def _by_rows(tables: dict[int, list[Line]]) -> Iterator[str]:
    """Left: one line for each tool from its time at the fewest rows to that at the most."""
    series = dict(_series(tables))
    if not series:
        return
    yield _text(20, 26, "40 rules on 12 columns: seconds by rows", "title")
    every = [seconds for points in series.values() for _, seconds in points]
    down, across = Scale(every, 450, 60), Scale([*tables], 70, 300)
    for power in down.powers():
        yield _line(70, down.at(power), 300, down.at(power), "grid")
        yield _text(62, down.at(power) + 4, _seconds(power), "small", "end")
    for rows in tables:
        yield _line(across.at(rows), 450, across.at(rows), 456, "axis")
        yield _text(across.at(rows), 472, f"{rows:,}", "small", "middle")
    yield _line(70, 450, 300, 450, "axis")
    yield _text(185, 492, "rows (both axes logarithmic)", "small", "middle")
    places = _apart([(name, down.at(points[-1][1])) for name, points in series.items()])
    for name, points in series.items():
        yield from _curve(name, [(across.at(r), down.at(s)) for r, s in points], places[name])


def _series(tables: dict[int, list[Line]]) -> Iterator[tuple[str, list[tuple[int, float]]]]:
    """By tool: rows and seconds. Of a tool that read two kinds of file, the first."""
    names = {line.tool.name: line.tool.reads for lines in tables.values() for line in lines[::-1]}
    for name, reads in reversed(names.items()):
        points = [
            (rows, line.seconds)
            for rows, lines in tables.items()
            for line in lines
            if (line.tool.name, line.tool.reads) == (name, reads) and line.seconds
        ]
        if points:
            yield name, points


def _apart(places: Iterable[tuple[str, float]], least: float = 17) -> dict[str, float]:
    """Heights for names, near where they belong and never over each other."""
    told: dict[str, float] = {}
    lowest = 470.0
    for name, height in sorted(places, key=lambda place: -place[1]):
        told[name] = lowest = min(height, lowest - least)
    return told


def _curve(name: str, points: Sequence[tuple[float, float]], label: float) -> Iterator[str]:
    colour = COLOURS.get(name, "#333")
    dash = ' stroke-dasharray="5 4"' if name == FLOOR else ""
    joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    thick = 3 if name == OURS else 2
    yield (
        f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="{thick}"{dash}/>'
    )
    yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in points)
    x, y = points[-1]
    yield f'<path d="M{x + 5:.1f} {y:.1f}L{x + 16:.1f} {label:.1f}" stroke="{colour}" fill="none"/>'
    yield _text(x + 19, label + 4, name)


def _points(results: Results) -> Iterator[str]:
    """Right: one whole return, the shortest first."""
    lines = sorted(
        (line for line in results.whole if line.seconds), key=lambda line: line.seconds or 0
    )
    if not lines:
        return
    left, right = 520, 870
    yield _text(left, 26, f"One return of {results.rows:,} rows: seconds", "title")
    across = Scale([line.seconds or 0 for line in lines], left, right)
    bottom = 62 + 46 * len(lines)
    for power in across.powers():
        yield _line(across.at(power), 50, across.at(power), bottom, "grid")
        yield _text(across.at(power), bottom + 18, _seconds(power), "small", "middle")
    for at, line in enumerate(lines):
        yield from _point(line, 62 + 46 * at, left, across.at(line.seconds or 0))
    yield _text(
        left, bottom + 40, "Logarithmic. “checker” does all of its work; the others", "small"
    )
    yield _text(left, bottom + 56, "check what a row must be, and write no report.", "small")


def _point(line: Line, top: float, left: float, end: float) -> Iterator[str]:
    colour = COLOURS.get(line.tool.name, "#333")
    yield _text(left + 4, top + 10, f"{line.tool.name}, {line.seconds:.2f} s")
    # A point and not a bar: a logarithmic axis has no zero from which a length could be told.
    yield f'<path d="M{left} {top + 24}H{end:.1f}" stroke="{colour}" stroke-width="2"/>'
    yield f'<circle cx="{end:.1f}" cy="{top + 24}" r="6" fill="{colour}"/>'
