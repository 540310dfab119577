"""The faults that can be planted, each named by the rule that must find it."""

from __future__ import annotations

import difflib
import random
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from checker.errors import UsageError
from checker.model.specs import Layout, ReturnSpec
from checker.synth.faults_cases import CASE_FAULTS
from checker.synth.faults_cells import CELL_FAULTS
from checker.synth.faults_orders import EVIDENCE_FAULTS, ORDER_FAULTS
from checker.synth.faults_provider import (
    ALONE_FAULTS,
    PROGRAMME_FAULTS,
    RETURN_FAULTS,
    STAFF_FAULTS,
    TOTAL_FAULTS,
)
from checker.synth.faults_rows import Plant
from checker.synth.faults_shares import SHARE_FAULTS, mark_all, spoil
from checker.synth.faults_sheets import SHEET_FAULTS
from checker.synth.faults_victims import VICTIM_FAULTS
from checker.synth.ground import Ground, Planted, keep_partners, settled
from checker.synth.plan import Tables
from checker.synth.totals import recount

# The order of planting: what decides the period first, what finds few rows to stand in next.
ROW_FAULTS: Mapping[str, Plant] = {
    **ALONE_FAULTS,
    **RETURN_FAULTS,
    **PROGRAMME_FAULTS,
    "under-16-outside-cyp": CASE_FAULTS["under-16-outside-cyp"],
    "advocate-offer-late": VICTIM_FAULTS["advocate-offer-late"],
    "support-not-offered": VICTIM_FAULTS["support-not-offered"],
    **EVIDENCE_FAULTS,
    **ORDER_FAULTS,
    **CASE_FAULTS,
    **VICTIM_FAULTS,
    **CELL_FAULTS,
    **STAFF_FAULTS,
}
_NEEDS_FULL = frozenset(
    {
        *ORDER_FAULTS,
        *EVIDENCE_FAULTS,
        "accepted-without-risk-assessment",
        "no-closing-assessment",
        "no-victim-outcome",
        "outcome-points-missing",
        "partner-agencies-missing",
        "supervision-short",
        "training-late",
        "worker-on-both-sides-in-post",
    }
) - {"case-worker-missing", "stalker-type-missing", "stalking-case-in-da-programme"}
_NEEDS_COMPACT = frozenset({"attended-more-than-offered"})
# In the compact layout a victim without a case may be the very one that a count misses, so the
# checker withholds these findings.
_APART = {
    "compact": (
        frozenset({"orphan-row", "support-arranged-no-offers"}),
        frozenset({"orphan-row", "case-without-victim"}),
    )
}


@dataclass(frozen=True)
class Fault:
    """A kind of fault: the layouts that can hold it, and whether it must stand alone."""

    rule: str
    layouts: frozenset[str]
    alone: bool = False


def _fault(rule: str) -> Fault:
    full = () if rule in _NEEDS_COMPACT else ("full",)
    compact = () if rule in _NEEDS_FULL else ("compact",)
    return Fault(rule, frozenset((*full, *compact)), rule in ALONE_FAULTS)


FAULTS: Mapping[str, Fault] = {
    rule: _fault(rule)
    for rule in sorted((*ROW_FAULTS, *SHARE_FAULTS, *TOTAL_FAULTS, *SHEET_FAULTS))
}


def parse_faults(text: str, layout: Layout) -> dict[str, int]:
    """What `--faults` asks for: "support-offer-late=3,duplicate-key", "all" or nothing.

    "all" is one of each kind that the layout can hold beside the others. Raises UsageError for a
    name or number that cannot be used.
    """
    if text.strip() == "all":
        return _all(layout)
    wanted: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, number = part.partition("=")
        wanted[_known(name.strip(), layout)] = _count(number.strip() or "1", name.strip())
    _check_company(wanted, layout)
    return wanted


def _all(layout: Layout) -> dict[str, int]:
    names = [f.rule for f in FAULTS.values() if layout.id in f.layouts and not f.alone]
    left_out = {"orphan-row"} if layout.id in _APART else set()
    return {name: 1 for name in names if name not in left_out}


def _known(name: str, layout: Layout) -> str:
    if name not in FAULTS:
        near = difflib.get_close_matches(name, FAULTS, n=1, cutoff=0.5)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise UsageError(f"There is no fault called {name}.{hint}")
    if layout.id not in FAULTS[name].layouts:
        raise UsageError(f"The {layout.id} layout cannot hold the fault {name}.")
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
