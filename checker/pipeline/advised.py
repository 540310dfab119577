"""Findings with advice beside them, and the causes to put right first."""

from __future__ import annotations

from checker.advice import Adviser, Around, shape_of
from checker.model.causes import FixFirst
from checker.model.findings import Finding
from checker.pipeline.looking import Request, Seen
from checker.pipeline.opening import Opened


def advised(seen: Seen) -> tuple[Finding, ...]:
    """The findings in order, each with what was expected, what was found and what may help."""
    around = Around(seen.tables, seen.frames)
    return seen.findings(Adviser(around, shape_of(seen.workbook, seen.tables)))


def tried_first(
    opened: Opened, request: Request, seen: Seen, found: tuple[Finding, ...]
) -> FixFirst:
    return FixFirst((), 0)
