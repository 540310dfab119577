"""From a workbook to everything found in it: what a check does, and each trial does once more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from checker.advice import Adviser
from checker.expectations.outcomes import Failure, Frames
from checker.expectations.results import Engine
from checker.layout import ReturnTables
from checker.layout.tables import SetAside
from checker.measures import measure
from checker.measures.meanwhile import meanwhile
from checker.model.findings import Finding, Outcome
from checker.model.profile import NOTHING_GIVEN, Given, Profile
from checker.model.report import Asked
from checker.model.since import Previous
from checker.model.specs import ReturnSpec, Rule, Standard
from checker.pipeline.adopted import Adoption, adopt, out_of_force
from checker.pipeline.expected import Expected, expected
from checker.pipeline.facts import claimed_standards
from checker.pipeline.findings import arranged, every_finding
from checker.pipeline.opening import Opened
from checker.pipeline.practice import judge_packs
from checker.pipeline.unusable import unprintable_cells, unusable_cells
from checker.privacy import Sighting, scan
from checker.read import Workbook
from checker.rows import CellFault, check_rows


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for; `standards` is None where the return's own claims decide."""

    standards: tuple[Standard, ...] | None
    engine: Engine
    as_of: str
    given: Given = NOTHING_GIVEN
    previous: Previous | Sequence[Previous] | None = None
    fix_first: bool = False
    # Frames by what a measure may see of a profile, shared by requests about one return.
    measured: dict[int | None, Frames] = field(default_factory=dict)
    return_id: str = ""

    @property
    def asked(self) -> Asked:
        """What of it a report would not show."""
        return Asked(self.standards is not None, self.return_id)


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that the stages found in one return, before anybody's answer to it.

    `bad` are the cells that rules set aside, `hidden` those that no report may print besides.
    `unknown` are the claims that no standard is known for, `why` says why a profile does not count.
    """

    workbook: Workbook
    tables: ReturnTables
    day: str
    unknown: tuple[str, ...]
    why: str
    adoption: Adoption
    rules: Mapping[str, Rule]
    frames: Frames
    faults: Sequence[CellFault]
    failures: Sequence[Failure]
    sightings: Sequence[Sighting]
    judged: Mapping[str, Outcome]
    awaited: Expected
    bad: SetAside
    hidden: SetAside

    @property
    def packs(self) -> tuple[Standard, ...]:
        """The standards that it was judged by."""
        return self.adoption.packs

    def findings(self, adviser: Adviser | None = None) -> tuple[Finding, ...]:
        """The findings in order, each with its identity; with advice, where one gives it."""
        found = every_finding(
            self.tables,
            self.sightings,
            self.faults,
            self.failures,
            self.hidden,
            self.rules,
            adviser,
        )
        return arranged(self.tables, found)


def look(opened: Opened, request: Request) -> Seen:
    """Check one opened return against what was asked for."""
    workbook, tables = opened.workbook, opened.tables
    day = request.as_of or str(tables.value("return", "period_end") or "")
    asked, unknown = _asked(tables, request)
    why = out_of_force(request.given.profile, day)
    profile: Profile | None = None if why else request.given.profile
    adoption = adopt(profile, tables.spec, asked)
    tables = replace(tables, spec=adoption.spec)
    # The database works outside Python most of the time: what needs no measure is done beside it.
    with meanwhile(partial(_measured, tables, adoption.dash_high, request)) as measured:
        faults = check_rows(tables, day)
        bad = unusable_cells(tables, faults)
        awaited = expected(tables, bad, profile, why)
        tables = replace(tables, events=(*tables.events, *awaited.events))
        sightings = scan(workbook, _shared_mailbox(tables))
        frames = measured()
    judged, failures = judge_packs(tables, frames, bad, adoption, request.engine)
    return Seen(
        workbook=workbook,
        tables=tables,
        day=day,
        unknown=unknown,
        why=why,
        adoption=adoption,
        rules=live_rules(tables.spec, adoption.packs),
        frames=frames,
        faults=faults,
        failures=failures,
        sightings=(*sightings, *opened.outside),
        judged=judged,
        awaited=awaited,
        bad=bad,
        hidden=unprintable_cells(tables, bad, sightings),
    )


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


def live_rules(spec: ReturnSpec, packs: Sequence[Standard]) -> dict[str, Rule]:
    """Every rule that is in use, by its id, the return's own before those of the standards."""
    every = (*spec.rules, *(rule for pack in packs for rule in pack.rules))
    return {rule.id: rule for rule in every if rule.status == "live"}
