"""Causes that the findings give reason to suspect; which of them hold is found by trying."""

from __future__ import annotations

from checker.advice.causes.codes import codes
from checker.advice.causes.dates import dates
from checker.advice.causes.named import headings, sheets
from checker.advice.causes.period import period
from checker.advice.causes.references import references
from checker.advice.causes.rows import rows
from checker.advice.causes.scene import Candidate, Scene
from checker.advice.causes.tidy import tidy

__all__ = ["Candidate", "Scene", "candidates"]

_KINDS = (sheets, headings, period, dates, references, codes, rows, tidy)
_ORDER = ("sheet", "heading", "template", "dates", "references", "codes", "rows", "tidy")
# What was renamed keeps everything else from being looked at, so it is tried before all else.
_FIRST = ("sheet", "heading", "template")


def candidates(scene: Scene) -> list[Candidate]:
    """Every cause to suspect, those first that most findings seem to come from."""
    found = [candidate for kind in _KINDS for candidate in kind(scene)]
    return sorted(
        found,
        key=lambda c: (c.kind not in _FIRST, -c.related, _ORDER.index(c.kind), c.sheet, c.said),
    )
