"""Cases: kinds of abuse, agencies, waiting, adaptations; the further columns."""

from __future__ import annotations

import datetime as dt

from checker.synth.plan import Plan, Row, Tables, as_date, between, by, chance, days, pick

_DAY = dt.timedelta(days=1)
_ABUSE = ("PHYS-SEX", "VIOLENT-THREAT", "CONTROL", "ECONOMIC", "PSYCH")
_AGENCIES = ("POL", "PROB", "CSC", "HOUS", "HEALTH", "MH", "IDVA")
_OFFENCES = {
    "DA": {"COERCIVE": 25.0, "ASSAULT": 40.0, "OTHER": 10.0, "NONE": 25.0},
    "STALK": {"STALKING-2A": 60.0, "STALKING-4A": 30.0, "NONE": 10.0},
}
_INTENSITY = {"STD": "A", "MED": "B", "HIGH": "C", "VHIGH": "C"}


def complete(plan: Plan, built: Tables) -> None:
    """Fill the further columns of the cases."""
    assessed = by(built["assessments"], "case_ref")
    for case in built["cases"]:
        levels = [str(a["level"]) for a in assessed.get(case["case_ref"], ())]
        case.update(_facts(plan, case))
        case.update(_progress(plan, case))
        case.update(_needs(plan, case))
        case["intensity_level"] = _INTENSITY.get(levels[0]) if levels else None


def _facts(plan: Plan, case: Row) -> Row:
    stalking = str(case["case_type"]).startswith("STALK")
    kinds = sorted(plan.rng.sample(range(len(_ABUSE)), plan.rng.randint(1, 3)))
    return {
        "abuse_types": "; ".join(_ABUSE[kind] for kind in kinds),
        "children_known": "Y" if case["children_linked_count"] else "N",
        "recorded_offence": pick(plan, "offence", _OFFENCES["STALK" if stalking else "DA"]),
    }


def _progress(plan: Plan, case: Row) -> Row:
    closed = case["closed_date"]
    accepted, declined = (case["eligibility_decision"] == code for code in ("ACC", "DEC"))
    over = isinstance(closed, dt.date)
    told = over and case["referral_source"] != "SELF"
    return {
        "agencies_at_start": _agencies(plan) if accepted else None,
        "agencies_at_exit": _agencies(plan) if accepted and over else None,
        "other_agency_withdrew": "N" if accepted else None,
        "referrer_told_on": min(as_date(closed) + days(plan, 0, 6), plan.end) if told else None,
        "alternative_route_given": "Y" if declined else None,
        "waiting_contact_on": _waiting_contact(plan, case) if accepted else None,
    }


def _agencies(plan: Plan) -> str:
    kinds = sorted(plan.rng.sample(range(len(_AGENCIES)), plan.rng.randint(1, 3)))
    return "; ".join(_AGENCIES[kind] for kind in kinds)


def _waiting_contact(plan: Plan, case: Row) -> dt.date | None:
    """Somebody who never started heard from the programme within four weeks, and lately."""
    if case["start_date"] is not None:
        return None
    decided, until = as_date(case["eligibility_date"]), as_date(case["closed_date"] or plan.end)
    first = max(decided, until - 20 * _DAY)
    return between(plan, min(first, decided + 25 * _DAY), min(decided + 25 * _DAY, until))


def _needs(plan: Plan, case: Row) -> Row:
    needed = case["neurodivergence"] == "Y" or chance(plan, 0.05)
    return {
        "interpreter_provided": "PROFESSIONAL"
        if case["main_language_interpreter"] == "Y"
        else None,
        "adaptation_needed": "Y" if needed else "N",
        "adaptation_made": "Y" if needed else None,
    }
