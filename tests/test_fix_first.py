"""What to fix first: a cause clears exactly what it says, once somebody really puts it right."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from click.testing import CliRunner
from conftest import SPEC

from checker import check
from checker.advice import candidates
from checker.advice.changes import Change
from checker.cli import cli
from checker.pipeline import check_by_steps, check_file
from checker.pipeline.advised import scene_of, tried_first
from checker.pipeline.looking import Request, look
from checker.pipeline.opening import LIMITS, open_return
from checker.synth import write_sample
from checker.template import places

SHAPE = SPEC.layouts["compact"]
AT = places(SPEC, SHAPE)


def column(book, table, field):
    """The filled cells of a column."""
    place = AT[table]
    sheet, letters = book[place.sheet], place.columns[field]
    cells = (sheet[f"{letters}{row}"] for row in range(place.first_row, sheet.max_row + 1))
    return [cell for cell in cells if cell.value is not None]


def renamed_heading(book):
    place = AT["cases"]
    book[place.sheet][f"{place.columns['start_date']}{place.first_row - 1}"] = "Date of start"


def renamed_sheet(book):
    book["Victims"].title = "People supported"


def wrong_code(book):
    for cell in column(book, "cases", "eligibility_decision"):
        if str(cell.value).startswith("ACC"):
            cell.value = "Acceptd"


def month_first(book):
    for field in ("referral_date", "start_date"):
        for cell in column(book, "cases", field):
            cell.value = f"{cell.value:%m/%d/%Y}"


def other_marks(book):
    for cell in column(book, "victims", "case_ref"):
        cell.value = cell.value.replace("-", "/").lower()


def mistyped_parent(book):
    used = Counter(cell.value for cell in column(book, "victims", "case_ref"))
    key = used.most_common(1)[0][0]
    [cell] = [cell for cell in column(book, "cases", "case_ref") if cell.value == key]
    cell.value = f"{key}Q"


def short_period(book):
    book["Return"][AT["return"].cells["period_end"]] = dt.date(2026, 8, 31)


def period_of_last_quarter(book):
    book["Return"][AT["return"].cells["period_start"]] = dt.date(2026, 4, 1)
    book["Return"][AT["return"].cells["period_end"]] = dt.date(2026, 6, 30)


def pasted_twice(book):
    sheet, first = book["Cases"], AT["cases"].first_row
    rows = [[cell.value for cell in sheet[row]] for row in range(first, first + 3)]
    last = max(cell.row for cell in column(book, "cases", "case_ref"))
    for number, row in enumerate(rows, last + 1):
        for place, value in enumerate(row, 1):
            sheet.cell(number, place).value = value


def totals_between(book):
    sheet, row = book["Cases"], AT["cases"].first_row + 4
    sheet.insert_rows(row)
    sheet.cell(row, 1).value = "Total"
    sheet.cell(row, 5).value = 4


def untidy(book):
    for cell in column(book, "cases", "sex"):
        cell.value = f" {cell.value.lower()}"
    for cell in column(book, "victims", "iss_offer_date"):
        cell.value = f"{cell.value:%d/%m/%Y}"
    for cell in column(book, "cases", "prior_episode_count"):
        cell.value = str(cell.value)


KINDS = {
    renamed_heading: "heading",
    renamed_sheet: "sheet",
    wrong_code: "codes",
    month_first: "dates",
    other_marks: "references",
    mistyped_parent: "references",
    short_period: "template",
    period_of_last_quarter: "template",
    pasted_twice: "rows",
    totals_between: "rows",
    untidy: "tidy",
}


@cache
def clean(seed: int) -> bytes:
    with TemporaryDirectory() as folder:
        out = Path(folder) / "return.xlsx"
        write_sample(SPEC, SHAPE, cases=25, seed=seed, faults={}, out=out)
        return out.read_bytes()


def spoilt(folder: Path, seed: int, *faults) -> Path:
    out = folder / "return.xlsx"
    book = openpyxl.load_workbook(BytesIO(clean(seed)))
    for fault in faults:
        fault(book)
    book.save(out)
    return out


def put_right(path: Path, change: Change) -> Path:
    """The file with the change made in it by another hand, as a provider would."""
    book = openpyxl.load_workbook(path)
    for name, cells in change.cells.items():
        for (row, place), value in cells.items():
            book[name].cell(row + 1, place + 1).value = value
    for name, rows in change.rows.items():
        for row in sorted(rows, reverse=True):
            book[name].delete_rows(row + 1)
    for name, new in change.names.items():
        book[name].title = new
    out = path.with_name("right.xlsx")
    book.save(out)
    return out


def kept_promises(path: Path) -> list[str]:
    """The kinds of the causes, once each was put right for itself and kept its promise."""
    request = Request(None, "polars", "", fix_first=True)
    opened = open_return(path, "", LIMITS, "")
    seen = look(opened, request)
    scene, findings = scene_of(seen), seen.findings()
    suspected = candidates(scene)
    changes = {candidate.said: candidate.change for candidate in suspected}
    before = {finding.id: finding.rule for finding in findings}
    causes = tried_first(opened, request, seen.workbook, suspected, findings).causes
    for cause in causes:
        right = check_file(put_right(path, changes[cause.said]))
        after = {finding.id for finding in right.findings}
        gone = Counter(rule for name, rule in before.items() if name not in after)
        assert cause.clears == gone.total()
        assert dict(cause.by_rule) == gone
        assert cause.adds == len(after - before.keys())
    return [cause.kind for cause in causes]


def test_the_report_is_there_before_causes_are_tried_and_nothing_else_of_it_changes(tmp_path):
    path = spoilt(tmp_path, 3, renamed_heading)
    first, whole = check_by_steps(path, fix_first=True)
    assert first.fix_first.awaited
    assert whole == check_file(path, fix_first=True)
    assert whole.fix_first.causes
    assert replace(first, fix_first=None) == replace(whole, fix_first=None)


def test_where_there_is_no_cause_to_try_there_is_one_report(tmp_path):
    path = tmp_path / "clean.xlsx"
    write_sample(SPEC, SHAPE, cases=6, seed=3, faults={}, out=path)
    [only] = check_by_steps(path, fix_first=True)
    assert only == check_file(path, fix_first=True)
    assert [*check_by_steps(path)] == [check_file(path)]


# Every cause on one of two returns in every run of the tests, and on the other one as well.
RUNS = [
    pytest.param(seed, fault, kind, marks=[pytest.mark.long] if n % 2 == seed % 2 else [])
    for seed in (3, 4)
    for n, (fault, kind) in enumerate(KINDS.items())
]


@pytest.mark.parametrize(("seed", "fault", "kind"), RUNS)
def test_just_what_a_cause_promises_is_gone_once_it_is_put_right(tmp_path, seed, fault, kind):
    assert kind in kept_promises(spoilt(tmp_path, seed, fault))


def test_causes_that_stand_together_keep_their_promises_one_by_one(tmp_path):
    path = spoilt(tmp_path, 5, wrong_code, month_first, other_marks, untidy)
    kinds = kept_promises(path)
    assert set(kinds) == {"codes", "dates", "references", "tidy"}


def test_what_clears_most_comes_first_and_names_no_content(tmp_path):
    path = spoilt(tmp_path, 5, wrong_code, other_marks)
    first, second = check_file(path, fix_first=True).fix_first.causes
    assert first.clears > second.clears
    assert [sum(n for _, n in cause.by_rule) for cause in (first, second)] == [
        first.clears,
        second.clears,
    ]
    held = {str(cell.value) for cell in column(openpyxl.load_workbook(path), "victims", "case_ref")}
    assert not [value for value in (*held, "Acceptd") if value in first.said + second.said]


def test_a_clean_return_is_checked_once(tmp_path, monkeypatch):
    def never(*words):
        raise AssertionError("a trial")

    # The package has a function of the same name, which "import … as" would give instead.
    monkeypatch.setattr(import_module("checker.pipeline.advised"), "look", never)
    report = check_file(spoilt(tmp_path, 3), fix_first=True)
    assert report.findings == ()
    assert (report.fix_first.causes, report.fix_first.tried) == ((), 0)


def test_nothing_is_tried_unless_asked_for_and_the_command_asks(tmp_path):
    path = spoilt(tmp_path, 3, other_marks)
    assert check_file(path).fix_first is None
    assert check(path).fix_first is None
    asked = check(path, fix_first=True).fix_first
    assert asked == check_file(path, fix_first=True).fix_first
    done = CliRunner().invoke(cli, ["check", str(path), "--out", str(tmp_path / "out")])
    assert "Fix first" in done.output


@pytest.mark.long
def test_the_reference_engine_puts_the_same_first(tmp_path):
    path = spoilt(tmp_path, 3, other_marks, untidy, wrong_code)
    found = [check(path, fix_first=True, engine=e) for e in ("polars", "great-expectations")]
    assert found[0].fix_first == found[1].fix_first


def test_what_was_not_tried_is_counted_and_said_with_why(tmp_path, monkeypatch):
    path = spoilt(tmp_path, 3, other_marks, untidy, wrong_code)
    monkeypatch.setattr("checker.advice.trials.MOST_TRIALS", 1)
    found = check_file(path, fix_first=True).fix_first
    assert (found.tried, found.untried) == (1, 2)
    assert found.why_untried.startswith("Only the 1 ")
    monkeypatch.setattr("checker.advice.trials.MOST_CELLS", 100)
    found = check_file(path, fix_first=True).fix_first
    assert (found.causes, found.tried, found.untried) == ((), 0, 3)
    assert "large" in found.why_untried
