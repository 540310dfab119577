"""Two outputs side by side: what both together give away (a later one revised, say)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from checker.disclosure.reach import Contradiction, reach
from checker.disclosure.table import Key, Sum

Cells = Mapping[Key, int | None]
Why = Literal[
    "changed by little",
    "shown then, withheld now",
    "withheld then, shown now",
    "can be worked out",
]


@dataclass(frozen=True, slots=True)
class Differenced:
    key: Key
    why: Why


def differences(
    earlier: Cells, now: Cells, sums: Sequence[Sum], smallest: int
) -> tuple[Differenced, ...]:
    """Cells by which a withheld number or a small change shows in two outputs together.

    `earlier` and `now` are what was and what is to be published (None: withheld; a cell may be in
    one of them only, as the quarters of a half-year are); `sums` are those of both. By key:

    - "changed by little": shown both times, and from 1 to `smallest` - 1 apart, so that the
      difference tells of a few people;
    - "shown then, withheld now" and the reverse: what is withheld once is public from the other;
    - "can be worked out": withheld wherever it is, and within less than `smallest` for whoever
      takes both together, where it was not from this output alone. This supposes, as an outsider
      would, that nothing changed in a sum of which no shown cell did.

    Raises ValueError, which names no value, for sums that name a cell in neither output.
    """
    found = [
        Differenced(key, why)
        for key in sorted(earlier.keys() & now.keys())
        if (why := _told(earlier[key], now[key], smallest))
    ]
    named = {each.key for each in found}
    worked = (key for key in _worked_out(earlier, now, sums, smallest) if key not in named)
    found += [Differenced(key, "can be worked out") for key in worked]
    return tuple(sorted(found, key=lambda each: each.key))


def _told(then: int | None, now: int | None, smallest: int) -> Why | None:
    if then is None or now is None:
        if then == now:
            return None
        return "shown then, withheld now" if now is None else "withheld then, shown now"
    return "changed by little" if 0 < abs(now - then) < smallest else None


def _worked_out(earlier: Cells, now: Cells, sums: Sequence[Sum], smallest: int) -> Iterable[Key]:
    public = {key: count for key, count in (*earlier.items(), *now.items()) if count is not None}
    changed = {
        key
        for key in earlier.keys() & now.keys()
        if None not in (earlier[key], now[key]) and earlier[key] != now[key]
    }
    still = [each for each in sums if not changed & {each.total, *each.parts}]
    hidden = sorted((earlier.keys() | now.keys()) - public.keys())
    together = _reached(public, hidden, still)
    alone = _reached(_shown(now), [key for key in now if now[key] is None], _within(sums, now))
    for key, (low, high) in together.items():
        before = alone.get(key, (0.0, float("inf")))
        if high - low < smallest and (high - low < before[1] - before[0] or low == high):
            yield key


def _shown(cells: Cells) -> dict[Key, int]:
    return {key: count for key, count in cells.items() if count is not None}


def _within(sums: Sequence[Sum], cells: Cells) -> list[Sum]:
    return [each for each in sums if cells.keys() >= {each.total, *each.parts}]


def _reached(
    shown: Mapping[Key, int], hidden: Sequence[Key], sums: Sequence[Sum]
) -> Mapping[Key, tuple[float, float]]:
    """Piece by piece, so that a contradiction (something did change) blinds no other piece."""
    found: dict[Key, tuple[float, float]] = {}
    for cells, linked in _pieces(hidden, sums):
        members = {key for each in linked for key in (each.total, *each.parts)}
        beside = {key: count for key, count in shown.items() if key in members}
        try:
            found |= reach(beside, cells, linked)
        except Contradiction:
            continue
    return found


def _pieces(hidden: Sequence[Key], sums: Sequence[Sum]) -> Iterable[tuple[list[Key], list[Sum]]]:
    """Hidden cells that share sums, even by way of others, with these sums."""
    inside = set(hidden)
    of: dict[Key, list[Sum]] = {key: [] for key in hidden}
    for each in sums:
        for key in inside & {each.total, *each.parts}:
            of[key].append(each)
    left = dict.fromkeys(hidden)
    while left:
        ahead = [next(iter(left))]
        del left[ahead[0]]
        linked: dict[Sum, None] = {}
        for key in ahead:
            linked |= dict.fromkeys(of[key])
            new = {k for each in of[key] for k in (each.total, *each.parts) if k in left}
            ahead += sorted(new)
            for k in new:
                del left[k]
        yield ahead, list(linked)
