"""Victims who were not offered, told or kept apart from the work as the standards ask."""

from __future__ import annotations

from collections.abc import Mapping

from checker.synth.faults_rows import (
    DA,
    DA_ONLY,
    DAY,
    STALKING,
    Plant,
    after_start,
    also,
    changed_victim,
    contacted,
    day,
    of_case,
)
from checker.synth.ground import Ground, below, case_of, mark, remove, take
from checker.synth.plan import Row

_OFFERABLE = ("CONTACTED", "DECLINED", "UNREACHABLE", "OTHER-SERVICE", "PENDING")


def _contact_before_offer(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "victims", of_case(contacted)(ground))
    row["iss_first_contact_date"] = day(row["iss_offer_date"]) - 2 * DAY
    also(row, safety_plan_on=row["iss_first_contact_date"])
    mark(ground, rule, "victims", row, "iss_first_contact_date")


def _same_worker(ground: Ground, rule: str) -> None:
    def fits(row: Row, case: Row) -> bool:
        return contacted(row, case) and case["allocated_worker_ref"] is not None

    row = take(ground, rule, "victims", of_case(fits)(ground))
    row["support_worker_ref"] = case_of(ground, row)["allocated_worker_ref"]
    # Whoever leads these sessions must not support the victim as well.
    for session in below(ground, "sessions", case_of(ground, row)):
        also(session, facilitator_refs=None)
    mark(ground, rule, "victims", row, "support_worker_ref")


def _not_informed(ground: Ground, rule: str) -> None:
    def fits(row: Row, case: Row) -> bool:
        return row["iss_contact_status"] == "DECLINED" and case["case_type"] in DA

    row = take(ground, rule, "victims", of_case(fits)(ground))
    row.update(information_given="N", information_given_on=None)
    mark(ground, rule, "victims", row, "information_given")


def _no_victim_outcome(ground: Ground, rule: str) -> None:
    def fits(row: Row, case: Row) -> bool:
        return contacted(row, case) and case["closure_reason"] == "COMPLETED"

    victim = take(ground, rule, "victims", of_case(fits)(ground))
    case = case_of(ground, victim)
    told = [o for o in below(ground, "outcomes", case) if o["reported_by"] == "VICTIM"]
    remove(ground, "outcomes", told)
    mark(ground, rule, "cases", case, "case_ref")


def _offered_late(row: Row, case: Row) -> bool:
    # Somebody already supported elsewhere is out of the rule's scope, though an offer can be made.
    asked = row["iss_contact_status"] in _OFFERABLE and row["iss_contact_status"] != "OTHER-SERVICE"
    return asked and row["victim_type"] != "NEW" and case["case_type"] in DA_ONLY


def _not_offered(ground: Ground, rule: str) -> None:
    def fits(row: Row, case: Row) -> bool:
        unreached = row["iss_contact_status"] in ("PENDING", "UNREACHABLE", "NO-DETAILS")
        unreached = unreached and row["victim_type"] != "NEW"
        return unreached and case["start_date"] is not None and case["case_type"] in DA_ONLY

    row = take(ground, rule, "victims", of_case(fits)(ground))
    row.update(iss_contact_status="UNREACHABLE", iss_offer_date=None, iss_contact_attempts=3)
    also(row, first_attempt_on=case_of(ground, row)["eligibility_date"])
    mark(ground, rule, "victims", row, "iss_offer_date")


def _advocate(row: Row, case: Row) -> bool:
    offered = row["iss_contact_status"] in _OFFERABLE
    return offered and case["start_date"] is not None and case["case_type"] in STALKING


def _related(_: Row, case: Row) -> bool:
    return case["case_type"] in DA_ONLY


VICTIM_FAULTS: Mapping[str, Plant] = {
    "no-victim-outcome": _no_victim_outcome,
    "support-not-offered": _not_offered,
    "decliner-not-informed": _not_informed,
    "advocate-offer-late": after_start("advocate_offered_on", 6, _advocate),
    "advocate-not-offered": changed_victim("advocate_offered_on", None, _advocate),
    "support-offer-late": after_start("iss_offer_date", 5, _offered_late),
    "contact-before-offer": _contact_before_offer,
    "same-worker-both-sides": _same_worker,
    "limits-not-explained": changed_victim("told_about_limits_of_programme", "N", contacted),
    "safety-plan-missing": changed_victim("safety_plan_in_place", "N", contacted),
    "victim-not-connected": changed_victim("relationship_to_perpetrator", "ACQ", _related),
}
