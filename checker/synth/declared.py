"""The provider's own verdicts, and the faults that can be planted among them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from checker.packs import load_standard
from checker.packs.standards import claims
from checker.synth.faults_rows import Plant
from checker.synth.faults_victims import VICTIM_FAULTS
from checker.synth.ground import Ground, mark, remove
from checker.synth.plan import Plan, Row

TABLE = "self_assessment"
_HOME_OFFICE, _STALKING = "HO-DA-2023", "STALKING-DRAFT-0.1"
_CLEAN = (
    (_HOME_OFFICE, "S1.2", "MET", "Staffing plan, section 3"),
    (_HOME_OFFICE, "S2.2", "MET", "Partnership protocol, page 4"),
    (_HOME_OFFICE, "S6", "CANNOT-TELL", None),
    (_STALKING, "SPA-9", "MET", None),
)


def self_assessment(plan: Plan) -> list[Row]:
    """What a provider without faults declares: nothing that its rows contradict."""
    on = plan.end + dt.timedelta(days=13)
    return [
        _row(standard, clause, verdict, evidence, on)
        for standard, clause, verdict, evidence in _CLEAN
    ]


def _row(standard: str, clause: str, verdict: str, evidence: str | None, on: dt.date) -> Row:
    return {
        "standard": standard,
        "clause": clause,
        "declared_verdict": verdict,
        "evidence_ref": evidence,
        "declared_by_role": "Programme lead",
        "declared_on": on,
    }


def withdraw(ground: Ground, faults: Mapping[str, int]) -> None:
    """Take out what the planted faults would contradict, but for what is marked as a fault."""
    marked = {id(found.row) for found in ground.marks}
    clauses = _clauses()
    planted = {*faults, *(found.rule for found in ground.marks)}
    broken = {clause for rule in planted for clause in clauses.get(rule, ())}
    rows = ground.tables.get(TABLE, [])
    gone = [r for r in rows if r["clause"] in broken and id(r) not in marked]
    remove(ground, TABLE, gone)


def _clauses() -> dict[str, tuple[str, ...]]:
    packs = [load_standard(*claims()[code]) for code in (_HOME_OFFICE, _STALKING)]
    return {rule.id: rule.clauses for pack in packs for rule in pack.rules}


def _add(ground: Ground, clause: str, verdict: str) -> Row:
    row = _row(_HOME_OFFICE, clause, verdict, None, ground.end)
    ground.tables[TABLE].append(row)
    return row


def _contradicted(breach: str, clause: str, verdict: str) -> Plant:
    """A breach of a clause, and a verdict declared on it that denies the breach."""

    def plant(ground: Ground, rule: str) -> None:
        VICTIM_FAULTS[breach](ground, breach)
        mark(ground, rule, TABLE, _add(ground, clause, verdict), "declared_verdict")

    return plant


def _unknown(ground: Ground, rule: str) -> None:
    mark(ground, rule, TABLE, _add(ground, "S9.9", "MET"), "clause")


def _twice(ground: Ground, rule: str) -> None:
    _add(ground, "SC.5", "MET")
    mark(ground, rule, TABLE, _add(ground, "SC.5", "CANNOT-TELL"), "declared_verdict")


DECLARED_FAULTS: Mapping[str, Plant] = {
    "declared-otherwise": _contradicted("same-worker-both-sides", "S1.2", "MET"),
    "declared-out-of-step": _contradicted("decliner-not-informed", "S1.3", "NA"),
    "declared-unknown-clause": _unknown,
    "declared-twice": _twice,
}
