"""What anybody may read of one check: the verdicts, and numbers that tell of no person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from checker.language import say
from checker.model.findings import Outcome, Verdict
from checker.model.report import Report
from checker.model.specs import Clause, Rule, Standard
from checker.render.by_rule import pack_names
from checker.render.clauses import status_note, status_warning, verdicts_of, web_address
from checker.render.facts import Pairs
from checker.render.origins import binding, clause_origin, number_origin
from checker.render.sharing.numbers import ROUNDED_TO, rests_on_few, shown, smallest_shown
from checker.render.words import verdict_word

WITHHELD: Final = "withheld"
# Verdicts that say how the rows were; the others say that nobody looked at them, or could.
_TELLING: Final = ("met", "not met")


@dataclass(frozen=True, slots=True)
class RuleNumbers:
    """One rule behind a clause; `checked` and `failed` are None where they are withheld."""

    id: str
    summary: str
    state: str
    checked: int | None
    failed: int | None
    origin: str
    source: str


@dataclass(frozen=True, slots=True)
class PublicClause:
    """One clause; `verdict` is "withheld" where it would tell of too few rows."""

    id: str
    title: str
    obligation: str
    origin: str
    source: str
    verdict: str
    word: str
    assessed: bool
    rules: tuple[RuleNumbers, ...]


@dataclass(frozen=True, slots=True)
class PublicStandard:
    anchor: str
    id: str
    edition: str
    title: str
    publisher: str
    warning: str
    note: str
    source: str
    digest: str
    tally: tuple[tuple[str, str, int], ...]
    clauses: tuple[PublicClause, ...]
    not_covered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicPage:
    """What public.html.j2 reads; `rule` says how numbers are kept from telling of people."""

    title: str
    stopped: bool
    facts: Pairs
    rule: str
    standards: tuple[PublicStandard, ...]
    version: str


def standards(report: Report) -> tuple[PublicStandard, ...]:
    """Each standard as anybody may read it; none of a return that could not be read."""
    if report.receipt.stop:
        return ()
    return tuple(
        _standard(report, standard, f"standard-{place}")
        for place, standard in enumerate(report.standards, 1)
    )


def _standard(report: Report, standard: Standard, anchor: str) -> PublicStandard:
    verdicts = verdicts_of(report, standard)
    known = (clause for clause in standard.clauses if clause.id in verdicts)
    clauses = tuple(_clause(report, standard, c, verdicts[c.id]) for c in known)
    counted = Counter((clause.verdict, clause.word) for clause in clauses)
    return PublicStandard(
        anchor=anchor,
        id=standard.id,
        edition=standard.edition,
        title=standard.title,
        publisher=standard.publisher,
        warning=status_warning(standard),
        note=status_note(standard),
        source=web_address(standard.source_url),
        digest=standard.digest,
        tally=tuple((*of, total) for of, total in counted.items()),
        clauses=clauses,
        not_covered=standard.not_covered,
    )


def _clause(report: Report, standard: Standard, clause: Clause, verdict: Verdict) -> PublicClause:
    names, smallest = pack_names(standard.id, standard.edition), smallest_shown(report)
    rules = {r.id: r for r in report.rules if r.pack in names and clause.id in r.clauses}
    behind = [o for o in report.outcomes if o.rule in rules and o.standard in names]
    few = verdict.verdict in _TELLING and rests_on_few(behind, smallest)
    word = WITHHELD if few else verdict.verdict
    return PublicClause(
        id=clause.id,
        title=clause.title,
        obligation=binding(clause.obligation, clause.origin, clause.grade),
        origin=clause_origin(clause.origin, clause.grade),
        source=web_address(clause.source),
        verdict=word.replace(" ", "-"),
        word=say("sharing.withheld") if few else verdict_word(verdict.verdict),
        assessed=verdict.assessed is not None,
        rules=tuple(_numbers(rules[o.rule], o, smallest) for o in behind),
    )


def _numbers(rule: Rule, outcome: Outcome, smallest: int) -> RuleNumbers:
    ran = outcome.status in ("passed", "failed")
    checked, failed = shown(outcome, smallest) if ran else (None, None)
    return RuleNumbers(
        id=rule.id,
        summary=rule.summary,
        state="run" if ran else "not run" if outcome.status == "not run" else "broke",
        checked=checked,
        failed=failed,
        origin=number_origin(rule.threshold.origin, rule.threshold.grade),
        source=web_address(rule.threshold.source),
    )


def _facts(report: Report) -> Pairs:
    told = report.facts
    pairs = (
        (say("sharing.provider"), told.provider),
        (say("sharing.period"), told.period),
        (say("sharing.area"), told.area),
        (say("sharing.as-of"), report.as_of),
        (say("sharing.return-digest"), told.digest),
    )
    return tuple((label, value) for label, value in pairs if value)


def page(report: Report) -> PublicPage:
    """Work out the page."""
    smallest = smallest_shown(report)
    named = ", ".join(part for part in (report.facts.provider, report.facts.period) if part)
    return PublicPage(
        title=say("sharing.public-title", of=named) if named else say("sharing.public-untitled"),
        stopped=report.receipt.stop is not None,
        facts=_facts(report),
        rule=say("sharing.rule", least=smallest, twice=2 * smallest, to=ROUNDED_TO),
        standards=standards(report),
        version=report.tool_version,
    )


def data(report: Report) -> dict[str, object]:
    """The public report as plain data, in the order of its published schema."""
    told = report.facts
    return {
        "schema_version": "1.0",
        "audience": "public",
        "tool": {"version": report.tool_version},
        "return": {
            "provider": told.provider,
            "period": told.period,
            "area": told.area,
            "digest": told.digest,
            "spec": told.spec,
        },
        "read": report.receipt.stop is None,
        "as_of": report.as_of,
        "language": report.language,
        "withheld_below": smallest_shown(report),
        "rounded_to": ROUNDED_TO,
        "standards": [_standard_data(standard) for standard in standards(report)],
    }


def _standard_data(standard: PublicStandard) -> dict[str, object]:
    return {
        "id": standard.id,
        "edition": standard.edition,
        "title": standard.title,
        "status": standard.warning,
        "digest": standard.digest,
        "clauses": [
            {
                "clause": clause.id,
                "verdict": clause.verdict.replace("-", " "),
                "assessed": clause.assessed,
                "rules": [
                    {"rule": r.id, "state": r.state, "checked": r.checked, "failed": r.failed}
                    for r in clause.rules
                ],
            }
            for clause in standard.clauses
        ],
    }
