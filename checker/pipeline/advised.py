"""Findings with advice beside them, and the causes to put right first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from checker.advice import Adviser, Around, Candidate, Scene, shape_of, try_causes
from checker.model.causes import FixFirst
from checker.model.findings import Finding
from checker.pipeline.looking import Request, Seen, look
from checker.pipeline.opening import Opened, laid_out
from checker.read import Workbook


def scene_of(seen: Seen) -> Scene:
    """The return as advice looks at it."""
    around = Around(seen.tables, seen.frames)
    shape = shape_of(seen.workbook, seen.tables)
    return Scene(seen.workbook, around, shape, seen.faults, seen.failures)


def advised(seen: Seen, scene: Scene) -> tuple[Finding, ...]:
    """The findings in order, each with what was expected, what was found and what may help."""
    return seen.findings(Adviser(scene.around, scene.shape))


def tried_first(
    opened: Opened,
    request: Request,
    workbook: Workbook,
    suspected: Sequence[Candidate],
    findings: Sequence[Finding],
) -> FixFirst:
    """What to put right first: each cause that the findings let suspect, tried by itself."""

    def again(workbook: Workbook, names: Mapping[str, str]) -> Sequence[Finding]:
        tables = laid_out(workbook, opened.tables.spec, opened.tables.layout)
        outside = tuple(replace(s, sheet=names.get(s.sheet, s.sheet)) for s in opened.outside)
        # Measures of other tables may hang on what was changed, so none is taken over. Both engines
        # find the same, and the reference takes five times as long.
        fresh = replace(request, measured={}, engine="polars")
        return look(Opened(workbook, tables, outside), fresh).findings()

    return try_causes(suspected, findings, workbook, again)
