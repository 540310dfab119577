"""findings.xlsx, .ods and .csv: every finding, in two orders, and never a formula."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import tracemalloc
import zipfile
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import SPEC
from findings_examples import HOSTILE, full, hostile, many
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from test_render_examples import EXAMPLES, finding, messy, stopped
from test_sheets import read

import checker.batch as batch
from checker.language import entries
from checker.model.sheets import BookOfTables, Heading, Link, SheetOfTable
from checker.render import write
from checker.render.findings import listing
from checker.render.findings.book import findings_book
from checker.render.findings.flat import COLUMNS
from checker.render.workbook import write_tables
from checker.render.workbook.addresses import address_of
from checker.resources import standards_folder
from checker.synth import write_sample

ALL = ("xlsx", "ods", "csv")
SCHEMA = json.loads(
    (standards_folder() / "_schemas" / "findings-csv.schema.json").read_text(encoding="utf-8")
)
SIGNS = re.compile(r"[\s\0]*[=+\-@＝＋－＠]")
# odfpy has no types; taken in this way it is Any whether or not stubs are installed.
opendocument: Any = import_module("odf.opendocument")


def sheet(report, name):
    [found] = [each for each in findings_book(report).sheets if each.name == name]
    return found


def rows(report, name):
    words = [heading.text for heading in sheet(report, name).headings]
    return [dict(zip(words, map(told, row), strict=True)) for row in sheet(report, name).rows]


def told(cell):
    return cell.text if isinstance(cell, Link) else cell


def lines(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# Two ways of working


def test_the_sheets_stand_in_the_order_in_which_people_work():
    names = [each.name for each in findings_book(full()).sheets]
    assert names == [
        *("Fix first", "By rule", "By case", "Rules", "Since last time"),
        *("Explanations", "Verdicts", "Not checked"),
    ]
    assert "Since last time" not in [each.name for each in findings_book(messy()).sheets]


def test_every_finding_stands_once_by_rule_and_once_by_case():
    places = sorted((f.rule, f.sheet or "Whole file", f.cell or "–") for f in full().findings)
    for name in ("By rule", "By case"):
        assert sorted((r["Rule"], r["Sheet"], r["Cell"]) for r in rows(full(), name)) == places


def test_by_rule_the_gravest_come_first_and_cells_stand_in_reading_order():
    found = rows(full(), "By rule")
    graveness = [row["Severity"] for row in found]
    assert list(dict.fromkeys(graveness)) == ["Privacy", "Error", "Query", "Note"]
    blanks = [row["Cell"] for row in found if row["Rule"] == "missing-value"]
    assert blanks == sorted(blanks, key=lambda cell: int(cell[1:]))
    assert {row["Findings alike"] for row in found if row["Rule"] == "missing-value"} == {14}


def test_what_says_the_same_stands_together():
    words = ("Sex is blank.", "Age is blank.") * 3
    found = tuple(
        finding(n, "missing-value", "ERROR", f"B{n + 2}", message=said)
        for n, said in enumerate(words)
    )
    report = replace(messy(), findings=found)
    assert [row["Cell"] for row in rows(report, "By rule")] == ["B2", "B4", "B6", "B3", "B5", "B7"]


def test_by_case_the_one_with_most_to_do_is_first_and_none_is_last():
    cases = [row["Case"] for row in rows(full(), "By case")]
    runs = list(dict.fromkeys(cases))
    assert len([1 for n, case in enumerate(cases) if n == 0 or case != cases[n - 1]]) == len(runs)
    assert runs[-1] == "Not tied to one case"
    todo = [
        sum(row["Done"] == "Not yet" for row in rows(full(), "By case") if row["Case"] == case)
        for case in runs[:-1]
    ]
    assert todo == sorted(todo, reverse=True)


def test_a_row_says_all_that_is_known():
    [row] = [row for row in rows(full(), "By rule") if row["Cell"] == "F10"]
    assert row == {
        "Done": "Not yet",
        "Severity": "Error",
        "Sheet": "Cases",
        "Cell": "F10",
        "Case or key": "C-0001",
        "Field": "Date of referral",
        "What is wrong": "This cell is blank and its column needs a value.",
        "What to do": "Check the cell against the case record and correct it."
        " The nearest code is F.",
        "Expected": "A code",
        "Found": "Text",
        "Rule": "missing-value",
        "Clauses": "–",
        "Why it matters": "Counts for the whole area go wrong when this is left.",
        "Findings alike": 14,
        "Since last time": "New",
        "State": "Open again, the explanation no longer covers it",
    }


def test_a_rule_leads_to_its_row_and_from_there_to_its_page():
    [by_rule, of_rules] = [list(sheet(full(), name).rows) for name in ("By rule", "Rules")]
    for row in by_rule:
        [link] = [cell for cell in row if isinstance(cell, Link)]
        assert link.sheet == "Rules"
        assert of_rules[link.row - 1][0] == Link(link.text, address=f"report.html#rule-{link.text}")


def test_a_rule_says_who_set_its_limit():
    late = replace(messy(), findings=(finding(1, "planned-weeks-short", "ERROR", "F9"),))
    [row] = rows(late, "Rules")
    assert row["Where the limit comes from"] == "published, as reported by others (S2)"
    assert row["Source of the limit"] == "https://example.org/reported"
    assert row["Clauses"] == "T3"


def test_what_changed_and_what_was_declared_stand_beside():
    happened = [row["What happened"] for row in rows(full(), "Since last time")]
    assert happened == ["New", "Fixed", "Not checked this time", "Verdict changed"]
    [row] = [row for row in rows(full(), "Verdicts") if row["Clause"] == "L1"]
    assert (row["Verdict"], row["Declared by you"]) == ("Not met", "Met")
    assert row["Beside the verdict"].startswith("Contradicts. You declared it met")
    assert "Declared by you" not in rows(messy(), "Verdicts")[0]
    assert [row["What became of it"] for row in rows(full(), "Explanations")] == [
        "In force",
        "Carried forward",
    ]
    assert [row["Does “checker repair” do it?"] for row in rows(full(), "Fix first")] == [
        "No",
        "Yes",
    ]
    assert "1 more could be a cause and was not tried." in sheet(full(), "Fix first").notes[1]


def test_each_rule_without_an_answer_is_named():
    unanswered = [each.rule for each in full().outcomes if each.status in ("not run", "broke")]
    assert sorted(row["Rule"] for row in rows(full(), "Not checked")) == sorted(unanswered)


def test_nothing_is_said_to_be_well_of_a_return_that_could_not_be_read():
    book = findings_book(stopped())
    for each in book.sheets:
        if not len(each.rows) and each.name != "Fix first":
            assert each.empty.startswith("The return could not be read")
    assert ("What to do", stopped().receipt.stop.fix) in book.cover


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_cell_is_empty_and_headings_differ(name):
    for each in findings_book(EXAMPLES[name]()).sheets:
        heads = [heading.text.casefold() for heading in each.headings]
        assert len(set(heads)) == len(heads)
        assert all(told(cell) != "" for row in each.rows for cell in row)


def test_every_sentence_of_the_catalogue_is_used():
    folder = Path(listing.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    made = ("since-", "explanation-", "declared-", "how-", "note-")
    for key in entries("en", "findings"):
        assert key.startswith(made) or re.search(rf"findings\.{key}\b(?!-)", code), key


# Long lists


def test_long_lists_are_cut_with_exact_totals_and_no_rule_is_lost():
    report = many(60_000)
    by_rule, by_case = sheet(report, "By rule"), sheet(report, "By case")
    assert (len(by_rule.rows), len(by_case.rows)) == (50_000, 20_000)
    assert by_rule.notes[-1].startswith("50,000 of 60,000 findings are listed here, at most 49,994")
    assert by_case.notes[-1].startswith("20,000 of 60,000 findings are listed here, for 2,000 of")
    assert "findings.csv" in by_rule.notes[-1]
    assert "findings.csv" in by_case.notes[-1]
    totals = {
        row["Rule"]: (row["Findings"], row["Listed by rule"]) for row in rows(report, "Rules")
    }
    assert totals == {
        "missing-value": (59_994, 49_994),
        "closed-before-start": (4, 4),
        "tidied-value": (2, 2),
    }


@given(st.lists(st.integers(1, 50), min_size=1, max_size=20), st.integers(20, 200))
def test_room_is_shared_so_that_no_list_takes_what_another_needs(sizes, most):
    each = listing.fair(sizes, most)
    shown = [min(size, each) for size in sizes]
    assert sum(shown) <= most
    assert sum(shown) == sum(sizes) or sum(shown) > most - len(sizes)
    assert all(shown)


def test_the_rows_of_findings_are_never_held_together(tmp_path):
    """Twenty thousand rows of sixteen texts would take twenty megabytes; links take the most."""
    report = many(20_000)
    findings_book(report)  # what is loaded once is not counted
    tracemalloc.start()
    try:
        write(report, tmp_path, ("ods",))
        assert tracemalloc.get_traced_memory()[1] < 12_000_000
    finally:
        tracemalloc.stop()


# On disk


@pytest.mark.parametrize("make", [full, messy, stopped, EXAMPLES["empty"]])
def test_all_three_hold_the_same_and_the_same_bytes_again(make, tmp_path):
    first = write(make(), tmp_path / "a", ALL)
    second = write(make(), tmp_path / "b", ALL)
    assert [path.name for path in first] == ["findings.xlsx", "findings.ods", "findings.csv"]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == sorted(
        path.name for path in first
    )
    assert read(first[0]) == read(first[1])
    assert [line["id"] for line in lines(first[2])] == [each.id for each in make().findings]


def test_sheets_to_be_worked_through_have_buttons_and_keep_their_headings(tmp_path):
    [path] = write(full(), tmp_path, ("xlsx",))
    book = openpyxl.load_workbook(path)
    assert book.properties.language == "en-GB"
    for each in book:
        [table] = each.tables.values()
        header = int(re.sub(r"\D", "", table.ref.partition(":")[0]))
        works = each.title not in ("Cover", "Contents", "Notes", "Fix first")
        assert (table.autoFilter is not None) == works
        assert each.freeze_panes == (f"A{header + 1}" if works else None)
        assert [c.value for c in each[header]] == [c.name for c in table.tableColumns]
        assert each.print_title_rows == f"${header}:${header}"
        assert not each.merged_cells.ranges
        assert all(c.value is not None for row in each.iter_rows(min_row=header) for c in row)


def test_links_of_the_workbook_lead_to_the_row_of_the_rule(tmp_path):
    [path] = write(full(), tmp_path, ("xlsx",))
    book = openpyxl.load_workbook(path)
    links = [c for row in book["By rule"] for c in row if c.hyperlink]
    assert len(links) == len(full().findings)
    for cell in links:
        name, _, place = cell.hyperlink.location.rpartition("!")
        assert name == "'Rules'"
        assert book["Rules"][place].value == cell.value
    [first, *_] = [c for row in book["Rules"] for c in row if c.hyperlink]
    assert (first.hyperlink.target, first.hyperlink.location) == (
        "report.html",
        f"rule-{first.value}",
    )


def test_an_open_document_says_what_it_is_and_where_its_tables_stand(tmp_path):
    [path] = write(full(), tmp_path, ("ods",))
    with zipfile.ZipFile(path) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        text = package.read("content.xml").decode("utf-8")
    names = re.findall(r'<table:table table:name="([^"]+)"', text)
    ranges = re.findall(r'<table:database-range table:name="([^"]+)"([^>]*)>', text)
    assert [f"Table_{name.replace(' ', '_')}" for name in names] == [name for name, _ in ranges]
    buttons = {name for name, rest in ranges if 'display-filter-buttons="true"' in rest}
    assert "Table_By_rule" in buttons
    assert "Table_Cover" not in buttons
    assert text.count("<table:table-header-rows>") == len(names)
    whole = opendocument.load(str(path))
    assert whole.mimetype == "application/vnd.oasis.opendocument.spreadsheet"


def test_findings_csv_is_what_its_schema_says(tmp_path):
    [path] = write(full(), tmp_path, ("csv",))
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,tier,rule,")
    assert content.count(b"\r\n") == len(full().findings) + 1
    assert tuple(SCHEMA["properties"]) == COLUMNS == tuple(SCHEMA["required"])
    validator = Draft202012Validator(SCHEMA)
    for line, mine in zip(lines(path), full().findings, strict=True):
        assert not list(validator.iter_errors(line))
        assert line["message"] == mine.message
        assert f"{line['column']}{line['row']}" == line["cell"] == mine.cell


def test_a_batch_writes_and_keeps_every_format(tmp_path):
    shape = SPEC.layouts["compact"]
    (tmp_path / "in").mkdir()
    write_sample(SPEC, shape, cases=5, seed=1, faults={}, out=tmp_path / "in" / "a.xlsx")
    formats, out = ("html", "json", *ALL), tmp_path / "out"
    [entry] = batch.run([tmp_path / "in"], out, jobs=1, formats=formats).entries
    assert set(entry.reports) == {
        *("report.html", "report.json", "findings.xlsx", "findings.ods", "findings.csv")
    }
    said: list[str] = []
    batch.run([tmp_path / "in"], out, jobs=1, formats=formats, resume=True, tell=said.append)
    assert said == ["1 of 1 return were done before and are kept."] or "1 of 1" in said[0]
    listed = (out / "files.jsonl").read_text(encoding="utf-8")
    assert all(f'"{name}"' in listed for name in ("a/findings.ods", "pack.xlsx", "pack.ods"))
    batch.run([tmp_path / "in"], out, jobs=1, formats=("json",))
    assert [path.name for path in (out / "a").iterdir()] == ["report.json"]


# Hostile texts


def cells(path):
    return [str(cell) for sheet in read(path).values() for row in sheet for cell in row]


def look_through(folder: Path) -> None:
    """No cell of any of the three files is a formula or can become one."""
    book = openpyxl.load_workbook(folder / "findings.xlsx")
    for each in book:
        for row in each.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n"), cell.coordinate
                assert not isinstance(cell.value, str) or not SIGNS.match(cell.value)
                link = cell.hyperlink
                if link and link.target:
                    assert re.match(r"https?://|report\.html\Z|[^:/\\]*\Z", link.target)
                    assert not re.search(r"[\s<>\"]", link.target)
    whole = opendocument.load(str(folder / "findings.ods"))
    for node in whole.spreadsheet.getElementsByType(import_module("odf.table").TableCell):
        assert node.getAttribute("formula") is None
        assert node.getAttribute("valuetype") in (None, "string", "float", "percentage")
    assert not [text for text in cells(folder / "findings.ods") if SIGNS.match(text)]
    content = (folder / "findings.csv").read_bytes().decode("utf-8-sig")
    for line in csv.reader(io.StringIO(content, newline=""), strict=True):
        assert len(line) == len(COLUMNS)
        assert not [text for text in line if SIGNS.match(text)]


def test_no_hostile_text_becomes_a_formula_or_breaks_a_file(tmp_path):
    report = full()
    found = tuple(each for text in HOSTILE for each in hostile(text).findings[:1])
    rules = tuple(hostile(text).rules[-1] for text in HOSTILE)
    write(replace(report, findings=found, rules=rules), tmp_path, ALL)
    look_through(tmp_path)
    read_back = cells(tmp_path / "findings.xlsx")
    assert read_back == cells(tmp_path / "findings.ods")
    for text in ("]]>", "<script>alert(1)</script>", "&amp;&#61;", "  two  spaces  ", "'=1+1"):
        assert text in read_back
    assert max(map(len, read_back)) <= 32_767
    assert len(lines(tmp_path / "findings.csv")) == len(HOSTILE)


@settings(max_examples=25)
@given(st.text(st.characters(), max_size=40) | st.sampled_from(HOSTILE[:-3]))
@example("=1+1\r\n=2")
def test_whatever_a_text_is_the_files_hold_it_as_text(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("hostile")
    write(hostile(text), folder, ALL)
    look_through(folder)
    assert cells(folder / "findings.xlsx") == cells(folder / "findings.ods")


@pytest.mark.parametrize("name", ["=1+1", "a'b", '"&<x>', "@here", "Ŵy", "x" * 31])
def test_a_hostile_name_of_a_sheet_stays_a_name(name, tmp_path):
    link = Link("there", sheet=name, row=1)
    hostile_sheet = SheetOfTable(name, "T", (), (Heading("A"),), [(link,), (Link("=1", name),)], "")
    book = BookOfTables("T", (("a", "b"),), (("a", "b"),), (hostile_sheet,))
    for kind in ("xlsx", "ods"):
        path = write_tables(book, tmp_path / f"book.{kind}")
        assert list(read(path)) == ["Cover", "Contents", "Notes", name]
        assert read(path)[name][-2:] == [["there"], ["'=1"]]
    found = openpyxl.load_workbook(tmp_path / "book.xlsx")[name]["A4"].hyperlink.location
    assert found == "'" + name.replace("'", "''") + "'!A4"


@pytest.mark.parametrize("name", ["a/b", "a[b]", "'a", "a:b", "", "x" * 32, "a\n"])
def test_what_can_be_no_name_of_a_sheet_is_refused(name, tmp_path):
    bad = SheetOfTable(name, "T", (), (Heading("A"),), [("x",)], "")
    with pytest.raises(ValueError, match="name"):
        write_tables(BookOfTables("T", (), (), (bad,)), tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    "given", ["javascript:alert(1)", "file:///x", "\\\\host\\x", "//x", "a/b#c"]
)
def test_an_address_to_elsewhere_is_no_address(given):
    assert address_of(given) == ""


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_reads_the_same_and_finds_no_formula(tmp_path):
    report = full()
    found = tuple(each for text in HOSTILE[:-3] for each in hostile(text).findings[:1])
    report = replace(report, findings=(*report.findings, *found))
    for path, kind in zip(write(report, tmp_path, ("xlsx", "ods")), ("ods", "xlsx"), strict=True):
        words = ["--headless", "--convert-to", kind, "--outdir", str(tmp_path / kind), str(path)]
        home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
        subprocess.run(["soffice", home, *words], check=True, capture_output=True, timeout=240)
        assert cells(tmp_path / kind / f"findings.{kind}") == cells(path)
    with zipfile.ZipFile(tmp_path / "ods" / "findings.ods") as package:
        assert b"table:formula" not in package.read("content.xml")
    again = openpyxl.load_workbook(tmp_path / "xlsx" / "findings.xlsx")
    assert not [c for each in again for row in each.iter_rows() for c in row if c.data_type == "f"]
