"""How many cases a sample needs, and what it can show of those that were not drawn."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, comb
from statistics import NormalDist


def size_for(population: int, confidence: float, margin: float) -> int:
    """The fewest cases from which a share can be told to within `margin`, at `confidence`.

    Both are shares between 0 and 1, and the worst case, a share of one half, is assumed. The
    formula is Cochran's (Sampling Techniques, 3rd edition 1977, chapter 4): n0 = z^2 / 4 margin^2,
    then n = n0 / (1 + (n0 - 1) / N) for a population of N, rounded up.
    """
    if not population:
        return 0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    wanted = z * z / (4 * margin * margin)
    return min(population, ceil(wanted / (1 + (wanted - 1) / population)))


def least_conforming(population: int, drawn: int, failing: int, confidence: float) -> int:
    """The fewest of `population` cases that can conform, given `failing` of `drawn` do not.

    The one-sided bound at `confidence` for drawing without replacement, exact: the largest number
    of failing cases under which a sample with no more than `failing` of them still has a chance
    above 1 - confidence is taken off. It holds for a plain random sample; strata make it no worse
    where each gets its share.
    """
    chance = 1 - Fraction(str(confidence))
    low, high = failing, population - (drawn - failing)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (
            (middle, high)
            if _at_most(population, middle, drawn, failing) > chance
            else (low, middle - 1)
        )
    return population - low


def _at_most(population: int, bad: int, drawn: int, failing: int) -> Fraction:
    """The chance that a sample holds at most `failing` of the `bad` cases."""
    ways = sum(comb(bad, k) * comb(population - bad, drawn - k) for k in range(failing + 1))
    return Fraction(ways, comb(population, drawn))
