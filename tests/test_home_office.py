"""What the Home Office pack promises: its scope, the origin of its numbers, what it never asks."""

from __future__ import annotations

import pytest
from conftest import SPEC

from checker.assess import verdicts
from checker.expectations import judge
from checker.measures import measure
from checker.packs import load_standard
from checker.packverify import example_tables

PACK = load_standard("gb-home-office-da", "2023.02")
EXPECTED = [rule for rule in PACK.rules if rule.status == "live"]
# The evidence file grades these as published; every other number is ours or another scheme's.
PUBLISHED = {
    "agency-withdrew",
    "decliner-not-informed",
    "limits-not-explained",
    "no-victim-support",
    "perpetrator-under-16",
    "planned-weeks-short",
    "same-worker-both-sides",
    "victim-not-connected",
    "victim-under-16",
}
# Scope, and what other agencies do, are no failings of a provider.
NO_FAILING = {"agency-withdrew", "perpetrator-under-16", "victim-not-connected", "victim-under-16"}


def _bad_practice(**programme):
    """A short programme without victim support, and a case in it where much went wrong."""
    return {
        "programmes": [
            {"programme_ref": "PROG-1", "intervention_type": "BCP-GROUP", "planned_weeks": 10}
            | {"victim_support_arrangement": "NONE"}
            | programme
        ],
        "cases": [
            {"case_ref": "CASE-1", "programme_ref": "PROG-1", "case_type": "DA-IPV"}
            | {"eligibility_decision": "ACC", "eligibility_date": "2026-07-01"}
            | {"start_date": "2026-07-06", "agreement_date": "2026-08-03", "age_band": "U16"}
            | {"case_status": "ACTIVE", "allocated_worker_ref": "STAFF-1"}
        ],
        "victims": [
            {"victim_ref": "VIC-1", "case_ref": "CASE-1", "iss_contact_status": "CONTACTED"}
            | {"iss_offer_date": "2026-08-03", "iss_first_contact_date": "2026-08-03"}
            | {"told_about_limits_of_programme": "N", "support_worker_ref": "STAFF-1"}
        ],
        "sessions": [
            {"session_ref": "SESS-1", "case_ref": "CASE-1", "session_date": "2026-07-06"}
            | {"session_type": "GROUP", "attendance": "ATT", "facilitator_refs": "STAFF-1"}
        ],
        "incidents": [
            {"incident_ref": "INC-1", "case_ref": "CASE-1", "category": "ARREST"}
            | {"occurred_on": "2026-07-20", "reported_on": "2026-07-20"}
        ],
        "workforce": [
            {"staff_ref": "STAFF-1", "programme_ref": "PROG-1", "works_with": "PERPETRATOR"}
            | {"supervision_sessions_due": 6, "supervision_sessions_held": 0}
        ],
    }


def _judged(example):
    tables = example_tables(SPEC, example)
    return judge(tables, measure(tables), {}, EXPECTED, PACK.suites, "polars", minimum=1)


def _words(judged):
    outcomes = {outcome.rule: outcome for outcome in judged.outcomes}
    return {verdict.clause: verdict.verdict for verdict in verdicts(PACK, outcomes)}


LEFT_OUT = [{"delivery_body": "HMPPS"}, {"intervention_type": "SYSTEM"}]


@pytest.mark.parametrize("programme", LEFT_OUT, ids=["HMPPS", "system"])
def test_what_the_standards_leave_out_is_judged_by_no_rule_and_no_clause(programme):
    judged = _judged(_bad_practice(**programme))
    assert not judged.failures
    assert {outcome.in_scope for outcome in judged.outcomes if outcome.rule != _OF_RETURN} == {0}
    words = _words(judged)
    assert {words[clause] for clause in ("SC.1", "T3", "S1.1", "S1.2", "S1.4", "S6")} == {
        "not applicable"
    }


# The agreement on sharing is the provider's own and belongs to no programme.
_OF_RETURN = "sharing-agreement-old"


def test_the_same_practice_of_a_provider_is_found():
    judged = _judged(_bad_practice(delivery_body="PROVIDER"))
    found = {failure.rule for failure in judged.failures}
    assert {
        "planned-weeks-short",
        "no-victim-support",
        "same-worker-both-sides",
        "limits-not-explained",
        "facilitator-supports-victim",
        "support-offer-late",
        "serious-incident-told-late",
        "supervision-short",
    } <= found
    assert {_words(judged)[clause] for clause in ("T3", "S1.1", "S1.2", "S1.4")} == {"not met"}


def test_a_return_that_does_not_say_who_delivers_a_programme_is_judged():
    found = {failure.rule for failure in _judged(_bad_practice()).failures}
    assert "planned-weeks-short" in found


def test_only_what_was_read_as_published_is_told_as_published():
    published = {r.id for r in EXPECTED if r.threshold.origin in ("statute", "published")}
    assert published == PUBLISHED
    assert {r.id for r in EXPECTED if r.weight == "breach"} == PUBLISHED - NO_FAILING


def test_project_questions_stand_apart_from_the_clauses_of_the_publisher():
    own = {clause.id for clause in PACK.clauses if clause.obligation == "project"}
    assert {"QT", "Q1", "Q2"} <= own
    for clause in PACK.clauses:
        assert (clause.obligation == "project") == clause.id.startswith("Q")
        if clause.id in own:
            assert (clause.origin, clause.grade, clause.source) == ("project", "P", "project")
    for rule in EXPECTED:
        if own & set(rule.clauses):
            assert rule.weight == "concern"
            assert rule.threshold.origin in ("project", "other-scheme")


def test_each_of_the_hundred_candidate_checks_has_one_account():
    told = [account.check for account in (*PACK.carried, *PACK.not_carried)]
    assert sorted(int(check.partition(".")[0]) for check in told) == list(range(1, 101))


def test_22_weeks_are_asked_of_behaviour_change_alone():
    kinds = [code.code for code in SPEC.code_lists["intv"].codes]
    short = [
        {"programme_ref": f"PROG-{n}", "intervention_type": kind, "planned_weeks": 3}
        for n, kind in enumerate(kinds)
    ]
    done = [
        {"case_ref": f"CASE-{n}", "programme_ref": f"PROG-{n}", "case_type": "DA-IPV"}
        | {"start_date": "2026-07-06", "case_status": "CLOSED", "closed_date": "2026-07-27"}
        | {"closure_reason": "COMPLETED"}
        for n in range(len(kinds))
    ]
    failures = _judged({"programmes": short, "cases": done}).failures
    for rule in ("planned-weeks-short", "completed-early"):
        rows = {failure.row for failure in failures if failure.rule == rule}
        assert {kinds[row] for row in rows} == {"BCP-GROUP", "BCP-1TO1"}


@pytest.mark.parametrize(
    "status", ["DECLINED", "UNREACHABLE", "PENDING", "UNSAFE", "NO-DETAILS", "OTHER-SERVICE"]
)
def test_support_that_was_offered_in_time_is_enough_whether_or_not_it_is_taken_up(status):
    """The offer is tested, never the uptake: no rule finds fault with how a victim answered."""
    offered = status not in ("UNSAFE", "NO-DETAILS", "OTHER-SERVICE")
    victim = {"victim_ref": "VIC-1", "case_ref": "CASE-1", "iss_contact_status": status}
    if offered:
        victim |= {"iss_offer_date": "2026-07-02", "first_attempt_on": "2026-07-02"}
        victim |= {"iss_contact_attempts": 3}
    if status == "DECLINED":
        victim |= {"information_given": "Y"}
    case = {"case_ref": "CASE-1", "case_type": "DA-IPV", "eligibility_decision": "ACC"}
    case |= {"eligibility_date": "2026-07-01", "start_date": "2026-07-06"}
    judged = _judged({"cases": [case], "victims": [victim]})
    assert not [failure for failure in judged.failures if failure.table == "victims"]


def test_a_case_with_a_coded_reason_for_no_victim_is_asked_for_none():
    case = {"case_ref": "CASE-1", "case_type": "DA-IPV", "eligibility_decision": "ACC"}
    case |= {"no_victim_reason": "UNSAFE", "new_partner_known_on": "2026-07-06"}
    found = {failure.rule for failure in _judged({"cases": [case]}).failures}
    assert not found & {"no-victim-support", "support-not-offered", "new-partner-not-linked"}
