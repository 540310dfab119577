"""Which findings stand on which sheet, in which order, and how many of each where not all fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar, overload

from checker.model.findings import Finding
from checker.render.by_rule import RuleGroup, needs_action
from checker.render.places import natural
from checker.render.words import TIERS

BY_RULE: Final = 50_000
BY_CASE: Final = 20_000
SINCE: Final = 20_000

Item = TypeVar("Item")
Row = TypeVar("Row")


class Made(Sequence[Row], Generic[Item, Row]):
    """Rows that are made as they are asked for, one for each item: none of them is held."""

    def __init__(self, items: Sequence[Item], make: Callable[[Item], Row]) -> None:
        self._items, self._make = items, make

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Row]:
        return map(self._make, self._items)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Made[Item, Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Made[Item, Row]:
        if isinstance(place, slice):
            return Made(self._items[place], self._make)
        return self._make(self._items[place])


@dataclass(frozen=True, slots=True)
class Listed:
    """Findings that stand on a sheet; `alike` counts how many say the very same of one rule.

    `each` is the most that any rule shows. `total` is how many findings there are in all.
    """

    findings: Sequence[Finding]
    total: int
    each: int
    alike: Counter[tuple[str, str]]


def by_rule(groups: Sequence[RuleGroup], most: int = BY_RULE) -> Listed:
    """Rule after rule; what says the same stands together, in reading order.

    Where not all fit, no rule is left out: long ones are cut, and short ones stay whole.
    """
    sizes = [len(group.found) for group in groups]
    each = fair(sizes, most)
    alike: Counter[tuple[str, str]] = Counter()
    kept: list[Finding] = []
    for group in groups:
        findings = group.found.in_order()
        alike.update((group.id, finding.message) for finding in findings)
        together = _same_together(findings)
        kept += [finding for _, finding in zip(range(each), together, strict=False)]
    return Listed(kept, sum(sizes), each, alike)


def _same_together(findings: Sequence[Finding]) -> Iterator[Finding]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.message, []).append(finding)
    for group in groups.values():
        yield from group


def fair(sizes: Sequence[int], most: int) -> int:
    """The most that each of the lists may show, so that all together show `most` or fewer."""
    left, shortest_first = most, sorted(sizes)
    for place, size in enumerate(shortest_first):
        share = left // (len(sizes) - place)
        if size > share:
            return max(share, 1)
        left -= size
    return max(sizes, default=0)


@dataclass(frozen=True, slots=True)
class Cases:
    """Findings by case; `shown` cases of `cases` are listed, and `total` findings there are."""

    findings: Sequence[Finding]
    shown: int
    cases: int
    total: int


def by_case(findings: Sequence[Finding], most: int = BY_CASE) -> Cases:
    """Case after case, the one with most to do first; then those that belong to no case.

    `findings` are in reading order; within a case the gravest stand first.
    """
    todo: Counter[str] = Counter(finding.case for finding in findings if needs_action(finding))
    held = Counter(finding.case for finding in findings)

    def rank(case: str) -> tuple[bool, int, int, object]:
        return (case == "", -todo[case], -held[case], natural(case))

    order = {case: place for place, case in enumerate(sorted(held, key=rank))}
    graveness = {tier: place for place, tier in enumerate(TIERS)}
    ranked = sorted(findings, key=lambda each: (order[each.case], graveness[each.tier]))
    kept = ranked[:most]
    shown = len({finding.case for finding in kept} - {""})
    return Cases(kept, shown, len(held.keys() - {""}), len(findings))
