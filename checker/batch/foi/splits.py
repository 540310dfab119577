"""How a provider's counts divide further: told in full or not at all, which needs no search.

The counts x of some items (providers, or programmes of one) by sex or agency stand between two
kinds of sums: a, those of an item, and y, those of a sex over all items. Where both are fixed, an x
that is not told can be anything over a range of min(a, y, T - a, T - y), T being the sum of all;
where they are withheld it can be more. So what is left open is safe once every y that is left,
after the items that are told, is 0 or not small. What these sums leave no choice about is shown:
whoever has them can work it out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from checker.batch.foi.columns import ALL, Place

Values = dict[Place, int | None]
Item = Literal["provider", "programme"]
Part = Literal["sex", "agency"]


@dataclass(frozen=True, slots=True)
class Block:
    """The counts of one period, `true` by place, that divide by `item` and by `part`."""

    true: Mapping[Place, int]
    item: Item
    part: Part
    smallest: int

    def of_item(self, place: Place) -> Place:
        """The sum over the parts of an item."""
        return place._replace(**{self.part: ALL})

    def of_part(self, place: Place) -> Place:
        """The sum over the items of a part."""
        return place._replace(**{self.item: ALL})


def divided(true: Mapping[Place, int], told: Values, smallest: int) -> Values:
    """What is told of areas and providers, with their divisions beside it.

    `true` holds every count of one question, `told` those of areas and of providers by route.
    """
    values = dict(told)
    at_provider = [p for p in true if p.provider != ALL == p.programme]
    _cross(true, values, [p for p in at_provider if p.sex != ALL], "provider", "sex", smallest)
    by_agency = [p for p in at_provider if p.agency != ALL]
    _cross(true, values, by_agency, "provider", "agency", smallest)
    for own in _grouped((p for p in true if p.programme != ALL), "provider").values():
        _by_programme(true, values, [p for p in own if p.sex == ALL], smallest)
        _cross(true, values, [p for p in own if p.sex != ALL], "programme", "sex", smallest)
    return values


def _grouped(places: Iterable[Place], column: str) -> dict[str, list[Place]]:
    groups: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        groups[getattr(place, column)].append(place)
    return groups


def _by_programme(
    true: Mapping[Place, int], values: Values, places: list[Place], smallest: int
) -> None:
    """A provider's counts by programme and route: those of a period all together, or none."""
    for period, here in _grouped(places, "period").items():
        if period == ALL:
            continue
        sums = {place: place._replace(programme=ALL) for place in here}
        whole = all(values.get(total) is not None for total in sums.values())
        full = whole and _may_be_told(true, here, sums, smallest)
        alone = len({place.programme for place in here}) == 1
        for place, total in sums.items():
            known = values.get(total)
            open_ = not full and known != 0 and not alone
            values[place] = None if open_ else (known if alone else true[place])
    _over_periods(values, places, lambda place: place._replace(programme=ALL))


def _cross(
    true: Mapping[Place, int],
    values: Values,
    places: list[Place],
    item: Item,
    part: Part,
    smallest: int,
) -> None:
    block = Block(true, item, part, smallest)
    for period, here in _grouped(places, "period").items():
        if period != ALL:
            _tell(block, values, here)
    _over_periods(values, places, block.of_part)


def _tell(block: Block, values: Values, here: list[Place]) -> None:
    """Tell of the items of one period as many as leaves the others safe; the largest go first."""
    items = _grouped(here, block.item)
    sums = {place: block.of_item(place) for place in here}
    fixed = all(values.get(block.of_part(place)) is not None for place in here)
    told = {
        name
        for name, own in items.items()
        if fixed
        and all(values.get(sums[place]) is not None for place in own)
        and _may_be_told(block.true, own, sums, block.smallest)
    }
    while told and _gives_away(block, values, here, told):
        told.remove(min(told, key=lambda name: (_size(block, items[name]), name)))
    base: list[Place] = []
    totals: list[Place] = []
    for place in here:
        is_total = block.part == "sex" and place.route == ALL
        (totals if is_total else base).append(place)
    left = _left(block, values, base, told)
    open_ = _open_items(block, values, base, told)
    for place in base:
        if getattr(place, block.item) in told:
            values[place] = block.true[place]
        else:
            values[place] = _only_choice(block, values, place, left, open_)
    _add_up(values, totals, base, "route")


def _size(block: Block, own: list[Place]) -> int:
    return sum(block.true[place] for place in own)


def _may_be_told(
    true: Mapping[Place, int],
    places: Iterable[Place],
    sums: Mapping[Place, Place],
    smallest: int,
) -> bool:
    """Whether no count is small, and no small group of people is all of one kind."""
    parts: dict[Place, list[int]] = defaultdict(list)
    for place in places:
        parts[sums[place]].append(true[place])
    return not any(
        any(0 < count < smallest for count in counts)
        or (0 < sum(counts) < 2 * smallest and len(counts) > 1 and max(counts) == sum(counts))
        for counts in parts.values()
    )


def _left(
    block: Block, values: Values, here: Iterable[Place], told: set[str]
) -> dict[Place, int | None]:
    """What is left of each sum over the items once those that are told are taken off."""
    left: dict[Place, int | None] = {}
    for place in here:
        total = block.of_part(place)
        if total not in left:
            left[total] = values.get(total)
        rest = left[total]
        if rest is not None and getattr(place, block.item) in told:
            left[total] = rest - block.true[place]
    return left


def _gives_away(block: Block, values: Values, here: list[Place], told: set[str]) -> bool:
    rests = _left(block, values, here, told).values()
    return any(rest is not None and 0 < rest < block.smallest for rest in rests)


def _open_items(
    block: Block, values: Values, here: Iterable[Place], told: set[str]
) -> dict[Place, set[str]]:
    """By row, the items that are not told and may hold anything."""
    found: dict[Place, set[str]] = defaultdict(set)
    for place in here:
        name = getattr(place, block.item)
        if name not in told and values.get(block.of_item(place)) != 0:
            found[_row(block, place)].add(name)
    return found


def _row(block: Block, place: Place) -> Place:
    """What the counts have in common that share their sums."""
    return place._replace(**{block.item: ALL, block.part: ALL})


def _only_choice(
    block: Block,
    values: Values,
    place: Place,
    left: Mapping[Place, int | None],
    open_: Mapping[Place, set[str]],
) -> int | None:
    """The count that the sums around it leave no choice about; None where they leave one."""
    of_item, of_part = values.get(block.of_item(place)), left[block.of_part(place)]
    if of_item == 0 or of_part == 0:
        return 0
    row = _row(block, place)
    if len(open_[row]) == 1:
        return of_part
    beside = [rest for total, rest in left.items() if _row(block, total) == row]
    if of_item is not None and beside.count(0) == len(beside) - 1:
        return of_item
    return None


def _over_periods(values: Values, places: list[Place], whole: Callable[[Place], Place]) -> None:
    """The totals over periods, from their parts, or where one item is `whole` in itself."""
    totals = [place for place in places if place.period == ALL]
    _add_up(values, totals, places, "period")
    alike: dict[Place, list[Place]] = defaultdict(list)
    for place in totals:
        alike[whole(place)].append(place)
    for total, parts in alike.items():
        if len(parts) == 1 or values.get(total) == 0:
            values.update(dict.fromkeys(parts, values.get(total)))


def _add_up(values: Values, totals: Iterable[Place], parts: Iterable[Place], column: str) -> None:
    """Each total over a column, where every part of it is told."""
    held: dict[Place, list[int | None]] = defaultdict(list)
    for place in parts:
        if getattr(place, column) != ALL:
            held[place._replace(**{column: ALL})].append(values.get(place))
    for total in totals:
        counts = held[total]
        values[total] = None if None in counts else sum(filter(None, counts))
