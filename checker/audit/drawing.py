"""A sample that anybody can draw again: by digests of keys, stratum by stratum."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

Stratum = TypeVar("Stratum")


def shared_out(sizes: Mapping[Stratum, int], size: int) -> dict[Stratum, int]:
    """How many to draw from each stratum of `sizes`, `size` in all: in proportion, whole numbers.

    By largest remainders; where two are equal the stratum named first gets more. Each stratum that
    holds anything gets at least one where `size` allows, and none more than it holds.
    """
    total = sum(sizes.values())
    size = min(size, total)
    filled = {name: held for name, held in sizes.items() if held}
    if size < len(filled):
        return _by_remainder(filled, size, dict.fromkeys(sizes, 0))
    least = {name: int(held > 0) for name, held in sizes.items()}
    rest = {name: held - 1 for name, held in filled.items()}
    return _by_remainder(rest, size - len(filled), least)


def _by_remainder(
    sizes: Mapping[Stratum, int], size: int, given: Mapping[Stratum, int]
) -> dict[Stratum, int]:
    total = sum(sizes.values()) or 1
    exact = {name: Fraction(held * size, total) for name, held in sizes.items()}
    shares = dict(given)
    for name, part in exact.items():
        shares[name] += int(part)
    left = size - sum(int(part) for part in exact.values())
    by_rest = sorted(exact, key=lambda name: exact[name] - int(exact[name]), reverse=True)
    for name in by_rest[:left]:
        shares[name] += 1
    return shares


def drawn(keys: Sequence[str], count: int, seed: int, about: str) -> list[str]:
    """`count` of `keys`, the same ones whatever their order and on every machine.

    Those with the lowest SHA-256 of seed, `about` and key: as good as chance, as long as nobody
    chooses keys with it in mind, and drawn again by whoever has the return.
    """

    def rank(key: str) -> bytes:
        return hashlib.sha256(f"{seed}\x1f{about}\x1f{key}".encode()).digest()

    return sorted(sorted(set(keys)), key=rank)[:count]
