"""Findings, outcomes and verdicts: what the stages conclude, free of any cell's value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from checker.model.specs import Tier

Status = Literal["passed", "failed", "not run", "broke"]
VerdictWord = Literal["met", "not met", "cannot tell", "for an assessor", "not applicable"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the data. `key` is the row's pseudonymous key, `cell` a reference like "F12".

    `waiver` is the id of the waiver that covers it, empty where none does.
    """

    id: str
    rule: str
    tier: Tier
    message: str
    fix: str
    sheet: str = ""
    cell: str = ""
    table: str = ""
    key: str = ""
    field: str = ""
    case: str = ""
    clauses: tuple[str, ...] = ()
    explained: bool = False
    waiver: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """An indicator: passing rows out of rows checked, with its 95 % Wilson interval (0 to 1)."""

    numerator: int
    denominator: int
    target: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one rule, exactly one for each.

    `in_scope` rows fall under the rule; of those `checked` held what it needs, `missing` were
    blank where it looks, and `set_aside` were left out because a cell it reads is in error.
    `waived` rows are at fault and covered by a waiver, so they are not among the `failed`.
    `ran` tells a rule that looked and found nothing in its scope from one that could not look.
    """

    rule: str
    standard: str
    status: Status
    checked: int = 0
    set_aside: int = 0
    failed: int = 0
    in_scope: int = 0
    missing: int = 0
    why: str = ""
    share: Share | None = None
    ran: bool = True
    waived: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    standard: str
    clause: str
    verdict: VerdictWord
    obligation: str
    origin: str
    grade: str
    reasons: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
