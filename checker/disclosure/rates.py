"""Rates: a share gives away its numerator, so it is shown only where all its counts are."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from checker.disclosure.table import Key, Sum

NUMERATOR, COMPLEMENT, DENOMINATOR = "numerator", "complement", "denominator"
_PARTS = (NUMERATOR, COMPLEMENT)
_KINDS = (*_PARTS, DENOMINATOR)


@dataclass(frozen=True, slots=True)
class Rate:
    name: str
    numerator: int
    denominator: int


def rate_cells(
    rates: Sequence[Rate], total: Rate | None = None
) -> tuple[dict[Key, int], tuple[Sum, ...]]:
    """The cells (name, "numerator" | "complement" | "denominator") of rates, and their sums.

    The complement is the denominator without the numerator: who knows two of them knows all, and
    a share of 96 % of 50 says that two differ. `total` is the rate of all the others together.
    For `protect`, which raises ValueError for a numerator above its denominator and for a total
    that the others do not add up to. Raises ValueError for a name given twice.
    """
    every = (*rates, *([total] if total else []))
    if len({rate.name for rate in every}) < len(every):
        raise ValueError("Two rates have one name.")
    values: dict[Key, int] = {}
    sums = []
    for rate in every:
        values[rate.name, NUMERATOR] = rate.numerator
        values[rate.name, COMPLEMENT] = rate.denominator - rate.numerator
        values[rate.name, DENOMINATOR] = rate.denominator
        parts = tuple((rate.name, kind) for kind in _PARTS)
        sums.append(Sum((rate.name, DENOMINATOR), parts))
    if total and rates:
        for kind in _KINDS:
            sums.append(Sum((total.name, kind), tuple((rate.name, kind) for rate in rates)))
    return values, tuple(sums)


def rate_hidden(hidden: Container[Key], name: str) -> bool:
    """Whether a rate must be withheld: one of its three counts is (`Protected.hidden`)."""
    return any((name, kind) in hidden for kind in _KINDS)
