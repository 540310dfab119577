"""Findings, outcomes and verdicts: what the stages conclude, free of any cell's value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from checker.model.specs import Tier

Status = Literal["passed", "failed", "not run", "broke"]
VerdictWord = Literal["met", "not met", "cannot tell", "for an assessor", "not applicable"]
Standing = Literal["", "new", "still there", "came back"]
SuggestionKind = Literal["code", "heading", "sheet", "reference", "other place", "swap", "tidy"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may put a finding right. `text` is the whole sentence; nothing in it is a cell's value.

    `value` is a code, heading or sheet name of the specification, where that is what to write;
    `place` is another cell to look at, such as "Victims D5". `safe` says that `checker repair`
    does it by itself.
    """

    kind: SuggestionKind
    text: str
    value: str = ""
    place: str = ""
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the data. `key` is the row's pseudonymous key, `cell` a reference like "F12".

    `waiver` is the id of the waiver that covers it, empty where none does. `expected` and `found`
    say in words what the cell should hold and what kind of thing it holds, never the value itself.
    `reopened` marks a query that an explanation used to answer and no longer does. `since` is its
    standing against the previous report, empty where there is none.
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
    expected: str = ""
    found: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    reopened: bool = False
    since: Standing = ""


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
class Assessed:
    """What an assessor concluded on a clause, named by role and day (ISO), never by name.

    `drawn` of `population` cases were looked at: so many were `conforming`, `failing`, `unshown`
    (cannot be shown) or `outside` the clause. `least` is the fewest cases of the population that
    conform, at `confidence`, counting what cannot be shown as failing; None where that is not
    known. `worksheet` is the SHA-256 of the worksheet in hex. Without a sample, all are 0.
    """

    verdict: VerdictWord
    role: str
    on: str
    worksheet: str
    conforming: int = 0
    failing: int = 0
    unshown: int = 0
    outside: int = 0
    drawn: int = 0
    population: int = 0
    confidence: float = 0.0
    least: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on one clause; `assessed` is set where an assessor judged it too."""

    standard: str
    clause: str
    verdict: VerdictWord
    obligation: str
    origin: str
    grade: str
    reasons: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    assessed: Assessed | None = None
