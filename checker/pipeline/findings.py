"""Findings: each event, fault and failure with its place, its words and a lasting identity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from checker.advice import NOTHING, Advice, Adviser
from checker.expectations.outcomes import Failure
from checker.language import say
from checker.layout.tables import ReturnTables, SetAside
from checker.layout.values import column_number, row_number
from checker.model.findings import Finding
from checker.model.receipt import Stop
from checker.model.specs import Rule
from checker.pipeline.facts import TIERS
from checker.previous.identity import WHOLE, identified
from checker.privacy import Sighting, identifier_words
from checker.read.beside import place_words
from checker.rows import CellFault

Rules = Mapping[str, Rule]


def stop_finding(stop: Stop) -> Finding:
    """The one finding of a file that cannot be read."""
    return Finding(stop.code, stop.code, "STOP", stop.message, stop.fix)


def every_finding(
    tables: ReturnTables,
    sightings: Iterable[Sighting],
    faults: Iterable[CellFault],
    failures: Iterable[Failure],
    bad: SetAside,
    rules: Rules,
    adviser: Adviser | None = None,
) -> list[Finding]:
    """All that the stages found, in no order yet; `bad` are the cells that no report may print.

    Without an adviser nothing is said of what was expected and may help.
    """
    return [
        *_events(tables, bad, rules, adviser),
        *_sightings(tables, sightings, bad, rules, adviser),
        *_cells(tables, faults, bad, rules, adviser),
        *_practice(tables, failures, bad, rules, adviser),
    ]


def _events(
    tables: ReturnTables, bad: SetAside, rules: Rules, adviser: Adviser | None
) -> list[Finding]:
    """A finding for each event of the workbook's shape; one about a record's cell names it."""
    places = _Places(tables, bad)
    found = []
    for event in tables.events:
        place = {name: getattr(event, name) for name in ("sheet", "cell", "table", "field")}
        if event.cell and event.field and event.rule not in WHOLE:
            place = places.at(event.sheet, event.cell) | place
        advice = adviser.on_event(event) if adviser else NOTHING
        found.append(_finding(rules[event.rule], event.detail, advice, **place))
    return found


def _sightings(
    tables: ReturnTables,
    sightings: Iterable[Sighting],
    bad: SetAside,
    rules: Rules,
    adviser: Adviser | None,
) -> list[Finding]:
    """A finding for each place that looks like it holds an identifier: the kind, not the value."""
    by_keyword, places = _by_keyword(rules), _Places(tables, bad)
    found = []
    for sighting in sightings:
        rule = by_keyword["texts" if sighting.place else "cells"]
        subject = place_words(sighting.place) if sighting.place else say("findings-of.this-cell")
        message = say(
            "findings-of.looks-like", subject=subject, kind=identifier_words(sighting.kind)
        )
        advice = adviser.on_sighting(sighting) if adviser else NOTHING
        found.append(_finding(rule, message, advice, **places.at(sighting.sheet, sighting.cell)))
    return found


def _cells(
    tables: ReturnTables,
    faults: Iterable[CellFault],
    bad: SetAside,
    rules: Rules,
    adviser: Adviser | None,
) -> list[Finding]:
    """A finding for each cell that is not what its column says."""
    by_keyword = _by_keyword(rules)
    places = _Places(tables, bad)
    return [
        _finding(
            by_keyword[fault.keyword],
            fault.message,
            adviser.on_fault(fault) if adviser else NOTHING,
            **places.of(fault.table, fault.row, fault.field),
        )
        for fault in faults
    ]


def _practice(
    tables: ReturnTables,
    failures: Iterable[Failure],
    bad: SetAside,
    rules: Rules,
    adviser: Adviser | None,
) -> list[Finding]:
    """A finding for each row at fault under an expectation rule."""
    places = _Places(tables, bad)
    return [
        _finding(
            rules[failure.rule],
            _words(rules[failure.rule], tables, failure),
            adviser.on_failure(failure, rules[failure.rule]) if adviser else NOTHING,
            **places.of(failure.table, failure.row, failure.field),
        )
        for failure in failures
    ]


def _words(rule: Rule, tables: ReturnTables, failure: Failure) -> str:
    """A rule that covers many columns says which one it speaks of."""
    if not rule.check.each:
        return rule.summary
    columns = tables.spec.tables[failure.table].columns
    heading = next(c.heading for c in columns if c.name == failure.field)
    return f"{heading}: {rule.summary}"


def _by_keyword(rules: Rules) -> dict[str, Rule]:
    return {rule.check.keyword: rule for rule in rules.values() if rule.check.keyword}


class _Places:
    """Where a row's field stands, and under which pseudonymous key."""

    def __init__(self, tables: ReturnTables, bad: SetAside) -> None:
        self._tables, self._bad = tables, bad
        self._columns: dict[tuple[str, str], list[Any]] = {}

    def of(self, table: str, row: int, field: str) -> dict[str, str]:
        data = self._tables.tables[table]
        key = data.table.key[0] if data.table.key else ""
        return {
            "sheet": data.sheet,
            "cell": data.cell(row, field),
            "table": table,
            "key": self._usable(table, row, key),
            "field": field,
            "case": self._usable(table, row, "case_ref"),
        }

    def at(self, sheet: str, cell: str) -> dict[str, str]:
        """The place of a cell known by its reference, with its row and field where it has them."""
        for name, data in self._tables.tables.items():
            spot = data.spot(cell) if cell and data.sheet == sheet else None
            if spot is not None:
                return self.of(name, *spot)
        return {"sheet": sheet, "cell": cell}

    def _usable(self, table: str, row: int, name: str) -> str:
        """A reference, unless its cell is in error or looks like an identifier."""
        at = table, name
        if at not in self._columns:
            frame = self._tables.tables[table].frame
            # A frame is slow to give one cell, and quick to give a column.
            self._columns[at] = frame[name].to_list() if name in frame.columns else []
        if not self._columns[at] or row in self._bad.get(table, {}).get(name, ()):
            return ""
        return self._columns[at][row] or ""


def _finding(rule: Rule, message: str, advice: Advice, **place: Any) -> Finding:
    return Finding(
        id="",
        rule=rule.id,
        tier=rule.tier,
        message=message,
        fix=rule.fix,
        clauses=tuple(f"{rule.pack}/{clause}" for clause in rule.clauses),
        expected=advice.expected,
        found=advice.found,
        suggestions=advice.suggestions,
        **place,
    )


def arranged(tables: ReturnTables, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings by tier, sheet, row and column, each with its identity (`identified`)."""
    sheets = {sheet: n for n, sheet in enumerate(data.sheet for data in tables.tables.values())}
    ordered = sorted(findings, key=lambda finding: _order(finding, sheets))
    return tuple(identified(ordered))


def _order(finding: Finding, sheets: Mapping[str, int]) -> tuple[object, ...]:
    row, column = (
        (row_number(finding.cell), column_number(finding.cell)) if finding.cell else (0, 0)
    )
    sheet = sheets.get(finding.sheet, len(sheets))
    return (TIERS.index(finding.tier), sheet, finding.sheet, row, column, finding.rule)
