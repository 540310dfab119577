"""The verdicts clause by clause, and the rules that gave no answer."""

from __future__ import annotations

from collections.abc import Iterator

from checker.language import say, unmarked
from checker.model.answers import Declared
from checker.model.report import Report
from checker.model.sheets import Cell, Heading, SheetOfTable
from checker.render.by_rule import pack_names, rules_by_id
from checker.render.clauses import ClauseLine, StandardPage, standard_page
from checker.render.findings.columns import NOTHING
from checker.render.json_report import not_checked, nothing_to_check, why_not
from checker.render.words import verdict_word


def verdicts_sheet(report: Report) -> SheetOfTable:
    """A row for each clause of each standard, in the standard's order."""
    declared = bool(report.declared)
    return SheetOfTable(
        name=unmarked("findings.sheet-verdicts"),
        title=say("findings.title-verdicts"),
        notes=(say("findings.about-verdicts"), *_drafts(report)),
        headings=(
            Heading(say("findings.column-standard"), width=34),
            Heading(say("findings.column-clause"), width=10),
            Heading(say("findings.column-clause-title"), width=34),
            Heading(say("findings.column-verdict"), width=16),
            *(_declared_headings() if declared else ()),
            Heading(say("findings.column-reasons"), width=60),
            Heading(say("findings.column-concerns"), width=44),
            Heading(say("findings.column-binds"), width=34),
            Heading(say("findings.column-origin-of-clause"), width=34),
        ),
        rows=list(_rows(report, declared)),
        empty=say("findings.unread" if report.receipt.stop else "findings.no-standard"),
        working=True,
    )


def _declared_headings() -> tuple[Heading, ...]:
    return (
        Heading(say("findings.column-declared"), width=16),
        Heading(say("findings.column-agreement"), width=34),
    )


def _pages(report: Report) -> Iterator[tuple[StandardPage, tuple[str, ...]]]:
    for standard in () if report.receipt.stop else report.standards:
        names = pack_names(standard.id, standard.edition)
        yield standard_page(report, standard, ""), names


def _drafts(report: Report) -> Iterator[str]:
    for page, _ in _pages(report):
        if page.warning:
            yield say("findings.draft", warning=page.warning, title=page.title)


def _rows(report: Report, declared: bool) -> Iterator[tuple[Cell, ...]]:
    for page, names in _pages(report):
        given = {each.clause: each for each in report.declared if each.standard in names}
        title = ": ".join(filter(None, (page.warning, page.title)))
        for clause in page.clauses:
            yield _row(f"{title} ({page.name})", clause, given.get(clause.id), declared)


def _row(
    title: str, clause: ClauseLine, given: Declared | None, declared: bool
) -> tuple[Cell, ...]:
    return (
        title,
        clause.id,
        clause.title or NOTHING,
        clause.verdict_word,
        *(_declared(given) if declared else ()),
        " ".join((*clause.reasons, clause.evidence)).strip() or NOTHING,
        " ".join(clause.concerns) or NOTHING,
        clause.obligation,
        clause.origin or NOTHING,
    )


def _declared(given: Declared | None) -> tuple[str, str]:
    if given is None:
        return (NOTHING, NOTHING)
    agreement = say(f"findings.declared-{given.agreement.replace(' ', '-')}")
    evidence = "" if given.evidence else say("findings.no-evidence")
    said = " ".join(filter(None, (f"{agreement}.", given.said, evidence)))
    return (verdict_word(given.declared), said)


def not_checked_sheet(report: Report) -> SheetOfTable:
    """A row for each rule without an answer: first those that could not look."""
    rules = rules_by_id(report)
    outcomes = sorted(not_checked(report), key=nothing_to_check)
    return SheetOfTable(
        name=unmarked("findings.sheet-not-checked"),
        title=say("findings.title-not-checked"),
        notes=(say("findings.about-not-checked"),),
        headings=(
            Heading(say("findings.column-rule"), width=38),
            Heading(say("findings.column-kind"), width=26),
            Heading(say("findings.column-no-answer"), width=70),
            Heading(say("findings.column-looks-for"), width=60),
            Heading(say("findings.column-standard"), width=30),
        ),
        rows=[
            (
                outcome.rule,
                say("findings.nothing-to-judge" if nothing_to_check(outcome) else "findings.unrun"),
                why_not(outcome),
                rules[outcome.rule].summary if outcome.rule in rules else NOTHING,
                outcome.standard or NOTHING,
            )
            for outcome in outcomes
        ],
        empty=say("findings.unread" if report.receipt.stop else "findings.all-checked"),
        working=True,
    )
