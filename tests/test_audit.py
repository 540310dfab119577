"""An audit: drawn by the checker, filled in by an assessor, read back into the report."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from conftest import SPEC

from checker import batch
from checker.audit import draw, read_attested
from checker.errors import UsageError
from checker.model.audit import CLAUSES, COVER, EVIDENCE, HEADING_ROW, Audit, Wanted
from checker.model.profile import Given
from checker.model.report import Report
from checker.pipeline import check_file, check_tables
from checker.render import to_json, write
from checker.resources import standards_folder
from checker.synth import write_sample
from checker.template.audit_sheets import write_audit

TODAY = dt.date(2026, 11, 1)
HOME_OFFICE = "gb-home-office-da@2023.02"
FILES = "Cases gb-home-office-da"
CANARY = "see page twelve"


@pytest.fixture(scope="module")
def sent(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("audit") / "return.xlsx"
    write_sample(SPEC, SPEC.layouts["compact"], cases=60, seed=3, faults={}, out=path)
    return path


def _audit(path: Path, clauses: tuple[str, ...] = (), **wanted: Any) -> Audit:
    [checked] = check_tables(path)
    assert checked.tables is not None
    report = checked.report
    asked = Wanted(**({"seed": 7, "size": 12} | wanted))
    return draw(checked.tables, checked.unusable, report.facts, report.standards, clauses, asked)


def _filled(sent: Path, out: Path, judged: dict[str, str], **found: str) -> Path:
    """The worksheet as an assessor fills it in: verdicts by clause, and one word for all cases."""
    write_audit(_audit(sent), out)
    book = openpyxl.load_workbook(out)
    sheet = book[CLAUSES]
    for row in range(HEADING_ROW + 1, sheet.max_row + 1):
        verdict = judged.get(sheet.cell(row, 2).value)
        if verdict and sheet.cell(row, 1).value == HOME_OFFICE:
            sheet.cell(row, 6).value = verdict
            sheet.cell(row, 7).value = "Quality lead"
            sheet.cell(row, 8).value = dt.date(2026, 10, 20)
    cases = book[FILES]
    for column in range(4, cases.max_column + 1):
        heading = cases.cell(HEADING_ROW, column).value
        word = CANARY if heading == EVIDENCE else found.get(heading.partition(":")[0], "conforms")
        for row in range(HEADING_ROW + 1, cases.max_row + 1):
            cases.cell(row, column).value = word
    book.save(out)
    return out


def _report(sent: Path, *sheets: Path) -> Report:
    attested = tuple(read_attested(sheet, TODAY) for sheet in sheets)
    return check_file(sent, given=Given(attested=attested))


def _verdict(report: Report, clause: str) -> Any:
    return next(v for v in report.verdicts if (v.standard, v.clause) == (HOME_OFFICE, clause))


def test_each_clause_that_a_person_judges_is_asked_about_with_its_evidence(sent, tmp_path):
    audit = _audit(sent)
    assert {clause.judge for _, clause in audit.clauses} == {"assessor", "data-and-assessor"}
    write_audit(audit, tmp_path / "w.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "w.xlsx")[CLAUSES]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADING_ROW + 1)]
    assert [(row[0], row[1], row[3]) for row in rows] == [
        (standard, clause.id, clause.evidence) for standard, clause in audit.clauses
    ]
    assert all(row[3] and not any(row[5:]) for row in rows)


def test_a_sample_holds_only_cases_that_the_standard_is_about(sent):
    [checked] = check_tables(sent)
    assert checked.tables is not None
    frame = checked.tables.tables["cases"].frame
    kinds = dict(zip(frame["case_ref"], frame["case_type"], strict=True))
    for sample in _audit(sent, size=None, margin=0.01).samples:
        about = next(
            p.case_types for p in checked.report.standards if sample.standard.startswith(p.id)
        )
        # So small a margin asks for every case.
        assert {case.key for case in sample.cases} == {k for k in kinds if kinds[k] in about}


def test_the_same_seed_draws_the_same_cases_whatever_the_order_of_rows(sent, tmp_path):
    book = openpyxl.load_workbook(sent)
    sheet = book["Cases"]
    first = next(r for r in range(1, 40) if sheet.cell(r, 1).value == "Case reference") + 1
    width = sheet.max_column
    last = max(r for r in range(first, sheet.max_row + 1) if sheet.cell(r, 1).value)
    rows = [[sheet.cell(r, c).value for c in range(1, width + 1)] for r in range(first, last + 1)]
    for number, row in enumerate(reversed(rows)):
        for column, value in enumerate(row, start=1):
            sheet.cell(first + number, column).value = value
    book.save(tmp_path / "turned.xlsx")
    drawn, turned = _audit(sent), _audit(tmp_path / "turned.xlsx")
    assert drawn.return_digest != turned.return_digest
    assert drawn.samples == turned.samples
    assert _audit(sent, seed=8).samples != drawn.samples


def test_a_worksheet_is_the_same_bytes_each_time(sent, tmp_path):
    for name in ("a", "b"):
        write_audit(_audit(sent), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_what_the_assessor_found_is_the_verdict_and_says_whose_it_is(sent, tmp_path):
    sheet = _filled(sent, tmp_path / "w.xlsx", {"S2.1": "met", "S2.2": "not met"})
    before, report = check_file(sent), _report(sent, sheet)
    assert _verdict(before, "S2.1").verdict == "for an assessor"
    met = _verdict(report, "S2.1")
    assert met.verdict == "met"
    assert met.reasons[:2] == (
        "Judged met by Quality lead on 2026-10-20.",
        f"Of 12 cases drawn from {met.assessed.population}, 12 conformed.",
    )
    assert f"at least {met.assessed.least} of the {met.assessed.population} cases" in met.reasons[2]
    unmet = _verdict(report, "S2.2")
    assert (unmet.verdict, unmet.assessed.drawn) == ("not met", 0)
    untouched = [v for v in report.verdicts if v.clause not in ("S2.1", "S2.2")]
    assert untouched == [v for v in before.verdicts if v.clause not in ("S2.1", "S2.2")]


def test_cases_that_fail_or_cannot_be_shown_are_counted_against_the_bound(sent, tmp_path):
    judged = {"S2.1": "not met", "S3": "cannot tell", "S4": "met"}
    sheet = _filled(
        sent,
        tmp_path / "w.xlsx",
        judged,
        **{"S2.1": "Does not conform", "S3": "cannot be shown", "S4": "not applicable"},
    )
    report = _report(sent, sheet)
    found = {clause: _verdict(report, clause).assessed for clause in judged}
    assert (found["S2.1"].failing, found["S2.1"].least) == (12, 0)
    assert (found["S3"].unshown, found["S3"].least) == (12, 0)
    assert (found["S4"].outside, found["S4"].least) == (12, None)


def test_a_breach_in_the_data_is_not_talked_away(tmp_path):
    from checker.synth import parse_faults

    path = tmp_path / "late.xlsx"
    shape = SPEC.layouts["compact"]
    faults = parse_faults("support-offer-late", SPEC, shape)
    write_sample(SPEC, shape, cases=60, seed=3, faults=faults, out=path)
    before = check_file(path)
    clause = next(v for v in before.verdicts if v.verdict in ("not met", "cannot tell"))
    sheet = _filled(path, tmp_path / "w.xlsx", {clause.clause: "met"})
    after = _verdict(_report(path, sheet), clause.clause)
    assert after.verdict == clause.verdict
    assert (
        f"Judged met by Quality lead on 2026-10-20. The data say {clause.verdict}." in after.reasons
    )


def test_a_worksheet_of_a_return_that_was_changed_does_not_count(sent, tmp_path):
    sheet = _filled(sent, tmp_path / "w.xlsx", {"S2.1": "met"})
    book = openpyxl.load_workbook(sent)
    book.save(tmp_path / "resaved.xlsx")
    report = _report(tmp_path / "resaved.xlsx", sheet)
    assert _verdict(report, "S2.1").verdict == "for an assessor"
    assert "drawn from another return" in report.attested[0].why


def _changed(sheet: Path, name: str, row: int, column: int, value: Any) -> Path:
    book = openpyxl.load_workbook(sheet)
    book[name].cell(row, column).value = value
    book.save(sheet)
    return sheet


def test_a_case_put_in_the_place_of_another_does_not_count(sent, tmp_path):
    sheet = _filled(sent, tmp_path / "w.xlsx", {"S2.1": "met"})
    _changed(sheet, FILES, HEADING_ROW + 1, 2, "C-2C2C2C")
    report = _report(sent, sheet)
    assert _verdict(report, "S2.1").verdict == "for an assessor"
    assert "not those that were drawn" in report.attested[0].why


def test_a_standard_that_was_changed_since_does_not_count(sent, tmp_path):
    sheet = _filled(sent, tmp_path / "w.xlsx", {"S2.1": "met"})
    book = openpyxl.load_workbook(sheet)
    cover = book[COVER]
    row = next(r for r in range(1, 60) if cover.cell(r, 1).value == HOME_OFFICE)
    cover.cell(row, 2).value = "0" * 64
    book.save(sheet)
    report = _report(sent, sheet)
    assert "is not as it was" in report.attested[0].why
    assert _verdict(report, "S2.1").assessed is None


FIRST = HEADING_ROW + 1


@pytest.mark.parametrize(
    ("sheet", "column", "value", "said"),
    [
        (CLAUSES, 6, "fine", f"{CLAUSES}!F{FIRST}: the verdict is none of these"),
        (CLAUSES, 7, None, f"{CLAUSES}!G{FIRST}: the role is blank"),
        (CLAUSES, 7, "jo@example.org", f"{CLAUSES}!G{FIRST}: this looks like an e-mail"),
        (CLAUSES, 7, "x" * 61, f"{CLAUSES}!G{FIRST}: the role is longer"),
        (CLAUSES, 8, None, f"{CLAUSES}!H{FIRST}: there is no day"),
        (CLAUSES, 8, "soon", f"{CLAUSES}!H{FIRST}: there is no day"),
        (CLAUSES, 8, dt.date(2026, 11, 2), f"{CLAUSES}!H{FIRST}: this day is still to come"),
        (FILES, 4, None, "1 of 12 cases are blank under T4"),
        (FILES, 4, "maybe", f"{FILES}!D{FIRST}: this is none of these"),
        (FILES, 10, "jo@example.org", f"{FILES}!J{FIRST}: this looks like it holds an e-mail"),
        (COVER, 2, "2", None),
    ],
)
def test_every_fault_of_a_worksheet_is_named_by_its_cell(
    sent, tmp_path, sheet, column, value, said
):
    path = _filled(sent, tmp_path / "w.xlsx", {"SC.1": "met", "T4": "met"})
    row = FIRST
    if sheet == COVER:
        cover = openpyxl.load_workbook(path)[COVER]
        row = next(r for r in range(1, 60) if cover.cell(r, 1).value == "Worksheet version")
    _changed(path, sheet, row, column, value)
    with pytest.raises(UsageError) as refusal:
        read_attested(path, TODAY)
    assert (said or "is no worksheet") in str(refusal.value)
    if isinstance(value, str) and len(value) > 3:
        assert value not in str(refusal.value)


def test_a_file_that_is_no_worksheet_is_told_as_one(sent, tmp_path):
    with pytest.raises(UsageError, match="is no worksheet"):
        read_attested(sent, TODAY)
    (tmp_path / "w.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(UsageError, match="could not be read"):
        read_attested(tmp_path / "w.xlsx", TODAY)


def test_a_report_says_what_was_judged_and_holds_no_key_and_no_evidence(sent, tmp_path):
    report = _report(sent, _filled(sent, tmp_path / "w.xlsx", {"S2.1": "met"}))
    write(report, tmp_path / "out", ("html", "json"))
    schema = json.loads(
        (standards_folder() / "_schemas" / "report.schema.json").read_text(encoding="utf-8")
    )
    jsonschema.validate(to_json(report), schema)
    for file in (tmp_path / "out").iterdir():
        text = file.read_text(encoding="utf-8")
        assert "Judged met by Quality lead on 2026-10-20." in text
        assert CANARY not in text
        assert not any(case.key in text for s in _audit(sent).samples for case in s.cases)


def test_in_a_batch_each_worksheet_finds_its_return(sent, tmp_path):
    other = tmp_path / "in" / "other.xlsx"
    other.parent.mkdir()
    write_sample(SPEC, SPEC.layouts["compact"], cases=20, seed=4, faults={}, out=other)
    attested = (read_attested(_filled(sent, tmp_path / "w.xlsx", {"S2.1": "met"}), TODAY),)
    given = Given(attested=attested)
    result = batch.run([sent, other.parent], tmp_path / "out", jobs=1, given=given)
    words = {
        entry.file: next(v.verdict for v in entry.verdicts if v.clause == "S2.1")
        for entry in result.entries
    }
    assert words == {"return.xlsx": "met", "other.xlsx": "for an assessor"}
    assert "worksheet" not in result.words
    alone = batch.run([other], tmp_path / "alone", jobs=1, given=given)
    assert "w.xlsx is for none of these returns" in alone.words


def _run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "checker", *map(str, words)]
    return subprocess.run(line, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_command_draws_as_many_as_the_confidence_needs(sent, tmp_path):
    out = tmp_path / "w.xlsx"
    done = _run("audit", sent, "--seed", "7", "--clause", "S2.1", "--out", out)
    assert done.returncode == 0, done.stderr
    population = sum(_audit(sent).samples[0].strata.values())
    assert f"{len(_audit(sent, size=None).samples[0].cases)} of {population} cases" in done.stdout
    again = _run("audit", sent, "--seed", "7", "--out", out)
    assert (again.returncode, "is there already" in again.stderr) == (2, True)
    unknown = _run("audit", sent, "--seed", "7", "--clause", "S1.2", "--out", tmp_path / "x.xlsx")
    assert (unknown.returncode, "No clause called S1.2" in unknown.stderr) == (2, True)
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04")
    broken = _run("audit", tmp_path / "bad.xlsx", "--seed", "7", "--out", tmp_path / "y.xlsx")
    assert (broken.returncode, broken.stderr) == (3, "")
    assert not (tmp_path / "y.xlsx").exists()


@pytest.mark.office
def test_a_worksheet_filled_in_and_saved_by_libreoffice_is_read_back(sent, tmp_path):
    sheet = _filled(sent, tmp_path / "w.xlsx", {"S2.1": "met"})
    (tmp_path / "saved").mkdir()
    words = ("--headless", "--convert-to", "xlsx", "--outdir", tmp_path / "saved", sheet)
    subprocess.run(["soffice", *map(str, words)], check=True, capture_output=True)
    assert _verdict(_report(sent, tmp_path / "saved" / "w.xlsx"), "S2.1").verdict == "met"
