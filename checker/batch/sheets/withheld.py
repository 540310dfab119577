"""Which declared and counted figures are withheld, and which cases of programmes.

A figure is withheld in all its forms, as declared, as counted and for the year, if one of them is:
they are mostly the same. The programmes of a return are told for a stage all or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from checker.batch.restricted import Key, Shown, are_parts_shown, is_small, leaves_room
from checker.batch.sheets.gather import Counted, Gathered
from checker.model.figures import Total

STAGES: Final = (
    *("REFERRALS", "ACCEPTED", "DECLINED", "STARTED", "COMPLETED", "DROPPED-OUT"),
    *("DESELECTED", "NON-STARTERS", "OPEN-AT-END"),
)
_WHOLE: Final = "REFERRALS"
_SPLIT: Final = ("SELF-REFERRALS", "AGENCY-REFERRALS")

Withheld = dict[str, set[str]]
"""Measures that are withheld, by name of the return."""


def programme_places(mine: Counted) -> list[int]:
    """The places of its programmes, and -1 where cases name none of them."""
    places = [*range(len(mine.programmes))]
    return [*places, -1] if any(place < 0 for place, _ in mine.stages) else places


Told = frozenset[tuple[str, str]]
"""Totals that foi.csv tells, as (name of the return, measure)."""


def shown_figures(gathered: Gathered, smallest: int, told: Told = frozenset()) -> Shown:
    """Which are withheld: keys are ("figure", return, measure) and ("programmes", return, stage).

    Totals of an area are taken as known for each measure, from foi.csv or anywhere else. What
    foi.csv tells of a return, `told`, hides nothing: who has both files knows it.
    """
    hidden: Withheld = {}
    periods: dict[tuple[str, str], list[Counted]] = {}
    for mine in gathered.counting:
        hidden[mine.name] = {*_with(_small_figures(mine, smallest))}
        periods.setdefault((mine.facts.start, mine.facts.end), []).append(mine)
    for many in periods.values():
        _hide_from_sums(many, hidden, smallest, told)
    return Shown(frozenset(_keys(gathered.counting, hidden, smallest)))


def _with(measures: Iterable[str]) -> Iterator[str]:
    """The measures, and how referrals divide where any of that is withheld."""
    for measure in measures:
        yield measure
        if measure in (_WHOLE, *_SPLIT):
            yield from _SPLIT


def _small_figures(mine: Counted, smallest: int) -> Iterator[str]:
    totals = {total.measure: total for total in mine.totals}
    yield from (name for name, total in totals.items() if _is_small(total, smallest))
    split = [totals[name] for name in _SPLIT if name in totals]
    for form in ("declared", "counted", "year_to_date"):
        parts = [getattr(total, form) for total in split]
        whole = getattr(totals.get(_WHOLE), form, None)
        if None in parts or not parts:
            continue
        over = [] if whole is None else [abs(whole - sum(parts))]
        if not are_parts_shown(parts, smallest) or any(is_small(each, smallest) for each in over):
            yield from _SPLIT


def _is_small(total: Total, smallest: int) -> bool:
    """Whether a form of the figure is small, or what an earlier pack told of the year before."""
    declared, year = total.declared, total.year_to_date
    forms = [number for number in (declared, year, total.counted) if number is not None]
    before = [] if declared is None or year is None else [abs(year - declared)]
    return any(is_small(number, smallest) for number in (*forms, *before))


def _hide_from_sums(many: Sequence[Counted], hidden: Withheld, smallest: int, told: Told) -> None:
    """Withhold more returns of a measure until the total of the area tells none of them."""
    held = {mine.name: {t.measure: t.counted or 0 for t in mine.totals} for mine in many}
    others = dict.fromkeys(measure for own in held.values() for measure in own)
    for measure in (_WHOLE, *_SPLIT, *others):
        counts = {name: own[measure] for name, own in held.items() if measure in own}
        counts = {name: count for name, count in counts.items() if (name, measure) not in told}
        shown = sorted(
            (count, name) for name, count in counts.items() if measure not in hidden[name]
        )
        while not _is_safe(measure, counts, held, hidden, smallest) and shown:
            hidden[shown[0][1]].update(_with([measure]))
            shown = shown[1:]


def _is_safe(
    measure: str,
    counts: Mapping[str, int],
    held: Mapping[str, Mapping[str, int]],
    hidden: Withheld,
    smallest: int,
) -> bool:
    names = [name for name in counts if measure in hidden[name]]
    sum_of_all = sum(counts[name] for name in names)
    if measure not in _SPLIT:
        return leaves_room([(counts[name], sum_of_all) for name in names], smallest)
    # What is referred in all bounds what refers itself; both splits are withheld together.
    most = [held[name].get(_WHOLE, sum_of_all) for name in names]
    whole_is_hidden = [_WHOLE in hidden[name] for name in names]
    bounds = [sum_of_all if no else top for top, no in zip(most, whole_is_hidden, strict=True)]
    return leaves_room([*zip((counts[n] for n in names), bounds, strict=True)], smallest)


def _keys(counting: Sequence[Counted], hidden: Withheld, smallest: int) -> Iterator[Key]:
    for mine in counting:
        own = hidden[mine.name]
        yield from (("figure", mine.name, measure) for measure in own)
        counted = {total.measure: total.counted for total in mine.totals}
        for stage in STAGES:
            parts = [mine.stages.get((place, stage), 0) for place in programme_places(mine)]
            over = abs((counted.get(stage) or sum(parts)) - sum(parts))
            told = are_parts_shown(parts, smallest) and not is_small(over, smallest)
            if stage in own or not told:
                yield ("programmes", mine.name, stage)
