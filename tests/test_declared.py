"""Verdicts that a provider declares: beside those that were reached, and never in their place."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import SPEC

from checker.model.findings import Assessed
from checker.model.report import Report
from checker.packs import load_return, load_standard
from checker.packs.shapes import misfits
from checker.packs.standards import claims
from checker.pipeline import check_file, check_tables
from checker.pipeline.declared import Shown, self_assessment
from checker.render import FORMATS, to_json, write
from checker.synth import write_sample
from checker.template import places
from checker.template import write as write_template

COMPACT = SPEC.layouts["compact"]
SHEET = "Self-assessment"
HOME, STALKING = "HO-DA-2023", "STALKING-DRAFT-0.1"
HOME_OFFICE, DRAFT = "gb-home-office-da@2023.02", "gb-stalking@0.1-draft"
RULES = ("declared-otherwise", "declared-out-of-step", "declared-unknown-clause", "declared-twice")
CANARY = "zanzibar-heliotrope"
OFFICE = shutil.which("soffice")
Row = Sequence[Any]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A return that declares nothing; of its clauses S1.2 is not met, T3 and S1.3 are."""
    path = tmp_path_factory.mktemp("declared") / "return.xlsx"
    faults = {"same-worker-both-sides": 1}
    write_sample(SPEC, COMPACT, cases=60, seed=3, faults=faults, out=path)
    return _declaring(path, path)


def _declaring(path: Path, out: Path, *rows: Row) -> Path:
    """The return with these rows on its Self-assessment sheet, and no others."""
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    sheet.delete_rows(5, sheet.max_row)
    for number, row in enumerate(rows, start=5):
        standard, clause, verdict, *rest = row
        evidence = rest[0] if rest else None
        entries = (standard, clause, verdict, evidence, "Service lead", dt.date(2026, 10, 12))
        for column, entry in enumerate(entries, start=1):
            cell = sheet.cell(number, column)
            cell.value = entry
            if isinstance(entry, str):
                cell.data_type = "s"
    book.save(out)
    return out


def _edited(path: Path, out: Path, edit: Callable[[Any], object]) -> Path:
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(out)
    return out


def json_text(report: Report) -> str:
    return json.dumps(to_json(report))


def _told(report: Report) -> list[tuple[str, str]]:
    return [(f.rule, f.cell) for f in report.findings if f.rule in RULES]


# What is declared and reached, how the two stand, the rule that says so, and a part of the words.
CASES: dict[str, tuple[Row, str, str, str, str]] = {
    "met on both sides": ((HOME, "S1.3", "MET"), "met", "agrees", "", ""),
    "not met on both sides": ((HOME, "S1.2", "NOT-MET"), "not met", "agrees", "", ""),
    "met, and the data say no": (
        (HOME, "S1.2", "MET", "Rota, page 2"),
        "not met",
        "contradicts",
        "declared-otherwise",
        "The provider declares S1.2 met; the data show it not met.",
    ),
    "not met, and the data say yes": (
        (HOME, "S1.3", "NOT-MET"),
        "met",
        "contradicts",
        "declared-out-of-step",
        "The provider declares S1.3 not met; the data show it met.",
    ),
    "not applicable, and rows show a breach": (
        (HOME, "S1.2", "NA"),
        "not met",
        "contradicts",
        "declared-out-of-step",
        "rows of this return fall under it, and they show it not met.",
    ),
    "not applicable, and rows show it met": (
        (HOME, "T3", "NA"),
        "met",
        "contradicts",
        "declared-out-of-step",
        "rows of this return fall under it, and they show it met.",
    ),
    "for an assessor": (
        (HOME, "S2.2", "MET", "Protocol, page 4"),
        "for an assessor",
        "cannot be compared",
        "",
        "S2.2 is for an assessor to judge; the data alone cannot.",
    ),
    "for an assessor, without evidence": (
        (HOME, "S2.2", "MET"),
        "for an assessor",
        "cannot be compared",
        "",
        "It is declared met without a reference to evidence.",
    ),
    "the data cannot tell": (
        (STALKING, "SPA-9", "MET"),
        "cannot tell",
        "cannot be compared",
        "",
        "The data cannot tell whether SPA-9 is met.",
    ),
    "neither can tell": ((STALKING, "SPA-9", "CANNOT-TELL"), "cannot tell", "agrees", "", ""),
    "the provider cannot tell": (
        (HOME, "S1.2", "CANNOT-TELL"),
        "not met",
        "cannot be compared",
        "",
        "The provider cannot tell whether S1.2 is met; the data show it not met.",
    ),
    "a clause the standard lacks": (
        (HOME, CANARY, "MET"),
        "cannot tell",
        "cannot be compared",
        "declared-unknown-clause",
        "HO-DA-2023 has no clause of this name",
    ),
    "a standard that was not checked": (
        ("WG-VAWDASV-2018", "WAL-3", "MET"),
        "cannot tell",
        "cannot be compared",
        "",
        "This return was not checked against WG-VAWDASV-2018",
    ),
    "an unknown clause of a standard that was not checked": (
        ("WG-VAWDASV-2018", "WAL-99", "MET"),
        "cannot tell",
        "cannot be compared",
        "declared-unknown-clause",
        "WG-VAWDASV-2018 has no clause of this name",
    ),
    "a standard that the checker does not hold": (
        ("RESPECT-3", CANARY, "MET"),
        "cannot tell",
        "cannot be compared",
        "",
        "This checker does not hold RESPECT-3",
    ),
}


def _companies() -> list[list[str]]:
    """The cases in groups in which no clause is declared twice: one return for each group."""
    groups: list[dict[tuple[str, str], str]] = []
    for name, (row, *_) in CASES.items():
        key = (row[0], row[1])
        group = next((group for group in groups if key not in group), None)
        if group is None:
            groups.append(group := {})
        group[key] = name
    return [list(group.values()) for group in groups]


@pytest.mark.parametrize("names", _companies())
def test_a_declared_verdict_stands_beside_the_one_that_was_reached(sent, tmp_path, names):
    rows = [CASES[name][0] for name in names]
    report = check_file(_declaring(sent, tmp_path / "return.xlsx", *rows))
    rules = {int(cell[1:]): rule for rule, cell in _told(report)}
    for number, (name, declared) in enumerate(zip(names, report.declared, strict=True), start=5):
        row, computed, agreement, rule, words = CASES[name]
        assert (declared.computed, declared.agreement) == (computed, agreement), name
        assert words in declared.said, name
        assert bool(declared.said) == bool(words), name
        assert declared.evidence == (len(row) > 3), name
        assert (declared.sheet, declared.cell) == (SHEET, f"C{number}")
        assert rules.get(number, "") == rule, name
    assert CANARY not in json_text(report)


def test_what_is_declared_changes_no_verdict(sent, tmp_path):
    rows = [row for row, *_ in CASES.values()]
    before = check_file(sent)
    after = check_file(_declaring(sent, tmp_path / "return.xlsx", *rows))
    assert after.verdicts == before.verdicts
    assert [f for f in after.findings if f.rule not in RULES] == list(before.findings)
    assert len(after.declared) == len(rows)
    assert not list(misfits("report", to_json(after)))


def test_a_clause_that_nothing_falls_under_is_not_compared(tmp_path):
    path = tmp_path / "return.xlsx"
    write_sample(SPEC, COMPACT, cases=12, seed=3, faults={}, out=path)
    idle = next(v for v in check_file(path).verdicts if v.verdict == "not applicable")
    code = {HOME_OFFICE: HOME, DRAFT: STALKING}[idle.standard]
    rows = [(code, idle.clause, word) for word in ("MET", "NA")]
    met, idle_too = check_file(_declaring(path, path, *rows)).declared
    assert met.agreement == "cannot be compared"
    assert met.said == f"Nothing in this return falls under {idle.clause}."
    assert idle_too.agreement == "agrees"


def test_a_clause_is_known_by_its_name_its_title_or_the_entry_of_the_drop_down(sent, tmp_path):
    title = next(c.title for c in load_standard("gb-home-office-da").clauses if c.id == "S1.2")
    entries = ["S1.2", " s1.2 ", "S 1.2", f"S1.2 – {title}", title]
    rows = [(HOME, entry, "NOT-MET") for entry in entries]
    report = check_file(_declaring(sent, tmp_path / "return.xlsx", *rows))
    found = [(d.standard, d.clause, d.agreement) for d in report.declared]
    assert found == [(HOME_OFFICE, "S1.2", "agrees")] * len(entries)


def test_a_standard_that_is_asked_for_by_name_is_the_one_compared_with(sent, tmp_path):
    path = _declaring(
        sent, tmp_path / "return.xlsx", (HOME, "S1.2", "MET"), (STALKING, "SPA-9", "CANNOT-TELL")
    )
    home, draft = check_file(path, standards=["gb-stalking"]).declared
    assert (home.agreement, draft.agreement) == ("cannot be compared", "agrees")


def test_two_verdicts_on_one_clause_are_said(sent, tmp_path):
    rows = [(HOME, "S1.3", word) for word in ("MET", "MET", "CANNOT-TELL")]
    report = check_file(_declaring(sent, tmp_path / "return.xlsx", *rows, (HOME, "T3", "NA")))
    assert _told(report) == [("declared-twice", "C7"), ("declared-out-of-step", "C8")]
    said = [declared.said for declared in report.declared]
    assert said[:2] == ["", ""]
    assert said[2].endswith("S1.3 is declared “cannot tell” here and “met” in C5.")


def test_a_row_whose_cells_are_in_error_declares_nothing_and_the_cells_are_told(sent, tmp_path):
    rows = [
        (HOME, "S1.2", "MAYBE"),
        (HOME, None, "MET"),
        ("HO-DA-1999", "S1.2", "MET"),
        (HOME, "S1.2" * 30, "MET"),
    ]
    report = check_file(_declaring(sent, tmp_path / "return.xlsx", *rows))
    assert report.declared == ()
    found = [(f.rule, f.cell) for f in report.findings if f.sheet == SHEET]
    assert found == [
        ("not-in-list", "C5"),
        ("missing-value", "B6"),
        ("not-in-list", "A7"),
        ("too-long", "B8"),
    ]


def test_a_return_without_the_sheet_or_with_nothing_on_it_lacks_nothing(sent, tmp_path):
    """As one does that was begun on a template of before the sheet existed."""

    def clear(book: Any) -> None:
        book[SHEET].delete_rows(1, book[SHEET].max_row)

    gone = _edited(sent, tmp_path / "gone.xlsx", lambda book: book.remove(book[SHEET]))
    blank = _edited(sent, tmp_path / "blank.xlsx", clear)
    usual = check_file(sent)
    for report in map(check_file, (gone, blank)):
        assert report.findings == usual.findings
        assert report.verdicts == usual.verdicts
        assert report.declared == usual.declared == ()
        assert {o.status for o in report.outcomes if o.rule in RULES} == {"not run"}
        assert all("declares no verdict" in o.why for o in report.outcomes if o.rule in RULES)


def test_a_sheet_with_text_and_no_headings_is_not_passed_over(sent, tmp_path):
    def spoil(book: Any) -> None:
        book[SHEET].delete_rows(1, book[SHEET].max_row)
        book[SHEET]["A1"] = "We meet all of it"

    report = check_file(_edited(sent, tmp_path / "return.xlsx", spoil))
    assert ("missing-sheet", SHEET) in {(f.rule, f.sheet) for f in report.findings}


def test_an_earlier_edition_of_the_return_asks_for_no_declared_verdict(tmp_path):
    earlier = load_return("ppr-1.0")
    path = tmp_path / "return.xlsx"
    write_sample(earlier, earlier.layouts["full"], cases=3, seed=1, faults={}, out=path)
    report = check_file(path)
    assert (report.facts.spec, report.findings, report.declared) == ("ppr-1.0", (), ())
    assert not {rule.id for rule in report.rules} & set(RULES)


def _explaining(path: Path, *rows: Row) -> Path:
    def edit(book: Any) -> None:
        for number, (rule, key, count) in enumerate(rows, start=5):
            entries = (rule, None, key, count, "GENUINE", "Our own view", "Lead", "12/10/2026")
            for column, entry in enumerate(entries, start=1):
                book["Explanations"].cell(number, column).value = entry

    return _edited(path, path, edit)


@pytest.mark.parametrize(("key", "count"), [("HO-DA-2023 S1.2", 1), (None, 1)])
def test_a_contradiction_is_a_query_until_it_is_explained(sent, tmp_path, key, count):
    path = _declaring(sent, tmp_path / "return.xlsx", (HOME, "S1.2", "MET"))
    _explaining(path, ("same-worker-both-sides", None, 1))
    before = check_file(path)
    assert (before.ready, _told(before)) == (False, [("declared-otherwise", "C5")])
    _explaining(path, ("same-worker-both-sides", None, 1), ("declared-otherwise", key, count))
    after = check_file(path)
    assert after.ready
    assert next(f for f in after.findings if f.rule == "declared-otherwise").explained
    assert [d.agreement for d in after.declared] == ["contradicts"]


def test_the_finding_keeps_its_identity_when_the_rows_are_sorted_anew(sent, tmp_path):
    rows = [(HOME, "S1.2", "MET"), (HOME, "T3", "NA"), (HOME, "S1.3", "NOT-MET")]
    one, other = (
        check_file(_declaring(sent, tmp_path / f"{name}.xlsx", *order))
        for name, order in (("one", rows), ("other", rows[::-1]))
    )
    assert {f.id for f in one.findings} == {f.id for f in other.findings}


def test_an_assessors_verdict_is_compared_where_the_data_leave_the_clause_to_one(sent, tmp_path):
    path = _declaring(sent, tmp_path / "return.xlsx", (HOME, "S2.2", "MET"), (HOME, "S1.2", "MET"))
    [checked] = check_tables(path)
    report = checked.report
    found = Assessed("not met", "Quality lead", "2026-10-20", "0" * 64)
    judged = {(HOME_OFFICE, "S2.2"): found, (HOME_OFFICE, "S1.2"): found}
    shown = Shown(report.standards, report.verdicts, judged)
    rules = {rule.id: rule for rule in report.rules}
    own = self_assessment(checked.tables, {}, shown, rules)
    left, breach = own.declared
    assert (left.computed, left.agreement) == ("not met", "contradicts")
    assert left.said == "The provider declares S2.2 met; an assessor judged it not met."
    assert breach.said == "The provider declares S1.2 met; the data show it not met."
    # What an assessor saw is no fault of the return.
    assert [f.cell for f in own.findings] == ["C6"]


HOSTILE = [
    f"=HYPERLINK({CANARY})",
    f"+{CANARY}",
    f"-{CANARY}",
    f"@{CANARY}",
    f"\t{CANARY}",
    f"a\n{CANARY}",
    f"<script>{CANARY}</script>",
    f"]]>{CANARY}&amp;",
    "{clause}" + CANARY,
    f"C:\\{CANARY}",
]


def test_hostile_text_on_the_sheet_comes_out_nowhere(sent, tmp_path):
    rows = [(HOME, "S2.2", "MET", text) for text in HOSTILE]
    rows += [(HOME, text, "MET", text) for text in HOSTILE]
    rows += [("RESPECT-3", text, "MET", None) for text in HOSTILE]
    report = check_file(_declaring(sent, tmp_path / "return.xlsx", *rows))
    assert [d.evidence for d in report.declared] == [True] * 20 + [False] * 10
    assert {d.clause for d in report.declared} == {"S2.2", ""}
    assert len(_told(report)) == len(HOSTILE)
    for path in write(report, tmp_path / "out", list(FORMATS)):
        assert CANARY not in _text(path)


def _text(path: Path) -> str:
    if not zipfile.is_zipfile(path):
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as package:
        return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def test_a_reference_to_evidence_is_looked_through_for_identifiers(sent, tmp_path):
    rows = [
        (HOME, "S2.2", "MET", "file of NHS 999 000 0018"),
        (HOME, "S1.3", "MET", "Rota, page 2"),
    ]
    report = check_file(_declaring(sent, tmp_path / "return.xlsx", *rows))
    assert [(f.rule, f.cell) for f in report.findings if f.sheet == SHEET] == [
        ("identifier-in-cell", "D5")
    ]


# The template


@pytest.fixture(scope="module", params=sorted(SPEC.layouts))
def template(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    return write_template(SPEC, SPEC.layouts[request.param], folder / f"{request.param}.xlsx")


def _validation(book: Any, column: str) -> Any:
    place = places(SPEC, COMPACT)["self_assessment"]
    cell = f"{place.columns[column]}{place.first_row}"
    found = book[SHEET].data_validations.dataValidation
    [validation] = [v for v in found if cell in v.sqref]
    return validation


def _offered(book: Any, name: str) -> list[str]:
    [(sheet, cells)] = book.defined_names[name].destinations
    return [row[0].value for row in book[sheet][cells.replace("$", "")]]


def test_the_template_offers_standards_verdicts_and_the_clauses_of_each_standard(template):
    book = openpyxl.load_workbook(template)
    assert _validation(book, "standard").formula1 == "list_standard"
    assert _validation(book, "declared_verdict").formula1 == "list_declared_verdict"
    clause = _validation(book, "clause")
    assert (clause.type, clause.errorStyle) == ("list", "warning")
    longest = next(c for c in SPEC.tables["self_assessment"].columns if c.name == "clause")
    for code, (name, edition) in claims().items():
        offered = _offered(book, f"list_clauses_{re.sub('[-.]', '', code)}")
        clauses = load_standard(name, edition).clauses
        assert offered == [f"{c.id} – {c.title}" for c in clauses]
        assert max(map(len, offered)) <= longest.max_length


def test_the_template_says_what_goes_on_the_sheet_and_that_it_may_stay_blank(template):
    book = openpyxl.load_workbook(template)
    assert "Leave the sheet blank" in book[SHEET]["A2"].value
    guidance = [row[1] for row in book["Guidance"].iter_rows(values_only=True) if row[0] == SHEET]
    assert len(guidance) == 2
    assert any("never changes" in text for text in guidance)


def test_a_blank_template_declares_nothing(template):
    report = check_file(template)
    assert report.declared == ()
    assert not [f for f in report.findings if SHEET in (f.sheet, f.message)]


@pytest.mark.office
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_drop_downs_and_finds_the_clauses_of_each_standard(
    template, tmp_path
):
    book = openpyxl.load_workbook(template)
    formula = _validation(book, "clause").formula1
    sheet = book[SHEET]
    for row, code in enumerate(claims(), start=5):
        label = next(c.label for c in SPEC.code_lists["standard"].codes if c.code == code)
        sheet[f"A{row}"] = f"{code} – {label}" if row % 2 else code
        sheet[f"J{row}"] = f"=INDEX({formula.replace('$A5', f'$A{row}')},1)"
    book.save(tmp_path / "asked.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "xlsx", "--outdir"]
    subprocess.run(
        [*command, str(tmp_path / "out"), str(tmp_path / "asked.xlsx")],
        check=True,
        capture_output=True,
    )
    saved = openpyxl.load_workbook(tmp_path / "out" / "asked.xlsx", data_only=True)
    for row, (name, edition) in enumerate(claims().values(), start=5):
        first = load_standard(name, edition).clauses[0]
        assert saved[SHEET][f"J{row}"].value == f"{first.id} – {first.title}"
    for column in ("standard", "clause", "declared_verdict"):
        kept, made = _validation(saved, column), _validation(book, column)
        assert (kept.type, kept.formula1) == (made.type, made.formula1)
