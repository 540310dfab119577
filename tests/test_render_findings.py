"""The two ways through the findings: what each row says, what is grouped, what is cut."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_render import page_of, said, tree_of, words_of
from test_render_examples import (
    EXAMPLES,
    SCRIPT,
    acted,
    clause,
    clean,
    finding,
    large,
    messy,
    rule,
    standard,
    stopped,
)

from checker.model.findings import Finding, Verdict
from checker.model.report import Report
from checker.render.groups import PAGE_ROWS, by_case, sections

LARGEST_PAGE = 6_000_000


def found(*findings: Finding) -> Report:
    return replace(clean(), findings=findings, rules=(rule("missing-value"),))


def blank(number: int, cell: str, **more: Any) -> Finding:
    return finding(number, "missing-value", "ERROR", cell, **more)


def only_row(report: Report) -> Any:
    [row] = tree_of(page_of(report)).xpath("//section[@aria-labelledby='fix']//tbody/tr")
    return row


# what a row says


def test_a_row_by_rule_says_where_what_and_what_to_do() -> None:
    tree = tree_of(page_of(acted()))
    [row] = tree.xpath("//section[@aria-labelledby='fix']//tr[contains(., 'Cases F10')]")
    where, keys, wrong = (said(cell) for cell in row.xpath("td"))
    assert where == "Cases F10 column referral_date New"
    assert keys == "C-0001 (K-1)"
    assert wrong == (
        "This cell is blank and its column needs a value. Expected: a date Found: text (21"
        f" characters) Try: The nearest code is ACC {SCRIPT}. “checker repair” does this. Try: The"
        " sheet Victims gives another day."
    )
    head = said(row.xpath("ancestor::article")[0])
    assert "Error A value that the column needs is missing." in head
    assert "rule missing-value" in head
    assert "Why it matters Counts for the whole area go wrong" in head
    assert "What to do Check the cell against the case record" in head


def test_a_row_by_case_says_all_by_itself() -> None:
    tree = tree_of(page_of(acted()))
    [row] = tree.xpath("//section[@aria-labelledby='by-case']//tr[contains(., 'Cases F10')]")
    tier, where, wrong, rule_cell = (said(cell) for cell in row.xpath("td"))
    assert (tier, rule_cell) == ("Error", "missing-value S1.1")
    assert where == "Cases F10 column referral_date New K-1"
    assert wrong.endswith("Check the cell against the case record and correct it.")
    assert "Expected: a date" in wrong
    assert row.xpath("td[4]/a/@href") == ["#rule-missing-value"]
    title = row.xpath("ancestor::details/summary")[0]
    assert said(title) == "C-0001: 6 findings"


def test_every_rule_named_in_a_row_has_an_entry_that_says_why() -> None:
    tree = tree_of(page_of(acted()))
    linked = set(tree.xpath("//section[@aria-labelledby='by-case']//td[4]/a/@href"))
    assert len(linked) == 7
    for target in linked:
        [entry] = tree.xpath(f"//article[@id='{target[1:]}']")
        assert target == "#rule-missing-sheet" or "Why it matters" in said(entry)


def test_a_reopened_query_is_marked_where_it_stands() -> None:
    tree = tree_of(page_of(acted()))
    for part in ("explain", "by-case"):
        rows = tree.xpath(f"//section[@aria-labelledby='{part}']//tr[contains(., 'Victims G3')]")
        assert [said(row.xpath("td[contains(@class, 'where')]")[0])[-21:] for row in rows] == [
            "Re-opened Still there"
        ]


def test_without_a_previous_report_no_row_says_how_it_stands() -> None:
    assert not tree_of(page_of(messy())).xpath("//span[@class='marks']")


# both ways hold everything


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_both_ways_hold_every_finding(name: str) -> None:
    report = EXAMPLES[name]()
    told = [one for one in report.findings if not (report.receipt.stop and one.tier == "STOP")]
    groups = [group for part in sections(report).values() for group in part.groups]
    rule_lines = [line.total for group in groups for line in group.lines]
    case_lines = [line.total for group in by_case(report).groups for line in group.lines]
    assert sum(rule_lines) == sum(case_lines) == len(told)


def test_a_switch_leads_to_both_ways_and_says_when_to_use_which() -> None:
    tree = tree_of(page_of(messy()))
    assert tree.xpath("//ul[@class='ways']//a/@href") == ["#by-rule", "#by-case"]
    words = said(tree.xpath("//ul[@class='ways']")[0])
    assert "By rule (7 rules) For a fault that stands in many rows." in words
    assert "By case (7 cases) For working record by record." in words
    assert not tree_of(page_of(clean())).xpath("//*[@id='ways' or @id='by-case']")


def test_where_no_finding_is_tied_to_a_case_the_switch_says_so() -> None:
    words = words_of(page_of(found(blank(1, "F2", case=""))))
    assert "By case (0 cases) No finding here is tied to one case" in words


def test_findings_that_need_nothing_come_last_and_are_marked() -> None:
    explained = finding(1, "q", "QUERY", "F2", explained=True, case="C-1")
    note = finding(2, "n", "NOTE", "F3", case="C-1")
    report = replace(clean(), findings=(explained, note, blank(3, "F4", case="C-2")))
    tree = tree_of(page_of(report))
    titles = [said(title) for title in tree.xpath("//details[@class='case']/summary")]
    assert titles == ["C-2: 1 finding", "C-1: 2 findings, 2 of them need nothing more"]
    assert "Explained in the return." in said(tree.xpath("//details[@class='case']")[1])


# grouping


def test_cells_of_one_message_stand_in_one_row_in_reading_order() -> None:
    cells = ("F40", "F44", *(f"F{row}" for row in range(39, 11, -1)))
    row = only_row(found(*(blank(number, cell) for number, cell in enumerate(cells))))
    where, keys, _ = (said(cell) for cell in row.xpath("td"))
    assert where == "Cases F12 to F40, F44 30 cells, column referral_date"
    assert keys.startswith("C-0029, C-0028,")


def test_two_neighbours_are_named_and_ranges_are_left_as_they_are() -> None:
    report = found(blank(1, "B2"), blank(2, "B3"), blank(3, "C9:D12"), blank(4, "C2"))
    assert said(only_row(report).xpath("td")[0]).startswith("Cases B2, B3, C2, C9:D12 4 cells")


def test_sheets_and_words_that_differ_stay_apart() -> None:
    report = found(blank(1, "B2"), blank(2, "B3", sheet="Victims"), blank(3, "B4", message="Other"))
    rows = tree_of(page_of(report)).xpath("//section[@aria-labelledby='fix']//tbody/tr")
    assert [said(row.xpath("td")[0])[:8] for row in rows] == ["Cases B2", "Cases B4", "Victims "]


def test_a_finding_of_the_whole_file_says_so() -> None:
    row = only_row(found(blank(1, "", sheet="", field="", case="")))
    assert [said(cell) for cell in row.xpath("td")][:2] == ["Whole file", ""]


def _named(text: str) -> int:
    """How many cells a list of cells stands for."""
    listed, _, more = text.partition(" and ")
    total = int(more.removesuffix(" more").replace(",", "")) if more else 0
    for piece in listed.split(", ") if listed else []:
        first, _, last = piece.partition(" to ")
        total += int(last[1:]) - int(first[1:]) + 1 if last else 1
    return total


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from("BCDX"), st.integers(1, 130)), min_size=1, unique=True))
def test_every_cell_is_named_or_counted(cells: list[tuple[str, int]]) -> None:
    report = found(*(blank(n, f"{letter}{row}") for n, (letter, row) in enumerate(cells)))
    [line] = sections(report)["fix"].groups[0].lines
    assert _named(line.cells) == line.total == len(cells)
    named = [piece.partition(" to ")[0] for piece in line.cells.partition(" and ")[0].split(", ")]
    places = [(int(cell[1:]), cell[0]) for cell in named]
    # Reading order of the first cells: those of a pair stand together.
    assert places[0] == min((row, letter) for letter, row in cells)


# cut lists


def test_long_lists_are_cut_with_their_totals_and_where_the_rest_is() -> None:
    report = large(50_000)
    report = replace(
        report,
        findings=tuple(
            replace(one, message=f"Way {number // 40}.")
            for number, one in enumerate(report.findings)
        ),
    )
    words = words_of(page_of(report))
    assert "The first 150 of 1,250 findings are listed here. Every one is in findings.xlsx" in words
    assert "The first 200 of 9,000 cases are listed here." in words
    assert "50,000 findings of 40 rules" in words


def test_a_row_of_many_cells_names_the_first_and_counts_the_rest() -> None:
    report = found(*(blank(n, f"F{2 * n + 2}", case=f"C-{n:04}") for n in range(5_000)))
    row = only_row(report)
    where, keys = (said(cell) for cell in row.xpath("td")[:2])
    assert "F80 and 4,960 more 5,000 cells" in where
    assert keys.endswith("C-0039 and others")
    assert "Every one is in findings.xlsx" in words_of(page_of(report))


@pytest.mark.long
def test_two_hundred_thousand_findings_give_a_small_page() -> None:
    alike = large(200_000)
    apart = replace(
        alike,
        findings=tuple(
            replace(one, message=f"Way {number}.", case=f"C-{number}")
            for number, one in enumerate(alike.findings)
        ),
    )
    for report in (alike, apart):
        page = page_of(report)
        assert len(page) < LARGEST_PAGE
        assert "200,000 findings of 40 rules" in page
        assert len(re.findall("<tr>", page)) < 2 * PAGE_ROWS


def test_what_is_held_to_make_the_page_does_not_grow_with_the_findings() -> None:
    import tracemalloc

    peaks = []
    for number in (2_000, 14_000):
        report = large(number)
        page_of(report)
        tracemalloc.start()
        page_of(report)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert (peaks[1] - peaks[0]) / 12_000 < 100


# the rules behind


def test_rules_with_findings_and_behind_clauses_not_met_have_an_entry() -> None:
    tree = tree_of(page_of(acted()))
    ids = tree.xpath("//section[@aria-labelledby='rules']/article/@id")
    assert ids == sorted(ids)
    assert set(ids) == {
        *(f"rule-{name}" for name in {one.rule for one in messy().findings}),
        "rule-spo-term-short",
    }


def test_an_entry_says_where_its_limit_comes_from_and_where_its_findings_are() -> None:
    home = "gb-home-office-da/2023.02"
    short = rule(
        "planned-weeks-short",
        pack=home,
        clauses=("T3",),
        limits="May over-report.",
        threshold=replace(
            rule("r").threshold,
            origin="published",
            grade="S2",
            source="https://example.org/reported",
            note="Said of group work.",
        ),
    )
    report = replace(
        clean(),
        standards=(standard("gb-home-office-da", clauses=(clause("T3"),)),),
        rules=(short,),
        findings=(finding(1, short.id, "QUERY", "F2"),),
        verdicts=(Verdict("gb-home-office-da", "T3", "not met", "should", "published", "S2"),),
    )
    [entry] = tree_of(page_of(report)).xpath("//article[@id='rule-planned-weeks-short']")
    for words in (
        "What to do Check the cell",
        "Limits of this rule May over-report.",
        "Published, as reported by others (S2). Said of group work. Source",
        "Clauses T3",
        "Belongs to Standards for domestic abuse perpetrator interventions (gb-home-office-da/2023",
        "Its findings Explain or correct: 1 cell",
    ):
        assert words in said(entry)
    assert entry.xpath(".//a/@href") == ["https://example.org/reported", "#explain-1"]


def test_no_rule_is_told_of_where_nothing_was_found() -> None:
    assert not tree_of(page_of(clean())).xpath("//*[@id='rules']")
    assert not tree_of(page_of(stopped())).xpath("//*[@id='by-case']")


def test_totals_of_rows_are_those_of_the_findings() -> None:
    shown: Counter[str] = Counter()
    for part in sections(acted()).values():
        for group in part.groups:
            shown[group.rule] += sum(line.total for line in group.lines)
    assert shown == Counter(one.rule for one in acted().findings)
