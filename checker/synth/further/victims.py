"""Victims: first attempts, safety plans, new partners, the right to know; the further columns."""

from __future__ import annotations

import datetime as dt

from checker.synth.plan import Plan, Row, Tables, as_date, between, by, days

_DAY = dt.timedelta(days=1)
_FORMER = ("XSP", "XPA", "XDATE")
# One in three of the cases with a second victim of a partner: that victim is a new partner.
_NEW_PARTNER_EVERY = 3


def complete(plan: Plan, built: Tables) -> None:
    """Fill the further columns of the victims, and of cases the day a new partner was known."""
    linked = by(built["victims"], "case_ref")
    second, asked = 0, 0
    for case in built["cases"]:
        own = linked.get(case["case_ref"], [])
        for victim in own:
            victim.update(_contact(plan, case, victim))
            victim.update(_stalking(case, victim))
            if victim.get("online_stalker_unknown") == "Y":
                victim.update(_right_to_know(plan, case, told=asked % 2 == 0))
                asked += 1
        if _may_hold_new_partner(case, own):
            if second % _NEW_PARTNER_EVERY == 0:
                _make_new_partner(plan, case, own[-1])
            second += 1


def _contact(plan: Plan, case: Row, victim: Row) -> Row:
    offered, reached = victim["iss_offer_date"], victim["iss_first_contact_date"]
    tried = isinstance(offered, dt.date)
    contacted = isinstance(reached, dt.date)
    decided = as_date(case["eligibility_date"])
    return {
        "first_attempt_on": between(plan, decided, as_date(offered)) if tried else None,
        "safe_contact_agreed": "Y" if tried else None,
        "longest_contact_gap_days": plan.rng.randint(5, 28) if contacted else None,
        "safety_plan_on": min(as_date(reached) + days(plan, 0, 7), plan.end) if contacted else None,
    }


def _stalking(case: Row, victim: Row) -> Row:
    if not str(case["case_type"]).startswith("STALK"):
        return {}
    relation = str(victim["relationship_to_perpetrator"])
    known = "EX-INTIMATE" if relation in _FORMER else "ACQUAINTANCE"
    stranger = relation == "STRANGER"
    return {
        "stalking_relationship": "STRANGER" if stranger else known,
        "online_stalker_unknown": "Y" if stranger else "N",
    }


def _right_to_know(plan: Plan, case: Row, told: bool) -> Row:
    considered = min(as_date(case["eligibility_date"]) + days(plan, 0, 10), plan.end)
    return {
        "right_to_know_considered": "Y",
        "right_to_know_considered_on": considered,
        "right_to_know_disclosed": "Y" if told else "N",
        "right_to_know_disclosed_on": between(
            plan, considered, min(considered + 14 * _DAY, plan.end)
        )
        if told
        else None,
        "right_to_know_by": "POL" if told else None,
    }


def _may_hold_new_partner(case: Row, own: list[Row]) -> bool:
    partners = case["case_type"] == "DA-IPV" and case["start_date"] is not None
    return partners and len(own) > 1 and own[-1]["iss_offer_date"] is not None


def _make_new_partner(plan: Plan, case: Row, victim: Row) -> None:
    """The last victim linked becomes a new partner, known a few days before support was offered."""
    victim.update(victim_type="NEW", relationship_to_perpetrator="PA")
    known = as_date(victim["iss_offer_date"]) - days(plan, 0, 5)
    case["new_partner_known_on"] = max(known, as_date(case["referral_date"]))
