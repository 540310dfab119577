"""Counts of findings: which are about people, and which of those may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from checker.batch.restricted import Key, Shown, is_pair_shown, is_small, leaves_room
from checker.batch.sheets.gather import PEOPLE, Counted
from checker.model.batch import Together
from checker.model.specs import Rule

# What may be so, and is then a fact about people; an ERROR says that a record is wrong.
_MAY_BE_SO: Final = ("QUERY", "NOTE")
ALL: Final = ""

Found = tuple[str, str]
"""Rule and tier."""


def is_about_people(found: Found, rules: Mapping[str, Rule]) -> bool:
    """Whether findings of a rule in a tier count people, not faults of a record or a file.

    A rule that nobody knows is taken to be about people.
    """
    rule, tier = rules.get(found[0]), found[1]
    if tier not in _MAY_BE_SO:
        return False
    return rule is None or (rule.check.kind == "expectation" and rule.table in PEOPLE)


def shown_findings(returns: Iterable[Counted], together: Together, smallest: int) -> Shown:
    """Which counts of findings are withheld: keys are (return or "", rule, tier)."""
    withheld: set[Key] = set()
    held: dict[Found, list[int]] = {}
    for mine in returns:
        told = set(_told_by_indicators(mine, smallest))
        for found, number in mine.found.items():
            key = (mine.name, *found)
            if is_about_people(found, together.rules):
                held.setdefault(found, [])
                if is_small(number, smallest) or key in told:
                    withheld.add(key)
                    held[found].append(number)
    for found, hidden in held.items():
        # How many rows there are is not told here, so each may be all of what is withheld.
        if not leaves_room([(number, sum(hidden)) for number in hidden], smallest):
            withheld.add((ALL, *found))
    return Shown(frozenset(withheld))


def _told_by_indicators(mine: Counted, smallest: int) -> Iterator[Key]:
    """Findings that would tell how many rows do not pass, where the indicator is withheld."""
    for each in mine.indicators:
        if not is_pair_shown(each.share.numerator, each.share.denominator, smallest):
            yield from ((mine.name, each.rule, tier) for tier in _MAY_BE_SO)
