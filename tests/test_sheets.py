"""pack.xlsx: every return on it, readable by everybody, and no small number of people."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pack_entries import (
    AWAITED,
    FULL,
    SINCE,
    STANDARD,
    entry,
    facts,
    figures,
    found,
    indicator,
    known,
    together,
    unread,
)
from scipy.optimize import linprog
from test_foi import entry as returned
from test_foi import numbers_of

from checker.batch.foi import write_foi
from checker.batch.restricted import SMALLEST, is_pair_shown, is_sum_shown
from checker.batch.sheets import pack_book, write_sheets
from checker.batch.sheets.gather import gather
from checker.batch.sheets.lists import across_sheet
from checker.batch.sheets.since import changed_cases_sheet
from checker.batch.sheets.withheld import shown_figures
from checker.disclosure import Sum, protect
from checker.model.batch import AcrossFinding, Since, Together
from checker.model.figures import Count, Total
from checker.model.profile import Given, Profile, SmallNumbers
from checker.model.sheets import BookOfTables, Heading, SheetOfTable
from checker.packs import load_return
from checker.render.workbook import write_tables
from checker.render.workbook.limits import CHARACTERS, cell_text, within

ACROSS = (AcrossFinding("same-file-twice", "QUERY", "Two files are the same.", "Ask.", ("r1",)),)
EVERY = together(awaited=AWAITED, across=ACROSS, since=SINCE)
ENTRIES = (entry(1), FULL, unread(3))


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path, _ = write_sheets(ENTRIES, tmp_path_factory.mktemp("pack"), EVERY)
    return openpyxl.load_workbook(path)


def _sheet(entries, name, whole=EVERY):
    [sheet] = [s for s in pack_book(entries, whole).sheets if s.name == name]
    return sheet


def _rows(entries, name, whole=EVERY):
    sheet = _sheet(entries, name, whole)
    words = [heading.text for heading in sheet.headings]
    return [dict(zip(words, row, strict=True)) for row in sheet.rows]


def test_the_workbook_holds_every_sheet_in_order(book):
    assert book.sheetnames == [
        *("Cover", "Contents", "Notes", "Returns", "Verdicts", "Mistakes", "Findings by return"),
        *("Indicators", "Totals", "Completeness", "Completeness by return", "Programmes"),
        *("Awaited", "Across returns", "Changes since last time", "Changed verdicts"),
        *("Changed cases", "Not checked"),
    ]


def test_every_sheet_is_one_marked_up_table_that_a_screen_reader_can_follow(book):
    assert book.properties.title
    assert book.properties.creator == "Perpetrator programme checker"
    assert book.active.title == "Cover"
    for sheet in book:
        [table] = sheet.tables.values()
        header = int(re.sub(r"\D", "", table.ref.partition(":")[0]))
        assert table.autoFilter is None
        assert table.ref == f"A{header}:{sheet.dimensions.partition(':')[2]}"
        heads = [cell.value for cell in sheet[header]]
        assert heads == [column.name for column in table.tableColumns]
        assert len({head.casefold() for head in heads}) == len(heads)
        above = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=header - 1)]
        assert above[1][0] == "This sheet contains one table."
        assert all(row[0] and not any(row[1:]) for row in above)
        assert all(c.value is not None for row in sheet.iter_rows(min_row=header) for c in row)
        assert not sheet.merged_cells.ranges
        assert not sheet.freeze_panes
        assert sheet.sheet_state == "visible"
        assert not any(d.hidden for d in sheet.column_dimensions.values())
        assert not any(d.hidden for d in sheet.row_dimensions.values())
        assert {s.activeCell for s in sheet.sheet_view.selection} == {"A1"}
        assert all(c.alignment.wrap_text for row in sheet.iter_rows(min_row=header) for c in row)


def test_the_contents_lead_to_every_sheet(book):
    links = {cell.value: cell.hyperlink for cell in book["Contents"]["A"] if cell.hyperlink}
    assert list(links) == [name for name in book.sheetnames if name != "Contents"]
    assert all(link.location == f"'{name}'!A1" for name, link in links.items())


def test_a_table_without_rows_says_why_instead(tmp_path):
    path, _ = write_sheets([unread(1)], tmp_path, together())
    sheet = openpyxl.load_workbook(path)["Awaited"]
    assert [cell.value for cell in sheet["A"]][1:] == [
        "This sheet contains no table.",
        "No profile says which providers and periods are expected, so none can be missed.",
    ]
    assert not sheet.tables


def test_every_return_has_its_row_whatever_became_of_it():
    rows = _rows(ENTRIES, "Returns")
    assert [(row["Return"], row["State"]) for row in rows] == [
        ("r1", "Ready"),
        ("r9", "Not ready"),
        ("r3", "Could not be read or checked"),
    ]
    assert rows[2]["Why it could not be read or checked"] == "The file is damaged."
    assert rows[2]["Queries about data"] == "[x]"
    verdicts = _rows(ENTRIES, "Verdicts")
    clauses = [column for column in verdicts[0] if column.startswith(STANDARD.clauses[0].id)]
    assert [row[clauses[0]] for row in verdicts] == ["Met", "Met", "[x]"]


def test_each_standard_has_a_sheet_of_verdicts_of_its_own():
    twin = replace(STANDARD, edition="2099.01")
    book = pack_book([entry(1)], together(standards=(STANDARD, twin)))
    names = [sheet.name for sheet in book.sheets if sheet.name.startswith("Verdicts")]
    assert len({name.casefold() for name in names}) == 2
    other = _rows([entry(1)], names[1], together(standards=(STANDARD, twin)))
    assert set(list(other[0].values())[3:]) == {"[z]"}


def test_missing_returns_come_first_and_changes_are_told():
    assert [row["State"] for row in _rows(ENTRIES, "Awaited")] == ["Missing", "Here"]
    assert _rows(ENTRIES, "Across returns")[0]["Returns"] == "r1"
    data, people = _rows(ENTRIES, "Changes since last time")
    assert (data["New"], data["Fixed"], data["Still there"], data["Back"]) == (1, 2, 1, 0)
    assert {people[word] for word in ("New", "Fixed", "Still there", "Back")} == {"[c]"}
    cases = {row["What changed"]: row["Cases"] for row in _rows(ENTRIES, "Changed cases")}
    assert cases == {
        "Open cases that are not there any more": 7,
        "Another value in sex": "[c]",
    }


def test_a_rule_that_gave_no_answer_is_told_with_its_reason():
    [row] = _rows(ENTRIES, "Not checked")
    assert (row["Rule"], row["Why"], row["Returns"]) == ("wait-over-half-year", "So.", 1)


def test_findings_about_data_are_told_and_small_counts_of_people_are_not():
    few = entry(2, findings=(*found("missing-value", "ERROR", 1), *found("start-slow", "NOTE", 2)))
    many = entry(4, findings=found("start-slow", "NOTE", 8))
    rows = {row["Rule"]: row["Findings"] for row in _rows([few], "Findings by return")}
    assert rows == {"missing-value": 1, "start-slow": "[c]"}
    whole = {row["Rule"]: row["Findings"] for row in _rows([few, many], "Mistakes")}
    # 8 is told of one return: the total of 10 would tell the other's 2.
    assert whole == {"missing-value": 1, "start-slow": "[c]"}
    [notes] = {row["Notes about data"] for row in _rows([few], "Returns")}
    assert notes == 0


def test_an_under_16_counts_as_a_person_and_a_broken_date_does_not():
    both = (*found("perpetrator-under-16", "QUERY", 1), *found("closed-before-start", "ERROR", 1))
    rows = _rows([entry(1, findings=both)], "Findings by return")
    assert {row["Rule"]: row["Findings"] for row in rows} == {
        "perpetrator-under-16": "[c]",
        "closed-before-start": 1,
    }


@pytest.mark.parametrize(
    ("part", "rows", "told"),
    [(20, 30, (20, 30)), (28, 30, ("[c]", 30)), (2, 3, ("[c]", "[c]")), (7, 7, ("[c]", 7))],
)
def test_an_indicator_of_few_people_is_withheld_with_its_share(part, rows, told):
    [row] = _rows([entry(1, outcomes=(indicator(part, rows),))], "Indicators")
    assert (row["Rows that pass"], row["Rows looked at"]) == told
    withheld = told[0] == "[c]"
    assert (row["Share"] == "[c]") is withheld
    assert (row["Interval from"] == "[c]") is withheld


def test_findings_do_not_tell_an_indicator_that_is_withheld():
    # 27 rows of 30 fail, so 3 pass: 27 findings would tell.
    name = "characteristics-unknown-sex"
    one = entry(1, outcomes=(indicator(3, 30),), findings=found(name, "QUERY", 27))
    [row] = _rows([one], "Findings by return")
    assert row["Findings"] == "[c]"
    [row] = _rows([one], "Mistakes")
    assert row["Findings"] == "[c]"


def test_the_profile_sets_what_is_small():
    profile = Profile("p", "P", "C", "1", "", small_numbers=SmallNumbers(restricted=2))
    whole = together(given=Given(profile=profile))
    [row] = _rows([entry(1, outcomes=(indicator(28, 30),))], "Indicators", whole)
    assert row["Rows that pass"] == 28


@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 10))
def test_pairs_are_told_where_disclosure_control_tells_them(part, rest, smallest):
    rows = part + rest
    values = {("rows",): rows, ("part",): part, ("rest",): rest}
    pad = {(f"pad{n}",): 999 for n in range(3)}  # a table of three cells would be refused whole
    whole = Sum(("rows",), (("part",), ("rest",)))
    found_ = protect(values | pad, [whole], smallest, {("rows",): rows} if rows >= smallest else {})
    assert is_pair_shown(part, rows, smallest) == (("part",) not in found_.hidden)


@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=5), st.integers(2, 6))
def test_a_sum_of_pairs_leaves_each_withheld_part_unknown(drawn, smallest):
    pairs = [(part, part + rest) for part, rest in drawn]
    hidden = [pair for pair in pairs if not is_pair_shown(*pair, smallest)]
    if not is_sum_shown(pairs, smallest):
        return
    for place in range(len(hidden)):
        sums, total = [[1] * len(hidden)], [sum(part for part, _ in hidden)]
        assert _width(place, sums, total, [rows for _, rows in hidden]) >= smallest


def _width(place, sums, totals, most) -> float:
    """How far apart the lowest and the highest value are that a cell may have."""
    ends = []
    for sign in (1, -1):
        cost = np.zeros(len(most))
        cost[place] = sign
        done = linprog(cost, A_eq=np.array(sums), b_eq=totals, bounds=[(0, end) for end in most])
        if done.status == 3:  # without a bound
            return float("inf")
        assert done.status == 0
        ends.append(sign * done.fun)
    return round(ends[1] - ends[0], 6)


STAGES = ("REFERRALS", "SELF-REFERRALS", "AGENCY-REFERRALS", "COMPLETED")


@st.composite
def batches(draw):
    """Some returns of one period, each with some programmes."""
    entries = []
    for number in range(draw(st.integers(1, 4))):
        counts = {}
        for place in range(draw(st.integers(1, 3))):
            own, agency = draw(st.integers(0, 12)), draw(st.integers(0, 12))
            counts[place, "REFERRALS"] = own + agency
            counts[place, "SELF-REFERRALS"] = own
            counts[place, "AGENCY-REFERRALS"] = agency
            counts[place, "COMPLETED"] = draw(st.integers(0, 12))
        entries.append(entry(number, figures=figures(counts)))
    return entries


@settings(max_examples=80, deadline=None)
@given(batches())
def test_nobody_can_work_out_a_small_figure_from_what_the_sheets_show(entries):
    """An attack: everything shown and the totals of the area, solved for what is withheld."""
    truth = {}
    for each in entries:
        for total in each.figures.totals:
            truth[each.name, total.measure] = total.counted
        for count in each.figures.counts:
            if count.stage in ("REFERRALS", "COMPLETED"):
                truth[each.name, count.stage, count.programme] = count.number
        for place in range(len(each.figures.programmes)):
            for stage in ("REFERRALS", "COMPLETED"):
                truth.setdefault((each.name, stage, place), 0)
    shown = _told(entries)
    keys = list(truth)
    sums, totals = _equations(entries, truth, keys)
    for key, number in shown.items():
        assert truth[key] == number
        sums.append([1 if other == key else 0 for other in keys])
        totals.append(number)
    for key in (key for key in keys if 0 < truth[key] < 5):
        assert key not in shown
        assert _width(keys.index(key), sums, totals, [None] * len(keys)) >= 5, key


def _told(entries):
    words = {"Referrals": "REFERRALS", "Self-referrals": "SELF-REFERRALS"}
    words |= {"Referrals from agencies": "AGENCY-REFERRALS", "Completed": "COMPLETED"}
    told = {}
    for row in _rows(entries, "Totals", together()):
        told[row["Return"], words[row["Figure"]]] = row["Counted"]
    for row in _rows(entries, "Programmes", together()):
        place = int(row["Programme"].split()[-1])
        for word in ("Referrals", "Completed"):
            told[row["Return"], words[word], place] = row[word]
    return {key: value for key, value in told.items() if isinstance(value, int)}


def _equations(entries, truth, keys):
    sums, totals = [], []

    def add(total, parts):
        sums.append([(key == total) - (key in parts) for key in keys])
        totals.append(0)

    for each in entries:
        add((each.name, "REFERRALS"), [(each.name, stage) for stage in STAGES[1:3]])
        for stage in ("REFERRALS", "COMPLETED"):
            parts = [key for key in keys if len(key) == 3 and key[:2] == (each.name, stage)]
            add((each.name, stage), parts)
    if len(entries) == 1:
        return sums, totals
    area = {stage: [k for k in keys if len(k) == 2 and k[1] == stage] for stage in STAGES}
    whole = {stage: sum(truth[key] for key in mine) for stage, mine in area.items()}
    for stage, mine in area.items():
        # A small total of the area is withheld where it is made, and what would tell it.
        beside = STAGES[1:3] if stage in STAGES[1:3] else (stage,)
        if all(whole[each] >= 5 for each in beside):
            sums.append([int(key in mine) for key in keys])
            totals.append(whole[stage])
    return sums, totals


def test_only_the_newest_submission_is_in_the_figures():
    older = entry(1, figures=figures({(0, "REFERRALS"): 20}))
    newer = replace(older, name="again", facts=facts(1, submission=2))
    assert {row["Return"] for row in _rows([older, newer], "Totals")} == {"again"}
    assert [row["Counts in totals"] for row in _rows([older, newer], "Returns")] == ["No", "Yes"]


def test_completeness_withholds_what_few_people_lack():
    returns = [entry(n, figures=known(30, blank)) for n, blank in enumerate((2, 3, 10, 0))]
    by_return = [row["Cases: Sex"] for row in _rows(returns, "Completeness by return")]
    assert by_return == ["[c]", "[c]", pytest.approx(2 / 3), 1.0]
    [row] = _rows(returns, "Completeness")
    # The two withheld make 5 together, so each may be any number from 0 to 5.
    assert (row["Rows"], row["Known"], row["Blank"]) == (120, 105, 15)
    [row] = _rows(returns[1:], "Completeness")
    assert (row["Rows"], row["Known"], row["Blank"]) == (90, "[c]", "[c]")


def test_text_is_never_a_formula_and_never_breaks_the_file(tmp_path):
    nasty = ("=1+1", "@SUM(A1)", "-2", "\t=1", "a\0b", "\udcff.xlsx", "#N/A", "")
    entries = [entry(n, file=text) for n, text in enumerate(nasty)]
    sheet = openpyxl.load_workbook(write_sheets(entries, tmp_path, together())[0])["Returns"]
    header = int(re.sub(r"\D", "", next(iter(sheet.tables.values())).ref.partition(":")[0]))
    cells = [row[3] for row in sheet.iter_rows(min_row=header + 1)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [
        cell.value for cell in cells if cell.value.lstrip().startswith(("=", "@", "-", "+"))
    ]
    assert cells[-1].value == "[x]"


def test_what_does_not_fit_is_cut_and_the_totals_are_told():
    rows = [(number, "x") for number in range(50)]
    sheet = SheetOfTable("S", "S", ("A note.",), (Heading("A", "count"), Heading("B")), rows, "")
    cut = within(sheet, rows=20, columns=1)
    assert len(cut.rows) == 14
    assert cut.rows[0] == (0,)
    assert len(cut.rows) + len(cut.notes) + 3 <= 20
    assert "all 50 rows" in cut.notes[1]
    assert "all 2 columns" in cut.notes[2]
    assert len(cell_text("x" * 40_000)) == CHARACTERS


def test_names_of_sheets_must_differ(tmp_path):
    sheet = SheetOfTable("cover", "S", (), (Heading("A"),), [("x",)], "")
    with pytest.raises(ValueError, match="share a name"):
        write_tables(BookOfTables("T", (), (), (sheet,)), tmp_path / "a.xlsx")


def test_the_same_entries_give_the_same_bytes_and_leave_nothing_beside(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_sheets(ENTRIES, tmp_path / name, EVERY)
    for file in ("pack.xlsx", "pack.ods"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    names = {path.name for path in (tmp_path / "one").iterdir()}
    assert names == {"pack.xlsx", "pack.ods"}


def test_the_file_carries_no_hidden_content(tmp_path):
    path, _ = write_sheets(ENTRIES, tmp_path, EVERY)
    with zipfile.ZipFile(path) as package:
        parts = {re.sub(r"\d+", "N", name) for name in package.namelist()}
    assert parts == {
        *("[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml"),
        *("xl/workbook.xml", "xl/styles.xml"),
        *("xl/_rels/workbook.xml.rels", "xl/worksheets/sheetN.xml", "xl/tables/tableN.xml"),
        "xl/worksheets/_rels/sheetN.xml.rels",
    }


def read(path):
    """The cells of every sheet, as another library reads them."""
    from python_calamine import CalamineWorkbook

    whole = CalamineWorkbook.from_path(path)
    return {name: whole.get_sheet_by_name(name).to_python() for name in whole.sheet_names}


def test_both_files_of_the_pack_hold_the_same(tmp_path):
    xlsx, ods = write_sheets(ENTRIES, tmp_path, EVERY)
    assert read(xlsx) == read(ods)


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_another_program_reads_the_same(tmp_path):
    for path, kind in zip(write_sheets(ENTRIES, tmp_path, EVERY), ("ods", "xlsx"), strict=True):
        told = ["--headless", "--convert-to", kind, "--outdir", str(tmp_path / kind), str(path)]
        home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
        subprocess.run(["soffice", home, *told], check=True, capture_output=True, timeout=120)
        mine, theirs = read(path), read(tmp_path / kind / f"pack.{kind}")
        assert list(mine) == list(theirs)
        for name, rows in mine.items():
            assert [len(row) for row in theirs[name]] == [len(row) for row in rows]
            for cell, again in zip(chain(*rows), chain(*theirs[name]), strict=True):
                assert again == (pytest.approx(cell) if isinstance(cell, float) else cell)


def test_what_goes_to_partners_counts_no_cases_between_returns():
    spec = load_return("ppr-1.1")
    [rule] = [rule for rule in spec.across if rule.id == "same-case-in-two-returns"]
    found = AcrossFinding(rule.id, rule.tier, f"{rule.summary} A and B: 3 cases.", rule.fix)
    [row] = across_sheet(Together("0", spec=spec, across=(found,))).rows
    assert row[2] == rule.summary
    assert {r.id for r in spec.across if not r.counts_people} >= {"same-file-twice", "return-late"}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.integers(0, 30), st.integers(1, 4)), min_size=2, max_size=6))
@example([3, 12, 13, 40, 60])
@example([3, 13, 12, 60, 40])
def test_foi_csv_beside_the_pack_tells_no_small_total(counts):
    """Who has both files knows what either tells, and the totals of the area."""
    entries = [_sent(number, count) for number, count in enumerate(counts)]
    with TemporaryDirectory() as out:
        told = write_foi(entries, Path(out), Together("0", spec=load_return("ppr-1.1"))).told
        numbers = numbers_of((Path(out) / "foi.csv").read_bytes())
    hidden = shown_figures(gather(entries), SMALLEST, told).withheld
    unknown = [
        count
        for entry, count in zip(entries, counts, strict=True)
        if (entry.name, "COMPLETED") not in told and ("figure", entry.name, "COMPLETED") in hidden
    ]
    of_area = [n for place, n in numbers.items() if set(place[1:3]) | set(place[4:]) == {"All"}]
    if of_area[-1] is not None and any(0 < count < SMALLEST for count in unknown):
        assert len(unknown) > 1
        assert sum(unknown) >= SMALLEST


def _sent(number, count):
    counts = (Count("COMPLETED", 0, "M", "agency", count),) if count else ()
    sent = returned(number, counts=counts)
    totals = (Total("COMPLETED", count, count, count),)
    return replace(sent, figures=replace(sent.figures, totals=totals))


def test_what_could_not_be_compared_is_not_shown_as_none():
    [one] = [_sent(0, 12)]
    since = Since(
        "period", "2026-01-01 to 2026-03-31", 1, gap=True, versions=(("return", "", "x"),)
    )
    together = Together("0", spec=load_return("ppr-1.1"), since={one.name: (since,)})
    [row] = changed_cases_sheet(gather([one]), together, SMALLEST).rows
    assert row[-2:] == ("Open cases that are not there any more", "[x]")
    assert "Period before 1, checked with another return" in row
