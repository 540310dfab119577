"""findings.csv: every finding as a line, for spreadsheets and for programs."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import BytesIO, TextIOWrapper
from typing import Final

from checker.model.findings import Finding
from checker.model.report import Report
from checker.model.specs import Rule
from checker.render.by_rule import rules_by_id
from checker.render.places import column_letters, position
from checker.render.workbook.limits import plain_text

# standards/_schemas/findings-csv.schema.json describes each. More may follow; none is renamed.
COLUMNS: Final = (
    *("id", "tier", "rule", "standard", "clauses", "sheet", "cell", "row", "column", "table"),
    *("field", "key", "case", "message", "fix", "expected", "found", "suggestions"),
    *("explained", "reopened", "waiver", "since"),
)


def flat_bytes(report: Report) -> bytes:
    """The header and a line for each finding, in the order of report.json.

    UTF-8 with a byte order mark, by which Excel knows it, and CRLF at the end of each line.
    """
    rules = rules_by_id(report)
    whole = BytesIO()
    with TextIOWrapper(whole, encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file, lineterminator="\r\n")
        lines.writerow(COLUMNS)
        lines.writerows(map(plain_text, _values(finding, rules)) for finding in report.findings)
        file.flush()
        return whole.getvalue()


def _values(finding: Finding, rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """The values in the order of COLUMNS."""
    row, column = position(finding.cell)
    rule = rules.get(finding.rule)
    return (
        finding.id,
        finding.tier,
        finding.rule,
        rule.pack if rule else "",
        " ".join(finding.clauses),
        finding.sheet,
        finding.cell,
        str(row or ""),
        column_letters(column),
        finding.table,
        finding.field,
        finding.key,
        finding.case,
        finding.message,
        finding.fix,
        finding.expected,
        finding.found,
        " ".join(each.text for each in finding.suggestions),
        _word(finding.explained),
        _word(finding.reopened),
        finding.waiver,
        finding.since,
    )


def _word(holds: bool) -> str:
    return "true" if holds else "false"
