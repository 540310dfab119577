"""Findings gathered by rule: one rule, one tier, all its places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from checker.language import say
from checker.model.findings import Finding
from checker.model.report import Report
from checker.model.specs import Rule
from checker.render.gathered import Gathered
from checker.render.places import reading_place
from checker.render.words import TIERS


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """One rule that found something; `rule` is None where the pack does not hold it."""

    id: str
    tier: str
    rule: Rule | None
    found: Gathered

    @property
    def title(self) -> str:
        """What is wrong, in one sentence."""
        return self.rule.summary if self.rule else self.found.first(1)[0].message

    @property
    def fix(self) -> str:
        """What to do about it."""
        return self.rule.fix if self.rule else self.found.first(1)[0].fix

    @property
    def size(self) -> str:
        """How many places, as "12 cells", or as "2 findings" where some name no cell."""
        return say("page.cells" if self.found.in_cells() else "page.findings", n=len(self.found))


def rules_by_id(report: Report) -> Mapping[str, Rule]:
    """Every rule the report knows; what the run itself used wins over the standard's file."""
    rules = {rule.id: rule for standard in report.standards for rule in standard.rules}
    return rules | {rule.id: rule for rule in report.rules}


def _order(groups: Iterable[RuleGroup], rules: Mapping[str, Rule]) -> list[RuleGroup]:
    ranks = {name: rank for rank, name in enumerate(rules)}

    def key(group: RuleGroup) -> tuple[int, int, int, str]:
        rank = ranks.get(group.id, len(ranks))
        return (TIERS.index(group.tier), -len(group.found), rank, group.id)

    return sorted(groups, key=key)


def all_by_rule(report: Report) -> list[RuleGroup]:
    """Every finding by rule and tier, also why a file cannot be read."""
    return _by_rule(report, enumerate(report.findings), lambda _: "all").get("all", [])


def by_rule(report: Report, part: Callable[[Finding], str]) -> Mapping[str, list[RuleGroup]]:
    """Group the findings of each part of a page by rule and tier: gravest first, then most.

    `part` names the part that a finding belongs in, or nothing where it is not to be listed. What
    is kept of each finding is its place and its number (see `Gathered`).
    """
    return _by_rule(report, told(report), part)


def _by_rule(
    report: Report, numbered: Iterable[tuple[int, Finding]], part: Callable[[Finding], str]
) -> Mapping[str, list[RuleGroup]]:
    rules, place = rules_by_id(report), reading_place(report)
    gathered: dict[tuple[str, str, str], Gathered] = {}
    for number, finding in numbered:
        name = part(finding)
        if name:
            key = (name, finding.rule, finding.tier)
            if key not in gathered:
                gathered[key] = Gathered(report.findings)
            gathered[key].add(number, place(finding))
    parts: dict[str, list[RuleGroup]] = {}
    for (name, rule, tier), found in gathered.items():
        parts.setdefault(name, []).append(RuleGroup(rule, tier, rules.get(rule), found))
    return {name: _order(groups, rules) for name, groups in parts.items()}


def pack_names(pack: str, edition: str) -> tuple[str, ...]:
    """The ways in which rules, outcomes and verdicts may name one edition of a standard."""
    return (pack, f"{pack}@{edition}", f"{pack}/{edition}")


def told(report: Report) -> Iterator[tuple[int, Finding]]:
    """The findings to list, numbered; why a file cannot be read is told at the top."""
    stopped = report.receipt.stop is not None
    for number, found in enumerate(report.findings):
        if not (stopped and found.tier == "STOP"):
            yield number, found


def needs_action(finding: Finding) -> bool:
    """True for whatever still holds the return back."""
    if finding.waiver:
        return False
    if finding.tier == "QUERY":
        return not finding.explained
    return finding.tier != "NOTE"
