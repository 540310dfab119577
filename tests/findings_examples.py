"""Reports with everything in them, for the tests of the workbook and the table of findings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from test_render_examples import finding, messy, rule

from checker.model.answers import Declared, ExplanationUse
from checker.model.causes import Cause, FixFirst
from checker.model.findings import Finding, Suggestion
from checker.model.report import Report
from checker.model.since import Gone, Moved, Since

# What spreadsheets have taken for a formula, a link or a command, and what breaks XML or CSV.
HOSTILE: Final = (
    *(
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "＝1+1",
        "＋1",
        "－1",
        "＠A1",
        "\t=1+1",
        "\n=1",
        "\r=1",
        "\0=1",
    ),
    *(' =HYPERLINK("https://example.org","x")', "=cmd|' /C calc'!A0", "a;=1+1", "a\n=1+1"),
    *("]]>", "<script>alert(1)</script>", "&amp;&#61;", "<![CDATA[", "_x003D_1+1", "{=1}"),
    *(
        "'quoted'!A1",
        '"',
        "a,b",
        "  two  spaces  ",
        "#N/A",
        "\x07\x1b",
        "\ud800",
        "\udcff",
        "\ufffe",
    ),
    *("javascript:alert(1)", "file:///etc", "../../x", "=" * 40_000, "x" * 40_000, "’" * 40_000),
)


def full() -> Report:
    """The messy report with causes, suggestions, a previous report, and what was declared."""
    first, *others = messy().findings
    code = Suggestion("code", "The nearest code is F.", "F", safe=True)
    known = replace(
        first, expected="A code", found="Text", suggestions=(code,), since="new", reopened=True
    )
    gone = (Gone("g1", "missing-value", "ERROR", "Cases F9", "C-9", "A value is missing."),)
    return replace(
        messy(),
        findings=(known, *(replace(other, since="still there") for other in others)),
        headings={"cases.referral_date": "Date of referral"},
        fix_first=FixFirst(
            (
                Cause("heading", "Rename F3.", "Cases", "F3", 14, 2, (("missing-value", 14),)),
                Cause("tidy", "Tidy up.", "", "", 1, 0, (), safe=True),
            ),
            tried=2,
            untried=1,
            why_untried="It would take too long.",
        ),
        since=Since(
            digest="ab" * 32,
            return_digest="cd" * 32,
            as_of="2026-06-30",
            new=1,
            still=20,
            back=0,
            fixed=gone,
            unchecked=(replace(gone[0], place=""),),
            cleared=(),
            moved=(Moved("gb-stalking", "L1", "met", "not met"),),
            unlike=("The previous report was made with another version.",),
        ),
        explanations=(
            ExplanationUse("Explanations", "A4", "supervision-short", "", "R1", "in force", 2, 2),
            ExplanationUse("", "", "", "", "", "carried forward", 0, None, "It was accepted."),
        ),
        declared=(
            Declared(
                *("gb-stalking", "L1", "met", "not met", "contradicts", False, "Self", "B2"),
                said="You declared it met, and the data shows otherwise.",
            ),
        ),
    )


def hostile(text: str) -> Report:
    """A report in which everything that comes from a file or a pack is this text."""
    report = full()
    facts = replace(report.facts, id=text, provider=text, period=text, layout=text, spec=text)
    given: dict[str, Any] = dict.fromkeys(
        ("message", "fix", "sheet", "table", "field", "key", "case", "expected", "found"), text
    )
    bad = replace(
        report.findings[0],
        **given,
        cell="B2",
        rule=text,
        waiver=text,
        clauses=(text, f"{text}/{text}"),
        suggestions=(Suggestion("code", text, text, text),),
    )
    limit = replace(rule("x").threshold, source=f"https://example.org/{text}")
    rules = (*report.rules, rule(text, summary=text, why=text, fix=text, threshold=limit))
    return replace(
        report,
        facts=facts,
        headline=text,
        receipt=replace(report.receipt, file=text),
        findings=(bad, *report.findings),
        rules=rules,
        fix_first=FixFirst((Cause("sheet", text, text, text, 1, 0, ((text, 1),)),), 1, 1, text),
    )


def many(number: int) -> Report:
    """So many findings of three rules, the second and third of them few."""
    rules = ("missing-value",) * (number - 6) + ("closed-before-start",) * 4 + ("tidied-value",) * 2
    tiers = {"tidied-value": "NOTE"}
    found: list[Finding] = [
        finding(n, name, tiers.get(name, "ERROR"), f"F{n + 5}", case=f"C-{n // 10}")
        for n, name in enumerate(rules)
    ]
    return replace(messy(), findings=tuple(found))
