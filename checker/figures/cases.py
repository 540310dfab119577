"""Cases counted by what they reached in the period, programme, sex and route."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from checker.figures.cells import UNUSABLE, code, usable
from checker.figures.definitions import STAGES, Definition, Period, reached
from checker.figures.programmes import places
from checker.layout.tables import ReturnTables, SetAside
from checker.model.figures import Count, Route

_REFERRALS: Final = "REFERRALS"
_ORDER: Final = {stage: place for place, stage in enumerate(STAGES)}
_NO_SOURCE: Final = ("", "NK")


@dataclass(frozen=True, slots=True)
class CaseCounts:
    counts: tuple[Count, ...] = ()
    referrers: Mapping[str, int] = field(default_factory=dict)
    left_out: int = 0


def case_counts(tables: ReturnTables, unusable: SetAside) -> CaseCounts:
    """The counts of the Cases sheet; a stage whose deciding cell is unusable leaves a case out."""
    height = tables.tables["cases"].frame.height
    if not height:
        return CaseCounts()
    period = usable_period(tables, unusable)
    if period is None:
        return CaseCounts(left_out=height)
    return _counted(_stages(tables, unusable, period), *_groups(tables, unusable))


def usable_period(tables: ReturnTables, unusable: SetAside) -> Period | None:
    """First and last day; None where the Return sheet does not tell both."""
    cells = [usable(tables, unusable, "return", name) for name in ("period_start", "period_end")]
    [start], [end] = [cell or [None] for cell in cells]
    return None if UNUSABLE in (start, end) or None in (start, end) else (start, end)


Group = tuple[int, str, Route]


def _groups(tables: ReturnTables, unusable: SetAside) -> tuple[list[Group], list[str]]:
    """For each case its programme, sex and route; and the code of its referral source."""

    def codes(name: str) -> list[str]:
        return [code(cell) for cell in usable(tables, unusable, "cases", name)]

    known = places(tables, unusable)
    sources = codes("referral_source")
    programmes = [known.get(ref, -1) for ref in codes("programme_ref")]
    routes = map(_route, sources)
    return list(zip(programmes, codes("sex"), routes, strict=True)), sources


def _route(source: str) -> Route:
    if source in _NO_SOURCE:
        return "not known"
    return "self" if source == "SELF" else "agency"


def _stages(
    tables: ReturnTables, unusable: SetAside, period: Period
) -> Iterator[tuple[str, list[bool | None]]]:
    """For each stage, whether each case reached it; None where that cannot be told."""
    cells: dict[str, list[Any]] = {}

    def column(name: str) -> list[Any]:
        if name not in cells:
            cells[name] = usable(tables, unusable, "cases", name)
        return cells[name]

    def both(definition: Definition) -> Iterator[tuple[Any, Any]]:
        names = (definition.day or definition.field, definition.field or definition.day)
        return zip(*map(column, names), strict=True)

    for stage, definition in STAGES.items():
        test = reached(definition, period)
        yield stage, [test(day, cell) for day, cell in both(definition)]


def _counted(
    stages: Iterator[tuple[str, list[bool | None]]], groups: list[Group], sources: list[str]
) -> CaseCounts:
    found: Counter[tuple[str, Group]] = Counter()
    referrers: Counter[str] = Counter()
    left_out: set[int] = set()
    for stage, answers in stages:
        there = [row for row, answer in enumerate(answers) if answer]
        found.update((stage, groups[row]) for row in there)
        left_out.update(row for row, answer in enumerate(answers) if answer is None)
        if stage == _REFERRALS:
            referrers.update(sources[row] for row in there)
    counts = sorted(found.items(), key=lambda item: (_ORDER[item[0][0]], item[0][1]))
    return CaseCounts(
        tuple(Count(stage, *group, number) for (stage, group), number in counts),
        dict(sorted(referrers.items())),
        len(left_out),
    )
