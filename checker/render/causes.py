"""Findings gathered by cause: one rule, one tier, all its places in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checker.model.findings import Finding
from checker.model.report import Report
from checker.model.specs import Rule
from checker.render.places import in_reading_order
from checker.render.words import TIERS, count


@dataclass(frozen=True, slots=True)
class Cause:
    """One rule that found something; `rule` is None where the pack does not hold it."""

    id: str
    tier: str
    rule: Rule | None
    findings: tuple[Finding, ...]

    @property
    def title(self) -> str:
        """What is wrong, in one sentence."""
        return self.rule.summary if self.rule else self.findings[0].message

    @property
    def fix(self) -> str:
        """What to do about it."""
        return self.rule.fix if self.rule else self.findings[0].fix

    @property
    def size(self) -> str:
        """How many places, as "12 cells", or as "2 findings" where some name no cell."""
        everywhere = all(finding.cell for finding in self.findings)
        return count(len(self.findings), "cell" if everywhere else "finding")


def rules_by_id(report: Report) -> Mapping[str, Rule]:
    """Every rule the report knows; what the run itself used wins over the standard's file."""
    rules = {rule.id: rule for standard in report.standards for rule in standard.rules}
    return rules | {rule.id: rule for rule in report.rules}


def _order(causes: Iterable[Cause], rules: Mapping[str, Rule]) -> list[Cause]:
    ranks = {name: rank for rank, name in enumerate(rules)}

    def key(cause: Cause) -> tuple[int, int, int, str]:
        rank = ranks.get(cause.id, len(ranks))
        return (TIERS.index(cause.tier), -len(cause.findings), rank, cause.id)

    return sorted(causes, key=key)


def by_rule(report: Report, findings: Iterable[Finding]) -> list[Cause]:
    """Group findings by rule and tier: gravest tier first, then most frequent.

    Each cause keeps its findings in the order given, so give them in reading order.
    """
    rules = rules_by_id(report)
    gathered: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        gathered.setdefault((finding.rule, finding.tier), []).append(finding)
    causes = [
        Cause(rule, tier, rules.get(rule), tuple(found)) for (rule, tier), found in gathered.items()
    ]
    return _order(causes, rules)


def pack_names(pack: str, edition: str) -> tuple[str, ...]:
    """The ways in which rules, outcomes and verdicts may name one edition of a standard."""
    return (pack, f"{pack}@{edition}", f"{pack}/{edition}")


def told(report: Report) -> list[Finding]:
    """The findings to list, in reading order; why a file cannot be read is told at the top."""
    stopped = report.receipt.stop is not None
    listed = (found for found in report.findings if not (stopped and found.tier == "STOP"))
    return in_reading_order(report, listed)


def needs_action(finding: Finding) -> bool:
    """True for whatever still holds the return back."""
    if finding.waiver:
        return False
    if finding.tier == "QUERY":
        return not finding.explained
    return finding.tier != "NOTE"
