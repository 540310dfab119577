"""One return, saved by other programs and in other formats, gets the same findings and verdicts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from resaving import OFFICE_WAYS, WAYS
from sparing import some

from checker import check
from checker.model.report import Report

SAMPLES = Path(__file__).parent.parent / "samples"
# What tells of the file and not of the return: these differ from format to format by right.
_OF_THE_FILE = frozenset({"read-once", "more-than-cells", "unknown-sheet"})


@cache
def as_shipped(name: str) -> Report:
    return check(SAMPLES / f"{name}.xlsx")


def findings(report: Report, places: bool) -> list[tuple[str, ...]]:
    """Every finding of the return; by its cell, or by its record where columns moved."""
    return sorted(
        (f.rule, f.tier, f.message, f.sheet, f.table, f.key, f.field, f.cell if places else "")
        for f in report.findings
        if f.rule not in _OF_THE_FILE
    )


def verdicts(report: Report) -> list[tuple[object, ...]]:
    return [(v.standard, v.clause, v.verdict, v.reasons, v.concerns) for v in report.verdicts]


def outcomes(report: Report) -> list[tuple[object, ...]]:
    return [
        (o.rule, o.status, o.checked, o.failed, o.set_aside)
        for o in report.outcomes
        if o.standard.startswith("gb-")
    ]


def same(report: Report, name: str, places: bool) -> None:
    first = as_shipped(name)
    assert report.receipt.stop is None
    assert findings(report, places) == findings(first, places)
    assert verdicts(report) == verdicts(first)
    assert outcomes(report) == outcomes(first)


@pytest.mark.parametrize("name", some(["breaches", "clean"], 2))
@pytest.mark.parametrize("way", WAYS)
def test_the_same_return_gets_the_same_findings_and_verdicts(way, name, tmp_path):
    path = WAYS[way](SAMPLES / f"{name}.xlsx", tmp_path)
    same(check(path), name, places=way != "reordered")


@pytest.mark.office
@pytest.mark.parametrize("name", ["breaches", "clean"])
@pytest.mark.parametrize("way", OFFICE_WAYS)
def test_libreoffice_saves_the_same_return(way, name, tmp_path):
    path = OFFICE_WAYS[way](SAMPLES / f"{name}.xlsx", tmp_path)
    same(check(path), name, places=True)
