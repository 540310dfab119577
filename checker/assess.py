"""Outcomes to verdicts: what a return shows of each clause, and what it cannot show.

Pure: no frame, no file. The order of the lines in `_verdict` is the order of the design.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from checker.model.findings import Assessed, Finding, Outcome, Verdict, VerdictWord
from checker.model.profile import WaiversUsed, WaiverUse
from checker.model.report import Report
from checker.model.specs import BREACH_ORIGINS, SEEN_GRADES, Clause, Rule, Standard

# The project's own number: above this share of cells unreadable or blank, nothing is concluded.
UNKNOWN_LIMIT = 0.2


def verdicts(
    standard: Standard,
    outcomes: Mapping[str, Outcome],
    waivers: WaiversUsed | None = None,
) -> tuple[Verdict, ...]:
    """What the data show of each clause of `standard`, in its order; `outcomes` are by rule id.

    A clause behind which a waiver covers rows at fault says so among its reasons.
    """
    uses = [use for use in waivers.entries if use.covers] if waivers else []
    return tuple(_verdict(standard, clause, outcomes, uses) for clause in standard.clauses)


def with_assessor(verdict: Verdict, found: Assessed | None) -> Verdict:
    """The verdict with what an assessor found beside it.

    It is the assessor's where the data leave the clause to a person, and nowhere else: a breach
    that the data show is not talked away, and a gap in them is not filled. Both are then shown.
    """
    if found is None:
        return verdict
    if verdict.verdict == "for an assessor":
        reasons = (*_assessors(found), *verdict.reasons[1:])
        return replace(verdict, verdict=found.verdict, reasons=reasons, assessed=found)
    contrast = "" if verdict.verdict == found.verdict else f" The data say {verdict.verdict}."
    first, *rest = _assessors(found)
    reasons = (*verdict.reasons, first + contrast, *rest)
    return replace(verdict, reasons=reasons, assessed=found)


def _assessors(found: Assessed) -> list[str]:
    said = [f"Judged {found.verdict} by {found.role} on {found.on}."]
    if found.drawn:
        more = [
            f"{number} {words}"
            for number, words in (
                (found.failing, "did not"),
                (found.unshown, "could not be shown to"),
                (found.outside, "did not fall under the clause"),
            )
            if number
        ]
        apart = f"; {', '.join(more)}" if more else ""
        said.append(
            f"Of {found.drawn} cases drawn from {found.population},"
            f" {found.conforming} conformed{apart}."
        )
    if found.least is not None:
        said.append(
            f"That shows, with {found.confidence:.0%} confidence, that at least {found.least} of"
            f" the {found.population} cases conform."
        )
    return said


def _verdict(
    standard: Standard,
    clause: Clause,
    outcomes: Mapping[str, Outcome],
    uses: Sequence[WaiverUse],
) -> Verdict:
    rules = [rule for rule in standard.rules if clause.id in rule.clauses and rule.status == "live"]
    mine = [(rule, outcomes[rule.id]) for rule in rules]
    word, reasons = _word(clause, mine)
    ids = [rule.id for rule in rules]
    reasons += [_covered(use) for use in uses if use.waiver.rule in ids]
    return Verdict(
        standard=f"{standard.id}@{standard.edition}",
        clause=clause.id,
        verdict=word,
        obligation=clause.obligation,
        origin=clause.origin,
        grade=clause.grade,
        reasons=tuple(reasons),
        concerns=tuple(_concerns(mine, clause)),
    )


def _word(clause: Clause, mine: Sequence[tuple[Rule, Outcome]]) -> tuple[VerdictWord, list[str]]:
    if mine and all(_out_of_scope(outcome) for _, outcome in mine):
        return "not applicable", ["Nothing in this return falls under this clause."]
    if clause.judge == "assessor" or not mine:
        return "for an assessor", ["A person judges this clause; the return cannot show it."]
    breaches = [(r, o) for r, o in mine if breaks(r, clause) and o.status == "failed"]
    if breaches:
        return "not met", [_count(rule, outcome) for rule, outcome in breaches]
    unknown = [_unknown(rule, outcome) for rule, outcome in mine]
    if any(unknown):
        return "cannot tell", [why for why in unknown if why]
    if clause.judge == "data-and-assessor":
        waived = " that no waiver covers" if any(o.waived for _, o in mine) else ""
        return "for an assessor", [
            f"No breach found in the data{waived}; a person judges the rest."
        ]
    return "met", [_shown(mine)]


def breaks(rule: Rule, clause: Clause) -> bool:
    """Whether a clause is not met where this rule fails.

    Packs and profiles are held to this when they are read. It stands here as well, because no
    number of our own, no other scheme's and no clause that was only recalled may ever make one.
    """
    limit = rule.threshold
    if rule.weight != "breach" or limit.origin not in BREACH_ORIGINS:
        return False
    return limit.origin == "contract" or {limit.grade, clause.grade} <= set(SEEN_GRADES)


def _out_of_scope(outcome: Outcome) -> bool:
    nothing = not outcome.in_scope and not outcome.set_aside
    return outcome.status == "not run" and nothing and outcome.ran


def _unknown(rule: Rule, outcome: Outcome) -> str:
    """Why this rule leaves the clause open; empty when it was answered or nothing was asked."""
    if _out_of_scope(outcome):
        return ""
    if outcome.status in ("not run", "broke"):
        return f"{rule.id}: {outcome.why}"
    looked = outcome.in_scope + outcome.set_aside
    gaps = outcome.missing + outcome.set_aside
    if gaps > UNKNOWN_LIMIT * looked:
        return (
            f"{rule.id}: {gaps} of {looked} rows were blank where it looks, or set aside"
            " because of errors: too many to conclude."
        )
    return ""


def _concerns(mine: Iterable[tuple[Rule, Outcome]], clause: Clause) -> list[str]:
    return [_count(r, o) for r, o in mine if not breaks(r, clause) and o.status == "failed"]


def _count(rule: Rule, outcome: Outcome) -> str:
    if outcome.share is not None:
        share = outcome.share
        return (
            f"{rule.id}: {share.numerator} of {share.denominator}"
            f" ({share.numerator / share.denominator:.0%}) against a target of {share.target:.0%}."
            f"{_by(rule)}"
        )
    return f"{rule.id}: {outcome.failed} of {outcome.checked} rows. {rule.summary}{_by(rule)}"


def _by(rule: Rule) -> str:
    """A limit that a contract sets is said to be one, beside a clause that others published."""
    by_contract = rule.threshold.origin == "contract"
    return f" Limit set by contract: {rule.threshold.source}." if by_contract else ""


def _covered(use: WaiverUse) -> str:
    rows = "1 row at fault is" if use.covers == 1 else f"{use.covers} rows at fault are"
    waiver = use.waiver
    return f"{waiver.rule}: {rows} covered by waiver {waiver.id} until {waiver.end}."


def _shown(mine: Sequence[tuple[Rule, Outcome]]) -> str:
    checked = max(outcome.checked - outcome.waived for _, outcome in mine)
    return f"No breach in {checked} row{'' if checked == 1 else 's'} checked."


def headline(findings: Sequence[Finding]) -> str:
    """One line: whether the return is ready to send, and what stands in the way."""
    standing = [finding for finding in findings if not finding.waiver]
    fix = sum(f.tier in ("STOP", "PRIVACY", "ERROR") for f in standing)
    explain = sum(f.tier == "QUERY" and not f.explained for f in standing)
    if fix and explain:
        return f"Not ready: {_things(fix)} to fix, {explain} to explain."
    if fix:
        return f"Not ready: {_things(fix)} to fix."
    if explain:
        return f"Ready once {_things(explain)} {'is' if explain == 1 else 'are'} explained."
    return "Ready to send."


def _things(count: int) -> str:
    return f"{count} thing{'' if count == 1 else 's'}"


def is_ready(findings: Sequence[Finding]) -> bool:
    """True when no finding blocks sending: a query blocks until it is explained or waived."""
    return not any(
        f.tier in ("STOP", "PRIVACY", "ERROR") or (f.tier == "QUERY" and not f.explained)
        for f in findings
        if not f.waiver
    )


def exit_code(report: Report) -> int:
    """0 nothing to do, 1 findings or a clause not met, 3 the return could not be read."""
    if report.receipt.stop is not None:
        return 3
    unmet = any(verdict.verdict == "not met" for verdict in report.verdicts)
    return 1 if unmet or not report.ready else 0
