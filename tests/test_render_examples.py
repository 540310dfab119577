"""Reports made by hand for the render tests, and checks that they hold what they should."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from checker.model.answers import Declared, ExplanationState, ExplanationUse
from checker.model.causes import Cause, FixFirst
from checker.model.findings import Finding, Outcome, Share, Suggestion, Verdict
from checker.model.profile import (
    Change,
    Profile,
    Waiver,
    WaiverState,
    WaiversUsed,
    WaiverUse,
)
from checker.model.receipt import Receipt, SheetReceipt, Stop
from checker.model.report import Report, ReturnFacts
from checker.model.since import Gone, Moved, Since
from checker.model.specs import Check, Clause, NotCarried, Rule, Standard, Threshold

SCRIPT: Final = "<script>alert('x')</script>"
MISSING: Final = "The sheet Workforce is missing."
DIGEST: Final = "0123456789abcdef" * 4


def rule(name: str, **given: Any) -> Rule:
    fields: dict[str, Any] = {
        "pack": "ppr-1.0",
        "table": "cases",
        "tier": "ERROR",
        "summary": f"The row breaks {name}.",
        "why": "Counts for the whole area go wrong when this is left.",
        "fix": "Check the cell against the case record and correct it.",
        "check": Check("expectation"),
        "threshold": Threshold("project", "P", "project", ""),
    }
    return Rule(id=name, **(fields | given))


def clause(name: str, **given: Any) -> Clause:
    fields: dict[str, Any] = {
        "title": f"Title of {name}",
        "text": "Work with a perpetrator runs beside support for the victim.",
        "obligation": "should",
        "judge": "data",
        "source": "https://example.org/standard",
        "grade": "S2",
        "origin": "published",
    }
    return Clause(id=name, **(fields | given))


def standard(name: str, **given: Any) -> Standard:
    fields: dict[str, Any] = {
        "edition": "2023.02",
        "title": "Standards for domestic abuse perpetrator interventions",
        "publisher": "A public body",
        "jurisdiction": ("England", "Wales"),
        "status": "published",
        "status_note": "",
        "claim_codes": (),
        "source_title": "Policy paper",
        "source_url": "https://example.org/paper",
        "source_date": "2023-02-10",
        "licence": "OGL",
        "summary": "What commissioners and providers of such programmes are asked to do.",
        "digest": DIGEST,
        "clauses": (),
        "rules": (),
        "suites": {},
    }
    return Standard(id=name, **(fields | given))


def sheet(name: str, filled: int, last_row: int, **given: Any) -> SheetReceipt:
    fields: dict[str, Any] = {
        "state": "visible",
        "errors": 0,
        "formulas_without_value": 0,
        "merged_hidden": 0,
        "last_column": 44,
    }
    return SheetReceipt(name=name, filled=filled, last_row=last_row, **(fields | given))


SHEETS: Final = (
    sheet("Return", 34, 18, last_column=2),
    sheet("Programmes", 210, 11, last_column=23),
    sheet("Cases", 4_312, 121, errors=2, hidden_rows=(7, 8), error_cells=("C7", "C9")),
    sheet("Victims", 1_704, 118, formulas_without_value=3, last_column=20),
    sheet("Lookups", 96, 40, state="veryHidden", last_column=3),
)


def clean() -> Report:
    return Report(
        tool_version="1.0.0",
        facts=ReturnFacts(
            "R-2026-Q2",
            "Example Provider",
            "2026-04-01 to 2026-06-30",
            "full",
            DIGEST,
            "ppr-1.0",
            DIGEST,
        ),
        as_of="2026-07-14",
        engine="polars",
        headline="Ready to send",
        ready=True,
        counts={"STOP": 0, "PRIVACY": 0, "ERROR": 0, "QUERY": 0, "NOTE": 0},
        receipt=Receipt("return.xlsx", DIGEST, "xlsx", None, SHEETS, ()),
        standards=(),
        rules=(rule("missing-value"),),
        findings=(),
        outcomes=(Outcome("missing-value", "ppr-1.0", "passed", checked=240, in_scope=240),),
        verdicts=(),
        rows={"Return": 1, "Programmes": 10, "Cases": 120, "Victims": 117},
    )


def finding(number: int, name: str, tier: Any, cell: str, **given: Any) -> Finding:
    fields: dict[str, Any] = {
        "message": "This cell is blank and its column needs a value.",
        "fix": "Check the cell against the case record and correct it.",
        "sheet": "Cases",
        "table": "cases",
        "field": "referral_date",
        "case": f"C-{number:04}",
    }
    return Finding(id=f"F{number}", rule=name, tier=tier, cell=cell, **(fields | given))


def _messy_rules() -> tuple[Rule, ...]:
    home, stalking = "gb-home-office-da/2023.02", "gb-stalking/0.1-draft"
    published = Threshold("published", "S2", "https://example.org/reported", "")
    return (
        rule("identifier-in-cell", tier="PRIVACY", summary="A cell looks like it names a person."),
        rule("missing-value", summary="A value that the column needs is missing."),
        rule("closed-before-start", summary="The case is closed before it started."),
        rule("wait-over-half-year", tier="QUERY", summary=f"The wait is long {SCRIPT}."),
        rule("tidied-value", tier="NOTE", summary="Spaces or capitals were tidied."),
        rule(
            "support-offer-late",
            pack=home,
            tier="QUERY",
            clauses=("S1.1",),
            weight="concern",
            summary="The victim was offered support after work with the perpetrator began.",
            limits="May over-report where support was offered by another service.",
        ),
        rule("planned-weeks-short", pack=home, clauses=("T3",), threshold=published),
        rule("assessment-slow", pack=home, clauses=("S4",), summary="The assessment came late."),
        rule("supervision-short", pack=home, clauses=("S6",), tier="QUERY"),
        rule("spo-term-short", pack=stalking, clauses=("L1",), weight="breach"),
    )


def _standards() -> tuple[Standard, ...]:
    home = standard(
        "gb-home-office-da",
        clauses=tuple(clause(name) for name in ("SC.1", "T3", "S1.1", "S4", "S6", "S7")),
        not_covered=("How respectfully people are treated",),
        not_carried=(NotCarried("Group size", "no published number was found"),),
    )
    stalking = standard(
        "gb-stalking",
        edition="0.1-draft",
        title="Stalking programmes",
        status="draft",
        status_note="Written by this project from public sources. No body has agreed it.",
        source_url="javascript:alert(1)",
        clauses=(clause("L1", obligation="law", origin="statute", grade="S"), clause("P1")),
    )
    return (home, stalking)


def _outcomes() -> tuple[Outcome, ...]:
    home, stalking = "gb-home-office-da", "gb-stalking"
    share = Share(41, 50, 0.8, 0.691989, 0.9023456789)
    return (
        Outcome("identifier-in-cell", "ppr-1.0", "failed", 6_356, 0, 1, 6_356),
        Outcome("missing-value", "ppr-1.0", "failed", 240, 0, 14, 240),
        Outcome("closed-before-start", "ppr-1.0", "failed", 110, 8, 1, 120, 2),
        Outcome("tidied-value", "ppr-1.0", "failed", 120, 0, 1, 120),
        Outcome("support-offer-late", home, "failed", 100, 5, 2, 117, 12),
        Outcome("planned-weeks-short", home, "passed", 6, 0, 0, 6),
        Outcome("assessment-slow", home, "passed", 50, 0, 9, 50, share=share),
        Outcome("supervision-short", home, "not run", why=MISSING, ran=False),
        Outcome("spo-term-short", stalking, "failed", 4, 0, 1, 4),
        Outcome("spo-end-unclear", stalking, "broke"),
        Outcome("sam-total-score", stalking, "not run", why="Nothing falls under the rule."),
        Outcome("outcome-points-missing", home, "not run", why=MISSING, ran=False),
    )


def _verdicts() -> tuple[Verdict, ...]:
    home, stalking = "gb-home-office-da", "gb-stalking"
    late = ("support-offer-late",)
    return (
        Verdict(home, "SC.1", "not applicable", "scope", "published", "S", ("No such case.",)),
        Verdict(
            home, "T3", "met", "should", "published", "S2", ("Every programme is long enough.",)
        ),
        Verdict(home, "S1.1", "met", "should", "published", "S2", ("No breach was found.",), late),
        Verdict(home, "S4", "cannot tell", "should", "published", "S2", ("The interval is wide.",)),
        Verdict(home, "S6", "cannot tell", "should", "published", "S2", ("A rule did not run.",)),
        Verdict(home, "S7", "for an assessor", "should", "published", "S2", ("Needs a reader.",)),
        Verdict(stalking, "L1", "not met", "law", "statute", "S", ("One order is too short.",)),
    )


def _messy_findings() -> tuple[Finding, ...]:
    late = "support-offer-late"
    blanks = tuple(
        finding(row, "missing-value", "ERROR", f"F{row}", case=f"C-{row % 3:04}")
        for row in (10, 9, 2, 100, 33, 21, 45, 46, 47, 48, 49, 50, 51, 52)
    )
    return (
        *blanks,
        finding(201, "identifier-in-cell", "PRIVACY", "AA4", message="Text like a postcode."),
        finding(202, "closed-before-start", "ERROR", "Z4", fix="The start date looks mistyped."),
        finding(
            203, "missing-sheet", "ERROR", "", sheet="", case="", message="A sheet is missing."
        ),
        finding(204, "wait-over-half-year", "QUERY", "F12", message=f"Long wait {SCRIPT}"),
        finding(205, late, "QUERY", "G3", sheet="Victims", clauses=("S1.1", "S1.2"), case="C-0001"),
        finding(206, late, "QUERY", "G4", sheet="Victims", explained=True, case="C-0002"),
        finding(207, "tidied-value", "NOTE", "B2", message='Tidied "so":\n  "findings": [],\n'),
    )


def messy() -> Report:
    return replace(
        clean(),
        headline="Not ready: 17 things to fix, 2 to explain",
        ready=False,
        counts={"PRIVACY": 1, "ERROR": 16, "QUERY": 3, "NOTE": 1},
        receipt=replace(clean().receipt, notes=("Comments are in 2 cells.",)),
        standards=_standards(),
        rules=_messy_rules(),
        findings=_messy_findings(),
        outcomes=_outcomes(),
        verdicts=_verdicts(),
        unknown_claims=("SCOT-DRAFT",),
    )


def given() -> Report:
    """The messy report under a profile and waivers of every state, hostile words among them."""
    waiver = Waiver(
        id="W-1",
        rule="closed-before-start",
        provider="PROV-1",
        table="cases",
        key="C-0001",
        value_digest=f"scrypt:{'0' * 32}:{DIGEST}",
        reason=f"Agreed {SCRIPT}.",
        approver="Head of commissioning",
        start="2026-04-01",
        end="2026-08-01",
    )
    states: tuple[WaiverState, ...] = ("in force", "unused", "lapsed", "expired")
    uses = tuple(
        WaiverUse(replace(waiver, id=f"W-{n}"), state, int(n == 1), n == 1, "Why it is so.")
        for n, state in enumerate(states, 1)
    )
    was = {"max_value": 182, "origin": "project", "grade": "P", "weight": None, "tier": "NOTE"}
    now = {"max_value": 90, "origin": "contract", "grade": "S", "weight": "breach", "tier": "QUERY"}
    said = "Now at most 90, before at most 182."
    adopted = Change(
        "threshold", "wait-over-half-year", "ppr-1.0", was, now, said, "clause 4", f"Ours {SCRIPT}."
    )
    off = Change(
        "rule-off",
        "missing-value",
        "ppr-1.0",
        {"status": "live"},
        {"status": "off"},
        "Off.",
        "",
        "Ours.",
    )
    rows = Change(
        "minimum-rows", "", "", {"minimum_rows": 10}, {"minimum_rows": 20}, "From 20 rows.", "", ""
    )
    first, *others = messy().findings
    return replace(
        messy(),
        findings=(replace(first, tier="ERROR", waiver="W-1"), *others),
        profile=Profile("example", "Example", f"A county {SCRIPT}", "1.0", DIGEST, "2026-04-01"),
        changes=(adopted, off, rows),
        waivers=WaiversUsed("waivers.yaml", DIGEST, 2, uses),
    )


def _causes() -> FixFirst:
    rename = Cause(
        "heading",
        f"Rename the heading of column C to “Referral date” {SCRIPT}.",
        *("Cases", "C1", 2_140, 3),
        (("missing-value", 2_000), ("wait-over-half-year", 140)),
    )
    codes = Cause(
        "codes",
        "Write the codes of Status in capitals.",
        *("Cases", "K2", 14, 0),
        tuple((f"rule-{n}", 2) for n in range(7)),
        safe=True,
    )
    return FixFirst((rename, codes), 9, 2, "They need the sheet Orders, which is missing.")


def _gone(number: int) -> Gone:
    return Gone(
        f"G{number}",
        "closed-before-start",
        "ERROR",
        f"Cases Z{number}",
        f"C-{number:04}",
        f"The case is closed before it started {SCRIPT}.",
    )


def _since() -> Since:
    return Since(
        *(DIGEST, DIGEST, "2026-06-30"),
        new=2,
        still=13,
        back=1,
        fixed=tuple(map(_gone, range(2, 5))),
        unchecked=(_gone(500),),
        cleared=(),
        moved=(Moved("gb-home-office-da@2023.02", "T3", "not met", "met"),),
        unlike=("The standard gb-stalking was of another edition.",),
    )


def _explanations() -> tuple[ExplanationUse, ...]:
    states: tuple[ExplanationState, ...] = (
        *("in force", "carried forward", "re-opened"),
        *("unused", "unknown rule", "incomplete"),
    )
    return tuple(
        ExplanationUse(
            sheet="Explanations",
            cell="" if state == "carried forward" else f"A{row}",
            rule="" if state == "unknown rule" else "support-offer-late",
            key="C-0002" if row % 2 else "",
            reason="" if state == "incomplete" else "GENUINE",
            state=state,
            covers=row,
            counted=row if row % 2 else None,
            why=f"Why it is so {SCRIPT}.",
        )
        for row, state in enumerate(states, 2)
    )


def _declared() -> tuple[Declared, ...]:
    home = "gb-home-office-da@2023.02"
    at = {"sheet": "Self-assessment"}
    return (
        Declared(home, "T3", "met", "met", "agrees", True, cell="C4", **at),
        Declared(
            *(home, "S4", "met", "not met", "contradicts", False),
            cell="C5",
            said=f"Declared met, and the data show otherwise {SCRIPT}.",
            **at,
        ),
        Declared(
            home, "S6", "not met", "cannot tell", "cannot be compared", False, cell="C6", **at
        ),
        Declared(home, "ZZ", "met", "cannot tell", "contradicts", False, cell="C7", **at),
    )


def acted() -> Report:
    """The messy report as it is when everything about it is known, hostile words among it."""
    first, second, *others = messy().findings
    code = Suggestion("code", f"The nearest code is ACC {SCRIPT}.", "ACC", safe=True)
    swap = Suggestion("other place", "The sheet Victims gives another day.", place="Victims D5")
    more = replace(
        first,
        expected="a date",
        found="text (21 characters)",
        suggestions=(code, swap),
        since="new",
        clauses=("S1.1",),
        key="K-1",
    )
    back = replace(second, since="came back")
    still = [
        replace(one, since="still there", reopened=one.rule == "support-offer-late")
        for one in others
    ]
    return replace(
        messy(),
        findings=(more, back, *still),
        fix_first=_causes(),
        since=_since(),
        explanations=_explanations(),
        declared=_declared(),
    )


def stopped() -> Report:
    stop = Stop(
        "encrypted",
        "The file is protected by a password.",
        "Open it, remove the password and save it again.",
    )
    return Report(
        tool_version="1.0.0",
        facts=ReturnFacts("", "", "", "", DIGEST),
        as_of="2026-07-14",
        engine="polars",
        headline="Not readable: The file is protected by a password.",
        ready=False,
        counts={},
        receipt=Receipt("return.xlsx", DIGEST, "xlsx", stop, (), ("The file is encrypted.",)),
        standards=_standards(),
        rules=(),
        findings=(Finding("encrypted", "encrypted", "STOP", stop.message, stop.fix),),
        outcomes=tuple(
            Outcome(one.id, one.pack, "not run", why="The return could not be read.", ran=False)
            for one in _messy_rules()
        ),
        verdicts=(),
        rows={},
    )


def empty() -> Report:
    receipt = Receipt("", "", "", None, (), ())
    facts = ReturnFacts("", "", "", "", "")
    return replace(clean(), facts=facts, receipt=receipt, rules=(), outcomes=(), rows={})


def large(findings: int) -> Report:
    names = [f"rule-{number}" for number in range(40)]
    found = tuple(
        finding(number % 9_000, names[number % 40], "ERROR", f"F{number % 20_000 + 2}")
        for number in range(findings)
    )
    rules = tuple(rule(name) for name in names)
    return replace(messy(), rules=rules, findings=found, counts={"ERROR": findings})


EXAMPLES: Final = {
    "clean": clean,
    "messy": messy,
    "given": given,
    "acted": acted,
    "stopped": stopped,
    "empty": empty,
}


def test_the_messy_example_holds_every_tier_but_stop() -> None:
    assert {found.tier for found in messy().findings} == {"PRIVACY", "ERROR", "QUERY", "NOTE"}


def test_the_messy_example_holds_every_verdict() -> None:
    assert len({found.verdict for found in messy().verdicts}) == 5
