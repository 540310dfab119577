"""Funnel plots and trends as SVG, written by hand.

Importing matplotlib takes longer than checking a return does, and its fonts and ids differ from
machine to machine: here the same numbers give the same bytes. Every plot names itself in words,
and the page shows its numbers in a table beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, sqrt
from typing import Final

from checker.render.words import percent

# Two-sided 95 % and 99.8 % of the normal distribution.
WARNING: Final = 1.959964
ACTION: Final = 3.090232

# In units of the view box. It is narrow, so that letters stay readable on a phone.
_WIDTH, _HEIGHT = 340.0, 270.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 54.0, 330.0, 20.0, 224.0
_RADIUS: Final = 4.5
_STEPS: Final = 64
# With more points than this, only those outside the limits are labelled.
_ALL_LABELLED: Final = 20
_MOST_LABELS: Final = 60
_OUTSIDE: Final = ("below", "above")
# Room for a letter and a line of it, at the larger size that a phone gets.
_LETTER, _LINE = 9.5, 15.0


@dataclass(frozen=True, slots=True)
class Point:
    """A rate in a plot: `numerator` of `denominator` rows, hollow where these are too few.

    `label` is short: the number of its row in the table beside a funnel, the period in a trend.
    `low` and `high` are the ends of its 95 % interval, from 0 to 1; only a trend draws them.
    """

    label: str
    numerator: int
    denominator: int
    hollow: bool = False
    low: float = 0.0
    high: float = 1.0

    @property
    def rate(self) -> float:
        """From 0 to 1."""
        return self.numerator / self.denominator


def limits(target: float, rows: int, z: float) -> tuple[float, float]:
    """The control limits of a rate over `rows` rows around a target, from 0 to 1.

    target ± z · sqrt(target · (1 - target) / rows): the score test of a share against a fixed
    target, as in D. J. Spiegelhalter, "Funnel plots for comparing institutional performance",
    Statistics in Medicine 24 (2005), 1185-1202. The Wilson interval is the same test turned
    round, so a rate is outside the 95 % limits just where its interval leaves the target out.
    """
    spread = z * sqrt(target * (1 - target) / rows)
    return max(0.0, target - spread), min(1.0, target + spread)


@dataclass(frozen=True, slots=True)
class _Axes:
    """Where numbers lie in the view box: `most` on the right edge, `least` to 1 upwards."""

    most: float
    least: float

    def x(self, value: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * value / self.most

    def y(self, rate: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * (max(rate, self.least) - self.least) / (1 - self.least)


Box = tuple[float, float, float, float]


def funnel(ident: str, title: str, points: Sequence[Point], target: float) -> str:
    """A funnel plot: each rate against its number of rows, with the target and its limits.

    `ident` is unique on the page. Labels that would run into each other are left out; those of
    points below the limits are placed first. Points must have one row or more each.
    """
    axes = _Axes(_nice(max(point.denominator for point in points)), _floor(points, target))
    parts = [*_frame(axes), *_rows_axis(axes), *_curves(axes, target)]
    far = [p for p in points if len(points) <= _ALL_LABELLED or _kind(p, target) in _OUTSIDE]
    ordered = sorted(far, key=lambda point: _urgency(point, target))
    parts += [_dot(axes.x(p.denominator), axes.y(p.rate), _kind(p, target)) for p in points]
    parts += _labels(axes, ordered, [(axes.x(p.denominator), axes.y(p.rate)) for p in points])
    out = sum(_kind(point, target) == "below" for point in points)
    said = (
        f"{len(points)} rates against their number of rows, around a target of {percent(target)}. "
        f"{out} lie below the 95% limits. The table after the plot holds the numbers."
    )
    return _svg(ident, title, said, parts, _HEIGHT)


def trend(ident: str, title: str, points: Sequence[Point], target: float) -> str:
    """Rates over periods, oldest first, with their intervals and the target."""
    axes = _Axes(len(points), _floor(points, target, low=True))
    middles = [axes.x(place + 0.5) for place in range(len(points))]
    parts = [*_frame(axes), _rule(axes, target)]
    steps = "L".join(f"{x:.1f} {axes.y(p.rate):.1f}" for x, p in zip(middles, points, strict=True))
    parts.append(f'<path class="way" d="M{steps}"/>')
    every = ceil(len(points) / 3)
    for place, (x, point) in enumerate(zip(middles, points, strict=True)):
        top, bottom = axes.y(point.high), axes.y(point.low)
        parts.append(f'<path class="span" d="M{x:.1f} {top:.1f}V{bottom:.1f}"/>')
        parts.append(_dot(x, axes.y(point.rate), _kind(point, target)))
        if (len(points) - 1 - place) % every == 0:
            parts.append(_text(x, _BOTTOM + 18, point.label, "middle"))
    first, last = points[0], points[-1]
    said = (
        f"From {percent(first.rate)} ({first.label}) to {percent(last.rate)} ({last.label}), "
        f"target {percent(target)}. The table after the plot holds the numbers."
    )
    return _svg(ident, title, said, parts, _BOTTOM + 24)


def _svg(ident: str, title: str, said: str, parts: Sequence[str], height: float) -> str:
    return (
        f'<svg class="plot" viewBox="0 0 {_WIDTH:.0f} {height:.0f}" role="img" '
        f'aria-labelledby="{escape(ident)}-t {escape(ident)}-d">'
        f'<title id="{escape(ident)}-t">{escape(title)}</title>'
        f'<desc id="{escape(ident)}-d">{escape(said)}</desc>{"".join(parts)}</svg>'
    )


def _floor(points: Sequence[Point], target: float, *, low: bool = False) -> float:
    """The lowest rate on the axis: a full tenth, so that nothing is cut off."""
    least = min(target, *(point.low if low else point.rate for point in points))
    return max(0.0, floor(least * 10 - 0.5) / 10)


def _nice(most: int) -> int:
    """The next round number that leaves some room on the right."""
    step = _step(most)
    return step * (most // step + 1)


def _step(most: int) -> int:
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if most < 5 * step:
                return step
        size *= 10


def _frame(axes: _Axes) -> Iterator[str]:
    yield f'<path class="axis" d="M{_LEFT} {_TOP}V{_BOTTOM}H{_RIGHT}"/>'
    steps = round((1 - axes.least) * 10)
    every = 1 if steps <= 5 else 2
    for place in range(0, steps + 1, every):
        rate = 1 - place / 10
        y = axes.y(rate)
        yield f'<path class="grid" d="M{_LEFT} {y:.1f}H{_RIGHT}"/>'
        yield _text(_LEFT - 5, y + 4.5, f"{rate * 100:.0f}%", "end")


def _rows_axis(axes: _Axes) -> Iterator[str]:
    step = _step(round(axes.most) - 1)
    for value in range(0, round(axes.most) + 1, step):
        end = "end" if value == round(axes.most) else "middle"
        yield _text(axes.x(value), _BOTTOM + 18, f"{value:,}", end)
    yield _text((_LEFT + _RIGHT) / 2, _BOTTOM + 38, "Number of rows", "middle")


def _rule(axes: _Axes, target: float) -> str:
    return f'<path class="target" d="M{_LEFT} {axes.y(target):.1f}H{_RIGHT}"/>'


def _curves(axes: _Axes, target: float) -> Iterator[str]:
    yield _rule(axes, target)
    for z, name in ((WARNING, "warning"), (ACTION, "action")):
        for side in (0, 1):
            places = []
            for step in range(1, _STEPS + 1):
                # Closer together on the left, where the limits bend.
                rows = max(axes.most * (step / _STEPS) ** 2, 0.5)
                rate = limits(target, rows, z)[side]  # type: ignore[arg-type]
                if rate >= axes.least:
                    places.append(f"{axes.x(rows):.1f} {axes.y(rate):.1f}")
            if len(places) > 1:
                yield f'<path class="{name}" d="M{"L".join(dict.fromkeys(places))}"/>'


def _urgency(point: Point, target: float) -> tuple[bool, float, int]:
    """Sorts those below the limits first, then what lies farthest from the target."""
    spread = sqrt(target * (1 - target) / point.denominator)
    far = 0.0 if point.hollow or not spread else abs(point.rate - target) / spread
    return (_kind(point, target) != "below", -round(far, 6), point.denominator)


def _kind(point: Point, target: float) -> str:
    """Where a point lies: "few" rows, "below" the limits, "above" them, or "within"."""
    if point.hollow:
        return "few"
    low, high = limits(target, point.denominator, WARNING)
    if point.rate < low:
        return "below"
    return "above" if point.rate > high else "within"


def _dot(x: float, y: float, kind: str) -> str:
    """A point whose shape says what its colour does: a triangle that points where it lies."""
    r = _RADIUS
    if kind == "below":
        shape = f"M{x - r - 1:.1f} {y - r:.1f}h{2 * r + 2:.1f}l{-r - 1:.1f} {2 * r:.1f}z"
    elif kind == "above":
        shape = f"M{x - r - 1:.1f} {y + r:.1f}h{2 * r + 2:.1f}l{-r - 1:.1f} {-2 * r:.1f}z"
    else:
        return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{r}"/>'
    return f'<path class="{kind}" d="{shape}"/>'


def _labels(
    axes: _Axes, points: Sequence[Point], dots: Sequence[tuple[float, float]]
) -> Iterator[str]:
    """The labels of `points` that find room beside all `dots`; those in one place share one."""
    shared: dict[tuple[float, float], list[str]] = {}
    for point in points:
        at = round(axes.x(point.denominator), 1), round(axes.y(point.rate), 1)
        shared.setdefault(at, []).append(point.label)
    # At 5,000 points a label would be held against every dot: those in one place count once.
    places = {(round(x, 1), round(y, 1)) for x, y in dots}
    taken = [(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS) for x, y in sorted(places)]
    for (x, y), labels in list(shared.items())[:_MOST_LABELS]:
        text = ", ".join(labels) if len(labels) <= 3 else f"{', '.join(labels[:2])} …"
        for box, anchor in _rooms(x, y, _LETTER * len(text)):
            if not any(_meet(box, other) for other in taken):
                taken.append(box)
                yield _text(box[0] if anchor == "start" else box[2], box[3] - 3, text, anchor)
                break


def _rooms(x: float, y: float, width: float) -> Iterator[tuple[Box, str]]:
    """Where the label of a point may stand, within the axes."""
    gap = _RADIUS + 2
    sides = (
        (x + gap, y - _LINE / 2, "start"),
        (x - gap - width, y - _LINE / 2, "end"),
        (x + gap, y - _LINE - 2, "start"),
        (x + gap, y + 2, "start"),
        (x - gap - width, y - _LINE - 2, "end"),
        (x - gap - width, y + 2, "end"),
        (x - width / 2, y - gap - _LINE, "start"),
        (x - width / 2, y + gap, "start"),
    )
    for left, top, anchor in sides:
        box = (left, top, left + width, top + _LINE)
        if left > _LEFT and left + width <= _WIDTH and top >= 0 and top + _LINE <= _BOTTOM:
            yield box, anchor


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
