"""The faults that can be planted, each named by the rule that must find it."""

from __future__ import annotations

import difflib
import random
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from checker.errors import UsageError
from checker.model.specs import Layout, ReturnSpec
from checker.synth.declared import DECLARED_FAULTS, withdraw
from checker.synth.faults_cases import CASE_FAULTS
from checker.synth.faults_cells import CELL_FAULTS
from checker.synth.faults_delivery import DELIVERY_FAULTS, SCARCE_DELIVERY_FAULTS
from checker.synth.faults_elsewhere import ELSEWHERE_FAULTS
from checker.synth.faults_further import FURTHER_FAULTS, PROFILE_FAULTS
from checker.synth.faults_orders import EVIDENCE_FAULTS, ORDER_FAULTS
from checker.synth.faults_people import PEOPLE_FAULTS
from checker.synth.faults_provider import (
    ALONE_FAULTS,
    PROGRAMME_FAULTS,
    RETURN_FAULTS,
    STAFF_FAULTS,
    TOTAL_FAULTS,
)
from checker.synth.faults_response import RESPONSE_FAULTS, SCARCE_RESPONSE_FAULTS
from checker.synth.faults_rows import Plant
from checker.synth.faults_shares import SHARE_FAULTS, mark_all, spoil
from checker.synth.faults_sharing import SHARING_FAULTS
from checker.synth.faults_sheets import SHEET_FAULTS
from checker.synth.faults_stalking import STALKING_FAULTS
from checker.synth.faults_support import SCARCE_SUPPORT_FAULTS, SUPPORT_FAULTS
from checker.synth.faults_victims import VICTIM_FAULTS
from checker.synth.ground import Ground, Planted, keep_partners, settled
from checker.synth.plan import Tables
from checker.synth.runnable import runnable
from checker.synth.totals import recount

# The order of planting: what decides the period first, what finds few rows to stand in next.
ROW_FAULTS: Mapping[str, Plant] = {
    **ALONE_FAULTS,
    **ELSEWHERE_FAULTS,
    **RETURN_FAULTS,
    **PROGRAMME_FAULTS,
    "under-16-outside-cyp": CASE_FAULTS["under-16-outside-cyp"],
    "advocate-offer-late": VICTIM_FAULTS["advocate-offer-late"],
    "support-not-offered": VICTIM_FAULTS["support-not-offered"],
    **SCARCE_DELIVERY_FAULTS,
    **SCARCE_RESPONSE_FAULTS,
    **SCARCE_SUPPORT_FAULTS,
    **SHARING_FAULTS,
    **STALKING_FAULTS,
    **EVIDENCE_FAULTS,
    **ORDER_FAULTS,
    **FURTHER_FAULTS,
    **PROFILE_FAULTS,
    **CASE_FAULTS,
    **VICTIM_FAULTS,
    **SUPPORT_FAULTS,
    **RESPONSE_FAULTS,
    **DELIVERY_FAULTS,
    **PEOPLE_FAULTS,
    **CELL_FAULTS,
    **STAFF_FAULTS,
    **DECLARED_FAULTS,
}
# In the compact layout a victim without a case may be the very one that a count misses, so the
# checker withholds these findings.
_APART = {
    "compact": (
        frozenset({"orphan-row", "support-arranged-no-offers"}),
        frozenset({"orphan-row", "case-without-victim"}),
        frozenset({"orphan-row", "new-partner-not-linked"}),
    )
}


@dataclass(frozen=True)
class Fault:
    """A kind of fault, named by its rule.

    `alone` if it leaves room for no other; `profile` if only a profile makes its rule look.
    """

    rule: str
    alone: bool = False
    profile: bool = False


FAULTS: Mapping[str, Fault] = {
    rule: Fault(rule, rule in {**ALONE_FAULTS, **ELSEWHERE_FAULTS}, rule in PROFILE_FAULTS)
    for rule in sorted((*ROW_FAULTS, *SHARE_FAULTS, *TOTAL_FAULTS, *SHEET_FAULTS))
}


def parse_faults(text: str, spec: ReturnSpec, layout: Layout) -> dict[str, int]:
    """What `--faults` asks for: "support-offer-late=3,duplicate-key", "all" or nothing.

    "all" is one of each kind that this layout of this return can hold beside the others and that
    is found without a profile. Raises UsageError for a name or number that cannot be used.
    """
    if text.strip() == "all":
        return _all(spec, layout)
    wanted: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, number = part.partition("=")
        wanted[_known(name.strip(), spec, layout)] = _count(number.strip() or "1", name.strip())
    _check_company(wanted, layout)
    return wanted


def _all(spec: ReturnSpec, layout: Layout) -> dict[str, int]:
    left_out = {"orphan-row"} if layout.id in _APART else set()
    possible = runnable(spec, layout) - left_out
    apart = {f.rule for f in FAULTS.values() if f.alone or f.profile}
    return {rule: 1 for rule in FAULTS if rule in possible - apart}


def _known(name: str, spec: ReturnSpec, layout: Layout) -> str:
    if name not in FAULTS:
        near = difflib.get_close_matches(name, FAULTS, n=1, cutoff=0.5)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise UsageError(f"There is no fault called {name}.{hint}")
    if name not in runnable(spec, layout):
        raise UsageError(f"The {layout.id} layout of {spec.id} cannot hold the fault {name}.")
    return name


def _count(number: str, name: str) -> int:
    if not number.isdecimal() or int(number) < 1:
        raise UsageError(f"The number of {name} faults must be a whole number from 1.")
    return int(number)


def _check_company(wanted: Mapping[str, int], layout: Layout) -> None:
    for name in wanted:
        if FAULTS[name].alone and len(wanted) > 1:
            raise UsageError(f"The fault {name} changes the whole return: plant it alone.")
    for pair in combinations(sorted(wanted), 2):
        if frozenset(pair) in _APART.get(layout.id, ()):
            raise UsageError(f"The {layout.id} layout cannot hold {pair[0]} beside {pair[1]}.")


def plant(
    tables: Tables, spec: ReturnSpec, layout: Layout, faults: Mapping[str, int], seed: int
) -> list[Planted]:
    """Plant faults in clean `tables`, which are changed in place; the totals are counted anew.

    `faults` maps the name of a fault to how often it is planted. A fault of a share or of a whole
    sheet is planted once, whatever the number; a share's has one entry for each row that falls
    short. Raises UsageError when the return has too few rows for a fault.
    """
    rng = random.Random(f"faults {seed}")  # noqa: S311 - chance, not secrecy
    ground = Ground(spec, layout, tables, rng)
    keep_partners(ground)
    shares = [rule for rule in SHARE_FAULTS if rule in faults]
    for rule in shares:
        spoil(ground, rule)
    _each(ground, ROW_FAULTS, faults)
    withdraw(ground, faults)
    recount(tables)
    _each(ground, TOTAL_FAULTS, faults)
    for rule in shares:
        mark_all(ground, rule)
    sheets = [Planted(rule, "", None, "") for rule in SHEET_FAULTS if rule in faults]
    return [*settled(ground), *sheets]


def _each(ground: Ground, plants: Mapping[str, Plant], faults: Mapping[str, int]) -> None:
    for rule, one in plants.items():
        for _ in range(faults.get(rule, 0)):
            one(ground, rule)


__all__ = ["FAULTS", "Fault", "parse_faults", "plant"]
