"""Outcomes of the rules about shape, cells and privacy: those that no suite carries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from checker.language import say
from checker.layout.tables import ReturnTables
from checker.model.findings import Finding, Outcome
from checker.model.specs import Rule
from checker.read import Workbook


def plain_outcomes(
    tables: ReturnTables,
    findings: Sequence[Finding],
    cells: Mapping[str, int],
    workbook: Workbook,
) -> dict[str, Outcome]:
    """One outcome for each structure, schema and privacy rule; `cells` counts cells by keyword."""
    failed = Counter(finding.rule for finding in findings)
    looked = {
        "structure": len(workbook.receipt.sheets),
        "privacy": sum(sheet.filled for sheet in workbook.receipt.sheets),
    }
    outcomes = {}
    for rule in tables.spec.rules:
        if rule.status == "live" and rule.check.kind != "expectation":
            checked = looked.get(rule.check.kind, cells.get(rule.check.keyword, 0))
            outcomes[rule.id] = _outcome(rule, checked, failed[rule.id])
    return outcomes


def _outcome(rule: Rule, checked: int, failed: int) -> Outcome:
    if not checked:
        why = say("checks.return-holds-no-cell-rule")
        return Outcome(rule.id, rule.pack, "not run", why=why)
    return Outcome(
        rule.id,
        rule.pack,
        "failed" if failed else "passed",
        checked=checked,
        failed=failed,
        in_scope=checked,
    )
