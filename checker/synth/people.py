"""Characteristics of synthetic people: weighted draws, with "not known" in a fixed, small part."""

from __future__ import annotations

from checker.synth.plan import Plan, Row, chance, pick

AGES = {"18-24": 14.0, "25-34": 34.0, "35-44": 29.0, "45-54": 15.0, "55-64": 6.0, "65+": 2.0}
ETHNICITIES = {
    "W1": 72.0, "W9": 7.0, "A2": 4.0, "A1": 3.0, "A9": 2.0, "B1": 3.0, "B2": 3.0, "M1": 3.0,
    "M9": 1.5, "O9": 1.5,
}  # fmt: skip
DISABILITIES = {"4": 68.0, "3": 9.0, "2": 15.0, "1": 8.0}

# One case in 40 is not known in one field: about 2.5 %, far from any target, and none of the
# first dozen, so that a return of a few cases never fails by one of them.
_EVERY = 40
_UNKNOWN_AT = {"ethnicity": 17, "disability": 23, "sex": 29, "age_band": 35}


def characteristics(plan: Plan, index: int, men: float) -> Row:
    """What the cases sheet records of a person; `men` is the part (0 to 1) that are men."""
    facts: Row = {
        "age_band": pick(plan, "ageb", AGES),
        "sex": "M" if chance(plan, men) else "F",
        "ethnicity": pick(plan, "eth", ETHNICITIES),
        "disability": pick(plan, "dis", DISABILITIES),
    }
    for field, place in _UNKNOWN_AT.items():
        if index % _EVERY == place:
            facts[field] = "NS" if field == "ethnicity" else "NK"
    return facts | _voluntary(plan) | _needs(plan)


def _voluntary(plan: Plan) -> Row:
    answered = chance(plan, 0.7)
    return {
        "gender_identity_same": "Y" if answered else "NS",
        "sexual_orientation": pick(plan, "sexo", {"1": 90.0, "2": 4.0, "3": 4.0, "8": 2.0})
        if answered
        else "8",
        "main_language_interpreter": pick(plan, "ynk", {"N": 94.0, "Y": 5.0, "NK": 1.0}),
        "prior_episode_count": plan.rng.choices((0, 1, 2), (84, 13, 3))[0],
    }


def _needs(plan: Plan) -> Row:
    mental, substance, neuro = chance(plan, 0.42), chance(plan, 0.3), chance(plan, 0.12)
    return {
        "mental_health_need": "Y" if mental else "N",
        "substance_need": "Y" if substance else "N",
        "neurodivergence": "Y" if neuro else "NK",
        "employment": pick(plan, "employment", EMPLOYMENT),
        "housing_status": pick(plan, "housing", HOUSING),
        "other_needs": _other_needs(mental, substance),
    }


EMPLOYMENT = {
    "EMPLOYED": 44.0, "SELF-EMP": 12.0, "UNEMPLOYED": 26.0, "SICK": 9.0, "EDU": 3.0, "NK": 6.0,
}  # fmt: skip
HOUSING = {
    "RENT-SOCIAL": 30.0, "RENT-PRIV": 32.0, "OWNED": 14.0, "FAMILY": 14.0, "HOMELESS": 4.0,
    "SUPPORTED": 3.0, "NK": 3.0,
}  # fmt: skip


def _other_needs(mental: bool, substance: bool) -> str | None:
    found = [code for code, there in (("MH", mental), ("SUB", substance)) if there]
    return "; ".join(found) or "NONE"


def victim_characteristics(plan: Plan) -> Row:
    """What the victims sheet records of a person."""
    return {
        "sex": "F" if chance(plan, 0.9) else "M",
        "age_band": pick(plan, "ageb", AGES),
        "ethnicity": pick(plan, "eth", ETHNICITIES),
        "disability": pick(plan, "dis", DISABILITIES),
    }
