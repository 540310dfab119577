"""junit.xml: each rule a test, and each clause of a standard one, for programs that run tests.

A rule fails where a finding has to be put right or explained. One whose findings are all for
information or answered is told as skipped with the reason, so that it neither fails a run nor
looks passed. So is a clause that a person judges or that the data leave open. The file keeps to
the schema that Ant's reports have, which asks for more than that of Jenkins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal
from xml.sax.saxutils import escape, quoteattr

from checker.language import say
from checker.model.findings import Finding, Outcome, Verdict
from checker.model.report import Report
from checker.model.specs import Rule
from checker.render.json_report import why_not
from checker.render.machine.texts import one_line, sentences

PLACES_SHOWN: Final = 20
# The format asks for a machine and a duration; neither is told, so that the same report gives the
# same file.
_NOWHERE: Final = 'hostname="localhost" time="0"'

State = Literal["passed", "failure", "error", "skipped"]


@dataclass(slots=True)
class Seen:
    """The findings of one rule: how many, how many still ask for something, the first places."""

    number: int = 0
    standing: int = 0
    places: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Case:
    """One test; `message` is one line, `detail` the lines below it."""

    suite: str
    name: str
    state: State = "passed"
    kind: str = ""
    message: str = ""
    detail: tuple[str, ...] = ()


def junit_bytes(report: Report) -> bytes:
    """The bytes of junit.xml; their number hangs on that of rules, not on that of findings."""
    return "".join(f"{line}\n" for line in _document(report)).encode()


def _document(report: Report) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield "<testsuites>"
    for number, (name, cases) in enumerate(_suites(report).items()):
        yield from _suite(report, number, name, cases)
    yield "</testsuites>"


def _suites(report: Report) -> dict[str, list[Case]]:
    """The tests by suite: the rules of the return and of each standard, then the clauses."""
    seen, rules = _seen(report), {rule.id: rule for rule in report.rules}
    cases = [_stopped(report)] if report.receipt.stop else []
    outcomes = (*report.outcomes, *_without_outcome(report, seen))
    cases += [_rule_case(rules.get(o.rule), o, seen.get(o.rule, Seen())) for o in outcomes]
    cases += [_clause_case(verdict) for verdict in report.verdicts]
    suites: dict[str, list[Case]] = {}
    for case in cases:
        suites.setdefault(case.suite, []).append(case)
    return suites


def _without_outcome(report: Report, seen: Mapping[str, Seen]) -> Iterator[Outcome]:
    """An outcome for each rule that has findings and none; a finding is never left out."""
    told = {outcome.rule for outcome in report.outcomes}
    told |= {report.receipt.stop.code} if report.receipt.stop else set()
    packs = {rule.id: rule.pack for rule in report.rules}
    for rule in seen:
        if rule not in told:
            yield Outcome(rule, packs.get(rule, report.facts.spec), "failed")


def _seen(report: Report) -> Mapping[str, Seen]:
    found: dict[str, Seen] = {}
    for finding in report.findings:
        seen = found.setdefault(finding.rule, Seen())
        seen.number += 1
        seen.standing += _stands(finding)
        if len(seen.places) < PLACES_SHOWN:
            seen.places.append(place(finding.sheet, finding.cell) or say("machine.whole-file"))
    return found


def _stands(finding: Finding) -> bool:
    return not (finding.explained or finding.waiver or finding.tier == "NOTE")


def place(sheet: str, cell: str) -> str:
    """A place as spreadsheets write it: Cases!F12, or 'Cases 2'!F12."""
    name = one_line(sheet)
    if name and not name.replace("_", "").isalnum():
        name = "'" + name.replace("'", "''") + "'"
    return "!".join(part for part in (name, one_line(cell)) if part)


def _stopped(report: Report) -> Case:
    stop = report.receipt.stop
    assert stop is not None  # noqa: S101 - for the type checker: only such reports come here
    fix = say("machine.what-to-do", fix=stop.fix)
    return Case(say("machine.stop-suite"), stop.code, "failure", "STOP", stop.message, (fix,))


def _rule_case(rule: Rule | None, outcome: Outcome, seen: Seen) -> Case:
    suite, name = outcome.standard, outcome.rule
    if outcome.status == "broke":
        why = sentences(say("machine.broke"), outcome.why)
        return Case(suite, name, "error", "broke", why)
    if outcome.status == "not run" and not seen.number:
        return Case(suite, name, "skipped", message=say("machine.not-run", why=why_not(outcome)))
    if not seen.number and outcome.status == "passed":
        return Case(suite, name)
    told, tier = _counted(rule, outcome, seen), rule.tier if rule else "ERROR"
    if seen.standing or not (seen.number or tier == "NOTE"):
        return Case(suite, name, "failure", tier, told, _detail(rule, seen))
    why = say("machine.for-information" if tier == "NOTE" else "machine.answered")
    return Case(suite, name, "skipped", message=sentences(told, why))


def _counted(rule: Rule | None, outcome: Outcome, seen: Seen) -> str:
    rows = (
        say("machine.failed-rows", n=outcome.failed, checked=f"{outcome.checked:,}")
        if outcome.checked and outcome.failed
        else ""
    )
    found = say("machine.failed", n=seen.number) if seen.number else ""
    return sentences(rule.summary if rule else "", found, rows) or outcome.rule


def _detail(rule: Rule | None, seen: Seen) -> tuple[str, ...]:
    more = seen.number - len(seen.places)
    return (
        *((say("machine.what-to-do", fix=rule.fix),) if rule else ()),
        *((say("machine.places"), *(f"  {spot}" for spot in seen.places)) if seen.places else ()),
        *((f"  {say('machine.more-places', n=more)}",) if more else ()),
    )


def _clause_case(verdict: Verdict) -> Case:
    suite = f"{verdict.standard} clauses"
    concerns = tuple(say("machine.concern", said=concern) for concern in verdict.concerns)
    if verdict.verdict == "met":
        return Case(suite, verdict.clause)
    told = sentences(say("machine.verdict", verdict=verdict.verdict), *verdict.reasons)
    state: State = "failure" if verdict.verdict == "not met" else "skipped"
    return Case(suite, verdict.clause, state, "not-met", told, concerns)


def _suite(report: Report, number: int, name: str, cases: list[Case]) -> Iterator[str]:
    states = Counter(case.state for case in cases)
    counts = f'failures="{states["failure"]}" errors="{states["error"]}"'
    counts += f' skipped="{states["skipped"]}"'
    title = quoteattr(one_line(name))
    day = f'timestamp="{report.as_of or "1970-01-01"}T00:00:00"'
    yield (
        f'  <testsuite name={title} package={title} id="{number}" {day} {_NOWHERE}'
        f' tests="{len(cases)}" {counts}>'
    )
    yield "    <properties>"
    for label, value in _properties(report):
        yield f"      <property name={quoteattr(label)} value={quoteattr(one_line(value))}/>"
    yield "    </properties>"
    for case in cases:
        yield from _case(case)
    yield "    <system-out/>"
    yield "    <system-err/>"
    yield "  </testsuite>"


def _properties(report: Report) -> Iterator[tuple[str, str]]:
    yield "return", report.facts.id
    yield "return-sha-256", report.receipt.digest
    yield "checker", report.tool_version
    yield "ready", "yes" if report.ready else "no"


def _case(case: Case) -> Iterator[str]:
    names = f"classname={quoteattr(one_line(case.suite))} name={quoteattr(one_line(case.name))}"
    if case.state == "passed":
        yield f'    <testcase {names} time="0"/>'
        return
    kind = f" type={quoteattr(case.kind)}" if case.state != "skipped" else ""
    lines = "\n".join(escape(_unbroken(line)) for line in (case.message, *case.detail))
    yield f'    <testcase {names} time="0">'
    message = quoteattr(one_line(case.message))
    yield f"      <{case.state} message={message}{kind}>{lines}</{case.state}>"
    yield "    </testcase>"


def _unbroken(line: str) -> str:
    """One line that keeps the space at its beginning."""
    return " " * (len(line) - len(line.lstrip(" "))) + one_line(line)
