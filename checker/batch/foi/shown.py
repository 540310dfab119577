"""The counts as the file shows them: small ones and those that would tell them withheld."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from checker.batch.foi.cells import QUESTIONS, Cells
from checker.batch.foi.columns import ALL, WITHHELD, Place, Row
from checker.batch.foi.splits import divided
from checker.disclosure import Key, Protected, protect

# What is guarded by searching, what is asked first before what costs it: a number by sex is
# withheld before the number of all. How a provider divides further is told in full or not at all.
_LAYERS: Final[Mapping[str, Callable[[Place], bool]]] = {
    "in all by route": lambda p: p.provider == p.programme == p.sex == p.agency == ALL,
    "by provider and route": lambda p: p.provider != ALL == p.programme == p.sex == p.agency,
    "in all by sex and by agency": lambda p: p.provider == ALL and (p.sex, p.agency) != (ALL, ALL),
}
FURTHER: Final = "by provider and sex, and by programme"
# Each cell is held against the others by a search of some milliseconds.
MOST_CELLS: Final = 3_500


@dataclass(frozen=True, slots=True)
class Shown:
    """What leaves the commissioner: `values` is None where a count is withheld.

    `rules` and `lacking` are by question: the rule used, and the ways to split it up that are not
    in the file.
    """

    values: Mapping[Place, int | None]
    rules: Mapping[str, str] = field(default_factory=dict)
    lacking: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def rows(self) -> Iterator[Row]:
        """Totals before what they are made of."""
        for place, value in sorted(self.values.items(), key=_order):
            yield Row(place, WITHHELD if value is None else str(value))


def _order(item: tuple[Place, int | None]) -> tuple[int, list[tuple[bool, str]]]:
    question, *columns = item[0]
    return list(QUESTIONS.values()).index(question), [(name != ALL, name) for name in columns]


def shown_cells(cells: Cells, smallest: int, most: int = MOST_CELLS) -> Shown:
    """The counts under disclosure control; nothing tells which were small themselves.

    A question that has more than `most` counts is not split up as far as it could be.
    """
    values: dict[Place, int | None] = {}
    rules: dict[str, str] = {}
    lacking: dict[str, tuple[str, ...]] = {}
    for question in QUESTIONS.values():
        mine = {place: n for place, n in cells.values.items() if place.question == question}
        tables, lacking[question] = _tables(cells, mine, most)
        if tables:
            protected = _guarded(tables, smallest)
            told = {place: protected.shown.get(place) for place in tables[-1].values}
            if not lacking[question]:
                told = divided(mine, told, smallest)
            values |= told
            rules[question] = protected.rule
    return Shown(values, rules, lacking)


def _tables(
    cells: Cells, mine: Mapping[Place, int], most: int
) -> tuple[list[Cells], tuple[str, ...]]:
    """Tables of one question, each the one before with one more layer; and the layers left out.

    `mine` are the counts of the question.
    """
    within: dict[Place, int] = {}
    tables, lacking = [], []
    for name, belongs in _LAYERS.items():
        layer = {place: number for place, number in mine.items() if belongs(place)}
        if len(within) + len(layer) > most:
            lacking.append(name)
        elif layer:
            within = within | layer
            tables.append(_part(cells, within))
    return tables, (*lacking, FURTHER) if lacking else ()


def _part(cells: Cells, values: dict[Place, int]) -> Cells:
    """Those values, with the sums that hold among them."""
    here = values.keys()
    return Cells(values, tuple(s for s in cells.sums if {s.total, *s.parts} <= here))


def _guarded(tables: list[Cells], smallest: int) -> Protected:
    """The last table protected, with what the tables before it showed kept as far as can be.

    What one table shows is known in the next, which guards the small counts of both. Where that
    leaves one without protection, the last table is protected by itself.
    """
    known: Mapping[Key, int] = {}
    for part in tables:
        protected = _protected(part, smallest, known)
        if protected.given_away:
            return _protected(tables[-1], smallest, {})
        known = protected.shown
    return protected


def _protected(part: Cells, smallest: int, known: Mapping[Key, int]) -> Protected:
    return protect(dict(part.values.items()), part.sums, smallest, known)
