"""Outcomes to verdicts: what a return shows of each clause, and what it cannot show.

Pure: no frame, no file. The order of the lines in `_verdict` is the order of the design.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from checker.language import say
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
    assessed: Mapping[tuple[str, str], Assessed] | None = None,
) -> tuple[Verdict, ...]:
    """One verdict for each clause of `standard`, in its order; `outcomes` are by rule id.

    A clause behind which a waiver covers rows at fault says so among its reasons. `assessed` holds
    what assessors found, by (standard, clause): it decides where the data leave a clause to them.
    """
    uses = [use for use in waivers.entries if use.covers] if waivers else []
    named = f"{standard.id}@{standard.edition}"
    return tuple(
        with_assessor(
            _verdict(standard, clause, outcomes, uses), (assessed or {}).get((named, clause.id))
        )
        for clause in standard.clauses
    )


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
    first, *rest = _assessors(found)
    if verdict.verdict != found.verdict:
        first = f"{first} {say('assess.data-say', verdict=word(verdict.verdict))}"
    reasons = (*verdict.reasons, first, *rest)
    return replace(verdict, reasons=reasons, assessed=found)


def _assessors(found: Assessed) -> list[str]:
    said = [say("assess.judged", verdict=word(found.verdict), role=found.role, on=found.on)]
    if found.drawn:
        more = [
            say(f"assess.{key}", n=number)
            for key, number in (
                ("failing", found.failing),
                ("unshown", found.unshown),
                ("outside", found.outside),
            )
            if number
        ]
        drawn = say("assess.drawn", n=found.drawn, of=found.population, conforming=found.conforming)
        said.append("; ".join([drawn, ", ".join(more)]) + "." if more else f"{drawn}.")
    if found.least is not None:
        sure = f"{found.confidence:.0%}"
        said.append(say("assess.least", sure=sure, least=found.least, of=found.population))
    return said


def word(verdict: VerdictWord) -> str:
    """A verdict in the language spoken, as it stands within a sentence."""
    return say(f"verdicts.{verdict.replace(' ', '-')}")


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
        return "not applicable", [say("assess.nothing-in-scope")]
    if clause.judge == "assessor" or not mine:
        return "for an assessor", [say("assess.a-person-judges")]
    breaches = [(r, o) for r, o in mine if breaks(r, clause) and o.status == "failed"]
    if breaches:
        return "not met", [_count(rule, outcome) for rule, outcome in breaches]
    unknown = [_unknown(rule, outcome) for rule, outcome in mine]
    if any(unknown):
        return "cannot tell", [why for why in unknown if why]
    if clause.judge == "data-and-assessor":
        waived = any(outcome.waived for _, outcome in mine)
        return "for an assessor", [say(f"assess.no-breach{'-unwaived' if waived else ''}")]
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
        return say("assess.too-many-gaps", rule=rule.id, gaps=gaps, looked=looked)
    return ""


def _concerns(mine: Iterable[tuple[Rule, Outcome]], clause: Clause) -> list[str]:
    return [_count(r, o) for r, o in mine if not breaks(r, clause) and o.status == "failed"]


def _count(rule: Rule, outcome: Outcome) -> str:
    if outcome.share is not None:
        share = outcome.share
        said = say(
            "assess.share",
            rule=rule.id,
            numerator=share.numerator,
            denominator=share.denominator,
            share=f"{share.numerator / share.denominator:.0%}",
            target=f"{share.target:.0%}",
        )
        return said + _by(rule)
    counted = say("assess.rows", rule=rule.id, failed=outcome.failed, checked=outcome.checked)
    return f"{counted} {rule.summary}{_by(rule)}"


def _by(rule: Rule) -> str:
    """A limit that a contract sets is said to be one, beside a clause that others published."""
    by_contract = rule.threshold.origin == "contract"
    return f" {say('assess.by-contract', source=rule.threshold.source)}" if by_contract else ""


def _covered(use: WaiverUse) -> str:
    waiver = use.waiver
    return say("assess.covered", n=use.covers, rule=waiver.rule, id=waiver.id, end=waiver.end)


def _shown(mine: Sequence[tuple[Rule, Outcome]]) -> str:
    checked = max(outcome.checked - outcome.waived for _, outcome in mine)
    return say("assess.shown", n=checked)


def headline(findings: Sequence[Finding]) -> str:
    """One line: whether the return is ready to send, and what stands in the way."""
    standing = [finding for finding in findings if not finding.waiver]
    fix = sum(f.tier in ("STOP", "PRIVACY", "ERROR") for f in standing)
    explain = sum(f.tier == "QUERY" and not f.explained for f in standing)
    if fix and explain:
        return say("assess.fix-and-explain", n=fix, explain=explain)
    if fix:
        return say("assess.fix", n=fix)
    return say("assess.explain", n=explain) if explain else say("assess.ready")


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
