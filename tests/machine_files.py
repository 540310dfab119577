"""Reports for the tests of what programs read: real ones, and one that says hostile things."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from hypothesis import strategies as st
from test_render_examples import SCRIPT, given, rule

from checker.model.findings import Finding, Outcome, Verdict
from checker.model.report import Report
from checker.model.since import Gone, Since
from checker.pipeline import check_file

SAMPLES = Path(__file__).parent.parent / "samples"
# Surrogates, control characters and unassigned ones too.
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=12)
HOSTILE = (
    "]]>",
    "<!--",
    "--><![CDATA[",
    SCRIPT,
    "&amp;&#0;",
    "\x00\x08\x1b[31m",
    "\ud800",
    "\ufffe\uffff",
    "[here](https://example.org)",
    "{0}",
    " \n\t",
    '"\\u0000',
    "../../x:y?#%2e",
    "=1+1",
)


@cache
def checked(name: str) -> Report:
    """The report of one of the samples."""
    return check_file(SAMPLES / f"{name}.xlsx")


def saying(text: str) -> Report:
    """A report in which every text that comes from a return or a commissioner is this one."""
    report = given()
    first, *others = report.findings
    hostile = replace(
        first, message=text, fix=text, sheet=text, cell=text, case=text, expected=text, waiver=text
    )
    outcome = replace(report.outcomes[-1], why=text)
    verdict = replace(report.verdicts[-1], reasons=(text,), concerns=(text,))
    return replace(
        report,
        facts=replace(report.facts, id=text, provider=text, provider_id=text, period=text),
        headline=text,
        receipt=replace(report.receipt, file=text),
        findings=(hostile, *others),
        outcomes=(*report.outcomes[:-1], outcome),
        verdicts=(*report.verdicts[:-1], verdict),
        since=compared(text),
    )


def compared(text: str) -> Since:
    """What changed since a report in which one finding stood that says this."""
    gone = Gone("F900", "missing-value", "ERROR", text, text, text)
    return Since("0" * 64, "1" * 64, "2026-04-01", 1, 1, 1, (gone,), (), ())


def every_state() -> Report:
    """A small report in which each state of a rule, a finding and a verdict is there once."""
    tiers = ("ERROR", "QUERY", "QUERY", "QUERY", "NOTE")
    names = ("failed", "open", "explained", "waived", "noted")
    rules = [rule(name, tier=tier) for name, tier in zip(names, tiers, strict=True)]
    rules += [rule("passed"), rule("skipped"), rule("broken")]
    found = [
        Finding(f"F{n}", r.id, r.tier, "Said.", "Do it.", "Cases 2", f"B{n}", since="new")
        for n, r in enumerate(rules[:5])
    ]
    found[1] = replace(found[1], since="still there")
    found[2] = replace(found[2], explained=True, since="came back")
    found[3] = replace(found[3], waiver="W-1", since="")
    outcomes = [Outcome(r.id, "ppr-1.0", "failed", 10, 0, 1, 10) for r in rules[:5]]
    outcomes.append(Outcome("passed", "ppr-1.0", "passed", 10, 0, 0, 10))
    outcomes.append(Outcome("skipped", "ppr-1.0", "not run", why="A sheet is missing.", ran=False))
    outcomes.append(Outcome("broken", "ppr-1.0", "broke"))
    words = ("met", "not met", "cannot tell", "for an assessor", "not applicable")
    verdicts = [
        Verdict("gb-x@1", f"C{n}", word, "should", "published", "S", (f"Why {n}.",))  # type: ignore[arg-type]
        for n, word in enumerate(words)
    ]
    return replace(
        given(),
        rules=tuple(rules),
        findings=tuple(found),
        outcomes=tuple(outcomes),
        verdicts=tuple(verdicts),
        since=compared("Gone."),
    )
