"""A repair makes the file say plainly what the checker reads anyway, and hides nothing."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from conftest import SPEC
from locking import agile
from messy import SAFE, TEXTS, UNSAFE, Mess, cells_of, parts_of, write_messy
from resaving import by_xlsxwriter, csv_texts
from sound import faults

from checker.cli import cli
from checker.editing.repair import Repaired, repair, told, trying
from checker.editing.repair.trying import same
from checker.errors import Uneditable, UsageError
from checker.language import say
from checker.layout import tidying
from checker.layout.grid import reference
from checker.layout.tidied import tidied_cells
from checker.model.report import Report
from checker.pipeline.opening import LIMITS, Opened, open_return
from checker.privacy import Sighting
from checker.read import read

SAMPLES = Path(__file__).parent.parent / "samples"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
_LISTS = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/styles.xml")


def opened(path: Path) -> Opened:
    return open_return(path, "", LIMITS, "")


@cache
def listing(path: Path) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """The lines of the Changes sheet: what was changed, and what was left and why."""
    rows = next(
        s.rows for s in read(path).sheets if s.rows and s.rows[0][0] == say("repair.sheet-title")
    )
    blank = [n for n, row in enumerate(rows) if row[0] is None]
    end = blank[1] if len(blank) > 1 else len(rows)
    return [tuple(row) for row in rows[4:end]], [tuple(row[:4]) for row in rows[end + 3 :]]


@cache
def kinds_of(path: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    found = opened(path)
    return {(c.sheet, c.cell): c.kinds for c in tidied_cells(found.workbook, found.tables)}


def assert_same_tables(one: Path, other: Path) -> None:
    before, after = opened(one).tables.tables, opened(other).tables.tables
    assert all(same(data, after[name]) for name, data in before.items())


def rules(report: Report) -> Counter[str]:
    return Counter(finding.rule for finding in report.findings)


@pytest.fixture(scope="module")
def messy(tmp_path_factory):
    """A return with one cell of each kind, safe and unsafe, and its repaired copy."""
    folder = tmp_path_factory.mktemp("repair")
    path, out = folder / "messy.xlsx", folder / "repaired.xlsx"
    where = write_messy(SPEC, path, {**SAFE, **UNSAFE, **TEXTS})
    return path, out, where, repair(path, out)


def test_the_planted_cells_are_read_after_the_tidying_that_they_are_there_for(messy):
    path, _, where, _ = messy
    found = kinds_of(path)
    assert all(kind in found[where[kind]] for kind in SAFE)
    assert all(where[why] in found for why in UNSAFE)


@pytest.mark.parametrize("kind", SAFE)
def test_each_safe_kind_is_written_plainly_and_listed(messy, kind):
    _, out, where, _ = messy
    sheet, cell = where[kind]
    assert (sheet, cell) not in kinds_of(out)
    lines = [line for line in listing(out)[0] if line[:2] == (sheet, cell)]
    assert len(lines) == 1
    assert tidying.tidying_words(kind, 1) in str(lines[0][3])


@pytest.mark.parametrize("why", UNSAFE)
def test_what_could_mean_two_things_is_left_and_listed_with_the_reason(messy, why):
    _, out, where, done = messy
    sheet, cell = where[why]
    assert (sheet, cell) in kinds_of(out)
    assert (sheet, cell) not in {line[:2] for line in listing(out)[0]}
    assert [left.why for left in done.plan.left if (left.sheet, left.cell) == (sheet, cell)] == [
        why
    ]
    assert (sheet, cell) in {line[:2] for line in listing(out)[1]}


def test_every_kind_is_decided_and_every_reason_has_its_words():
    assert set(tidying._MAY_WRITE) == set(tidying.KINDS)
    assert {*SAFE, tidying.LEADING_ZERO} == tidying.SAFE


def test_the_checker_reads_the_same_tables_before_and_after(messy):
    path, out, _, done = messy
    assert_same_tables(path, out)
    before, after = rules(done.before), rules(done.after)
    assert after["tidied-value"] < before["tidied-value"]
    assert not after - before


def test_every_cell_on_the_list_has_changed_and_no_other_cell_has(messy):
    path, out, _, _ = messy
    before, after = parts_of(path), parts_of(out)
    sheets = [sheet.title for sheet in openpyxl.load_workbook(path).worksheets]
    listed = {line[:2] for line in listing(out)[0]}
    changed = set()
    for number, sheet in enumerate(sheets, 1):
        name = f"xl/worksheets/sheet{number}.xml"
        old, new = cells_of(before[name]), cells_of(after[name])
        assert old.keys() == new.keys()
        changed |= {(sheet, cell) for cell in old if old[cell] != new[cell]}
    assert changed == listed


def test_parts_without_a_change_keep_their_bytes(messy):
    path, out, _, done = messy
    before, after = parts_of(path), parts_of(out)
    touched = {f"xl/worksheets/sheet{change.place + 1}.xml" for change in done.plan.changes}
    kept = before.keys() - touched - set(_LISTS)
    assert len(kept) > 20
    assert all(before[name] == after[name] for name in kept)
    assert len(after.keys() - before.keys()) == 1


def test_a_workbook_in_another_hand_is_repaired_alike(messy, tmp_path):
    path = by_xlsxwriter(messy[0], tmp_path)
    out = tmp_path / "out.xlsx"
    done = repair(path, out)
    assert_same_tables(path, out)
    assert not rules(done.after) - rules(done.before)
    before, after = parts_of(path), parts_of(out)
    assert before["xl/sharedStrings.xml"] == after["xl/sharedStrings.xml"]
    assert {line[:2] for line in listing(out)[0]} >= {messy[2][kind] for kind in SAFE}


def test_the_copy_is_a_sound_package(messy):
    assert faults(messy[1].read_bytes()) == faults(messy[0].read_bytes()) == []


def test_drop_downs_stay_as_they_were(messy):
    path, out, _, _ = messy
    before, after = parts_of(path), parts_of(out)
    for name in before:
        if "/worksheets/" in name and b"<dataValidations" in before[name]:
            cut = [part[name].split(b"<dataValidations")[1] for part in (before, after)]
            assert cut[0] == cut[1]


def test_repairing_a_repaired_return_changes_nothing(messy, tmp_path):
    _, out, _, _ = messy
    done = repair(out, tmp_path / "again.xlsx")
    assert done.after is None
    assert "lines" in {left.why for left in done.plan.left}
    assert not (tmp_path / "again.xlsx").exists()
    assert "unknown-sheet" not in rules(done.before)


def test_the_same_return_gives_the_same_copy(messy, tmp_path):
    path, out, _, _ = messy
    repair(path, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == out.read_bytes()


def test_dates_are_shown_as_days_and_numbers_as_numbers(messy):
    _, out, where, _ = messy
    book = openpyxl.load_workbook(out)
    for kind in (tidying.DATE_FORM, tidying.DAY_FIRST, tidying.SERIAL):
        sheet, cell = where[kind]
        assert isinstance(book[sheet][cell].value, dt.datetime)
        assert book[sheet][cell].number_format == "dd/mm/yyyy"
    for kind in (tidying.TEXT_NUMBER, tidying.THOUSANDS, tidying.PERCENT):
        sheet, cell = where[kind]
        assert isinstance(book[sheet][cell].value, (int, float))


def test_the_summary_counts_and_tells_no_value(messy):
    _, out, _, done = messy
    said = told(done, out)
    assert "1 number with thousands separators" in " ".join(said.split())
    lines, _ = listing(out)
    values = {str(value) for line in lines for value in line[4:]} - {"TRUE"}
    assert not [value for value in values if len(value) > 3 and value in said]


def test_the_ugly_sample_loses_its_notes_and_nothing_else(tmp_path):
    out = tmp_path / "ugly.xlsx"
    done = repair(SAMPLES / "ugly.xlsx", out)
    assert_same_tables(SAMPLES / "ugly.xlsx", out)
    before, after = rules(done.before), rules(done.after)
    assert not after - before
    assert set(before - after) == {"tidied-value"}
    left = {(left.sheet, left.cell) for left in done.plan.left}
    assert set(kinds_of(out)) <= left
    lines, _ = listing(out)
    assert len(lines) == len(done.plan.changes)


def test_zeros_come_back_where_another_sheet_proves_them(tmp_path):
    path, out = tmp_path / "zeros.xlsx", tmp_path / "out.xlsx"
    write_messy(SPEC, path, {}, {"leading-zeros-lost": 1})
    done = repair(path, out)
    assert rules(done.before)["leading-zeros-lost"]
    assert not rules(done.after)["leading-zeros-lost"]
    assert_same_tables(path, out)
    [line] = [line for line in listing(out)[0] if "zeros" in str(line[3])]
    assert line[5] == f"00{line[4]}"
    # What is typed over it stays a text, so that the zeros are not lost once more.
    assert openpyxl.load_workbook(out)[line[0]][line[1]].number_format == "@"


def plant(path: Path, **cells: object) -> None:
    """Write values into cells of the Cases sheet, named by field; row 0 is the first record."""
    from checker.template import places

    book = openpyxl.load_workbook(path)
    place = places(SPEC, SPEC.layouts["full"])["cases"]
    for name, value in cells.items():
        book[place.sheet][f"{place.columns[name]}{place.first_row}"].value = value
    book.save(path)


@pytest.fixture(scope="module")
def nearly_clean(tmp_path_factory):
    path = tmp_path_factory.mktemp("clean") / "return.xlsx"
    write_messy(SPEC, path, {"case": Mess("cases", "person_ref", 1, str.lower)})
    return path


@pytest.fixture
def clean(nearly_clean, tmp_path):
    """A return of one cell to tidy, to plant more in."""
    return shutil.copy(nearly_clean, tmp_path / "return.xlsx")


def why_of(done: Repaired, field: str) -> list[str]:
    heading = next(c.heading for c in SPEC.tables["cases"].columns if c.name == field)
    return [left.why for left in done.plan.left if left.heading == heading]


def test_a_cell_that_looks_like_an_identifier_stays_and_its_value_is_not_listed(clean, tmp_path):
    plant(clean, lad_code=" nhs 999 000 0018 ")
    done = repair(clean, tmp_path / "out.xlsx")
    assert rules(done.before)["identifier-in-cell"]
    assert why_of(done, "lad_code") == ["identifier"]
    sheet = list(parts_of(tmp_path / "out.xlsx").items())[-1]
    assert b"999 000" not in sheet[1]
    assert rules(done.after)["identifier-in-cell"] == rules(done.before)["identifier-in-cell"]


def test_a_change_that_would_show_an_identifier_is_not_made(messy, monkeypatch):
    path, _, where, done = messy
    secret = next(c.now for c in done.plan.changes if (c.sheet, c.cell) == where[tidying.CASE])

    def also(workbook, exempt=()):
        return [
            Sighting(sheet.name, reference(number, column), "a secret")
            for sheet in workbook.sheets
            for number, row in enumerate(sheet.rows)
            for column, value in enumerate(row)
            if value == secret
        ]

    monkeypatch.setattr(trying, "scan", also)
    found = opened(path)
    plan = trying.tried(found.workbook, found.tables, done.plan)
    lost = set(done.plan.changes) - set(plan.changes)
    assert secret in {change.now for change in lost}
    # The whole column is kept back: what it is taken for depends on all of its cells.
    assert {change.heading for change in lost} == {"Person reference"}
    assert {left.why for left in plan.left} - {left.why for left in done.plan.left} <= {
        "identifier"
    }


def test_a_cell_at_fault_in_another_way_stays(clean, tmp_path):
    plant(clean, prior_episode_count="500 ")
    done = repair(clean, tmp_path / "out.xlsx")
    assert why_of(done, "prior_episode_count") == ["at-fault"]


def test_formulas_stay_and_so_does_what_an_array_fills(clean, tmp_path):
    parts = parts_of(clean)
    book = openpyxl.load_workbook(clean)
    name = f"xl/worksheets/sheet{book.sheetnames.index('Cases') + 1}.xml"
    from read_files import pack

    from checker.template import places

    place = places(SPEC, SPEC.layouts["full"])["cases"]
    one, two = (f"{place.columns['sex']}{place.first_row + n}" for n in (0, 1))
    cells = cells_of(parts[name])
    formula = f'<c r="{one}" t="str"><f t="array" ref="{one}:{two}">LOWER("M")</f><v>m</v></c>'
    covered = f'<c r="{two}" t="str"><v>m</v></c>'
    parts[name] = (
        parts[name].replace(cells[one], formula.encode()).replace(cells[two], covered.encode())
    )
    clean.write_bytes(pack(parts))
    done = repair(clean, tmp_path / "out.xlsx")
    assert why_of(done, "sex") == ["formula", "formula"]
    after = cells_of(parts_of(tmp_path / "out.xlsx")[name])
    assert (after[one], after[two]) == (formula.encode(), covered.encode())


def test_a_text_of_any_wording_is_trimmed_and_keeps_its_lines(messy):
    _, out, where, _ = messy
    sheet, cell = where[next(iter(TEXTS))]
    assert openpyxl.load_workbook(out)[sheet][cell].value == "First line\nsecond one"


@pytest.mark.parametrize("text", [*TEXTS][1:])
def test_no_text_becomes_a_formula(messy, text):
    _, out, where, done = messy
    sheet, cell = where[text]
    # A text that begins with "@" may be somebody's name on a network, which is told first.
    why = [left.why for left in done.plan.left if (left.sheet, left.cell) == (sheet, cell)]
    assert why in (["formula-sign"], ["identifier"])
    last = list(parts_of(out).items())[-1][1]
    assert b"<f" not in last
    assert b"HYPERLINK" not in last


def test_what_was_there_is_listed_as_text(messy):
    _, out, where, _ = messy
    [line] = [line for line in listing(out)[0] if line[:2] == where[tidying.SPACE]]
    assert str(line[4]).startswith("'\t")


def renamed(path: Path, old: str, new: str, *, also: str = "") -> None:
    book = openpyxl.load_workbook(path)
    book[old].title = new
    if also:
        book["Guidance"][also].value = f"='{new}'!A1"
    book.save(path)


def test_sheets_and_headings_by_alias_get_the_names_of_the_template(clean, tmp_path):
    renamed(clean, "Cases", "Perpetrators")
    out = tmp_path / "out.xlsx"
    done = repair(clean, out)
    assert "Cases" in openpyxl.load_workbook(out).sheetnames
    assert any(line[5] == "Cases" for line in listing(out)[0])
    assert not rules(done.after) - rules(done.before)
    names = opened(out).tables.tables["cases"].frame
    assert names.equals(opened(clean).tables.tables["cases"].frame)


def test_a_sheet_that_a_formula_names_keeps_its_name(clean, tmp_path):
    renamed(clean, "Cases", "Perpetrators", also="Z99")
    done = repair(clean, tmp_path / "out.xlsx")
    assert [left.why for left in done.plan.left] == ["named"]
    assert "Perpetrators" in openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames


def test_a_heading_that_belongs_to_a_table_of_the_program_stays(clean, tmp_path):
    from openpyxl.worksheet.table import Table

    from checker.template import places

    place = places(SPEC, SPEC.layouts["full"])["victims"]
    book = openpyxl.load_workbook(clean)
    head = place.first_row - 1
    sheet = book[place.sheet]
    while sheet[f"A{head}"].value is None or head < 1:
        head -= 1
    column = next(c for c in SPEC.tables["victims"].columns if c.name == "iss_offer_date")
    sheet[f"{place.columns[column.name]}{head}"].value = column.aliases[0]
    last = max(place.columns.values(), key=lambda letters: (len(letters), letters))
    sheet.add_table(Table(displayName="V", ref=f"A{head}:{last}{head + 5}"))
    book.save(clean)
    done = repair(clean, tmp_path / "out.xlsx")
    assert "table" in {left.why for left in done.plan.left if left.heading == column.heading}


def test_days_of_a_workbook_that_counts_from_1904(tmp_path):
    path, out = tmp_path / "return.xlsx", tmp_path / "out.xlsx"
    write_messy(SPEC, path, {"day": Mess("cases", "agreement_date", 0, lambda v: f"{v:%d %B %Y}")})
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = openpyxl.load_workbook(path)
    book.epoch = CALENDAR_MAC_1904
    book.save(path)
    done = repair(path, out)
    assert done.plan.changes
    assert_same_tables(path, out)


def run(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["repair", *map(str, words)])
    error = done.exception
    if isinstance(error, (UsageError, Uneditable)):
        return error.exit_code, str(error)
    return done.exit_code, done.output


def test_a_return_that_needs_nothing_is_not_copied(tmp_path):
    code, said = run(SAMPLES / "clean.xlsx", "--out", tmp_path / "out.xlsx")
    assert code == 0
    assert "nothing in this return" in said
    assert list(tmp_path.iterdir()) == []


def test_the_return_itself_is_never_written_over(clean):
    before = clean.read_bytes()
    assert run(clean, "--out", clean, "--force")[0] == 2
    assert run(clean, "--out", clean.parent / "." / clean.name, "--force")[0] == 2
    assert clean.read_bytes() == before


def test_a_file_that_is_there_is_only_written_over_when_asked(clean, tmp_path):
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"somebody's work")
    assert run(clean, "--out", out)[0] == 2
    assert out.read_bytes() == b"somebody's work"
    assert run(clean, "--out", out, "--force")[0] == 0
    assert read(out).sheets


@pytest.mark.parametrize("password", ["VelvetSweatshop", "a password"])
def test_a_protected_workbook_is_refused_with_what_to_do(tmp_path, password):
    locked = tmp_path / "locked.xlsx"
    locked.write_bytes(agile((SAMPLES / "clean.xlsx").read_bytes(), password))
    code, said = run(locked, "--out", tmp_path / "out.xlsx")
    assert code == 3
    assert "save a copy without the password" in said
    assert not (tmp_path / "out.xlsx").exists()


def test_an_annotated_copy_is_refused_with_what_to_do(clean, tmp_path):
    copy = tmp_path / "annotated.xlsx"
    CliRunner().invoke(cli, ["annotate", str(clean), "--out", str(copy)])
    code, said = run(copy, "--out", tmp_path / "out.xlsx")
    assert code == 3
    assert "annotate --strip" in said


def test_files_of_text_are_refused_with_what_to_do(tmp_path):
    folder = tmp_path / "csv"
    folder.mkdir()
    for name, text in csv_texts(read(SAMPLES / "ugly.xlsx")).items():
        (folder / name).write_text(text, encoding="utf-8")
    code, said = run(folder, "--out", tmp_path / "out.xlsx")
    assert code == 3
    assert "CSV" in said
    assert not (tmp_path / "out.xlsx").exists()


def test_the_copy_ends_as_the_return_does(clean, tmp_path):
    code, said = run(clean, "--out", tmp_path / "out.xlsm")
    assert code == 2
    assert ".xlsx" in said


def test_a_file_that_cannot_be_read_is_told_as_the_check_tells_it(tmp_path):
    path = tmp_path / "no.xlsx"
    path.write_bytes(b"not a workbook")
    code, said = run(path, "--out", tmp_path / "out.xlsx")
    assert code == 3
    assert "cannot be read" in said


@pytest.mark.office
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_copy_and_sees_days(messy, tmp_path):
    _, out, where, _ = messy
    words = ["--headless", f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"]
    words += ["--convert-to", "ods", "--outdir", str(tmp_path), str(out)]
    subprocess.run([OFFICE, *words], check=True, capture_output=True, timeout=180)
    sheets = {sheet.name: sheet.rows for sheet in read(tmp_path / "repaired.ods").sheets}
    from checker.layout.values import column_number, row_number

    for kind in (tidying.DATE_FORM, tidying.DAY_FIRST, tidying.SERIAL):
        sheet, cell = where[kind]
        value = sheets[sheet][row_number(cell) - 1][column_number(cell)]
        assert isinstance(value, dt.date)
    assert "Changes" in sheets
