"""What may be told of a finding of an earlier report: what this checker knows by itself.

An earlier report may be anybody's. Messages are made from the rules, sheets and columns from the
return's specification, and a key is passed on only where it has the form that its column asks for
and does not look like an identifier.
"""

from __future__ import annotations

import re

from checker.errors import STOP_CODES
from checker.language import say
from checker.model.findings import Finding
from checker.model.report import Report
from checker.model.since import Gone
from checker.model.specs import Column, Layout, ReturnSpec, Table
from checker.packs.holders import Known, holders, known_rules
from checker.previous.identity import is_counted
from checker.privacy import identifier_kind
from checker.privacy.keys import key_kind


class Telling:
    """Tells findings of an earlier report in the words of this one; `layout` if it was read."""

    def __init__(self, report: Report, spec: ReturnSpec, layout: Layout | None) -> None:
        self._spec = spec
        self._layouts = [layout] if layout else list(spec.layouts.values())
        self._sheets = {sheet.name for sheet in report.receipt.sheets}
        self._said = {rule.id: rule.summary for rule in report.rules}
        self._known: Known | None = None

    def gone(self, finding: Finding) -> Gone:
        """The finding as a later report may tell it."""
        table = self._spec.tables.get(finding.table)
        field = _column(table, finding.field)
        key = self._reference(
            finding.key, _column(table, table.key[0] if table and table.key else "")
        )
        case = self._reference(finding.case, _column(table, "case_ref"))
        return Gone(
            id=finding.id,
            rule=finding.rule,
            tier=finding.tier,
            place=self._place(finding),
            case=case or key,
            message=self._message(finding, field),
            table=table.name if table else "",
            key=key,
            field=field.name if field else "",
        )

    def _place(self, finding: Finding) -> str:
        sheet = finding.sheet if finding.sheet in self._sheets else self._usual(finding.table)
        if not sheet:
            return say("answers.another-sheet") if finding.sheet else ""
        # Which of several that nothing names is gone cannot be told.
        nameless = not finding.cell or is_counted(finding, self._spec)
        return sheet if nameless else f"{sheet} {finding.cell}"

    def _usual(self, table: str) -> str:
        """The name that the return gives to the sheet of a table."""
        places = (place for layout in self._layouts for place in layout.sheets)
        return next((place.sheet for place in places if place.table == table), "")

    def _message(self, finding: Finding, field: Column | None) -> str:
        if finding.rule in STOP_CODES:
            return say("answers.was-not-readable")
        if finding.rule not in self._said:
            self._said[finding.rule] = self._shipped(finding.rule)
        words = self._said[finding.rule] or say("answers.rule-not-known")
        return f"{field.heading}: {words}" if field else words

    def _shipped(self, name: str) -> str:
        """What a rule says that this check did not run; empty where no shipped pack holds it."""
        if self._known is None:
            self._known = known_rules()
        return holders(name, self._known)[0].rule.summary if name in self._known else ""

    def _reference(self, text: str, column: Column | None) -> str:
        """A key that is what its column asks for and no identifier; all else is not passed on."""
        if column is None:
            return ""
        if column.code_list:
            known = {code.code for code in self._spec.code_lists[column.code_list].codes}
            return text if text in known else ""
        formed = column.pattern and re.fullmatch(column.pattern, text)
        return text if formed and not (identifier_kind(text) or key_kind(text)) else ""


def _column(table: Table | None, name: str) -> Column | None:
    return next((c for c in table.columns if c.name == name), None) if table else None
