"""The rules that found something: what each asks, why, what to do, and who set its limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.language import say, unmarked
from checker.model.report import Report
from checker.model.sheets import Cell, Heading, Link, SheetOfTable
from checker.render.by_rule import RuleGroup, needs_action, pack_names
from checker.render.clauses import web_address
from checker.render.commissioner import changed
from checker.render.findings.columns import NOTHING
from checker.render.origins import number_origin
from checker.render.words import tier_word


def places(groups: Sequence[RuleGroup]) -> Mapping[str, int]:
    """The row of each rule on its sheet; of one with findings of two tiers the first."""
    found: dict[str, int] = {}
    for place, group in enumerate(groups, start=1):
        found.setdefault(group.id, place)
    return found


def rules_sheet(report: Report, groups: Sequence[RuleGroup], each: int) -> SheetOfTable:
    """A row for each rule with findings; `each` is how many of one the sheet by rule lists."""
    titles, anew = _titles(report), changed(report)
    return SheetOfTable(
        name=unmarked("findings.sheet-rules"),
        title=say("findings.title-rules"),
        notes=(say("findings.about-rules"),),
        headings=_headings(),
        rows=[_row(group, each, titles, anew) for group in groups],
        empty=say("findings.unread" if report.receipt.stop else "findings.no-rule"),
        working=True,
    )


def _titles(report: Report) -> Mapping[str, str]:
    titles: dict[str, str] = {}
    for standard in report.standards:
        for name in pack_names(standard.id, standard.edition):
            titles.setdefault(name, f"{standard.title} ({standard.edition})")
    return titles


def _headings() -> tuple[Heading, ...]:
    return (
        Heading(say("findings.column-rule"), width=38),
        Heading(say("findings.column-severity"), width=11),
        Heading(say("findings.column-findings"), "count", 11),
        Heading(say("findings.column-to-do"), "count", 11),
        Heading(say("findings.column-listed"), "count", 11),
        Heading(say("findings.column-summary"), width=46),
        Heading(say("findings.column-fix"), width=60),
        Heading(say("findings.column-why"), width=50),
        Heading(say("findings.column-limits"), width=44),
        Heading(say("findings.column-clauses"), width=20),
        Heading(say("findings.column-pack"), width=36),
        Heading(say("findings.column-origin"), width=34),
        Heading(say("findings.column-source"), width=40),
        Heading(say("findings.column-changed"), width=34),
    )


def _row(
    group: RuleGroup, each: int, titles: Mapping[str, str], anew: Mapping[str, str]
) -> tuple[Cell, ...]:
    total = len(group.found)
    return (
        Link(group.id, address=f"report.html#rule-{group.id}"),
        tier_word(group.tier),
        total,
        sum(needs_action(finding) for _, finding in group.found),
        min(total, each),
        group.title,
        group.fix,
        *_of_rule(group, titles),
        anew.get(group.id, NOTHING),
    )


def _of_rule(group: RuleGroup, titles: Mapping[str, str]) -> tuple[Cell, ...]:
    rule = group.rule
    if rule is None:
        return (NOTHING,) * 6
    limit = rule.threshold
    address = web_address(limit.source)
    return (
        rule.why or NOTHING,
        rule.limits or NOTHING,
        ", ".join(rule.clauses) or NOTHING,
        titles.get(rule.pack, say("findings.of-the-return", spec=rule.pack)),
        number_origin(limit.origin, limit.grade),
        Link(address, address=address) if address else say("findings.no-source"),
    )
