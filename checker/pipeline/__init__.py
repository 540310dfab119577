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
from checker.model.findings import Outcome
from checker.model.profile import NOTHING_GIVEN, Given
from checker.model.receipt import Receipt
from checker.model.report import Report, ReturnFacts
from checker.model.specs import ReturnSpec, Standard
from checker.packs import load_return
from checker.pipeline.advised import advised, scene_of, tried_first
from checker.pipeline.explained import with_explanations
from checker.pipeline.facts import counts, facts, named_standards
from checker.pipeline.findings import stop_finding
from checker.pipeline.looking import Request, live_rules, look
from checker.pipeline.opening import (
    LIMITS,
    Opened,
    open_return,
    receipt_of,
    told,
    unread_receipt,
)
from checker.pipeline.plain import plain_outcomes
from checker.pipeline.waived import Ground, less_waived, with_waivers
from checker.read import Limits
from checker.rows import checked_cells


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
    fix_first: bool = False,
) -> Report:
    """Check one return against the standards named, or else those that it claims.

    `standards` are "ID" or "ID@EDITION", or standards read from elsewhere; `return_id` reads the
    return as that specification whatever version it names, without it the version on its Return
    sheet decides; `as_of` is an ISO day, by default the period's last; `given` is what the
    commissioner set. `limits` bound the reading, `password` opens a protected workbook. `fix_first`
    tries which causes to put right first, at the cost of a check for each. A file that cannot be
    read gives a report whose receipt has a `stop`. Raises UsageError for a standard or file that
    does not exist, PackError when a pack is at fault.
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
        fix_first=fix_first,
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
    fix_first: bool = False,
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
        fix_first=fix_first,
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
    fix_first: bool = False,
) -> tuple[Checked, ...]:
    """What `check_each` gives, with the tables beside each report, for who counts in them."""
    load_return(return_id)
    packs = [named_standards(names) if names else None for names in sets]
    measured: dict[int | None, Frames] = {}
    requests = [Request(found, engine, as_of, given, fix_first, measured) for found in packs]
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
    seen = look(opened, request)
    workbook, tables, rules, packs = seen.workbook, seen.tables, seen.rules, seen.packs
    scene = scene_of(seen)
    found = advised(seen, scene)
    first = tried_first(opened, request, scene, found) if request.fix_first else None
    ground = Ground(tables, seen.day, rules, packs, seen.hidden)
    marked, waivers = with_waivers(request.given.waivers, ground, found)
    findings = with_explanations(tables, marked, seen.bad)
    plain = plain_outcomes(tables, findings, checked_cells(tables), workbook)
    outcomes = less_waived(plain | seen.awaited.outcomes | dict(seen.judged), findings)
    sheets, digest = request.given.attested, workbook.receipt.digest
    assessed, attested = standing(sheets, tables, seen.hidden, packs, digest)
    report = Report(
        tool_version=__version__,
        facts=facts(tables, workbook.receipt, seen.hidden),
        as_of=seen.day,
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
        unknown_claims=seen.unknown,
        profile=request.given.profile,
        profile_why=seen.why,
        changes=seen.adoption.changes,
        waivers=waivers,
        attested=attested,
        fix_first=first,
    )
    return Checked(report, tables, seen.hidden)


def _stopped(receipt: Receipt, spec: ReturnSpec, request: Request) -> Report:
    """The report of a file that cannot be read: nothing was checked, and it says so."""
    packs, stop = request.standards or (), receipt.stop
    assert stop is not None  # noqa: S101 - for the type checker: only such receipts come here
    findings = (stop_finding(stop),)
    rules = live_rules(spec, packs)
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
