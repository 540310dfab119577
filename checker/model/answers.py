"""What the provider answers within the return: explanations of queries, and declared verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from checker.model.findings import VerdictWord

ExplanationState = Literal[
    "in force", "carried forward", "re-opened", "unused", "unknown rule", "incomplete"
]
Agreement = Literal["agrees", "contradicts", "cannot be compared"]


@dataclass(frozen=True, slots=True)
class ExplanationUse:
    """What became of one explanation: a row of the Explanations sheet, or one carried forward.

    `rule`, `key` and `reason` are as given where they are a rule's id, a usable reference and a
    code of the list, and empty otherwise: what else stands there is the provider's own text.
    `counted` is the number that it gives, `covers` how many findings it answers. `why` says more
    about its state. One carried forward from the previous report has no `cell`.
    """

    sheet: str
    cell: str
    rule: str
    key: str
    reason: str
    state: ExplanationState
    covers: int
    counted: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """A verdict that the provider declared on a clause, beside the one that the data show.

    `computed` is the assessor's where the data leave the clause to one, and "cannot tell" where
    the clause was not looked at. `clause` is empty where the standard has none of that name; one
    that this checker does not hold is named by its code. `evidence` says whether a reference to
    evidence was given; its text stays in the return. Unless the two agree, `said` says in what they
    contradict each other or why they cannot be compared. The computed verdict always stands.
    """

    standard: str
    clause: str
    declared: VerdictWord
    computed: VerdictWord
    agreement: Agreement
    evidence: bool
    sheet: str
    cell: str
    said: str = ""
