"""What only shows when returns lie side by side: findings of a batch, not of one return.

The words are the return's own (across.yaml); how each finding is found is here. Every entry is read
once or twice and let go, so what is held grows with the number of returns, not with their findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from checker.batch.across.awaiting import (
    late_returns,
    missing_returns,
    periods_not_expected,
    providers_not_expected,
    what_became,
)
from checker.batch.across.keys import shared_keys
from checker.batch.across.laid import Laid, Told, laid_side_by_side
from checker.batch.across.mixtures import editions, versions
from checker.batch.across.naming import names, return_references
from checker.batch.across.sums import sums
from checker.batch.across.twice import files, overlaps, submissions
from checker.model.batch import AcrossFinding, Awaited, Entry
from checker.model.profile import Given, Profile
from checker.model.specs import TIERS, AcrossRule, ReturnSpec

FINDERS: Final[tuple[Callable[[Laid], Iterator[Told]], ...]] = (
    files,
    submissions,
    overlaps,
    names,
    return_references,
    shared_keys,
    providers_not_expected,
    periods_not_expected,
    missing_returns,
    late_returns,
    sums,
    editions,
    versions,
)
_HOLDS_BACK: Final = ("ERROR", "QUERY")


def across(entries: Sequence[Entry], spec: ReturnSpec, given: Given) -> tuple[AcrossFinding, ...]:
    """Every finding across the returns of a batch, in order of tier, rule and returns.

    `spec` has the words; what it has no words for is not looked for.
    """
    return _found(laid_side_by_side(entries, given.profile, spec), spec)


def awaited(entries: Sequence[Entry], profile: Profile | None) -> tuple[Awaited, ...]:
    """Every return that the profile expects, by period and in the profile's order of providers.

    Only periods from the first to the last of which the batch holds a return; none where the
    profile does not list both providers and periods.
    """
    return tuple(what_became(laid_side_by_side(entries, profile)))


def both(
    entries: Sequence[Entry], spec: ReturnSpec, given: Given
) -> tuple[tuple[AcrossFinding, ...], tuple[Awaited, ...]]:
    """What `across` and `awaited` give, for the reading of one."""
    laid = laid_side_by_side(entries, given.profile, spec)
    return _found(laid, spec), tuple(what_became(laid))


def _found(laid: Laid, spec: ReturnSpec) -> tuple[AcrossFinding, ...]:
    rules = {rule.id: rule for rule in spec.across}
    found = [
        _finding(rules[told.rule], told)
        for finder in FINDERS
        for told in finder(laid)
        if told.rule in rules
    ]
    return tuple(sorted(found, key=_place))


def exit_code_of(found: Sequence[AcrossFinding]) -> int:
    """1 where something must be cleared up with a provider, else 0."""
    return int(any(finding.tier in _HOLDS_BACK for finding in found))


def across_words(found: Sequence[AcrossFinding]) -> str:
    """How many findings there are, for the terminal; empty where there are none."""
    if not found:
        return ""
    return f"{len(found)} finding{'' if len(found) == 1 else 's'} across returns."


def _finding(rule: AcrossRule, told: Told) -> AcrossFinding:
    said = f"{rule.summary} {told.detail}".strip()
    return AcrossFinding(rule.id, told.tier or rule.tier, said, rule.fix, told.entries)


def _place(finding: AcrossFinding) -> tuple[int, str, tuple[str, ...], str]:
    return TIERS.index(finding.tier), finding.rule, finding.entries, finding.message
