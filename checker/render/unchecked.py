"""What was not checked, and why: rules without an answer, rows left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.model.findings import Outcome
from checker.model.report import Report
from checker.render.by_rule import pack_names, rules_by_id
from checker.render.clauses import StandardPage
from checker.render.facts import Pairs
from checker.render.json_report import not_checked, nothing_to_check, why_not
from checker.render.words import number


@dataclass(frozen=True, slots=True)
class Unchecked:
    """One reason for which rules gave no answer, with the rules it stopped."""

    why: str
    rules: Pairs


def unchecked(report: Report, *, looked: bool) -> tuple[Unchecked, ...]:
    """Rules without an answer by reason: those that looked in vain, or those that could not."""
    rules = rules_by_id(report)
    reasons: dict[str, list[tuple[str, str]]] = {}
    for outcome in not_checked(report):
        if nothing_to_check(outcome) == looked:
            rule = rules.get(outcome.rule)
            said = (outcome.rule, rule.summary if rule else "")
            reasons.setdefault(why_not(outcome), []).append(said)
    return tuple(Unchecked(why, tuple(stopped)) for why, stopped in reasons.items())


def _left_out_row(outcome: Outcome) -> tuple[str, ...]:
    numbers = (outcome.in_scope, outcome.checked, outcome.set_aside, outcome.missing)
    return (outcome.rule, *(number(value) for value in numbers))


def left_out(report: Report) -> tuple[tuple[str, ...], ...]:
    """The rules that skipped rows: id, rows in scope, checked, set aside, blank."""
    return tuple(_left_out_row(outcome) for outcome in report.outcomes if outcome.set_aside)


def declared_elsewhere(report: Report, standards: Sequence[StandardPage]) -> tuple[str, ...]:
    """Declared verdicts on clauses that no standard of the page has: none goes unsaid."""
    beside = {
        (name, clause.id)
        for standard, page in zip(report.standards, standards, strict=False)
        for name in pack_names(standard.id, standard.edition)
        for clause in page.clauses
        if clause.declared
    }
    return tuple(
        f"{one.standard} {one.clause}"
        for one in report.declared
        if (one.standard, one.clause) not in beside
    )
