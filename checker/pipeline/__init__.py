"""The one place that knows the order: read, layout, rows, measures, expectations, assess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from checker import __version__
from checker.assess import headline, is_ready, verdicts
from checker.errors import Unreadable
from checker.expectations.results import Engine
from checker.layout import ReturnTables, find_layout, find_tables
from checker.model.findings import Outcome
from checker.model.receipt import Stop
from checker.model.report import Report, ReturnFacts
from checker.model.specs import ReturnSpec, Rule, Standard
from checker.packs import load_return
from checker.pipeline.explained import with_explanations
from checker.pipeline.facts import claimed_standards, counts, facts, named_standards
from checker.pipeline.findings import (
    arranged,
    cell_findings,
    event_findings,
    practice_findings,
    privacy_findings,
    stop_finding,
)
from checker.pipeline.plain import plain_outcomes
from checker.pipeline.practice import judge_packs
from checker.pipeline.unusable import unprintable_cells, unusable_cells
from checker.privacy import scan
from checker.read import Workbook, inspect, read
from checker.rows import check_rows, checked_cells


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for; `standards` is None where the return's own claims decide."""

    standards: tuple[Standard, ...] | None
    engine: Engine
    as_of: str


def check_file(
    path: Path,
    *,
    standards: Sequence[str] = (),
    return_id: str = "ppr-1.0",
    engine: Engine = "polars",
    as_of: str = "",
) -> Report:
    """Check one return against the standards named, or else those that it claims.

    `standards` are "ID" or "ID@EDITION"; `as_of` is an ISO day, by default the period's last.
    A file that cannot be read gives a report whose receipt has a `stop`. Raises UsageError for a
    standard or file that does not exist, PackError when a pack is at fault.
    """
    spec = load_return(return_id)
    request = Request(named_standards(standards) if standards else None, engine, as_of)
    try:
        workbook = read(path)
        tables = find_tables(workbook, spec, find_layout(workbook, spec))
    except Unreadable as stop:
        return _stopped(path, stop, spec, request)
    return _checked(workbook, tables, request)


def _checked(workbook: Workbook, tables: ReturnTables, request: Request) -> Report:
    day = request.as_of or str(tables.value("return", "period_end") or "")
    claimed, unknown = claimed_standards(tables) if request.standards is None else ((), ())
    packs = claimed if request.standards is None else request.standards
    rules = _rules(tables.spec, packs)
    faults = check_rows(tables, day)
    bad = unusable_cells(tables, faults)
    judged, failures = judge_packs(tables, bad, packs, request.engine)
    sightings = scan(workbook, _shared_mailbox(tables))
    hidden = unprintable_cells(tables, bad, sightings)
    found = [
        *event_findings(tables, rules),
        *privacy_findings(tables, sightings, hidden, rules),
        *cell_findings(tables, faults, hidden, rules),
        *practice_findings(tables, failures, hidden, rules),
    ]
    findings = with_explanations(tables, arranged(tables, found), bad)
    plain = plain_outcomes(tables, findings, checked_cells(tables), workbook)
    outcomes = plain | judged
    return Report(
        tool_version=__version__,
        facts=facts(tables, workbook.receipt, hidden),
        as_of=day,
        engine=request.engine,
        headline=headline(findings),
        ready=is_ready(findings),
        counts=counts(findings),
        receipt=workbook.receipt,
        standards=packs,
        rules=tuple(rules.values()),
        findings=findings,
        outcomes=tuple(outcomes[rule] for rule in rules),
        verdicts=tuple(verdict for pack in packs for verdict in verdicts(pack, outcomes)),
        rows={data.sheet: data.frame.height for data in tables.tables.values() if data.sheet},
        unknown_claims=unknown,
    )


def _shared_mailbox(tables: ReturnTables) -> tuple[tuple[str, str], ...]:
    data = tables.tables["return"]
    return ((data.sheet, data.cell(0, "contact_mailbox")),)


def _rules(spec: ReturnSpec, packs: Sequence[Standard]) -> dict[str, Rule]:
    every = (*spec.rules, *(rule for pack in packs for rule in pack.rules))
    return {rule.id: rule for rule in every if rule.status == "live"}


def _stopped(path: Path, stop: Unreadable, spec: ReturnSpec, request: Request) -> Report:
    """The report of a file that cannot be read: nothing was checked, and it says so."""
    packs = request.standards or ()
    receipt = replace(inspect(path), stop=Stop(stop.code, stop.message, stop.fix))
    findings = (stop_finding(stop),)
    rules = _rules(spec, packs)
    why = "The return could not be read."
    outcomes = {
        rule.id: Outcome(rule.id, rule.pack, "not run", why=why, ran=False)
        for rule in rules.values()
    }
    return Report(
        tool_version=__version__,
        facts=ReturnFacts("", "", "", "", receipt.digest, spec.id, spec.digest),
        as_of=request.as_of,
        engine=request.engine,
        headline=f"Not readable: {stop.message}",
        ready=False,
        counts=counts(findings),
        receipt=receipt,
        standards=packs,
        rules=tuple(rules.values()),
        findings=findings,
        outcomes=tuple(outcomes.values()),
        verdicts=tuple(v for pack in packs for v in verdicts(pack, outcomes)),
        rows={},
    )
