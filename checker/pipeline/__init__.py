"""The one place that knows the order: read, layout, rows, measures, expectations, assess."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypedDict, Unpack

from checker import __version__
from checker.advice import candidates
from checker.assess import headline, is_ready, verdicts
from checker.errors import Unreadable
from checker.expectations.outcomes import Frames
from checker.expectations.results import Engine
from checker.language import say, spoken
from checker.layout import ReturnTables
from checker.layout.grid import at
from checker.layout.tables import SetAside
from checker.layout.values import column_number, row_number
from checker.measures import ahead
from checker.model.causes import FixFirst
from checker.model.findings import Finding, Outcome
from checker.model.profile import NOTHING_GIVEN, Given
from checker.model.receipt import Receipt
from checker.model.report import Report, ReturnFacts
from checker.model.since import Previous
from checker.model.specs import ReturnSpec, Standard
from checker.packs import load_return
from checker.pipeline.advised import advised, scene_of, tried_first
from checker.pipeline.explained import with_explanations
from checker.pipeline.facts import counts, facts, headings, named_standards
from checker.pipeline.findings import stop_finding
from checker.pipeline.lane import Lane
from checker.pipeline.looking import Request, Seen, live_rules, look
from checker.pipeline.opening import (
    LIMITS,
    Opened,
    open_return,
    receipt_of,
    told,
    unread_receipt,
)
from checker.pipeline.plain import plain_outcomes
from checker.pipeline.reached import reach
from checker.pipeline.since import Judging, beside, carrying, chosen, unanswered
from checker.pipeline.waived import Ground, less_waived
from checker.previous import Now, compared
from checker.read import Limits, Source, Workbook, size_of
from checker.rows import checked_cells
from checker.suites import check_engine


@dataclass(frozen=True, slots=True)
class Checked:
    """A report, and the tables it was made from; `unusable` are the cells nothing may be told of.

    `tables` and `workbook` are None for a file that could not be read.
    """

    report: Report
    tables: ReturnTables | None = None
    unusable: SetAside = field(default_factory=dict)
    workbook: Workbook | None = None

    def value(self, sheet: str, cell: str) -> object:
        """What stands in a cell, for the provider's own screen; None for a blank one."""
        row, column = row_number(cell) - 1, column_number(cell)
        sheets = self.workbook.sheets if self.workbook else ()
        return next((at(found.rows, row, column) for found in sheets if found.name == sheet), None)


_LARGE = 500_000  # bytes of a file; a workbook then holds some 7,000 rows


class Options(TypedDict, total=False):
    """How a return is checked.

    `return_id` reads it as that specification whatever version it names, without it the version on
    its Return sheet decides; `as_of` is an ISO day, by default the period's last; `given` is what
    the commissioner set; `previous` is an earlier report of this provider, or several: then the
    newest that is of this provider and kind of return is taken. `limits` bound the reading,
    `password` opens a protected workbook. `fix_first` tries which causes to put right first, at
    the cost of a check for each; `name` is what the file is taken to be called, by default its own
    name.
    """

    return_id: str
    engine: Engine
    as_of: str
    given: Given
    previous: Previous | Sequence[Previous] | None
    limits: Limits
    password: str
    fix_first: bool
    name: str


def check_file(
    source: Source, *, standards: Sequence[str | Standard] = (), **options: Unpack[Options]
) -> Report:
    """Check one return against the standards named, or else those that it claims.

    `standards` are "ID" or "ID@EDITION", or standards read from elsewhere. A file that cannot be
    read gives a report whose receipt has a `stop`. Raises UsageError for a standard, file or engine
    that does not exist and for a previous report of another provider or kind of return, PackError
    when a pack is at fault.
    """
    return check_tables(source, (standards,), **options)[0].report


def check_each(
    source: Source, sets: Sequence[Sequence[str | Standard]], **options: Unpack[Options]
) -> tuple[Report, ...]:
    """Read one return once and judge it against each set of standards by itself.

    Two editions of one standard share rule ids, so they cannot stand in one report. Errors are
    those of `check_file`; an empty set stands for what the return claims.
    """
    return tuple(checked.report for checked in check_tables(source, sets, **options))


def check_by_steps(
    source: Source, standards: Sequence[str | Standard] = (), **options: Unpack[Options]
) -> Iterator[Report]:
    """The report that `check_file` gives; before it, at once, the one without what to fix first.

    The first comes only where there are causes to try, and its `fix_first` is awaited then. Each
    costs about a check to try, and nothing else of the report hangs on that. Errors are those of
    `check_file`.
    """
    [steps] = _each(source, (standards,), **options)
    return (checked.report for checked in steps)


def check_tables(
    source: Source, sets: Sequence[Sequence[str | Standard]] = ((),), **options: Unpack[Options]
) -> tuple[Checked, ...]:
    """What `check_each` gives, with the tables beside each report, for who counts in them."""
    return tuple([*steps][-1] for steps in _each(source, sets, **options))


def _each(
    source: Source,
    sets: Sequence[Sequence[str | Standard]],
    *,
    return_id: str = "",
    engine: Engine = "polars",
    as_of: str = "",
    given: Given = NOTHING_GIVEN,
    previous: Previous | Sequence[Previous] | None = None,
    limits: Limits = LIMITS,
    password: str = "",
    fix_first: bool = False,
    name: str = "",
) -> list[Iterator[Checked]]:
    """For each set of standards the steps of its check, the last of which is the whole."""
    check_engine(engine)
    measures = load_return(return_id).measures
    ahead((sql for selects in measures.values() for sql in selects), size_of(source) > _LARGE)
    packs = [named_standards(names) if names else None for names in sets]
    measured: dict[int | None, Frames] = {}
    requests = [
        Request(found, engine, as_of, given, previous, fix_first, measured, return_id)
        for found in packs
    ]
    try:
        opened = open_return(source, return_id, limits, password, name)
    except Unreadable as stop:
        receipt = replace(receipt_of(source, limits, password, name), stop=told(stop))
        spec = load_return(return_id)
        return [iter((Checked(_stopped(receipt, spec, request)),)) for request in requests]
    return [_steps(opened, request) for request in requests]


def stopped_report(
    source: Source,
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
    packs = named_standards(standards) if standards else None
    request = Request(packs, engine, as_of, given, return_id=return_id)
    return _stopped(unread_receipt(source, stop), load_return(return_id), request)


def _steps(opened: Opened, request: Request) -> Iterator[Checked]:
    seen = look(opened, request)
    scene = scene_of(seen)
    found = advised(seen, scene)
    checked = _judged(seen, request, found)
    if not request.fix_first:
        yield checked
        return
    suspected = candidates(scene) if found else []
    if suspected:
        yield _with(checked, FixFirst((), 0, len(suspected)))
    yield _with(checked, tried_first(opened, request, seen.workbook, suspected, found))


def _with(checked: Checked, first: FixFirst) -> Checked:
    return replace(checked, report=replace(checked.report, fix_first=first))


def _judged(seen: Seen, request: Request, found: Sequence[Finding]) -> Checked:
    workbook, tables, rules, given = seen.workbook, seen.tables, seen.rules, request.given
    ground = Ground(tables, seen.day, rules, seen.packs, seen.hidden)
    about = facts(tables, workbook.receipt, seen.hidden)
    previous = chosen(request.previous, about)
    reached = reach(ground, seen.bad, seen.judged, found, given, workbook.receipt.digest)
    carried = carrying(previous, about)
    lane = Lane(tables, seen.bad, seen.hidden, rules, unanswered(seen.judged), carried)
    findings, explanations = with_explanations(lane, reached.findings)
    plain = plain_outcomes(tables, findings, checked_cells(tables), workbook)
    own = seen.awaited.outcomes | reached.outcomes
    outcomes = less_waived(plain | own | dict(seen.judged), findings)
    report = Report(
        tool_version=__version__,
        facts=about,
        as_of=seen.day,
        engine=request.engine,
        headline=headline(findings),
        ready=is_ready(findings),
        counts=counts(findings),
        receipt=workbook.receipt,
        standards=seen.packs,
        rules=tuple(rules.values()),
        findings=findings,
        outcomes=tuple(outcomes[rule] for rule in rules),
        verdicts=reached.verdicts,
        rows={data.sheet: data.frame.height for data in tables.tables.values() if data.sheet},
        unknown_claims=seen.unknown,
        profile=given.profile,
        profile_why=seen.why,
        changes=seen.adoption.changes,
        waivers=reached.waivers,
        attested=reached.attested,
        explanations=explanations,
        declared=reached.declared,
        language=spoken(),
        asked=request.asked,
        headings=headings(tables.spec),
    )
    judging = Judging(tables, seen.frames, seen.bad, rules, seen.packs, seen.failures)
    return Checked(beside(previous, report, judging), tables, seen.hidden, workbook)


def _stopped(receipt: Receipt, spec: ReturnSpec, request: Request) -> Report:
    """The report of a file that cannot be read: nothing was checked, and it says so."""
    packs, stop = request.standards or (), receipt.stop
    assert stop is not None  # noqa: S101 - for the type checker: only such receipts come here
    findings = (stop_finding(stop),)
    rules = live_rules(spec, packs)
    why = say("checks.unread")
    outcomes = {
        rule.id: Outcome(rule.id, rule.pack, "not run", why=why, ran=False)
        for rule in rules.values()
    }
    report = Report(
        tool_version=__version__,
        facts=ReturnFacts(digest=receipt.digest, spec=spec.id, spec_digest=spec.digest),
        as_of=request.as_of,
        engine=request.engine,
        headline=say("checks.not-readable", why=stop.message),
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
        language=spoken(),
        asked=request.asked,
    )
    previous = chosen(request.previous, report.facts)
    return compared(previous, report, Now(spec)) if previous else report
