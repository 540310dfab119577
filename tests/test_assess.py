"""Outcomes to verdicts: the lines of the design, in their order, and never more than is known."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from conftest import SPEC, STANDARDS
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.assess import UNKNOWN_LIMIT, exit_code, headline, is_ready, verdicts
from checker.expectations import judge
from checker.measures import measure
from checker.model.findings import Finding, Outcome, Share
from checker.model.specs import Check, Clause, Rule, Standard, Threshold
from checker.packverify import example_tables

JUDGES = ("data", "data-and-assessor", "assessor")


def rule(name, weight="breach", status="live", clauses=("C1",)):
    return Rule(
        id=name,
        pack="test@1",
        table="cases",
        tier="QUERY",
        summary=f"What {name} says.",
        why="",
        fix="",
        check=Check("expectation"),
        threshold=Threshold("statute", "S", "", ""),
        clauses=clauses,
        weight=weight,
        status=status,
    )


def standard(judge_, rules, clauses=("C1",)):
    return Standard(
        id="test",
        edition="1",
        title="",
        publisher="",
        jurisdiction=(),
        status="published",
        status_note="",
        claim_codes=(),
        source_title="",
        source_url="",
        source_date="",
        licence="",
        summary="",
        digest="",
        clauses=tuple(Clause(c, "", "", "must", judge_, "", "S2", "published") for c in clauses),
        rules=tuple(rules),
        suites={},
    )


def out(name, status, *, checked=10, failed=0, set_aside=0, missing=0, ran=True, share=None):
    return Outcome(
        name,
        "test@1",
        status,
        checked=checked,
        set_aside=set_aside,
        failed=failed,
        in_scope=checked + missing,
        missing=missing,
        why="" if status in ("passed", "failed") else "It stopped.",
        share=share,
        ran=ran,
    )


PASSED = out("r", "passed")
FAILED = out("r", "failed", failed=3)
BROKE = out("r", "broke", checked=0)
NOTHING = out("r", "not run", checked=0)
BLANK = out("r", "not run", checked=0, missing=4)
ASIDE = out("r", "not run", checked=0, set_aside=4)
COULD_NOT_LOOK = out("r", "not run", checked=0, ran=False)
STRADDLES = out("r", "not run", share=Share(8, 10, 0.8, 0.49, 0.94))


def verdict(judge_, *pairs):
    """The verdict on one clause, from (weight, outcome) pairs."""
    rules = [rule(f"r{n}", weight) for n, (weight, _) in enumerate(pairs)]
    outcomes = {
        one.id: Outcome(**{**_fields(outcome), "rule": one.id})
        for one, (_, outcome) in zip(rules, pairs, strict=True)
    }
    [found] = verdicts(standard(judge_, rules), outcomes)
    return found


def _fields(outcome):
    return {name: getattr(outcome, name) for name in Outcome.__dataclass_fields__}


# The table of the design, line by line.


@pytest.mark.parametrize("judge_", JUDGES)
def test_nothing_in_scope_is_not_applicable_whoever_judges(judge_):
    found = verdict(judge_, ("breach", NOTHING), ("concern", NOTHING))
    assert found.verdict == "not applicable"
    assert found.reasons
    assert not found.concerns


@pytest.mark.parametrize("outcome", [PASSED, FAILED, BROKE, COULD_NOT_LOOK, ASIDE, BLANK])
def test_a_clause_for_a_person_is_for_an_assessor_whatever_the_data_hold(outcome):
    assert verdict("assessor", ("breach", outcome)).verdict == "for an assessor"


@pytest.mark.parametrize("judge_", JUDGES)
def test_a_clause_without_rules_is_for_an_assessor(judge_):
    assert verdict(judge_).verdict == "for an assessor"


@pytest.mark.parametrize("judge_", JUDGES[:2])
@pytest.mark.parametrize("other", [PASSED, BROKE, COULD_NOT_LOOK, NOTHING, ASIDE])
def test_a_failed_breach_is_not_met_whatever_else_could_not_be_told(judge_, other):
    found = verdict(judge_, ("breach", other), ("breach", FAILED))
    assert found.verdict == "not met"
    assert found.reasons == ("r1: 3 of 10 rows. What r1 says.",)


@pytest.mark.parametrize("judge_", JUDGES[:2])
@pytest.mark.parametrize("weight", ["breach", "concern"])
@pytest.mark.parametrize("outcome", [BROKE, COULD_NOT_LOOK, ASIDE, BLANK, STRADDLES])
def test_a_rule_that_gave_no_answer_is_cannot_tell(judge_, weight, outcome):
    found = verdict(judge_, ("breach", PASSED), (weight, outcome))
    assert found.verdict == "cannot tell"
    assert found.reasons == ("r1: It stopped.",)


@pytest.mark.parametrize("gap", ["missing", "set_aside"])
def test_too_many_gaps_are_cannot_tell(gap):
    fine = out("r", "passed", checked=80, **{gap: 20})
    many = out("r", "passed", checked=79, **{gap: 21})
    assert verdict("data", ("breach", fine)).verdict == "met"
    found = verdict("data", ("breach", many))
    assert found.verdict == "cannot tell"
    assert "21 of 100 rows" in found.reasons[0]


def test_blanks_and_rows_set_aside_count_together():
    both = out("r", "passed", checked=78, missing=11, set_aside=11)
    assert verdict("data", ("breach", both)).verdict == "cannot tell"


def test_judged_partly_by_a_person():
    found = verdict("data-and-assessor", ("breach", PASSED), ("concern", FAILED))
    assert found.verdict == "for an assessor"
    assert "No breach found in the data" in found.reasons[0]
    assert found.concerns == ("r1: 3 of 10 rows. What r1 says.",)


def test_met_with_its_concerns():
    found = verdict("data", ("breach", PASSED), ("concern", FAILED), ("concern", NOTHING))
    assert found.verdict == "met"
    assert found.reasons == ("No breach in 10 rows checked.",)
    assert found.concerns == ("r1: 3 of 10 rows. What r1 says.",)


def test_one_row_is_one_row():
    assert verdict("data", ("breach", out("r", "passed", checked=1))).reasons == (
        "No breach in 1 row checked.",
    )


@pytest.mark.parametrize("weight", ["breach", "concern"])
def test_a_share_is_told_as_one(weight):
    failed = out("r", "failed", failed=16, checked=20, share=Share(4, 20, 0.8, 0.08, 0.42))
    found = verdict("data", (weight, failed))
    words = "r0: 4 of 20 (20%) against a target of 80%."
    assert (found.reasons if weight == "breach" else found.concerns) == (words,)
    assert found.verdict == ("not met" if weight == "breach" else "met")


def test_only_live_rules_of_the_clause_count():
    rules = [
        rule("mine"),
        rule("draft", status="draft"),
        rule("old", status="deprecated"),
        rule("other", clauses=("C2",)),
    ]
    outcomes = {"mine": out("mine", "passed"), "other": out("other", "failed", failed=1)}
    found = verdicts(standard("data", rules, ("C1", "C2", "C3")), outcomes)
    assert [v.clause for v in found] == ["C1", "C2", "C3"]
    assert [v.verdict for v in found] == ["met", "not met", "for an assessor"]
    assert {(v.standard, v.obligation, v.origin, v.grade) for v in found} == {
        ("test@1", "must", "published", "S2")
    }


# Any outcomes at all.


@st.composite
def outcomes_of(draw):
    status = draw(st.sampled_from(["passed", "failed", "not run", "broke"]))
    checked, missing, set_aside = (draw(st.integers(0, 40)) for _ in range(3))
    if status in ("passed", "failed"):
        checked += 1
    failed = draw(st.integers(1, checked)) if status == "failed" else 0
    ran = True if status != "not run" else draw(st.booleans())
    if not ran or status == "broke":
        checked = missing = set_aside = 0
    return out(
        "r", status, checked=checked, failed=failed, set_aside=set_aside, missing=missing, ran=ran
    )


PAIRS = st.lists(st.tuples(st.sampled_from(["breach", "concern"]), outcomes_of()), max_size=5)
JUDGE = st.sampled_from(JUDGES)


def _nothing(outcome):
    empty = not (outcome.in_scope or outcome.set_aside)
    return outcome.status == "not run" and outcome.ran and empty


def _silent(outcome):
    if _nothing(outcome):
        return False
    gaps = outcome.missing + outcome.set_aside
    return outcome.status in ("not run", "broke") or gaps > UNKNOWN_LIMIT * (
        outcome.in_scope + outcome.set_aside
    )


@settings(deadline=None, max_examples=300)
@given(judge_=JUDGE, pairs=PAIRS)
def test_the_verdict_is_the_first_line_that_fits(judge_, pairs):
    found = verdict(judge_, *pairs)
    breach = any(w == "breach" and o.status == "failed" for w, o in pairs)
    if pairs and all(_nothing(o) for _, o in pairs):
        expected = "not applicable"
    elif judge_ == "assessor" or not pairs:
        expected = "for an assessor"
    elif breach:
        expected = "not met"
    elif any(_silent(o) for _, o in pairs):
        expected = "cannot tell"
    else:
        expected = "for an assessor" if judge_ == "data-and-assessor" else "met"
    assert found.verdict == expected
    assert found.reasons
    assert all(found.reasons)
    assert len(found.concerns) == sum(w == "concern" and o.status == "failed" for w, o in pairs)


@settings(deadline=None)
@given(judge_=JUDGE, pairs=PAIRS)
def test_concerns_alone_never_give_not_met(judge_, pairs):
    concerns = [("concern", outcome) for _, outcome in pairs]
    assert verdict(judge_, *concerns).verdict != "not met"


@settings(deadline=None)
@given(judge_=st.sampled_from(JUDGES[:2]), pairs=PAIRS)
def test_a_failed_breach_always_gives_not_met(judge_, pairs):
    assert verdict(judge_, *pairs, ("breach", FAILED)).verdict == "not met"


@settings(deadline=None)
@given(pairs=PAIRS)
def test_what_was_not_answered_never_reads_as_met(pairs):
    for silent in (BROKE, COULD_NOT_LOOK, ASIDE, BLANK):
        assert verdict("data", *pairs, ("concern", silent)).verdict in ("cannot tell", "not met")


@pytest.mark.parametrize("pack", STANDARDS, ids=lambda pack: pack.id)
def test_an_empty_return_meets_no_clause_of_any_standard(pack):
    tables = example_tables(SPEC, {})
    live = [r for r in pack.rules if r.status == "live"]
    found = judge(tables, measure(tables), {}, live, pack.suites, "polars", 10)
    given_ = verdicts(pack, {o.rule: o for o in found.outcomes})
    assert [v.clause for v in given_] == [c.id for c in pack.clauses]
    assert {v.verdict for v in given_} <= {"not applicable", "for an assessor", "cannot tell"}


# The headline.


def finding(tier, explained=False):
    return Finding("i", "r", tier, "", "", explained=explained)


@pytest.mark.parametrize(
    ("tiers", "words", "ready"),
    [
        ([], "Ready to send.", True),
        (["NOTE", "NOTE"], "Ready to send.", True),
        (["ERROR"], "Not ready: 1 thing to fix.", False),
        (["ERROR", "PRIVACY", "NOTE"], "Not ready: 2 things to fix.", False),
        (["ERROR", "QUERY", "QUERY"], "Not ready: 1 thing to fix, 2 to explain.", False),
        (["QUERY"], "Ready once 1 thing is explained.", False),
        (["QUERY", "QUERY", "NOTE"], "Ready once 2 things are explained.", False),
        (["STOP"], "Not ready: 1 thing to fix.", False),
    ],
)
def test_headlines(tiers, words, ready):
    findings = [finding(tier) for tier in tiers]
    assert headline(findings) == words
    assert is_ready(findings) is ready
    explained = [finding(tier, explained=True) for tier in tiers]
    assert is_ready(explained) is not bool({"STOP", "PRIVACY", "ERROR"} & set(tiers))


@given(
    findings=st.lists(
        st.builds(
            finding, st.sampled_from(["STOP", "PRIVACY", "ERROR", "QUERY", "NOTE"]), st.booleans()
        )
    )
)
def test_the_headline_says_ready_exactly_when_the_return_is(findings):
    assert (headline(findings) == "Ready to send.") == is_ready(findings)


@pytest.mark.parametrize(
    ("stop", "ready", "word", "code"),
    [
        (None, True, "met", 0),
        (None, True, "cannot tell", 0),
        (None, True, "not met", 1),
        (None, False, "met", 1),
        ("encrypted", False, "cannot tell", 3),
    ],
)
def test_exit_codes(stop, ready, word, code):
    report = SimpleNamespace(
        receipt=SimpleNamespace(stop=stop), ready=ready, verdicts=[SimpleNamespace(verdict=word)]
    )
    assert exit_code(report) == code
