"""A return to answer for: its Explanations sheet filled in, rows shuffled, faults mended."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import openpyxl
from conftest import SPEC

from checker import check
from checker.model.findings import Finding
from checker.model.report import Report
from checker.render import write
from checker.synth import parse_faults, write_sample
from checker.template import places

SHAPE = SPEC.layouts["full"]
PLACES = places(SPEC, SHAPE)
LATE = "support-offer-late"
HOME = ("gb-home-office-da",)
_MADE: dict[tuple[str, int], bytes] = {}
GIVEN_ON = dt.date(2026, 10, 5)


def written(out: Path, faults: str, cases: int = 30) -> Path:
    """A made-up return with these faults; the same ones are made once."""
    if (faults, cases) not in _MADE:
        planted = parse_faults(faults, SPEC, SHAPE)
        write_sample(SPEC, SHAPE, cases=cases, seed=5, faults=planted, out=out)
        _MADE[faults, cases] = out.read_bytes()
    out.write_bytes(_MADE[faults, cases])
    return out


def put(path: Path, out: Path, cells: dict[tuple[str, str], Any]) -> Path:
    """A copy of the return with these values, by (sheet, cell)."""
    book = openpyxl.load_workbook(path)
    for (sheet, cell), value in cells.items():
        book[sheet][cell] = value
    book.save(out)
    return out


def explained(path: Path, out: Path, *rows: dict[str, Any]) -> Path:
    """A copy of the return with these rows on its Explanations sheet, and no others.

    What a row leaves out is filled in so that it is complete; None leaves a cell blank.
    """
    place = PLACES["explanations"]
    usual = {
        "rule_id": LATE,
        "count_explained": 1,
        "reason_code": "GENUINE",
        "given_by_role": "Manager",
        "given_on": GIVEN_ON,
    }
    cells = {
        (place.sheet, f"{column}{number}"): (usual | row).get(field) if row is not None else None
        for number, row in enumerate((*rows, None), place.first_row)
        for field, column in place.columns.items()
    }
    return put(path, out, cells)


def mended(path: Path, out: Path, *findings: Finding) -> Path:
    """A copy of the return in which these late offers came a month sooner."""
    book = openpyxl.load_workbook(path)
    for finding in findings:
        book[finding.sheet][finding.cell].value -= dt.timedelta(days=30)
    book.save(out)
    return out


def shuffled(path: Path, out: Path, seed: int = 1) -> Path:
    """A copy of the return with the rows of every table in another order."""
    book = openpyxl.load_workbook(path)
    for place in PLACES.values():
        if place.cells:
            continue
        sheet, first = book[place.sheet], place.first_row
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]
        rows = [row for row in rows if any(value is not None for value in row)]
        random.Random(seed).shuffle(rows)
        for number, row in enumerate(rows, first):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value
    book.save(out)
    return out


def checked(path: Path, previous: Path | None = None, **more: Any) -> Report:
    return check(path, **{"standards": HOME, "previous": previous, **more})


def kept(report: Report, folder: Path) -> Path:
    """The report.json of a report."""
    return write(report, folder, ["json"])[0]


def of(report: Report, rule: str = LATE) -> list[Finding]:
    return [finding for finding in report.findings if finding.rule == rule]
