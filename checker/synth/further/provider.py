"""The return, its programmes and their staff: the further columns."""

from __future__ import annotations

from checker.synth.plan import Plan, Row, Tables, as_date, by, days

_BODIES = {"STALK-PSYCH": "NHS", "COND-CAUTION": "POLICE"}
# Every other programme meets once a week.
_PER_WEEK = {"COND-CAUTION": 0.4, "HICM": 0.9}
_DEFINITIONS = {"STALK-PSYCH": "FOUR", "COBI": "PHA-2A"}
_MINUTES = {"BCP-GROUP": 120, "COND-CAUTION": 150, "COBI": 90, "HELPLINE": 30}


def complete(plan: Plan, built: Tables) -> None:
    """Fill the further columns of the return, the programmes and the workforce."""
    agreed = plan.start - days(plan, 60, 500)
    built["return"][0]["sharing_agreement_on"] = agreed
    for programme in built["programmes"]:
        programme.update(_programme(programme))
    staff = by(built["workforce"], "programme_ref")
    leads = [person for person in built["workforce"] if person["role"] == "LEAD"]
    for person in built["workforce"]:
        own = [p for p in staff[person["programme_ref"]] if p["role"] == "LEAD"]
        others = [lead for lead in leads if lead is not person]
        person.update(_person(plan, person, own if person["role"] != "LEAD" else others))


def _programme(programme: Row) -> Row:
    kind = str(programme["intervention_type"])
    minutes, sessions = _MINUTES.get(kind, 60), programme["planned_sessions"]
    assert isinstance(sessions, int)
    return {
        "delivery_body": _BODIES.get(kind, "PROVIDER"),
        "sessions_per_week": _PER_WEEK.get(kind, 1),
        "planned_hours": sessions * minutes / 60,
        "planned_minutes": minutes,
        "stalking_definition": _DEFINITIONS.get(kind),
    }


def _person(plan: Plan, person: Row, supervisors: list[Row]) -> Row:
    facilitates = person["role"] == "FACILITATOR"
    trained = person["core_training_complete_on"]
    return {
        "supervisor_ref": plan.rng.choice(supervisors)["staff_ref"] if supervisors else None,
        "longest_supervision_gap_days": plan.rng.randint(14, 30),
        "record_checked_on": plan.end - days(plan, 20, 1000),
        "last_training_on": plan.end - days(plan, 10, 340),
        "observations_in_year": plan.rng.randint(2, 4) if facilitates else None,
        "role_training_on": as_date(trained) + days(plan, 5, 60) if trained else None,
    }
