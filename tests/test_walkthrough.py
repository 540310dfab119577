"""A data lead brings a return with forty faults to “ready”, with nothing but what the report says.

The lead has the return, the report, and the case files: what a record really holds. The case files
are here the return as it was before the faults. Which cell to look at, which record it is, and what
to do about anything that no case file holds, comes from the report alone.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from conftest import SPEC
from openpyxl.comments import Comment
from openpyxl.utils import coordinate_to_tuple
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from checker.cli import cli
from checker.synth import write_sample
from checker.template import places

SHAPE = SPEC.layouts["full"]
AT = places(SPEC, SHAPE)
ROUNDS = 3
Finding = Mapping[str, Any]


class Faults:
    """Plants each fault on a record of its own, so that none hides another."""

    def __init__(self, book: Workbook, seed: int) -> None:
        self.book, self.random = book, random.Random(seed)
        self.taken: set[tuple[str, int]] = set()
        self.planted = 0

    def cell(self, table: str, field: str, fits: Callable[[Any], bool] = bool) -> Any:
        """A cell of that column whose value fits, on a record that holds no fault yet."""
        place = AT[table]
        sheet, column = self.book[place.sheet], place.columns[field]
        rows = [
            row
            for row in range(place.first_row, sheet.max_row + 1)
            if (table, row) not in self.taken and fits(sheet[f"{column}{row}"].value)
        ]
        row = self.random.choice(rows)
        self.taken.add((table, row))
        self.planted += 1
        return sheet[f"{column}{row}"]

    def put(self, table: str, field: str, value: Any, fits: Callable[[Any], bool] = bool) -> None:
        cell = self.cell(table, field, fits)
        cell.value = value(cell.value) if callable(value) else value


def mistyped(text: str) -> str:
    """A code with its last two letters the other way round."""
    code = text.split(" – ")[0]
    return code[:-2] + code[-1] + code[-2]


def text_day(day: dt.datetime) -> str:
    return f"{day:%d}.{day:%m}.{day:%Y}"


def swapped(day: dt.datetime) -> dt.datetime:
    return day.replace(month=day.day, day=day.month)


def can_swap(value: Any) -> bool:
    return isinstance(value, dt.datetime) and value.day <= 12 and value.day > value.month + 2


def is_day(value: Any) -> bool:
    return isinstance(value, dt.datetime)


def long_code(value: Any) -> bool:
    return isinstance(value, str) and len(value.split(" – ")[0]) >= 5


def spoil(book: Workbook, seed: int) -> int:
    """Forty faults of many kinds; gives their number."""
    faults = Faults(book, seed)
    for _ in range(4):
        faults.put("cases", "referral_source", mistyped, long_code)
    for field in ("closure_reason", "employment", "consent_status"):
        faults.put("cases", field, "see notes")
    for _ in range(3):
        faults.put("cases", "referral_date", lambda day: f" {text_day(day)} ", is_day)
    for _ in range(2):
        faults.put("cases", "referral_date", "early spring", is_day)
    faults.put("cases", "planned_sessions_case", "twenty or so")
    for _ in range(2):
        faults.put("sessions", "session_date", swapped, can_swap)
    for table, field in (
        ("cases", "sex"),
        ("cases", "referral_source"),
        ("victims", "sex"),
        ("sessions", "session_type"),
    ):
        faults.put(table, field, None)
    for _ in range(2):
        faults.put("victims", "case_ref", lambda key: key[:-1] + ("Z" if key[-1] != "Z" else "Y"))
    faults.put("sessions", "case_ref", lambda key: key.lower().replace("-", " "))
    for _ in range(3):
        faults.put("victims", "sex", lambda text: f"  {text.lower()} ")
    faults.put("cases", "age_band", "about forty")
    faults.put("victims", "iss_offer_date", lambda day: day + dt.timedelta(days=200), is_day)
    faults.put("cases", "case_ref", "999 000 0018")
    comment = faults.cell("victims", "victim_ref")
    comment.comment = Comment("Ring her on 07700 900123", "")
    key = faults.cell("sessions", "session_ref")
    key.value = book[AT["sessions"].sheet][f"{key.column_letter}{AT['sessions'].first_row}"].value
    faults.taken.add(("sessions", AT["sessions"].first_row))
    error = faults.cell("sessions", "session_date", is_day)
    error.value, error.data_type = "#N/A", "e"
    formula = faults.cell("sessions", "session_date", is_day)
    formula.value = "=TODAY()"
    return faults.planted + _spoil_sheets(book)


def _spoil_sheets(book: Workbook) -> int:
    """Headings, names of sheets, and what was left lying about."""
    cases, victims = book[AT["cases"].sheet], book[AT["victims"].sheet]
    _heading(cases, AT["cases"].columns["referral_date"], "Referal date ")
    _heading(victims, AT["victims"].columns["iss_offer_date"], "Suport offer date")
    book[AT["sessions"].sheet].title = "Session list"
    left = book.create_sheet("Old figures")
    left["A1"] = "kept for later"
    left.sheet_state = "hidden"
    book.create_sheet("My workings")["B2"] = 17
    book.properties.creator = "Example Person"
    cases.append(["Total", *[None] * 3, 40])
    cases.column_dimensions[AT["cases"].columns["sex"]].hidden = True
    return 8


def _heading(sheet: Worksheet, column: str, text: str) -> None:
    row = AT["cases"].first_row - 1
    assert sheet[f"{column}{row}"].value
    sheet[f"{column}{row}"] = text


class Lead:
    """Does what the report says, and looks into the case files where it says which record."""

    def __init__(self, files: Workbook) -> None:
        self.files = files

    def mend(self, report: Mapping[str, Any], book: Workbook) -> None:
        findings = [f for f in report["findings"] if f["tier"] != "NOTE" and not f["explained"]]
        renamed = dict(self._sheets(findings, book))
        for finding in findings:
            if renamed.get(finding["sheet"], finding["sheet"]) in ("", *book.sheetnames):
                self._one(finding, book)

    def _sheets(self, findings: list[Finding], book: Workbook) -> Iterator[tuple[str, str]]:
        for finding in findings:
            for hint in finding["suggestions"]:
                stranger = hint["place"] or finding["sheet"]
                if hint["kind"] == "sheet" and stranger in book.sheetnames:
                    book[stranger].title = hint["value"]
                    yield stranger, hint["value"]

    def _one(self, finding: Finding, book: Workbook) -> None:
        hints = {hint["kind"]: hint for hint in finding["suggestions"]}
        sheet = book[finding["sheet"]] if finding["sheet"] in book.sheetnames else None
        by_rule = getattr(self, "_" + finding["rule"].replace("-", "_"), None)
        if "heading" in hints:
            place = hints["heading"]["place"] or f"{finding['sheet']} {finding['cell']}"
            name, _, cell = place.rpartition(" ")
            book[name][cell] = hints["heading"]["value"]
        elif by_rule is not None:
            by_rule(finding, book)
        elif sheet is not None and "code" in hints:
            sheet[finding["cell"]] = hints["code"]["value"]
        elif sheet is not None and finding["cell"]:
            self._from_the_files(finding, book, hints)

    def _from_the_files(self, finding: Finding, book: Workbook, hints: Mapping[str, Any]) -> None:
        """Look up the record; where the file agrees with the return, say so on Explanations."""
        sheet = book[finding["sheet"]]
        if self._wrong(sheet, finding["cell"]):
            self._copy(sheet, finding["cell"])
        elif other := next((hint["place"] for hint in hints.values() if hint["place"]), ""):
            name, _, cell = other.rpartition(" ")
            self._copy(book[name], cell)
        elif row := self._wrong_in_row(sheet, finding["cell"]):
            self._copy(sheet, row)
        elif finding["tier"] == "QUERY":
            self._explain(finding, book)

    def _wrong(self, sheet: Worksheet, cell: str) -> bool:
        return self.files[sheet.title][cell].value != sheet[cell].value

    def _wrong_in_row(self, sheet: Worksheet, cell: str) -> str:
        row, _ = coordinate_to_tuple(cell)
        return next((c.coordinate for c in sheet[row] if self._wrong(sheet, c.coordinate)), "")

    def _copy(self, sheet: Worksheet, cell: str) -> None:
        sheet[cell].value = self.files[sheet.title][cell].value

    def _explain(self, finding: Finding, book: Workbook) -> None:
        place = AT["explanations"]
        sheet = book[place.sheet]
        row = place.first_row
        while any(sheet[f"{column}{row}"].value for column in place.columns.values()):
            row += 1
        said = {
            "rule_id": finding["rule"],
            "key": finding["key"] or finding["case"] or None,
            "count_explained": 1,
            "reason_code": "GENUINE",
            "explanation": "Checked against the case file; it is right.",
            "given_by_role": "Data lead",
            "given_on": dt.datetime(2026, 10, 5),
        }
        for field, value in said.items():
            sheet[f"{place.columns[field]}{row}"] = value

    # What no case file holds: the report says what to do in its “what to do”.
    def _hidden_sheet(self, finding: Finding, book: Workbook) -> None:
        assert "sheet" in finding["fix"]
        del book[finding["sheet"]]

    def _hidden_columns(self, finding: Finding, book: Workbook) -> None:
        for column in book[finding["sheet"]].column_dimensions.values():
            column.hidden = False

    def _unknown_sheet(self, finding: Finding, book: Workbook) -> None:
        del book[finding["sheet"]]

    def _identifier_outside_cells(self, finding: Finding, book: Workbook) -> None:
        if "comment" in finding["message"]:
            book[finding["sheet"]][finding["cell"]].comment = None
        else:
            book.properties.creator = ""


def check(path: Path, out: Path) -> dict[str, Any]:
    done = CliRunner().invoke(cli, ["check", str(path), "--out", str(out), "--format", "json"])
    assert done.exit_code in (0, 1), done.output
    report: dict[str, Any] = json.loads((out / "report.json").read_text(encoding="utf-8"))
    return report


@pytest.mark.parametrize("seed", [1, *(pytest.param(n, marks=pytest.mark.long) for n in (2, 3, 4))])
def test_forty_faults_are_gone_in_three_rounds(tmp_path: Path, seed: int) -> None:
    clean, path = tmp_path / "clean.xlsx", tmp_path / "return.xlsx"
    write_sample(SPEC, SHAPE, cases=80, seed=seed, faults={}, out=clean)
    book = openpyxl.load_workbook(clean)
    assert spoil(book, seed) >= 40
    book.save(path)
    lead = Lead(openpyxl.load_workbook(clean))
    told = []
    for number in range(1, ROUNDS + 2):
        report = check(path, tmp_path / f"round{number}")
        told.append(report["headline"])
        if report["ready"]:
            break
        book = openpyxl.load_workbook(path)
        lead.mend(report, book)
        book.save(path)
    assert re.match(r"Not ready: \d+ things to fix", told[0])
    assert report["ready"], (told, sorted({f["rule"] for f in report["findings"]}))
    assert len(told) <= ROUNDS + 1, told
