"""findings.xlsx and findings.ods: two ways of working through the findings, and all around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.language import say, unmarked
from checker.model.report import Report
from checker.model.sheets import BookOfTables, SheetOfTable
from checker.render.by_rule import all_by_rule
from checker.render.facts import title
from checker.render.findings import answers, columns, cover, listing, rules, verdicts
from checker.render.places import in_reading_order
from checker.render.words import number


def findings_book(report: Report) -> BookOfTables:
    """The workbook as data. The rows of findings are made as they are written."""
    findings = in_reading_order(report, report.findings)
    groups = all_by_rule(report)
    listed, cases = listing.by_rule(groups), listing.by_case(findings)
    about = columns.around(report, rules.places(groups), listed.alike)
    return BookOfTables(
        title=title(report),
        cover=cover.cover(report),
        notes=cover.notes(report),
        sheets=(
            answers.fix_first_sheet(report),
            _by_rule(report, listed, about),
            _by_case(report, cases, about),
            rules.rules_sheet(report, groups, listed.each),
            *answers.since_sheets(report),
            answers.explanations_sheet(report),
            verdicts.verdicts_sheet(report),
            verdicts.not_checked_sheet(report),
        ),
    )


def _by_rule(report: Report, listed: listing.Listed, about: columns.Around) -> SheetOfTable:
    numbers = _numbers(len(listed.findings), listed.total)
    return _working(
        report,
        unmarked("findings.sheet-by-rule"),
        say("findings.title-by-rule"),
        say("findings.about-by-rule"),
        say("findings.cut-by-rule", **numbers, each=number(listed.each)),
        columns.columns_by_rule(report),
        listed,
        about,
    )


def _by_case(report: Report, cases: listing.Cases, about: columns.Around) -> SheetOfTable:
    numbers = _numbers(len(cases.findings), cases.total)
    counts: dict[str, Any] = {"cases_shown": number(cases.shown), "cases": number(cases.cases)}
    return _working(
        report,
        unmarked("findings.sheet-by-case"),
        say("findings.title-by-case"),
        say("findings.about-by-case"),
        say("findings.cut-by-case", **numbers, **counts),
        columns.columns_by_case(report),
        cases,
        about,
    )


def _working(
    report: Report,
    name: str,
    heading: str,
    way: str,
    cut: str,
    names: Sequence[str],
    shown: listing.Listed | listing.Cases,
    about: columns.Around,
) -> SheetOfTable:
    """One way of working through the findings; `cut` is said where not all of them are listed."""
    return SheetOfTable(
        name=name,
        title=heading,
        notes=(way,) if len(shown.findings) == shown.total else (way, cut),
        headings=columns.headings(names),
        rows=listing.Made(shown.findings, columns.row_maker(names, about)),
        empty=nothing_found(report),
        working=True,
    )


def _numbers(shown: int, total: int) -> dict[str, Any]:
    return {"shown": number(shown), "total": number(total)}


def nothing_found(report: Report) -> str:
    """What a sheet of findings says where there is none, which is not said of an unread return."""
    return say("findings.unread" if report.receipt.stop else "findings.nothing-found")
