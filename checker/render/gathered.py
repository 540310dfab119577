"""Findings kept by number: what a page holds of a million of them while it is made."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest

from checker.model.findings import Finding


def _numbers() -> array[int]:
    return array("I")


def _places() -> array[int]:
    return array("Q")


@dataclass(frozen=True, slots=True)
class Gathered:
    """Some findings of a report, in the order in which they were added.

    They stay the report's own: of each one, twelve bytes are kept, its number in `findings` and
    its place in reading order (see `places.reading_place`).
    """

    findings: Sequence[Finding] = field(repr=False)
    numbers: array[int] = field(default_factory=_numbers, repr=False)
    places: array[int] = field(default_factory=_places, repr=False)

    def add(self, number: int, place: int) -> None:
        """Keep one more finding: its number in `findings`, and its place."""
        self.numbers.append(number)
        self.places.append(place)

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[tuple[int, Finding]]:
        """Each place with its finding, in the order in which they were added."""
        for place, number in zip(self.places, self.numbers, strict=True):
            yield place, self.findings[number]

    def first(self, limit: int) -> list[Finding]:
        """The first of them in reading order; never more than `limit` are held to find them."""
        pairs = zip(self.places, self.numbers, strict=True)
        return [self.findings[number] for _, number in nsmallest(limit, pairs)]

    def in_order(self) -> list[Finding]:
        """All of them in reading order."""
        return self.first(len(self))

    def in_cells(self) -> bool:
        """Whether every one of them names a cell."""
        return all(self.findings[number].cell for number in self.numbers)
