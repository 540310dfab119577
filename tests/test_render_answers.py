"""Fix first, since last time, explanations and declared verdicts, on the page and the terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from test_render import page_of, said, tree_of, words_of
from test_render_examples import SCRIPT, acted, clean, messy

from checker.model.causes import FixFirst
from checker.model.since import Since
from checker.render import summary


def part(name: str, report: Any = None) -> Any:
    [found] = tree_of(page_of(report or acted())).xpath(f"//section[@aria-labelledby='{name}']")
    return found


# fix first


def test_causes_say_what_to_do_what_goes_and_who_does_it() -> None:
    first, second = part("fix-first").xpath(".//li")
    assert said(first) == (
        f"Rename the heading of column C to “Referral date” {SCRIPT}. Clears 2,140 findings, 3"
        " others then show Where to begin Cases C1 What goes 2,000 missing-value , 140"
        " wait-over-half-year"
    )
    assert "2 rule-4 and 2 more rules By itself “checker repair” does this" in said(second)
    assert first.xpath(".//a/@href") == ["#rule-missing-value", "#rule-wait-over-half-year"]


def test_how_much_was_tried_and_why_not_the_rest_is_said() -> None:
    end = "2 more were not tried. They need the sheet Orders, which is missing."
    assert said(part("fix-first")).endswith(f"9 repairs were tried. {end}")


def test_the_first_step_leads_to_what_clears_most() -> None:
    step = part("headline").xpath(".//li[1]/a")[0]
    assert step.get("href") == "#fix-first"
    assert "clears 2,140 findings" in said(step)


def test_repairs_that_clear_nothing_are_not_passed_over() -> None:
    report = replace(messy(), fix_first=FixFirst((), 4))
    assert "No repair that was tried clears a finding. 4 repairs were tried." in words_of(
        page_of(report)
    )
    nothing = tree_of(page_of(replace(messy(), fix_first=FixFirst((), 0))))
    assert not nothing.xpath("//*[@id='fix-first']")


def test_many_causes_are_cut() -> None:
    [cause, _] = acted().fix_first.causes  # type: ignore[union-attr]
    report = replace(messy(), fix_first=FixFirst((cause,) * 25, 25))
    assert len(part("fix-first", report).xpath(".//li")) == 20
    assert "5 more repairs clear fewer findings" in said(part("fix-first", report))


# since last time


def test_since_last_time_counts_and_lists() -> None:
    section = part("since")
    counts = section.xpath(".//table[@class='tiers']/tbody/tr")
    assert [said(row).split()[:2] for row in counts] == [
        ["New", "2"],
        ["Fixed", "3"],
        ["Still", "there"],
        ["Came", "back"],
        ["Not", "checked"],
    ]
    assert "The standard gb-stalking was of another edition." in said(section)
    assert "T3 Not met Met Standards for domestic abuse" in said(section)
    assert "Compared with the report of the return as at 2026-06-30" in said(section)


def test_fixed_findings_are_listed_cut_with_their_total() -> None:
    since = acted().since
    assert since
    many = replace(acted(), since=replace(since, fixed=since.fixed * 50))
    [fixed] = part("since", many).xpath(".//article[@aria-labelledby='since-fixed']")
    assert said(fixed.xpath("h3")[0]) == "Fixed: 150 findings"
    assert len(fixed.xpath(".//tbody/tr")) == 100
    assert "The first 100 of 150 are listed here." in said(fixed)
    assert said(fixed.xpath(".//tbody/tr[1]")[0]).startswith("Error Cases Z2 C-0002 The case is")


def test_findings_not_checked_are_never_told_as_fixed() -> None:
    [unchecked] = part("since").xpath(".//article[@aria-labelledby='since-not-checked']")
    assert "Do not take them as fixed." in said(unchecked)
    assert "Z500" in said(unchecked)


# explanations


def test_each_explanation_says_what_became_of_it_and_why() -> None:
    rows = [said(row) for row in part("explanations").xpath(".//tbody/tr")]
    assert [row.split(" Why")[0] for row in rows] == [
        "Re-opened",
        "Incomplete",
        "Unknown rule",
        "Unused",
        "Carried forward",
        "In force",
    ]
    assert all(f"Why it is so {SCRIPT}." in row for row in rows)
    assert "Previous report" in rows[4]
    assert "Rule: not a rule of this checker" in rows[2]
    assert rows[1].endswith("Reason: none Findings answered: 7 given for 7")


# declared verdicts


def test_a_declared_verdict_stands_beside_the_computed_one() -> None:
    cells = part("standard-1").xpath(".//tr[contains(th, 'S4')]/td[1]")
    assert said(cells[0]) == (
        "Cannot tell You declared Met Contradicts the data. Without a reference to evidence."
        " Self-assessment C5"
    )
    assert "You declared" not in said(part("standard-2"))


def test_contradictions_come_first_in_their_standard() -> None:
    section = part("standard-1")
    [box] = section.xpath("div[contains(., 'differ on 2 clauses')]")
    assert box.getnext().tag == "ul"
    assert f"Declared met, and the data show otherwise {SCRIPT}." in said(box)
    assert "Clause ZZ: you declared “met”; the data give “cannot tell”." in said(box)


def test_a_declared_verdict_on_no_clause_of_the_report_is_said() -> None:
    assert "has the clause: gb-home-office-da@2023.02 ZZ." in said(part("not-checked"))
    assert "has the clause" not in words_of(page_of(messy()))


# the terminal


def test_the_summary_says_the_answers_in_short_lines() -> None:
    text = summary(acted())
    changes = "2 new, 3 fixed, 13 still there, 1 came back, 1 not checked this time"
    assert f"Since 2026-06-30: {changes}, 1\nverdict moved.\n" in text
    assert "The data contradict 2 verdicts that the return declares: gb-home-office-da S4," in text
    assert "4 explanations do nothing: 1 re-opened, 1 incomplete, 1 unknown rule, 1 unused." in text
    assert "Fix first\n  Rename the heading of column C" in text
    assert "Clears 14 findings (“checker repair” does this).\n" in text


def test_the_summary_without_answers_is_as_short_as_before() -> None:
    text = summary(clean())
    assert not any(words in text for words in ("Since", "contradict", "explanation", "Fix first"))


def test_the_summary_names_three_causes_at_most() -> None:
    causes = acted().fix_first.causes * 3  # type: ignore[union-attr]
    assert summary(replace(messy(), fix_first=FixFirst(causes, 6))).count("lears ") == 3


def test_nothing_changed_is_said_and_not_left_blank() -> None:
    since = Since("", "", "2026-06-30", 0, 0, 0, (), (), ())
    assert "Since 2026-06-30: nothing changed." in summary(replace(messy(), since=since))
