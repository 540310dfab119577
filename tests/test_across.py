"""What only shows between returns: each kind found, nothing else, and nobody's reference told."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace

import pytest
from conftest import SPEC
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from side_by_side import Q3, Q4, entries_of, entry, given, marked, unread

from checker.batch.across import across, across_words, awaited, exit_code_of
from checker.batch.across.keys import MANY
from checker.batch.lines import from_line, to_line
from checker.model.profile import NOTHING_GIVEN, Given
from checker.packbuild import explain, show
from checker.packdiff.returns import return_differences
from checker.packlint import lint
from checker.packs import list_returns, load_return
from checker.packs.returns import read_return
from checker.resources import standards_folder
from checker.synth.quarter import FAULTS
from checker.synth.quarter.pieces import Quarter
from checker.synth.quarter.writing import make_quarter, planted_in, profile_of

START = dt.date(2026, 7, 1)


def found(entries, wanted=NOTHING_GIVEN, spec=SPEC):
    return across(entries, spec, wanted)


def told(entries, wanted=NOTHING_GIVEN):
    return [(finding.rule, finding.entries) for finding in found(entries, wanted)]


def only(rule, *names):
    return [(rule, names)]


# Files and submissions --------------------------------------------------------------------------


def test_returns_of_different_providers_have_nothing_between_them():
    assert told([entry("a"), entry("b", "PROV-2")]) == []
    assert told([]) == []


def test_the_same_file_twice_is_told_even_where_it_cannot_be_read():
    one = unread("a")
    assert told([one, replace(one, name="b")]) == only("same-file-twice", "a", "b")
    nothing = [replace(unread(name), digest="") for name in "ab"]
    assert told(nothing) == [], "a file of which no digest could be made is nobody's copy"


def test_an_older_submission_is_overtaken_and_no_longer_counts():
    case = marked("case", "C-1", sex="M")
    older = entry("a", marks=[case])
    newer = entry("b", submission=2)
    other = entry("c", "PROV-2", marks=[case])
    assert told([older, newer, other]) == only("overtaken-submission", "a", "b")


def test_two_files_with_one_submission_number_are_an_error_that_names_the_one_it_goes_by():
    earlier, later = entry("a", prepared_on="2026-10-01"), entry("b", prepared_on="2026-10-05")
    [finding] = found([earlier, later])
    assert (finding.rule, finding.tier) == ("two-returns-for-one-period", "ERROR")
    assert finding.message.endswith("The pack goes by b.xlsx.")
    newest = entry("c", submission=2)
    assert told([earlier, later, newest]) == only("overtaken-submission", "a", "b", "c")


@pytest.mark.parametrize(
    ("period", "overlap"),
    [(("2026-08-01", "2026-10-31"), True), (("2026-09-30", "2026-10-31"), True), (Q4, False)],
)
def test_periods_that_share_a_day_overlap(period, overlap):
    expected = only("periods-overlap", "a", "b") if overlap else []
    assert told([entry("a"), entry("b", period=period)]) == expected
    assert told([entry("a"), entry("b", "PROV-2", period)]) == []


def test_a_long_period_takes_in_all_that_it_covers():
    year = entry("y", period=("2026-07-01", "2027-06-30"))
    assert told([entry("a"), entry("b", period=Q4), year]) == only("periods-overlap", "a", "b", "y")


# Names ------------------------------------------------------------------------------------------


def test_a_provider_with_two_names_and_a_name_with_two_references():
    two_names = [entry("a"), entry("b", period=Q4, provider="Another")]
    assert told(two_names) == only("provider-named-twice", "a", "b")
    spelt = [entry("a"), entry("b", period=Q4, provider="EXAMPLE  prov 1")]
    assert told(spelt) == [], "capitals and spaces make no other name"
    two_ids = [entry("a"), entry("b", "PROV-2", provider="Example PROV-1")]
    assert told(two_ids) == only("provider-named-twice", "a", "b")
    unnamed = [entry("a", provider="PROV-1"), entry("b", "PROV-1", Q4)]
    assert told(unnamed) == [], "no name is no other name"


def test_one_return_reference_of_two_providers_is_told_without_it():
    [finding] = found([entry("a", id="RET-77"), entry("b", "PROV-2", id="RET-77")])
    assert (finding.rule, finding.entries) == ("return-reference-twice", ("a", "b"))
    assert "RET-77" not in finding.message


# Cases and people -------------------------------------------------------------------------------


def test_a_case_whose_facts_agree_is_the_same_and_one_of_which_any_differs_is_not():
    mine = marked("case", "C-1", sex="M", referral_date="2026-07-02")
    theirs = marked("case", "C-1", sex="M", referral_date="2026-07-03")
    pair = [entry("a", marks=[mine]), entry("b", "PROV-2", marks=[mine])]
    assert told(pair) == only("same-case-in-two-returns", "a", "b")
    pair[1] = entry("b", "PROV-2", marks=[theirs])
    assert told(pair) == only("key-shared-by-providers", "a", "b")
    pair[1] = entry("b", "PROV-2", marks=[marked("case", "C-1", sex="M")])
    assert told(pair) == only("same-case-in-two-returns", "a", "b"), "a blank does not differ"
    pair[1] = entry("b", "PROV-2", marks=[marked("case", "C-1")])
    assert told(pair) == only("key-shared-by-providers", "a", "b"), "nothing in common is no proof"


def test_a_case_that_one_provider_holds_on_into_the_next_period_is_no_finding():
    case = marked("case", "C-1", sex="M")
    assert told([entry("a", marks=[case]), entry("b", period=Q4, marks=[case])]) == []


def test_references_counted_up_are_one_finding_with_a_count():
    count = 40
    many = [
        entry(f"r{n}", f"PROV-{n}", marks=[marked("case", f"C-{k}", sex=n) for k in range(count)])
        for n in range(3)
    ]
    [finding] = found(many)
    assert (finding.rule, finding.entries) == ("key-shared-by-providers", ("r0", "r1", "r2"))
    assert f"{count} case references" in finding.message
    assert exit_code_of([finding]) == 0


def test_a_reference_that_very_many_providers_have_is_never_taken_for_one_case():
    case = marked("case", "C-1", sex="M")
    many = [entry(f"r{n:02}", f"PROV-{n}", marks=[case]) for n in range(MANY + 1)]
    assert [rule for rule, _ in told(many)] == ["key-shared-by-providers"]
    assert {rule for rule, _ in told(many[1:])} == {"same-case-in-two-returns"}


def test_people_agree_by_chance_so_the_most_decide():
    same = marked("person", "P-1", sex="M")
    mine = [marked("person", f"P-{n}", sex="M") for n in (2, 3)]
    theirs = [marked("person", f"P-{n}", sex="F") for n in (2, 3)]
    pair = [entry("a", marks=[same]), entry("b", "PROV-2", marks=[same])]
    assert told(pair) == only("same-person-in-two-returns", "a", "b")
    pair = [entry("a", marks=[same, *mine]), entry("b", "PROV-2", marks=[same, *theirs])]
    [finding] = found(pair)
    assert finding.rule == "key-shared-by-providers"
    assert "3 person references" in finding.message


def test_a_case_and_a_person_of_one_reference_are_two_things():
    pair = [
        entry("a", marks=[marked("case", "X-1", sex="M")]),
        entry("b", "PROV-2", marks=[marked("person", "X-1", sex="M")]),
    ]
    assert told(pair) == []


# What is expected -------------------------------------------------------------------------------

TWO = given(["PROV-1", "PROV-2"], [Q3, Q4])


def test_without_a_profile_nothing_is_expected():
    assert awaited([entry("a")], None) == ()
    assert awaited([entry("a")], given(["PROV-1"]).profile) == ()


def test_only_periods_of_which_a_return_is_here_are_looked_at():
    assert told([entry("a"), entry("b", "PROV-2")], TWO) == []
    states = [(one.provider_id, one.start, one.state) for one in awaited([entry("a")], TWO.profile)]
    assert states == [("PROV-1", Q3[0], "here"), ("PROV-2", Q3[0], "missing")]


def test_a_period_between_two_others_is_missing_for_all():
    periods = [("2026-04-01", "2026-06-30"), Q3, Q4]
    wanted = given(["PROV-1"], periods)
    pair = [entry("a", period=periods[0]), entry("c", period=Q4)]
    assert told(pair, wanted) == only("return-missing")


def test_a_file_that_cannot_be_read_may_be_the_missing_return():
    [finding] = found([entry("a"), unread("x")], TWO)
    assert finding.rule == "return-missing"
    assert "One file could not be read" in finding.message
    [_, other] = awaited([entry("a"), unread("x")], TWO.profile)
    assert (other.state, other.entry) == ("unreadable", "")


def test_references_are_compared_by_letters_and_digits():
    assert told([entry("a", "prov 1"), entry("b", "PROV2")], TWO) == []


def test_what_is_not_expected_is_gathered_in_one_finding():
    other = [entry("a"), entry("b", "PROV-2"), entry("c", "PROV-8"), entry("d", "PROV-9")]
    [finding] = found(other, TWO)
    assert (finding.rule, finding.entries) == ("provider-not-among-expected", ("c", "d"))
    odd = [*other[:2], entry("c", period=("2027-01-01", "2027-03-31"))]
    assert told(odd, TWO) == only("period-not-among-expected", "c")
    assert told([replace(odd[2], profile_why="It counts no more.")], TWO) == []


@pytest.mark.parametrize(
    ("prepared", "days"), [("2026-10-30", 0), ("2026-10-31", 1), ("2026-11-30", 31), ("", 0)]
)
def test_late_is_what_says_itself_that_it_was_prepared_after_the_day(prepared, days):
    wanted = given(["PROV-1"], [(*Q3, "2026-10-30")])
    sent = [entry("a", prepared_on=prepared)]
    [one] = awaited(sent, wanted.profile)
    assert (one.state, one.days_late) == ("late" if days else "here", days)
    assert told(sent, wanted) == (only("return-late", "a") if days else [])


def test_a_correction_after_the_day_is_not_late_where_the_first_was_in_time():
    wanted = given(["PROV-1"], [(*Q3, "2026-10-30")])
    first = entry("a", prepared_on="2026-10-12")
    second = entry("b", prepared_on="2026-11-20", submission=2)
    assert told([first, second], wanted) == only("overtaken-submission", "a", "b")
    [finding] = found([second], wanted)
    assert "Submission 2 is the earliest in the batch" in finding.message


# The area's figures -----------------------------------------------------------------------------


def summed(value, *declared, more=()):
    sent = [entry(f"r{n}", f"PROV-{n}", totals=t) for n, t in enumerate(declared, 1)]
    return found([*sent, *more], given(["PROV-1", "PROV-2"], [Q3], [("REFERRALS", value)]))


def test_declared_figures_are_added_up_and_both_numbers_told():
    both = [("REFERRALS", 7)], [("REFERRALS", 5)]
    assert summed(12, *both) == ()
    [below] = summed(20, *both)
    assert (below.rule, below.tier, below.entries) == ("totals-below-area", "QUERY", ("r1", "r2"))
    assert "12 in 2 returns, 20 by a hub: 8 fewer." in below.message
    [above] = summed(11, *both)
    assert (above.rule, above.tier) == ("totals-above-area", "QUERY")
    assert "1 more" in above.message


def test_what_is_missing_makes_too_small_a_sum_a_note_but_explains_none_that_is_too_great():
    below, missing = sorted(summed(20, [("REFERRALS", 7)]), key=lambda one: one.rule)[::-1]
    assert (below.rule, below.tier, missing.rule) == ("totals-below-area", "NOTE", "return-missing")
    assert "No return from PROV-2." in below.message
    [silent] = summed(20, [("REFERRALS", 7)], [("STARTED", 2)])
    assert (silent.tier, "No usable figure from Example PROV-2" in silent.message) == ("NOTE", True)
    [unplaced] = summed(20, [("REFERRALS", 7)], [("REFERRALS", 5)], more=[unread("x")])
    assert unplaced.tier == "NOTE"
    tiers = {one.rule: one.tier for one in summed(2, [("REFERRALS", 7)])}
    assert tiers["totals-above-area"] == "QUERY"


def test_an_overtaken_submission_is_not_added_up():
    more = [entry("r9", "PROV-2", totals=[("REFERRALS", 5)], submission=2)]
    rules = [one.rule for one in summed(12, [("REFERRALS", 7)], [("REFERRALS", 4)], more=more)]
    assert rules == ["overtaken-submission"]


def test_a_nil_return_declares_nothing_and_lacks_nothing():
    nil = entry("r2", "PROV-2", nil=True)
    [finding] = summed(9, [("REFERRALS", 7)], more=[nil])
    assert finding.tier == "QUERY"


# Mixtures ---------------------------------------------------------------------------------------


def test_editions_of_one_standard_and_versions_of_the_template():
    names = ["a", "b", "c"]
    editions = ["2023", "2023", "2024"]
    sent = [
        entry(name, f"PROV-{name}", standards=[("gb-x", edition), ("gb-y", "1")])
        for name, edition in zip(names, editions, strict=True)
    ]
    [finding] = found(sent)
    assert (finding.rule, finding.entries) == ("editions-mixed", ("c",))
    assert "gb-x: edition 2023 for 2 returns, edition 2024 for 1 return." in finding.message
    older = entry("d", "PROV-4", spec="ppr-1.0")
    assert told([entry("a"), entry("b", "PROV-2"), older]) == only("versions-mixed", "d")


# The whole --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list_returns())
def test_every_edition_has_words_for_every_finding(name):
    assert len({rule.id for rule in load_return(name).across}) == len(load_return(name).across)
    assert {*FAULTS, "editions-mixed"} <= {rule.id for rule in load_return(name).across}


@pytest.fixture
def tree(tmp_path):
    shutil.copytree(standards_folder() / "returns", tmp_path / "returns")
    return tmp_path / "returns"


def test_its_words_are_in_the_guide_and_can_be_looked_up():
    guide = (standards_folder() / "returns" / SPEC.id / "GUIDE.md").read_text(encoding="utf-8")
    for rule in SPEC.across:
        assert f"### {rule.id}\n" in guide
        words = " ".join(explain(SPEC, rule.id).split())
        assert all(" ".join(part.split()) in words for part in (rule.why, rule.fix, rule.limits))
        assert rule.id in show(SPEC)


def test_its_words_are_linted_with_the_pack(tree):
    path = tree / "ppr-1.0" / "across.yaml"
    text = path.read_text(encoding="utf-8")
    first = text[text.index("- id:") : text.index("- id:", text.index("- id:") + 1)]
    path.write_text(text + first.replace("tier: QUERY", "tier: QUERY\n  teir: 1"), encoding="utf-8")
    assert any("holds teir" in line for line in lint(tree / "ppr-1.0"))
    path.write_text(text + first, encoding="utf-8")
    said = "across.yaml: finding same-file-twice stands twice. Keep one."
    assert said in lint(tree / "ppr-1.0")
    path.write_text(text.replace("id: same-file-twice", "id: same-files"), encoding="utf-8")
    assert any("Did you mean same-file-twice?" in line for line in lint(tree / "ppr-1.0"))


def test_a_return_may_have_no_words_and_a_later_edition_may_add_some(tree):
    path = tree / "ppr-1.0" / "across.yaml"
    text = path.read_text(encoding="utf-8")
    second = text.index("- id:", text.index("- id:") + 1)
    path.write_text(text[:second], encoding="utf-8")
    (tree / "ppr-1.1" / "across.yaml").write_text(text[second:], encoding="utf-8")
    assert len(read_return(tree / "ppr-1.0").across) == 1
    assert read_return(tree / "ppr-1.1").across == SPEC.across
    path.unlink()
    assert read_return(tree / "ppr-1.0").across == ()
    assert not [line for line in lint(tree / "ppr-1.0") if line.startswith("across")]


def test_a_difference_between_editions_is_told(tree):
    path = tree / "ppr-1.0" / "across.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("tier: ERROR", "tier: QUERY"), encoding="utf-8")
    [one] = return_differences(load_return("ppr-1.0"), read_return(tree / "ppr-1.0"))
    assert (one.part, one.name, one.kind) == (
        "across returns",
        "two-returns-for-one-period",
        "changed",
    )


def test_a_return_without_words_for_it_is_not_looked_at():
    spec = replace(SPEC, across=())
    assert found([unread("a"), replace(unread("a"), name="b")], spec=spec) == ()


def test_the_words_for_the_terminal_and_the_exit_code():
    findings = found([unread("a"), replace(unread("a"), name="b")])
    assert across_words(findings) == "1 finding across returns."
    assert across_words(()) == ""
    assert (exit_code_of(findings), exit_code_of(())) == (1, 0)


def quarter(layout, seed, faults, periods=1):
    starts = (START, dt.date(2026, 10, 1))[:periods]
    return make_quarter(Quarter(SPEC, SPEC.layouts[layout], 6, 20, seed, starts), faults)


def matches(made):
    """What was found and what was planted, both as sorted (rule, files)."""
    settled = profile_of(made)
    wanted = given(
        [str(one["id"]) for one in settled["expected"]["providers"]],
        [(one["start"], one["end"], one["due"]) for one in settled["expected"]["periods"]],
        [(one["measure"], one["value"]) for one in settled["area_totals"]],
    )
    findings = told(entries_of(made), wanted)
    files = [(rule, sorted(f"{name}.xlsx" for name in names)) for rule, names in findings]
    planted = [(one["rule"], one["files"]) for one in planted_in(made)]
    return sorted(files), sorted(planted)


@pytest.mark.parametrize("faults", [(), *((name,) for name in FAULTS), FAULTS], ids=str)
@pytest.mark.parametrize("layout", SPEC.layouts)
def test_what_is_planted_in_a_quarter_is_found_and_nothing_else(layout, faults):
    for seed in (1, 2):
        findings, planted = matches(quarter(layout, seed, faults))
        assert findings == planted


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 40))
@pytest.mark.parametrize("periods", [1, 2])
def test_it_is_found_whatever_the_seed(seed, periods):
    for layout in SPEC.layouts:
        findings, planted = matches(quarter(layout, seed, FAULTS, periods))
        assert findings == planted


@pytest.fixture(scope="module")
def planted():
    return quarter("compact", 3, FAULTS)


@settings(max_examples=15, deadline=None)
@drawn(st.randoms(use_true_random=False))
def test_the_order_of_the_returns_changes_nothing_that_is_found(planted, rng):
    entries = entries_of(planted)
    before = {(rule, frozenset(names)) for rule, names in told(entries)}
    rng.shuffle(entries)
    assert {(rule, frozenset(names)) for rule, names in told(entries)} == before


def test_no_reference_of_a_case_or_person_and_no_digest_of_one_is_told(planted):
    entries = entries_of(planted)
    words = " ".join(finding.message for finding in found(entries))
    cases = [row for piece in planted.pieces for row in piece.tables["cases"]]
    assert not [row for row in cases if row["case_ref"] in words or row["person_ref"] in words]
    assert not [mark for one in entries for mark in one.marks if mark.key[:12] in words]


def test_entries_read_from_lines_give_the_same(planted):
    entries = entries_of(planted)
    lines = [from_line(to_line(one)) for one in entries]
    assert found(lines) == found(entries)


def test_a_profile_of_nothing_but_its_name_asks_for_nothing():
    assert told([entry("a")], Given(given().profile)) == []


def test_findings_come_by_tier_rule_and_return(planted):
    entries = entries_of(planted)
    findings = found(entries)
    places = [("ERROR", "QUERY", "NOTE").index(one.tier) for one in findings]
    assert places == sorted(places)
    assert findings == found(list(entries))
