"""The one place that knows the order: read, layout, rows, measures, expectations, assess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from checker import __version__
from checker.assess import headline, is_ready, verdicts
from checker.audit.standing import standing
from checker.errors import Unreadable
from checker.expectations.outcomes import Frames
from checker.expectations.results import Engine
from checker.layout import ReturnTables
from checker.layout.tables import SetAside
from checker.measures import measure
from checker.model.findings import Outcome
from checker.model.profile import NOTHING_GIVEN, Given
from checker.model.receipt import Receipt
from checker.model.report import Report, ReturnFacts
from checker.model.specs import ReturnSpec, Rule, Standard
from checker.packs import load_return
from checker.pipeline.adopted import adopt, out_of_force
from checker.pipeline.expected import expected
from checker.pipeline.explained import with_explanations
from checker.pipeline.facts import claimed_standards, counts, facts, headings, named_standards
from checker.pipeline.findings import (
    arranged,
    every_finding,
    stop_finding,
)
from checker.pipeline.opening import (
    LIMITS,
    Opened,
    open_return,
    receipt_of,
    told,
    unread_receipt,
)
from checker.pipeline.plain import plain_outcomes
from checker.pipeline.practice import judge_packs
from checker.pipeline.unusable import unprintable_cells, unusable_cells
from checker.pipeline.waived import Ground, less_waived, with_waivers
from checker.privacy import scan
from checker.read import Limits
from checker.rows import check_rows, checked_cells


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for; `standards` is None where the return's own claims decide."""

    standards: tuple[Standard, ...] | None
    engine: Engine
    as_of: str
    given: Given = NOTHING_GIVEN
    # Frames by what a measure may see of a profile, shared by requests about one return.
    measured: dict[int | None, Frames] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    """A report, and the tables it was made from; `unusable` are the cells nothing may be told of.

    `tables` is None for a file that could not be read.
    """

    report: Report
    tables: ReturnTables | None = None
    unusable: SetAside = field(default_factory=dict)


def check_file(
    path: Path,
    *,
    standards: Sequence[str | Standard] = (),
    return_id: str = "",
    engine: Engine = "polars",
    as_of: str = "",
    given: Given = NOTHING_GIVEN,
    limits: Limits = LIMITS,
    password: str = "",
) -> Report:
    """Check one return against the standards named, or else those that it claims.

    `standards` are "ID" or "ID@EDITION", or standards read from elsewhere; `return_id` reads the
    return as that specification whatever version it names, without it the version on its Return
    sheet decides; `as_of` is an ISO day, by default the period's last; `given` is what the
    commissioner set. `limits` bound the reading, `password` opens a protected workbook. A file that
    cannot be read gives a report whose receipt has a `stop`. Raises UsageError for a standard or
    file that does not exist, PackError when a pack is at fault.
    """
    return check_tables(
        path,
        (standards,),
        return_id=return_id,
        engine=engine,
        as_of=as_of,
        given=given,
        limits=limits,
        password=password,
    )[0].report


def check_each(
    path: Path,
    sets: Sequence[Sequence[str | Standard]],
    *,
    return_id: str = "",
    engine: Engine = "polars",
    as_of: str = "",
    given: Given = NOTHING_GIVEN,
    limits: Limits = LIMITS,
    password: str = "",
) -> tuple[Report, ...]:
    """Read one return once and judge it against each set of standards by itself.

    Two editions of one standard share rule ids, so they cannot stand in one report. Arguments and
    errors are those of `check_file`; an empty set stands for what the return claims.
    """
    made = check_tables(
        path,
        sets,
        return_id=return_id,
        engine=engine,
        as_of=as_of,
        given=given,
        limits=limits,
        password=password,
    )
    return tuple(checked.report for checked in made)


def check_tables(
    path: Path,
    sets: Sequence[Sequence[str | Standard]] = ((),),
    *,
    return_id: str = "",
    engine: Engine = "polars",
    as_of: str = "",
    given: Given = NOTHING_GIVEN,
    limits: Limits = LIMITS,
    password: str = "",
) -> tuple[Checked, ...]:
    """What `check_each` gives, with the tables beside each report, for who counts in them."""
    load_return(return_id)
    packs = [named_standards(names) if names else None for names in sets]
    measured: dict[int | None, Frames] = {}
    requests = [Request(found, engine, as_of, given, measured) for found in packs]
    try:
        opened = open_return(path, return_id, limits, password)
    except Unreadable as stop:
        receipt = replace(receipt_of(path, limits, password), stop=told(stop))
        spec = load_return(return_id)
        return tuple(Checked(_stopped(receipt, spec, request)) for request in requests)
    return tuple(_checked(opened, request) for request in requests)


def stopped_report(
    path: Path,
    stop: Unreadable,
    *,
    standards: Sequence[str | Standard] = (),
    return_id: str = "",
    engine: Engine = "polars",
    as_of: str = "",
    given: Given = NOTHING_GIVEN,
) -> Report:
    """The report of a file that nobody should try to read again, for the reason that `stop` gives.

    Of the file only its name and its digest are taken. Raises UsageError for a standard or file
    that does not exist.
    """
    request = Request(named_standards(standards) if standards else None, engine, as_of, given)
    return _stopped(unread_receipt(path, stop), load_return(return_id), request)


def _checked(opened: Opened, request: Request) -> Checked:
    workbook, tables = opened.workbook, opened.tables
    day = request.as_of or str(tables.value("return", "period_end") or "")
    packs, unknown = _asked(tables, request)
    why = out_of_force(request.given.profile, day)
    profile = None if why else request.given.profile
    adoption = adopt(profile, tables.spec, packs)
    packs, tables = adoption.packs, replace(tables, spec=adoption.spec)
    rules = _rules(tables.spec, packs)
    faults = check_rows(tables, day)
    bad = unusable_cells(tables, faults)
    awaited = expected(tables, bad, profile, why)
    tables = replace(tables, events=(*tables.events, *awaited.events))
    frames = _measured(tables, adoption.dash_high, request)
    judged, failures = judge_packs(tables, frames, bad, adoption, request.engine)
    sightings = scan(workbook, _shared_mailbox(tables))
    hidden = unprintable_cells(tables, bad, sightings)
    everywhere = (*sightings, *opened.outside)
    found = every_finding(tables, everywhere, faults, failures, hidden, rules)
    ground = Ground(tables, day, rules, packs, hidden)
    marked, waivers = with_waivers(request.given.waivers, ground, arranged(tables, found))
    findings = with_explanations(tables, marked, bad)
    plain = plain_outcomes(tables, findings, checked_cells(tables), workbook)
    outcomes = less_waived(plain | awaited.outcomes | judged, findings)
    sheets, digest = request.given.attested, workbook.receipt.digest
    assessed, attested = standing(sheets, tables, hidden, packs, digest)
    report = Report(
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
        verdicts=tuple(v for p in packs for v in verdicts(p, outcomes, waivers, assessed)),
        rows={data.sheet: data.frame.height for data in tables.tables.values() if data.sheet},
        unknown_claims=unknown,
        profile=request.given.profile,
        profile_why=why,
        changes=adoption.changes,
        waivers=waivers,
        attested=attested,
        headings=headings(tables.spec),
    )
    return Checked(report, tables, hidden)


def _asked(tables: ReturnTables, request: Request) -> tuple[tuple[Standard, ...], tuple[str, ...]]:
    """The standards to judge by, and the claims that no standard is known for."""
    return claimed_standards(tables) if request.standards is None else (request.standards, ())


def _measured(tables: ReturnTables, dash_high: int | None, request: Request) -> Frames:
    """The tables with their measures, which cost more than all else and know no standard."""
    if dash_high not in request.measured:
        request.measured[dash_high] = measure(tables, dash_high=dash_high)
    return request.measured[dash_high]


def _shared_mailbox(tables: ReturnTables) -> tuple[tuple[str, str], ...]:
    data = tables.tables["return"]
    return ((data.sheet, data.cell(0, "contact_mailbox")),)


def _rules(spec: ReturnSpec, packs: Sequence[Standard]) -> dict[str, Rule]:
    every = (*spec.rules, *(rule for pack in packs for rule in pack.rules))
    return {rule.id: rule for rule in every if rule.status == "live"}


def _stopped(receipt: Receipt, spec: ReturnSpec, request: Request) -> Report:
    """The report of a file that cannot be read: nothing was checked, and it says so."""
    packs, stop = request.standards or (), receipt.stop
    assert stop is not None  # noqa: S101 - for the type checker: only such receipts come here
    findings = (stop_finding(stop),)
    rules = _rules(spec, packs)
    why = "The return could not be read."
    outcomes = {
        rule.id: Outcome(rule.id, rule.pack, "not run", why=why, ran=False)
        for rule in rules.values()
    }
    return Report(
        tool_version=__version__,
        facts=ReturnFacts(digest=receipt.digest, spec=spec.id, spec_digest=spec.digest),
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
        profile=request.given.profile,
        profile_why=why if request.given.profile else "",
    )
