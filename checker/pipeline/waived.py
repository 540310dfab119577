"""Waivers laid over the findings of one check: what each covers, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from checker.language import say
from checker.layout.tables import ReturnTables, SetAside
from checker.layout.values import normal
from checker.model.findings import Finding, Outcome, Status
from checker.model.profile import Waiver, Waivers, WaiverState, WaiversUsed, WaiverUse
from checker.model.specs import Rule, Standard
from checker.packs.waivers import refused
from checker.pipeline.digests import agrees, contents

SOON = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Ground:
    """What waivers are held against: the return, its day, the rules and what they read.

    `bad` are the cells that no report may print, the provider's reference perhaps among them.
    """

    tables: ReturnTables
    day: str
    rules: Mapping[str, Rule]
    packs: tuple[Standard, ...]
    bad: SetAside


def with_waivers(
    waivers: Waivers | None, ground: Ground, findings: Sequence[Finding]
) -> tuple[tuple[Finding, ...], WaiversUsed | None]:
    """The findings, each marked with the waiver that covers it, and the state of every waiver."""
    if waivers is None:
        return tuple(findings), None
    provider = provider_of(ground)
    mine = [w for w in waivers.entries if normal(w.provider) == normal(provider)]
    covered: dict[str, str] = {}
    uses = []
    for waiver in mine:
        use, ids = _use(waiver, ground, findings, covered)
        covered |= dict.fromkeys(ids, waiver.id)
        uses.append(use)
    marked = tuple(
        replace(finding, waiver=covered[finding.id]) if finding.id in covered else finding
        for finding in findings
    )
    others = len(waivers.entries) - len(mine)
    return marked, WaiversUsed(waivers.file, waivers.digest, others, tuple(uses))


def provider_of(ground: Ground) -> str:
    """The reference of the provider on the Return sheet; empty where it cannot be leant on."""
    value = ground.tables.value("return", "provider_id")
    return "" if ground.bad.get("return", {}).get("provider_id") else str(value or "")


def _use(
    waiver: Waiver, ground: Ground, findings: Sequence[Finding], covered: Mapping[str, str]
) -> tuple[WaiverUse, list[str]]:
    outside = _outside(waiver, ground.day)
    if outside:
        why = say("checks.no-day") if not ground.day else ""
        return WaiverUse(waiver, outside, why=why), []
    soon = dt.date.fromisoformat(waiver.end) - dt.date.fromisoformat(ground.day) <= SOON
    matching = [finding for finding in findings if _is_for(waiver, finding, ground)]
    if not matching:
        return WaiverUse(waiver, "unused", expires_soon=soon, why=_nothing(waiver, ground)), []
    same = [finding for finding in matching if _same_values(waiver, finding, ground)]
    if not same:
        why = say("checks.values-was-given-for-have")
        return WaiverUse(waiver, "lapsed", why=why), []
    ids = [finding.id for finding in same if finding.id not in covered]
    if not ids:
        why = say("checks.another-waiver-covers-already")
        return WaiverUse(waiver, "unused", expires_soon=soon, why=why), []
    return WaiverUse(waiver, "in force", len(ids), soon), ids


def _outside(waiver: Waiver, day: str) -> WaiverState | None:
    if not day or day < waiver.start:
        return "not yet in force"
    return "expired" if day > waiver.end else None


def _is_for(waiver: Waiver, finding: Finding, ground: Ground) -> bool:
    if (finding.rule, finding.table) != (waiver.rule, waiver.table):
        return False
    record = ground.tables.spec.tables[finding.table].shape == "record"
    return record if not finding.key else normal(finding.key) == normal(waiver.key)


def _nothing(waiver: Waiver, ground: Ground) -> str:
    rule = ground.rules.get(waiver.rule)
    if rule is None:
        return say("checks.rule-was-part-check")
    return say("checks.nothing-waive-rule-found-nothing")


def _same_values(waiver: Waiver, finding: Finding, ground: Ground) -> bool:
    if refused(ground.rules[finding.rule]):
        return False
    return agrees(what_it_reads(finding, ground), waiver.value_digest)


def what_it_reads(finding: Finding, ground: Ground) -> bytes:
    """Everything that the finding's rule reads of the finding's record, for its digest."""
    data = ground.tables.tables[finding.table]
    keys = data.frame[data.table.key[0]].to_list() if data.table.key else []
    row = keys.index(finding.key) if finding.key else 0
    return contents(ground.tables, finding.table, row, _reads(finding, ground))


def _reads(finding: Finding, ground: Ground) -> list[str]:
    """The columns that the rule reads in this table: a repeated rule reads others in each."""
    suites = (ground.tables.spec.suites, *(pack.suites for pack in ground.packs))
    return [
        read
        for suite in suites
        for entry in suite.get(finding.table, {}).get("expectations", ())
        if entry["meta"]["rule"] == finding.rule
        for read in entry["meta"]["reads"]
    ]


def less_waived(outcomes: Mapping[str, Outcome], findings: Sequence[Finding]) -> dict[str, Outcome]:
    """The outcomes with the rows that a waiver covers no longer counted as failed."""
    waived = Counter(finding.rule for finding in findings if finding.waiver)
    return {name: _less(outcome, waived[name]) for name, outcome in outcomes.items()}


def _less(outcome: Outcome, waived: int) -> Outcome:
    if not waived:
        return outcome
    failed = outcome.failed - waived
    status: Status = "failed" if failed else "passed"
    return replace(outcome, status=status, failed=failed, waived=waived)
