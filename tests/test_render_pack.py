"""The commissioner's pack: what its pages say, what its letters keep to themselves."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from importlib import import_module
from itertools import combinations, pairwise
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pack_examples import (
    CASE_KEY,
    CELL,
    NAMES,
    PACKS,
    PERIODS,
    RULES,
    SPEC_USED,
    entry,
    many,
    quarter,
    together,
    unreadable,
)
from test_render_examples import SCRIPT

from checker.batch.pages import write_pages
from checker.expectations.outcomes import wilson
from checker.model.batch import Awaited, Entry, Found, GivenAway, Since, Together
from checker.model.findings import Outcome, Verdict
from checker.model.profile import Given
from checker.render.pack import pack_pages
from checker.render.pack.days import day, period_words
from checker.render.pack.detail import without_id
from checker.render.pack.heat import SHORT
from checker.render.pack.names import page_names
from checker.render.pack.plots import WARNING, Point, funnel, limits, trend
from checker.render.words import VERDICTS

lxml_html: Any = import_module("lxml.html")

NOTHING = Together("1.0.0", Given(), SPEC_USED, PACKS, RULES)


def pages_of(entries: Sequence[Entry], about: Together = NOTHING) -> dict[str, str]:
    return {page.path: page.text for page in pack_pages(entries, about, lambda text: True)}


@cache
def example() -> dict[str, str]:
    return pages_of(*quarter())


def tree_of(page: str) -> Any:
    return lxml_html.document_fromstring(page.encode("utf-8"))


def words_of(page: str) -> str:
    return " ".join(tree_of(page).find("body").text_content().split())


def rows_of(page: str, section: str) -> list[Any]:
    return list(tree_of(page).xpath(f"//section[@aria-labelledby='{section}']//tbody/tr"))


def letter(found: Entry, about: Together = NOTHING) -> str:
    return next(text for path, text in pages_of([found], about).items() if "letters" in path)


# what is there


def test_every_provider_has_a_page_and_a_letter_even_one_that_sent_nothing():
    entries, about = quarter()
    expected = {one.facts.provider_id.lower() or "file-return-final" for one in entries}
    assert {p for p in example() if p.startswith("providers/")} == {
        f"providers/{name}.html" for name in expected
    }
    away = together(entries[:1])
    assert "letters/prov-0007.html" in pages_of(entries[:1], away)
    assert len(example()) == 2 * len(expected) + 1
    assert about.awaited


def test_every_return_is_on_a_line_the_gravest_first():
    rows = rows_of(example()["index.html"], "returns")
    assert len(rows) == len(quarter()[0])
    states = [row.xpath("string(td[1])") for row in rows]
    order = ["Could not be read", "Not ready", "Ready"]
    assert [order.index(state) for state in states] == sorted(map(order.index, states))
    assert "The file is protected by a password." in rows[0].text_content()
    assert rows[0].text_content().count("not counted") == 5


def test_the_headline_names_what_asks_for_the_commissioner():
    box = tree_of(example()["index.html"]).xpath("//section[@aria-labelledby='headline']")[0]
    said = [" ".join(item.text_content().split()) for item in box.xpath(".//li")]
    assert "1 file could not be read: return final.xlsx." in said
    assert f"1 expected return is not here: {NAMES[7]}." in said
    assert f"1 return came late: {NAMES[4]}." in said
    assert "2 findings across returns: 1 ERROR, 1 QUERY." in said
    entries, _ = quarter()
    private = sum(bool(one.counts.get("PRIVACY")) for one in entries)
    assert said[0].startswith(f"{private} returns hold what may identify a person")


def test_a_batch_without_a_fault_says_so_and_that_it_is_no_pass():
    clean = replace(entry(0), findings=(), verdicts=())
    page = pages_of([clean])["index.html"]
    assert "Nothing in what was checked asks for you" in words_of(page)
    assert "That is no pass for what was not checked" in words_of(page)


def test_what_foi_csv_gives_away_is_called_out_before_it_is_published():
    told = GivenAway("old.csv", "completed, Elm House", "The difference of two totals tells it.")
    page = pages_of([entry(0)], replace(NOTHING, given_away=(told,)))["index.html"]
    assert "foi.csv gives away 1 number beside a file published earlier." in words_of(page)
    assert "Beside old.csv: completed, Elm House. The difference of two totals" in words_of(page)
    assert "Before foi.csv is published" not in example()["index.html"]


def test_an_empty_batch_says_so():
    pages = pages_of([])
    assert list(pages) == ["index.html"]
    assert "No return was found" in words_of(pages["index.html"])


def test_without_a_profile_nobody_says_that_nothing_is_missing():
    assert "nobody can say here whether one is missing" in words_of(
        pages_of([entry(0)])["index.html"]
    )


def test_the_awaited_stand_with_the_missing_first():
    rows = rows_of(example()["index.html"], "awaited")
    assert [row.xpath("string(td[2])") for row in rows] == ["Missing", "Late"] + ["Here"] * 6
    assert "Prepared 12 days after it was due, by its own date." in rows[1].text_content()


def test_findings_across_returns_lead_to_their_reports():
    section = tree_of(example()["index.html"]).xpath("//section[@aria-labelledby='across']")[0]
    tags = section.xpath(".//h3/span/text()")
    assert tags == ["Error", "Query", "Note"]
    about = quarter()[1]
    names = [unquote(PurePosixPath(link).parts[0]) for link in section.xpath(".//li//a/@href")]
    assert sorted(names) == sorted(name for one in about.across for name in one.entries)


# heat map


def test_every_cell_of_the_heat_map_says_the_verdict_of_that_return():
    entries, _ = quarter()
    newest = {one.facts.provider: one for one in sorted(entries, key=_age) if one.facts.end}
    told: dict[tuple[str, str, str], str] = {}
    tree = tree_of(example()["index.html"])
    for place, pack in enumerate(PACKS, 1):
        section = tree.xpath(f"//section[@aria-labelledby='heat-{place}']")[0]
        for table in section.xpath(".//table[contains(@class, 'heat')]"):
            heads = table.xpath("./thead//th/strong/text()")
            for row in table.xpath("./tbody/tr"):
                who = row.xpath("string(th/a)")
                for clause, cell in zip(heads, row.xpath("./td/text()"), strict=True):
                    told[who, f"{pack.id}@{pack.edition}", clause] = cell
    assert told == {
        (who, verdict.standard, verdict.clause): SHORT[VERDICTS.index(verdict.verdict)]
        for who, one in newest.items()
        for verdict in one.verdicts
    }


def _age(one: Entry) -> tuple[str, int]:
    return (one.facts.end, one.facts.submission or 0)


def test_a_draft_is_called_a_draft_on_every_page_it_touches():
    for path, text in example().items():
        if "Stalking perpetrator programmes" in text:
            assert "Draft standard" in text, path


def test_a_clause_without_a_verdict_is_not_passed_over():
    bare = replace(entry(0), verdicts=entry(0).verdicts[1:])
    first = PACKS[0].clauses[0]
    page = pages_of([bare])["providers/prov-0000.html"]
    [row] = [r for r in rows_of(page, "clauses") if r.xpath("string(th/strong)") == first.id]
    assert "Cannot tell" in row.text_content()
    assert "reached no verdict" in row.text_content()


def test_a_rule_that_could_not_look_is_not_told_as_a_finding():
    rule = RULES["assessment-slow"]
    said = without_id(f"{rule.id}: The sheet Cases is missing.", NOTHING)
    assert said == f"The sheet Cases is missing. What the rule looks for: {rule.summary}"
    found = without_id(f"{rule.id}: 2 of 9 rows. {rule.summary}", NOTHING)
    assert found == f"2 of 9 rows: {rule.summary}"
    assert without_id("No breach: none.", NOTHING) == "No breach: none."


# mistakes, silence


def test_mistakes_that_many_make_are_counted_once_for_each_return_that_counts():
    entries, _ = quarter()
    counting = [e for e in entries if e.ready is not None and e.name != "beacon-2026-09-1-1"]
    returns = sum(any(f.rule == "missing-value" for f in e.findings) for e in counting)
    total = sum(f.rule == "missing-value" for e in counting for f in e.findings)
    [row] = [
        row
        for row in rows_of(example()["index.html"], "mistakes")
        if "missing-value" in row.text_content()
    ]
    assert row.xpath("string(td[2])") == f"{returns} of {len(counting)}"
    assert row.xpath("string(td[4])") == str(total)
    assert RULES["missing-value"].fix in row.text_content()


def test_explained_and_waived_findings_and_notes_are_no_mistakes():
    found = (
        Found("a", "missing-value", "ERROR", waiver="W-1"),
        Found("b", "wait-over-half-year", "QUERY", explained=True),
        Found("c", "tidied-value", "NOTE"),
    )
    entries = [replace(entry(n), findings=found) for n in range(3)]
    assert "No mistake is made in two returns or more." in words_of(pages_of(entries)["index.html"])


def test_a_rule_that_no_return_answers_is_listed_with_its_reason():
    dark = Outcome("assessment-slow", PACKS[0].id, "not run", why="The sheet is lost.", ran=False)
    idle = Outcome("cobi-session-long", PACKS[1].id, "not run", why="Nothing falls under it.")
    entries = [replace(entry(n), outcomes=(dark, idle)) for n in range(2)]
    part = tree_of(pages_of(entries)["index.html"]).xpath(
        "//section[@aria-labelledby='not-checked']"
    )[0]
    articles = {a.xpath("string(h4)"): a.text_content() for a in part.xpath(".//article")}
    assert "assessment-slow" in articles["The sheet is lost."]
    assert "could not look" in articles["The sheet is lost."]
    assert "had nothing to check" in articles["Nothing falls under it."]
    assert any("No return of this batch was held to it." in why for why in articles)


def test_a_rule_that_one_return_answers_is_not_listed_as_silent():
    lit = Outcome("assessment-slow", PACKS[0].id, "passed", checked=3, in_scope=3)
    dark = replace(lit, status="not run", ran=False, why="The sheet is lost.")
    entries = [replace(entry(n), outcomes=(one,)) for n, one in enumerate((lit, dark))]
    page = pages_of(entries)["index.html"]
    assert "The sheet is lost." not in page


def test_a_return_that_could_not_be_read_is_never_said_to_be_free_of_anything():
    pages = pages_of([unreadable()])
    for path, text in pages.items():
        assert "protected by a password" in text, path
        assert "No rule that ran found" not in text
    assert "Nothing of 1 file was checked" in words_of(pages["index.html"])
    assert "remove the password" in words_of(pages["letters/file-return-final.html"])


# letters


def test_a_letter_holds_nothing_of_another_provider_and_no_case_or_cell():
    entries, about = quarter()
    for path, text in example().items():
        if not path.startswith("letters/"):
            continue
        words = words_of(text)
        own = next((n for n in range(8) if path == f"letters/prov-{n:04}.html"), None)
        for n, name in enumerate(NAMES):
            if n != own:
                assert name not in words, path
                assert f"PROV-{n:04}" not in text, path
        others = [e.file for e in entries if e.facts.provider_id.lower() not in path]
        mine = "return final.xlsx" if "file-" in path else ""
        assert not [file for file in others if file in text and file != mine], path
        assert CASE_KEY not in text
        assert CELL not in text
        assert not tree_of(text).xpath("//a/@href[not(starts-with(., '#'))]"), path
    assert about.across


def test_no_page_holds_a_case_key_or_a_cell():
    assert not [path for path, text in example().items() if CASE_KEY in text or CELL in text]


def test_the_letter_puts_what_identifies_people_first_and_then_the_most_frequent():
    found = [Found(f"e{n}", "missing-value", "ERROR", "Cases") for n in range(5)]
    found += [Found(f"l{n}", "not-in-list", "ERROR", "Victims" if n else "Cases") for n in range(9)]
    found += [Found("p", "identifier-in-cell", "PRIVACY", "Cases")]
    found += [Found("q", "wait-over-half-year", "QUERY", "Cases")]
    one = replace(entry(0), ready=False, findings=tuple(found), headline="Not ready: 15 things.")
    page = tree_of(letter(one))
    items = page.xpath("//ol[@class='corrections']/li")
    order = ("identifier-in-cell", "not-in-list", "missing-value")
    assert [item.xpath("string(strong)") for item in items] == [RULES[r].summary for r in order]
    assert items[1].xpath("string(span)") == "9 places: Cases 1, Victims 8."
    assert items[2].xpath("string(span)") == "5 places on the sheet Cases."
    assert "1 more kind of mistake is in 1 place." in words_of(letter(one))


def test_days_stand_in_a_letter_only_where_the_profile_sets_them():
    late = replace(entry(4), name="late")
    words = words_of(letter(late))
    assert "due" not in words
    one = Awaited("PROV-0004", NAMES[4], *PERIODS[1], "late", "late", "2026-10-31", 1)
    words = words_of(letter(late, replace(NOTHING, awaited=(one,))))
    assert "It came 1 day late: it was due on 31 October 2026." in words


def test_a_letter_to_a_provider_that_sent_nothing_asks_for_the_return():
    words = words_of(example()["letters/prov-0007.html"])
    assert "Your return for July to September 2026 has not arrived" in words
    assert "It was due on 31 October 2026." in words
    assert "send a nil return" in words
    entries, about = quarter()
    only = pages_of(entries[:1], about)["letters/prov-0007.html"]
    assert "What the data shows" not in only


def test_the_letter_names_whom_to_ask():
    assert "go to Example County." in words_of(example()["letters/prov-0001.html"])
    assert "go to your commissioner." in words_of(letter(entry(0)))


def test_what_changed_is_told_on_the_page_and_in_the_letter():
    for path in ("providers/prov-0001.html", "letters/prov-0001.html"):
        words = words_of(example()[path])
        assert "Against submission 1 for the same period" in words
        assert "Against the return for April to June 2026" in words
        assert "2 new, 4 still there, 9 fixed" in words
        assert "1 back after they had been fixed" in words
        assert "S1.2 Different workers for the two sides: met, was not met." in words
        assert "2 cases that were open then are not in this return." in words
        assert "Referral date changed in 1 case." in words


def test_no_change_is_said_to_be_none():
    one = entry(0)
    about = replace(NOTHING, since={one.name: (Since("submission", "", 1),)})
    assert "Nothing changed that a rule looks at." in words_of(letter(one, about))


def test_what_could_not_be_compared_and_what_was_checked_otherwise_is_said():
    one = entry(0)
    versions = (("return", "ppr-1.0", "ppr-1.1"), ("gb-stalking", "", "0.1-draft"))
    since = Since("period", "2026-01-01 to 2026-03-31", 1, gap=True, versions=versions)
    words = words_of(letter(one, replace(NOTHING, since={one.name: (since,)})))
    assert "No return for the days between is in the history" in words
    assert "The template is ppr-1.1, was ppr-1.0." in words
    assert "gb-stalking is 0.1-draft, was not used then." in words
    assert "Nothing changed that a rule looks at." in words


# many returns


def test_above_five_hundred_returns_the_tables_stay_short_and_say_so():
    entries, about = many(24)
    crowd = [
        replace(
            entries[n % 24],
            name=f"r{n}",
            facts=replace(entries[n % 24].facts, provider_id=f"PROV-{n}", provider=f"P {n}"),
            ready=n % 50 != 0,
            verdicts=entries[n % 24].verdicts[:3],
        )
        for n in range(601)
    ]
    page = next(iter(pack_pages(crowd, about, lambda text: True))).text
    lines = [one for one in crowd if one.ready is not True or _unmet(one)]
    assert len(rows_of(page, "returns")) == min(500, len(lines))
    assert "601 returns are too many for one table." in words_of(page)
    assert f"The other {601 - len(lines)} are on the pages of their providers." in words_of(page)
    assert "Of 601 providers, the 500 with most clauses not met are shown here." in words_of(page)
    assert len(tree_of(page).xpath("//section[@aria-labelledby='providers']//li")) == 601
    table = "//article[@aria-labelledby='indicator-1']//tbody/tr"
    assert len(tree_of(page).xpath(table)) == 500


def _unmet(one: Entry) -> bool:
    return any(verdict.verdict == "not met" for verdict in one.verdicts)


def test_entries_are_not_held_all_at_once():
    """Each entry is asked for by one pass and then one by one; nobody makes a list of them."""
    asked: Counter[str] = Counter()

    class Lazy(Sequence[Entry]):
        def __len__(self):
            return 5

        def __getitem__(self, place):
            asked["one"] += 1
            return entry(place)

        def __iter__(self):
            asked["pass"] += 1
            return (entry(n) for n in range(5))

    list(pack_pages(Lazy(), NOTHING, lambda text: True))
    assert asked == {"pass": 1, "one": 5}


def test_one_mistyped_year_does_not_become_the_period_of_the_batch():
    wrong = entry(9, ("2062-07-01", "2062-09-30"), name="Mistyped")
    page = pages_of([*(entry(n) for n in range(5)), wrong])["index.html"]
    assert "6 returns, July to September 2026" in tree_of(page).xpath("string(//h1)")


def test_the_newest_submission_that_could_be_read_is_the_one_that_counts():
    first, broken = entry(1), replace(unreadable(), name="b", facts=entry(1, submission=2).facts)
    page = words_of(pages_of([broken, first])["providers/prov-0001.html"])
    assert "Another return for this period counts instead." in page
    assert page.index("Ready") < page.index("Could not be read")


# names and days


@given(st.lists(st.text(max_size=90), max_size=12))
def test_file_names_are_safe_and_differ_whatever_the_references(ids):
    names = page_names(ids, lambda text: "7" not in text)
    assert len({name.casefold() for name in names}) == len(ids)
    for told, name in zip(ids, names, strict=True):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
        assert len(name) <= 80
        assert name not in ("con", "nul", "aux", "prn", "com1", "lpt9")
        if "7" in told:
            assert name.startswith("provider")


def test_a_reference_that_looks_like_an_identifier_reaches_no_file_name(tmp_path):
    # An NHS number of the range that is given to nobody.
    one = replace(entry(0), facts=replace(entry(0).facts, provider_id="9990000018"))
    write_pages([one], tmp_path, NOTHING)
    assert [p.name for p in (tmp_path / "letters").iterdir()] == ["provider.html"]


def test_two_providers_of_one_name_are_told_apart_by_their_references():
    twins = [entry(1), replace(entry(9), facts=replace(entry(9).facts, provider=NAMES[1]))]
    rows = rows_of(pages_of(twins)["index.html"], "returns")
    told = {row.xpath("string(td[2]/a/text()[1])") for row in rows}
    assert told == {f"{NAMES[1]} (PROV-0001)", f"{NAMES[1]} (PROV-0009)"}


def test_capitals_make_no_other_provider():
    low = replace(entry(0), facts=replace(entry(0).facts, provider_id="prov-0000"))
    assert len(pages_of([entry(0), low])) == 3


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-07-01", "2026-09-30", "July to September 2026"),
        ("2026-12-01", "2027-02-28", "December 2026 to February 2027"),
        ("2026-02-01", "2026-02-28", "February 2026"),
        ("2026-07-01", "2026-09-29", "1 July to 29 September 2026"),
        ("2025-12-30", "2026-01-02", "30 December 2025 to 2 January 2026"),
        ("", "", ""),
        ("soon", "later", "soon to later"),
    ],
)
def test_periods_in_words(start, end, words):
    assert period_words(start, end) == words


def test_days_in_words():
    assert (day("2026-07-01"), day("never")) == ("1 July 2026", "never")


# plots


@given(st.integers(0, 400), st.integers(1, 400), st.integers(5, 95))
def test_the_limits_of_a_funnel_decide_as_the_interval_does(passing, rows, hundredths):
    assume(passing <= rows)
    target = hundredths / 100
    low, high = limits(target, rows, WARNING)
    least, most = wilson(passing, rows)
    rate = passing / rows
    assume(min(abs(rate - low), abs(rate - high)) > 1e-9)
    assert (rate < low, rate > high) == (most < target, least > target)


_POINTS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(1, 300), st.booleans()).filter(
        lambda held: held[0] <= held[1]
    ),
    min_size=1,
    max_size=40,
)


def _points(held: Sequence[tuple[int, int, bool]]) -> list[Point]:
    return [
        Point(str(n), passing, rows, hollow, *wilson(passing, rows))
        for n, (passing, rows, hollow) in enumerate(held, 1)
    ]


@given(_POINTS, st.sampled_from([0.05, 0.5, 0.8, 0.9, 0.999]))
def test_every_plot_is_sound_svg_within_its_box_and_its_labels_do_not_meet(held, target):
    for svg in (
        funnel("a", "One & <two>", _points(held), target),
        trend("b", "One & <two>", _points(held), target),
    ):
        root = ElementTree.fromstring(svg)
        width, height = map(float, root.attrib["viewBox"].split()[2:])
        assert root.find("title").text == "One & <two>"  # type: ignore[union-attr]
        assert "target" in (root.findtext("desc") or "")
        boxes = [_box(text) for text in root.iter("text")]
        for left, top, right, bottom in boxes:
            assert (left >= -1, top >= 0, right <= width + 1, bottom <= height) == (True,) * 4
        for one, other in combinations(boxes, 2):
            apart = (
                one[2] <= other[0] + 0.5
                or other[2] <= one[0] + 0.5
                or one[3] <= other[1] + 0.5
                or other[3] <= one[1] + 0.5
            )
            assert apart, (one, other)
        drawn = [e for e in root.iter() if e.get("class") in ("within", "few", "below", "above")]
        assert len(drawn) == len(held)


def _box(text: ElementTree.Element) -> tuple[float, float, float, float]:
    x, y, wide = float(text.attrib["x"]), float(text.attrib["y"]), 7.5 * len(text.text or "")
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[text.attrib["text-anchor"]]
    return (left, y - 11, left + wide, y + 1)


def test_the_shape_of_a_point_says_what_its_colour_says():
    points = [Point("1", 10, 100), Point("2", 80, 100), Point("3", 99, 100), Point("4", 1, 3, True)]
    svg = funnel("a", "t", points, 0.8)
    kinds = Counter(re.findall(r'<(\w+) class="(within|few|below|above)"', svg))
    assert kinds == {
        ("path", "below"): 1,
        ("circle", "within"): 1,
        ("path", "above"): 1,
        ("circle", "few"): 1,
    }
    assert "1 lie below the 95% limits" in svg


def test_the_numbers_of_an_indicator_stand_beside_its_plot():
    entries, _ = quarter()
    now = [e for e in entries if e.facts.end == PERIODS[1][1] and e.name != "beacon-2026-09-1-1"]
    article = next(
        a
        for a in tree_of(example()["index.html"]).xpath("//article")
        if "assessment-slow" in a.text_content() and a.xpath(".//figure")
    )
    told = {
        (r.xpath("string(th)"), r.xpath("string(td[2])"), r.xpath("string(td[3])"))
        for r in article.xpath(".//tbody/tr")
    }
    assert told == {
        (e.facts.provider, str(o.share.numerator), str(o.share.denominator))
        for e in now
        for o in e.outcomes
        if o.rule == "assessment-slow" and o.share
    }
    hollow = sum(
        bool(o.share and o.share.denominator < 10)
        for e in now
        for o in e.outcomes
        if o.rule == "assessment-slow"
    )
    assert len(article.xpath(".//*[@class='few']")) == hollow > 0
    assert f"{hollow} rates are from too few rows." in article.text_content()


# the pages as files


def test_the_same_entries_give_the_same_bytes(tmp_path):
    entries, about = quarter()
    assert write_pages(entries, tmp_path / "a", about) == tmp_path / "a" / "index.html"
    write_pages(entries, tmp_path / "b", about)
    made = [
        {p.relative_to(out): p.read_bytes() for p in out.rglob("*.html")}
        for out in (tmp_path / "a", tmp_path / "b")
    ]
    assert made[0] == made[1]
    assert len(made[0]) == len(example())
    assert all(b"\r" not in text for text in made[0].values())


def test_of_two_files_with_one_number_the_one_prepared_later_counts():
    old = replace(entry(1), name="z")
    facts = replace(old.facts, prepared_on="2026-11-01")
    new = replace(old, name="a", file="new.xlsx", facts=facts)
    lines = rows_of(pages_of([new, old])["index.html"], "returns")
    counts = {row.xpath("string(th/a/text()[1])"): "instead" in row.text_content() for row in lines}
    assert counts == {"new.xlsx": False, old.file: True}


def test_every_link_of_the_pack_leads_somewhere():
    reports = {f"{one.name}/report.html" for one in quarter()[0]}
    for path, text in example().items():
        tree = tree_of(text)
        ids = set(tree.xpath("//@id"))
        for link in tree.xpath("//a/@href"):
            if link.startswith("#"):
                assert link[1:] in ids, (path, link)
                continue
            assert not urlsplit(link).scheme
            target = _resolved(path, unquote(link))
            assert target in reports or target in example(), (path, link)


def _resolved(path: str, link: str) -> str:
    parts = list(PurePosixPath(path).parent.parts)
    for part in PurePosixPath(link).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def test_a_file_name_never_becomes_the_scheme_of_a_link():
    one = replace(entry(0), name="javascript:alert(1)")
    links = tree_of(pages_of([one])["index.html"]).xpath("//tbody//a/@href")
    assert "javascript%3Aalert%281%29/report.html" in links


def test_markup_is_shown_and_not_obeyed():
    hostile = replace(
        entry(0),
        file=f"{SCRIPT}.xlsx",
        headline=SCRIPT,
        ready=False,
        facts=replace(entry(0).facts, provider=SCRIPT),
        verdicts=(Verdict("gb-stalking@0.1-draft", "SAM", "not met", "law", "", "", (SCRIPT,)),),
        unknown_claims=(SCRIPT,),
    )
    for path, text in (example() | pages_of([hostile])).items():
        assert SCRIPT not in text, path
    assert all(SCRIPT in words_of(text) for text in pages_of([hostile]).values())


class _Scripts(HTMLParser):
    """The text of each script as a browser takes it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._within = tag == "script"
        if self._within:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._within = False

    def handle_data(self, data: str) -> None:
        if self._within:
            self.found[-1] += data


def test_only_the_first_page_holds_a_script_and_its_policy_allows_no_other():
    for path, text in example().items():
        scripts = _Scripts()
        scripts.feed(text)
        policy = tree_of(text).xpath("//meta[@http-equiv]/@content")[0]
        assert policy.startswith("default-src 'none'")
        digests = [
            "sha256-" + base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()
            for one in scripts.found
        ]
        assert re.findall(r"'(sha256-[^']+)'", policy) == digests
        assert len(digests) == (path == "index.html")
        loaders = "//link|//img|//iframe|//object|//embed|//base|//form|//*[@src]"
        assert not tree_of(text).xpath(loaders)
        assert not tree_of(text).xpath("//@*[starts-with(name(), 'on')]")


def test_pages_are_built_of_headings_tables_and_regions_that_can_be_told_apart():
    for path, text in example().items():
        tree = tree_of(text)
        assert len(tree.xpath("//h1")) == 1
        levels = [int(one.tag[1]) for one in tree.xpath("//h1|//h2|//h3|//h4")]
        assert all(after <= before + 1 for before, after in pairwise(levels)), path
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        labels = tree.xpath("//*[@role='region']/@aria-label")
        assert len(labels) == len(set(labels)), path
        for table in tree.xpath("//table"):
            assert table.xpath("string(caption)").strip()
            assert not table.xpath(".//th[not(@scope)]")
            assert table.getparent().get("role") == "region"
