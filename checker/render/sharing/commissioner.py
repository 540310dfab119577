"""What a commissioner may read of one check: verdicts and counts, no sheet, no cell.

References of cases stand in it only where the commissioner's profile lets them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Final

from checker.language import say
from checker.model.findings import Finding
from checker.model.report import Report
from checker.model.since import Since
from checker.render.answers_json import declared_json
from checker.render.clauses import StandardPage, standard_page
from checker.render.commissioner import Commissioner, commissioner
from checker.render.facts import Pairs, facts, proof, second_reading, title
from checker.render.json_report import (
    not_checked,
    not_checked_json,
    return_json,
    standard_json,
    verdict_json,
    why_not,
)
from checker.render.places import natural
from checker.render.words import TIERS, number, tier_word

CASES_SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class RuleCounts:
    """One rule and its findings in numbers; `cases` is None where references may not be shown."""

    rule: str
    pack: str
    tier: str
    summary: str
    found: int
    open: int
    explained: int
    waived: int
    reopened: int
    cases: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class CommissionerPage:
    """What commissioner.html.j2 reads."""

    title: str
    headline: str
    state: str
    stop: str
    facts: Pairs
    tiers: tuple[tuple[str, str, str], ...]
    rules: tuple[tuple[str, ...], ...]
    keys: bool
    since: tuple[str, ...]
    commissioner: Commissioner | None
    standards: tuple[StandardPage, ...]
    unchecked: tuple[tuple[str, str], ...]
    unknown_claims: tuple[str, ...]
    second_reading: str
    proof: Pairs
    version: str
    # No entry of a rule stands on this page, so nothing leads to one.
    entry_ids: Mapping[str, str] = field(default_factory=dict)


def by_rule(report: Report) -> tuple[RuleCounts, ...]:
    """The findings counted, gravest tier first, then in the order of the rules."""
    gathered: dict[tuple[str, str], list[Finding]] = {}
    for finding in report.findings:
        gathered.setdefault((finding.tier, finding.rule), []).append(finding)
    ranks = {rule.id: rank for rank, rule in enumerate(report.rules)}

    def order(key: tuple[str, str]) -> tuple[int, int, str]:
        return TIERS.index(key[0]), ranks.get(key[1], len(ranks)), key[1]

    return tuple(_counted(report, key, gathered[key]) for key in sorted(gathered, key=order))


def keys_allowed(report: Report) -> bool:
    """Whether the profile lets references of cases stand in what is passed on."""
    counts = report.profile is not None and not report.profile_why
    return counts and report.profile.case_keys  # type: ignore[union-attr]


def _counted(report: Report, key: tuple[str, str], found: list[Finding]) -> RuleCounts:
    rules = {rule.id: rule for rule in report.rules}
    tier, name = key
    rule = rules.get(name)
    cases = {finding.case or finding.key for finding in found} - {""}
    waived = sum(bool(finding.waiver) for finding in found)
    explained = sum(finding.explained and not finding.waiver for finding in found)
    return RuleCounts(
        rule=name,
        pack=rule.pack if rule else "",
        tier=tier,
        # A STOP has no rule; its words tell of the file as a whole.
        summary=rule.summary if rule else found[0].message,
        found=len(found),
        open=len(found) - waived - explained,
        explained=explained,
        waived=waived,
        reopened=sum(finding.reopened for finding in found),
        cases=tuple(sorted(cases, key=natural)) if keys_allowed(report) else None,
    )


def data(report: Report) -> dict[str, object]:
    """The commissioner's report as plain data, in the order of its published schema."""
    return {
        "schema_version": "1.0",
        "audience": "commissioner",
        "tool": {"version": report.tool_version},
        "return": return_json(report),
        "standards": [standard_json(standard) for standard in report.standards],
        "as_of": report.as_of,
        "engine": report.engine,
        "language": report.language,
        "headline": report.headline,
        "ready": report.ready,
        "counts": {tier: report.counts.get(tier, 0) for tier in TIERS},
        "rules": [_listed(counts) for counts in by_rule(report)],
        "verdicts": [verdict_json(verdict) for verdict in report.verdicts],
        "declared": [declared_json(declared) for declared in report.declared],
        "since": _since_counts(report),
        "not_checked": not_checked_json(report),
        "unknown_claims": list(report.unknown_claims),
    }


def _since_counts(report: Report) -> dict[str, object] | None:
    since = report.since
    if since is None:
        return None
    moved = [asdict(moved) for moved in since.moved]
    return {**_changes(since), "moved": moved}


def _changes(since: Since) -> dict[str, int]:
    return {
        "new": since.new,
        "still": since.still,
        "back": since.back,
        "fixed": len(since.fixed),
        "unchecked": len(since.unchecked),
    }


def _listed(counts: RuleCounts) -> dict[str, object]:
    listed = asdict(counts)
    return listed | {"cases": None if counts.cases is None else list(counts.cases)}


def page(report: Report) -> CommissionerPage:
    """Work out the page."""
    stop = report.receipt.stop
    return CommissionerPage(
        title=title(report),
        headline=report.headline,
        state="stop" if stop else "ready" if report.ready else "not-ready",
        stop=stop.fix if stop else "",
        facts=facts(report),
        tiers=tuple(
            (tier.lower(), tier_word(tier), number(report.counts.get(tier, 0))) for tier in TIERS
        ),
        rules=tuple(_row(counts) for counts in by_rule(report)),
        keys=keys_allowed(report),
        since=_since(report),
        commissioner=_set(report),
        standards=_standards(report),
        unchecked=tuple((outcome.rule, why_not(outcome)) for outcome in not_checked(report)),
        unknown_claims=report.unknown_claims,
        second_reading=second_reading(report.receipt),
        proof=proof(report),
        version=report.tool_version,
    )


def _standards(report: Report) -> tuple[StandardPage, ...]:
    if report.receipt.stop:
        return ()
    return tuple(
        _without_places(standard_page(report, standard, f"standard-{place}"))
        for place, standard in enumerate(report.standards, 1)
    )


def _without_places(standard: StandardPage) -> StandardPage:
    """The page of a standard that does not say where the return declares a verdict."""
    clauses = (
        replace(clause, declared=clause.declared and replace(clause.declared, place=""))
        for clause in standard.clauses
    )
    return replace(standard, clauses=tuple(clauses))


def _row(counts: RuleCounts) -> tuple[str, ...]:
    listed = counts.cases or ()
    shown = ", ".join(listed[:CASES_SHOWN])
    more = len(listed) - CASES_SHOWN
    if more > 0:
        shown += say("sharing.more-cases", n=more)
    numbers = (counts.found, counts.open, counts.explained, counts.waived)
    word = tier_word(counts.tier)
    return (counts.tier.lower(), word, counts.rule, counts.summary, *map(number, numbers), shown)


def _since(report: Report) -> tuple[str, ...]:
    since = report.since
    if since is None:
        return ()
    counted = _changes(since).items()
    said = [say(f"sharing.since-{name}", n=total) for name, total in counted if total]
    said += [
        say("sharing.moved", standard=m.standard, clause=m.clause, was=m.was, now=m.now)
        for m in since.moved
    ]
    return (*said, *since.unlike)


def _set(report: Report) -> Commissioner | None:
    """The profile and the waivers; which record a waiver is for only where keys may stand."""
    given = commissioner(report)
    if given is None or keys_allowed(report):
        return given
    return replace(given, waivers=tuple(replace(line, record="") for line in given.waivers))
