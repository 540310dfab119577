"""How well the scan does on labelled texts: recall and precision, by kind and over all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from labelled import Labelled, told

ALL = "all"


@dataclass(frozen=True)
class Score:
    """Texts that hold a kind, how many of them were found as it, and what was wrongly called it.

    Over all kinds a text counts as found when any kind was seen in it: what matters then is that
    the cell is told, and a name beside an address may be told as either.
    """

    there: int
    found: int
    wrong: int

    @property
    def recall(self) -> float:
        return self.found / self.there if self.there else 1.0

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0


def told_of(every: Iterable[Labelled]) -> dict[Labelled, str]:
    return {one: told(one) for one in every}


def scores(every: Sequence[Labelled], found: Mapping[Labelled, str]) -> dict[str, Score]:
    """A score for each kind, and for all texts under `ALL`."""
    kinds = dict.fromkeys(one.kind for one in every if one.kind)
    table = {kind: _score(kind, every, found) for kind in kinds}
    there = [one for one in every if one.kind]
    wrong = sum(1 for one in every if not one.kind and found[one])
    return {**table, ALL: Score(len(there), sum(1 for one in there if found[one]), wrong)}


def recalls(every: Sequence[Labelled], found: Mapping[Labelled, str]) -> dict[str, float]:
    """The part of the texts of each group in which their kind was seen."""
    groups: dict[str, list[bool]] = {}
    for one in every:
        if one.kind:
            groups.setdefault(one.group, []).append(found[one] == one.kind)
    return {group: sum(hits) / len(hits) for group, hits in groups.items()}


def _score(kind: str, every: Sequence[Labelled], found: Mapping[Labelled, str]) -> Score:
    there = [one for one in every if one.kind == kind]
    wrong = sum(1 for one in every if one.kind != kind and found[one] == kind)
    return Score(len(there), sum(found[one] == kind for one in there), wrong)
