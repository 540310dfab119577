"""The Explanations sheet: what it answers, what opens again, and what is carried forward."""

from __future__ import annotations

import json
from typing import Any

import pytest
from answering import LATE, PLACES, checked, explained, kept, mended, of, put, written
from given_files import PROFILE, write_yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model.findings import Finding
from checker.pipeline.claims import Asked, Claim, joined, rank, shares

SHEET = PLACES["explanations"].sheet
CANARY = "Zqx Canary"
FIRST = PLACES["explanations"].first_row


@pytest.fixture(scope="module")
def late(tmp_path_factory):
    """A return with five late offers and nothing else to say."""
    return written(tmp_path_factory.mktemp("late") / "late.xlsx", f"{LATE}=5")


@pytest.fixture(scope="module")
def found(late):
    return of(checked(late))


def states(report):
    return [(use.state, use.covers) for use in report.explanations]


def test_rows_answer_records_by_key_or_case_and_the_rest_by_number(late, found, tmp_path):
    rows = (
        {"key": found[0].key},
        {"key": found[1].case.lower()},
        {"key": found[2].key.replace("-", " "), "sheet": "victims"},
        {"count_explained": 1},
        {"count_explained": 1, "reason_code": "OTHER"},
        {"count_explained": 1},
    )
    report = checked(explained(late, tmp_path / "r.xlsx", *rows))
    assert report.ready
    assert all(f.explained and not f.reopened for f in of(report))
    assert states(report) == [*[("in force", 1)] * 5, ("unused", 0)]
    uses = report.explanations
    told = [found[0].key, found[1].case, found[2].key, "", "", ""]
    assert [use.key for use in uses] == told
    assert [use.reason for use in uses] == [*["GENUINE"] * 4, "OTHER", "GENUINE"]
    assert [(use.sheet, use.cell) for use in uses] == [(SHEET, f"A{FIRST + n}") for n in range(6)]
    assert "Other explanations" in uses[5].why


def test_more_than_were_counted_opens_all_of_them_again(late, found, tmp_path):
    rows = {"count_explained": 2}, {"count_explained": 1}, {"key": found[0].key}
    report = checked(explained(late, tmp_path / "r.xlsx", *rows))
    assert {f.key: (f.explained, f.reopened) for f in of(report)} == {
        finding.key: (number == 0, number > 0) for number, finding in enumerate(found)
    }
    assert states(report) == [("re-opened", 0), ("re-opened", 0), ("in force", 1)]
    assert "Explained for 3, now 4" in report.explanations[0].why
    assert not report.ready


def test_a_row_that_names_a_sheet_answers_there(late, tmp_path):
    rows = {"count_explained": 5, "sheet": "victims"}, {"count_explained": 5, "sheet": "Cases"}
    report = checked(explained(late, tmp_path / "r.xlsx", *rows))
    assert all(f.explained for f in of(report))
    assert states(report) == [("in force", 5), ("unused", 0)]


NOTHING: list[tuple[dict[str, Any], str, str]] = [
    ({"rule_id": "case-without-victim"}, "unused", "has to be put right"),
    ({"rule_id": "tidied-value"}, "unused", "only noted"),
    ({"rule_id": "dvpo-over-28-days"}, "unused", "asks nothing about this return"),
    ({"rule_id": "sam-total-score"}, "unused", "not part of this check"),
    ({"rule_id": "zqx-canary"}, "unknown rule", "No rule has this name"),
    ({"rule_id": "suport-offer-late"}, "unknown rule", f"Is {LATE} meant?"),
    ({"key": "ZQX-CANARY"}, "unused", "No record of this return"),
    ({"sheet": "Cases"}, "unused", "nothing on this sheet"),
    ({"sheet": CANARY}, "unused", "no sheet of the name"),
    ({"reason_code": None}, "incomplete", "To put right: Reason."),
    ({"reason_code": CANARY}, "incomplete", "To put right: Reason."),
    ({"count_explained": None}, "incomplete", "How many explained"),
    ({"count_explained": CANARY}, "incomplete", "How many explained"),
    ({"rule_id": None}, "incomplete", "To put right: Rule."),
    ({"rule_id": CANARY}, "incomplete", "To put right: Rule."),
    ({"explanation": "Call 07700 900123"}, "incomplete", "identifier"),
    ({"given_by_role": "zqx@example.org"}, "incomplete", "identifier"),
    ({"key": "zqx@example.org"}, "incomplete", "identifier"),
]


@pytest.fixture(scope="module")
def nothing(late, tmp_path_factory):
    """The report on a return whose explanations all answer nothing."""
    folder = tmp_path_factory.mktemp("nothing")
    rows = [{"count_explained": 5} | row for row, _, _ in NOTHING]
    return checked(explained(late, folder / "r.xlsx", *rows))


def test_rows_that_answer_nothing_leave_all_as_it_is(nothing):
    assert not any(f.explained or f.reopened for f in of(nothing))
    assert len(nothing.explanations) == len(NOTHING)


@pytest.mark.parametrize("number", range(len(NOTHING)), ids=lambda n: str(NOTHING[n][0]))
def test_a_row_that_answers_nothing_says_why(number, nothing):
    row, state, words = NOTHING[number]
    use = nothing.explanations[number]
    assert (use.state, use.covers, use.key) == (state, 0, "")
    assert words in use.why
    known = state == "unused" or "rule_id" not in row
    assert use.rule == (row.get("rule_id", LATE) if known else "")


def test_an_identifier_in_an_explanation_is_a_finding_and_nothing_of_the_row_is_told(nothing):
    seen = {f.cell for f in nothing.findings if f.tier == "PRIVACY" and f.sheet == SHEET}
    letters = PLACES["explanations"].columns
    assert seen == {
        f"{letters[next(iter(row))]}{number}"
        for number, (row, _, words) in enumerate(NOTHING, FIRST)
        if words == "identifier"
    }
    told = repr(nothing).casefold()
    assert "zqx" not in told
    assert "900123" not in told


def test_a_sheet_without_one_of_its_columns_answers_what_it_can(late, found, tmp_path):
    place = PLACES["explanations"]
    path = explained(late, tmp_path / "r.xlsx", {"key": found[0].key}, {})
    heads = {(place.sheet, f"{place.columns['count_explained']}{place.heading_row}"): "Else"}
    report = checked(put(path, path, heads))
    assert [f.explained for f in of(report)] == [True, *[False] * 4]
    assert states(report) == [("in force", 1), ("incomplete", 0)]
    assert "neither which record" in report.explanations[1].why
    heads = {(place.sheet, f"{place.columns['reason_code']}{place.heading_row}"): "Else"}
    report = checked(put(path, path, heads))
    assert {state for state, _ in states(report)} == {"incomplete"}


def test_a_rule_that_gave_no_answer_is_not_said_to_be_content(late, tmp_path):
    off = [{"rule": LATE, "because": "Looked at by hand."}]
    profile = write_yaml(tmp_path / "p.yaml", PROFILE | {"rules_off": off})
    report = checked(explained(late, tmp_path / "r.xlsx", {}), profile=profile)
    [use] = report.explanations
    assert use.state == "unused"
    assert "gave no answer" in use.why


# Carried forward


@pytest.fixture(scope="module")
def three(late, found, tmp_path_factory):
    """The return with the first three late offers only."""
    return mended(late, tmp_path_factory.mktemp("three") / "three.xlsx", *found[3:])


@pytest.fixture(scope="module")
def answered(three, found, tmp_path_factory):
    """The report of that return in which one victim and the two others are explained."""
    folder = tmp_path_factory.mktemp("answered")
    rows = {"key": found[0].key, "reason_code": "LATE-DATA"}, {"count_explained": 2}
    return kept(checked(explained(three, folder / "r.xlsx", *rows)), folder)


def test_what_stood_in_the_previous_report_stands_again(three, found, answered, tmp_path):
    report = checked(three, answered)
    assert all(f.explained for f in of(report))
    assert "explain" not in report.headline
    assert [(u.state, u.rule, u.key, u.reason, u.covers, u.cell) for u in report.explanations] == [
        ("carried forward", LATE, found[0].key, "LATE-DATA", 1, ""),
        ("carried forward", LATE, "", "GENUINE", 2, ""),
    ]
    again = checked(three, kept(report, tmp_path))
    assert again.explanations == report.explanations
    assert all(f.explained for f in of(again))


def test_it_does_not_cover_one_more(late, three, found, answered, tmp_path):
    """One more was offered support too late: those that a number explained are open again."""
    report = checked(mended(late, tmp_path / "four.xlsx", found[4]), answered)
    assert [f.since for f in of(report)] == [*["still there"] * 3, "new"]
    assert [f.explained for f in of(report)] == [True, False, False, False]
    assert [f.reopened for f in of(report)] == [False, True, True, True]
    assert "Explained for 2, now 3" in report.explanations[1].why
    assert "carried forward" in report.explanations[1].why
    later = checked(three, kept(report, tmp_path))
    assert sum(f.explained for f in of(later)) == 1, "once open again it is not carried on"


def test_it_does_not_cover_another_in_place_of_one(late, found, answered, tmp_path):
    """As many as last time, but one of them is another: that one was never explained."""
    report = checked(mended(late, tmp_path / "other.xlsx", *found[2:4]), answered)
    assert [f.explained for f in of(report)] == [True, True, False]
    assert states(report) == [("carried forward", 1), ("carried forward", 1)]


def test_the_rows_of_this_return_go_before_what_was_carried(three, answered, tmp_path):
    """A row that speaks of the same takes its place; one that is not complete takes nothing."""
    rows = {"count_explained": 1}, {"reason_code": None}
    report = checked(explained(three, tmp_path / "r.xlsx", *rows), answered)
    assert states(report) == [("re-opened", 0), ("incomplete", 0), ("carried forward", 1)]
    report = checked(explained(three, tmp_path / "r.xlsx", *rows[1:]), answered)
    assert all(f.explained for f in of(report))
    assert states(report) == [("incomplete", 0), ("carried forward", 1), ("carried forward", 2)]


def changed(path, out, change):
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    out.write_text(json.dumps(data), encoding="utf-8")
    return out


def test_nothing_is_carried_where_nobody_says_whose_return_it_is(three, answered, tmp_path):
    nobody = changed(
        answered,
        tmp_path / "p.json",
        lambda data: data["return"].update({"provider": "", "provider_id": ""}),
    )
    report = checked(three, nobody)
    assert not any(f.explained for f in of(report))
    assert not report.explanations
    assert any("no explanation was carried forward" in said for said in report.since.unlike)


def test_a_count_that_its_findings_do_not_bear_out_is_worth_nothing(
    late, found, answered, tmp_path
):
    def boast(data):
        for entry in data["explanations"]:
            entry["covers"] = 10**6

    report = checked(late, changed(answered, tmp_path / "p.json", boast))
    assert [f.explained for f in of(report)] == [True, *[False] * 4]


# Any claims


def query(number: int, key: str) -> Finding:
    return Finding(str(number), "r", "QUERY", "m", "f", "S", "A1", "t", key, "c")


@settings(max_examples=200)
@given(
    keys=st.lists(st.sampled_from(["a", "b", "c"]), max_size=8),
    said=st.lists(st.tuples(st.sampled_from(["", "a", "b"]), st.integers(1, 4)), max_size=6),
)
def test_no_claim_covers_more_than_it_counted(keys, said):
    findings = [query(number, key) for number, key in enumerate(keys)]
    claims = joined(
        [Claim("r", key, "", "", ((place, count),)) for place, (key, count) in enumerate(said)]
    )
    asked = Asked(findings)
    covered: dict[int, int] = {}
    for claim in sorted(claims, key=rank):
        came = asked.answer(claim)
        assert came.answers <= claim.count
        assert came.again == (came.found > claim.count)
        covered |= shares(claim, came.answers)
    assert sum(covered.values()) == len(asked.answered)
    assert all(covered[place] <= count for place, (_, count) in enumerate(said))
    left = {f.id for f in findings} - asked.answered
    assert (asked.again - asked.answered) <= left
    whole = sum(count for key, count in said if not key)
    rest = [f for f in findings if f.id not in asked.answered]
    assert not rest or len(rest) > whole
