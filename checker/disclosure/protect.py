"""Statistical disclosure control for additive tables of counts: what may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from checker.disclosure.hiding import hide
from checker.disclosure.moves import start
from checker.disclosure.primary import too_small
from checker.disclosure.table import Key, Sum, lay

if TYPE_CHECKING:
    from checker.disclosure.moves import Search

Reason = Literal["small", "with others"]
_FEW_LEFT = 2


@dataclass(frozen=True, slots=True)
class Protected:
    shown: Mapping[Key, int]  # cells that may be published, known ones among them
    hidden: Mapping[Key, Reason]  # too small itself, or because it would give a small one away
    rule: str  # plain English, to be printed beside the table
    given_away: tuple[Key, ...] = ()  # small cells that what is known leaves without protection


def protect(
    values: Mapping[Key, int],
    sums: Sequence[Sum],
    smallest: int,
    known: Mapping[Key, int] | None = None,
) -> Protected:
    """Which cells of an additive table may be shown to an outsider.

    `values` are all cells with their totals, `sums` how they add up, `smallest` the lowest count
    that may be shown. `known` are cells that the outsider has already (an earlier output, or the
    own numbers of somebody who reads the table), whether in `values` or only in `sums`: they
    cannot be withheld, and the others are protected given them. A known cell of `values` is in
    `shown`.

    *What is withheld at first*: see `primary.too_small`. *What is withheld besides*: the cheapest
    cells (by size in powers of two; parts before totals; a zero only when nothing else is left)
    until other tables of whole counts exist that look the same from outside and in which each
    cell withheld as small takes values at least `smallest` apart, and no cell withheld with
    others has one value only. Such tables are found by linear programming (the method of cell
    suppression: M. Fischetti and J. J. Salazar, "Models and algorithms for optimizing cell
    suppression in tabular data with linear constraints", JASA 95, 2000, pages 916-928) and
    checked in whole numbers. When some cells are withheld and at most two others would be left,
    all are withheld (with `known`, one that is withheld only for that may be worked out: it is
    none of the small ones).

    *Protected*: each small cell, against anyone who has the shown cells, `known`, the sums,
    `smallest` and knows that counts are whole and not negative. *Not protected*: a provider who
    takes part knows its own cells and can take them off a total; unless they are given as
    `known`, the cells of others are not protected against it (with two providers and a shown
    total nothing but the total itself can be withheld). To judge a table for its participants,
    call `reach` with the provider's own cells among the shown. Nor is it hidden that something
    small is in the table, or what may be guessed with some chance: print one mark for both
    reasons, for whoever sees which cell is the small one has its range already; and somebody who
    runs this very rule on every table that looks the same can rule out some of them, at times all
    but one (13 of 384 small cells in rows of three counts below 8 and a threshold of 3).

    Raises ValueError, which names no value, for `smallest` below 1, for counts that are negative
    or do not add up, and for sums that name cells without a count.
    """
    if smallest < 1:
        raise ValueError("The smallest count that may be shown must be 1 or more.")
    table = lay(values, sums, known)
    search = start(table, smallest, too_small(table, smallest))
    hide(search)
    return _told(values, search)


def _told(values: Mapping[Key, int], search: Search) -> Protected:
    table = search.table
    mine = [(at, key) for at, key in enumerate(table.keys) if key in values]
    withheld = {key for at, key in mine if search.hidden[at]}
    left = [key for at, key in mine if not search.hidden[at] and not table.fixed[at]]
    refused = bool(withheld) and len(left) <= _FEW_LEFT
    if refused:
        withheld |= set(left)
    return Protected(
        {key: values[key] for _, key in mine if key not in withheld},
        {
            key: "small" if search.small[at] else "with others"
            for at, key in mine
            if key in withheld
        },
        rule(search.smallest, refused=refused),
        tuple(key for at, key in mine if search.lost[at]),
    )


def rule(smallest: int, *, refused: bool = False) -> str:
    """The rule in plain words, to be printed beside the table."""
    if smallest == 1:
        return "All counts are shown: no smallest count is set."
    words = (
        f"Counts from 1 to {smallest - 1} are withheld, and so are zeros and whole groups that "
        f"would say something of each of a few people; further counts are withheld so that none "
        f"of these can be worked out from what is shown to within {smallest}."
    )
    if refused:
        words += f" At most {_FEW_LEFT} counts would have been left, so all are withheld."
    return words
