"""findings.xlsx and findings.ods: two ways of working through the findings, and all around them."""

from __future__ import annotations

from dataclasses import replace
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
    names, shown = columns.columns_by_rule(report), len(listed.findings)
    cut = say("findings.cut-by-rule", **_numbers(shown, listed.total), each=number(listed.each))
    sheet = SheetOfTable(
        name=unmarked("findings.sheet-by-rule"),
        title=say("findings.title-by-rule"),
        notes=(say("findings.about-by-rule"),),
        headings=columns.headings(names),
        rows=listing.Made(listed.findings, columns.row_maker(names, about)),
        empty=nothing_found(report),
        working=True,
    )
    return sheet if shown == listed.total else replace(sheet, notes=(*sheet.notes, cut))


def _by_case(report: Report, cases: listing.Cases, about: columns.Around) -> SheetOfTable:
    names, shown = columns.columns_by_case(report), len(cases.findings)
    counts: dict[str, Any] = {"cases_shown": number(cases.shown), "cases": number(cases.cases)}
    cut = say("findings.cut-by-case", **_numbers(shown, cases.total), **counts)
    sheet = SheetOfTable(
        name=unmarked("findings.sheet-by-case"),
        title=say("findings.title-by-case"),
        notes=(say("findings.about-by-case"),),
        headings=columns.headings(names),
        rows=listing.Made(cases.findings, columns.row_maker(names, about)),
        empty=nothing_found(report),
        working=True,
    )
    return sheet if shown == cases.total else replace(sheet, notes=(*sheet.notes, cut))


def _numbers(shown: int, total: int) -> dict[str, Any]:
    return {"shown": number(shown), "total": number(total)}


def nothing_found(report: Report) -> str:
    """What a sheet of findings says where there is none, which is not said of an unread return."""
    return say("findings.unread" if report.receipt.stop else "findings.nothing-found")
