"""How alike two short texts are, and which of many is clearly the nearest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

# A longer text is prose: no code, heading or reference is meant by it.
LONGEST = 60
# Below this likeness nothing is near, and the nearest must lead by at least the margin.
_NEAR, _MARGIN = 0.65, 0.08
# So many by pairs of letters are looked at by single steps, which costs more.
_SHORT_LIST = 5


def alike(one: str, other: str) -> float:
    """The likeness of two texts that were made plain, from 0 to 1, where 1 means equal.

    The share of characters that need no step, where a step leaves out, puts in, replaces or
    swaps one (Damerau 1964); or, where that is more, the share of words they have in common.
    """
    if one == other:
        return 1.0
    longest = max(len(one), len(other), 1)
    return max(1 - steps(one, other) / longest, _words_shared(one, other) * 0.95)


def _words_shared(one: str, other: str) -> float:
    """Words in common, out of all words of both (Jaccard), where one has several."""
    first, second = set(one.split()), set(other.split())
    return len(first & second) / len(first | second) if len(first | second) > 1 else 0.0


def steps(one: str, other: str) -> int:
    """The fewest single steps that make one text the other; two neighbours swapped are one."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, facing in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


@lru_cache(maxsize=20_000)
def _pairs(text: str) -> frozenset[str]:
    padded = f" {text} "
    return frozenset(padded[n : n + 2] for n in range(len(padded) - 1))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Pairs of letters in common, out of the mean number (Dice 1945)."""
    return 2 * len(one & other) / (len(one) + len(other))


def nearest(text: str, spellings: Mapping[str, str]) -> str:
    """The one meaning whose spelling is clearly nearest to a text; empty where none is.

    `spellings` maps each spelling, made plain, to what it means; several may mean the same.
    """
    if not 0 < len(text) <= LONGEST:
        return ""
    if text in spellings:
        return spellings[text]
    mine = _pairs(text)
    ranked = sorted(spellings, key=lambda spelling: (-_overlap(mine, _pairs(spelling)), spelling))
    return clearly_best(
        (spellings[spelling], alike(text, spelling)) for spelling in ranked[:_SHORT_LIST]
    )


def clearly_best(scores: Iterable[tuple[str, float]]) -> str:
    """What has the highest score, where that is high enough and no other comes close to it."""
    best: dict[str, float] = {}
    for meaning, score in scores:
        best[meaning] = max(score, best.get(meaning, 0.0))
    ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < _NEAR:
        return ""
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN:
        return ""
    return ranked[0][0]
