"""The provider's side of the return: the record sheets, the programmes and their staff."""

from __future__ import annotations

import datetime as dt

from checker.model.specs import Layout
from checker.synth.blueprints import BLUEPRINTS, Blueprint
from checker.synth.plan import Plan, Row, days, reference, shares

AREA = "E23000021"
DISTRICTS = ("E06000016", "E07000130", "E07000132", "E07000134")
CLAIMS = "HO-DA-2023; STALKING-DRAFT-0.1"


def record(plan: Plan, layout: Layout) -> Row:
    """The one row of the return sheet."""
    return {
        "template_id": layout.template_id,
        "template_version": plan.spec.version,
        "return_id": reference(plan, "RET"),
        "submission_number": 1,
        "replaces_submission": None,
        "resubmission_reason": None,
        "provider_id": reference(plan, "PROV"),
        "provider_name": "Example Change Project (synthetic)",
        "commissioner_pfa": AREA,
        "commissioner_type": "PCC",
        "period_start": plan.start,
        "period_end": plan.end,
        "standards_claimed": CLAIMS,
        "ethnicity_scheme": "SDE18",
        "nil_return": "N",
        "prepared_on": plan.end + dt.timedelta(days=12),
        "prepared_by_role": "Data and quality lead",
        "contact_mailbox": "returns@example.org",
    }


def declaration(plan: Plan) -> Row:
    """The one row of the declaration sheet."""
    statements = (
        "checked_for_accuracy",
        "no_names_or_identifying_text",
        "privacy_notice_covers_sharing",
        "victims_safety_considered",
        "explanations_complete",
    )
    return dict.fromkeys(statements, "Y") | {
        "declared_by_role": "Service director",
        "declared_on": plan.end + dt.timedelta(days=14),
    }


def programmes(plan: Plan) -> list[tuple[Row, Blueprint, int]]:
    """Each programme with its blueprint and number of cases; none without a case."""
    names = shares({b.intervention: b.share for b in BLUEPRINTS}, plan.cases)
    counts = [(b, names.count(b.intervention)) for b in BLUEPRINTS]
    return [(_programme(plan, b, count), b, count) for b, count in counts if count]


def _programme(plan: Plan, blueprint: Blueprint, cases: int) -> Row:
    direct = blueprint.intervention != "HELPLINE"
    return {
        "programme_ref": reference(plan, "PR"),
        "programme_name": blueprint.name,
        "intervention_type": blueprint.intervention,
        "cohort": "AM" if blueprint.men == 1 else "MIXED",
        "delivery_mode": blueprint.mode,
        "risk_tier_targeted": blueprint.risk,
        "planned_sessions": blueprint.sessions,
        "planned_weeks": blueprint.weeks,
        "capacity_places": cases + 10,
        "start_date": dt.date(plan.start.year - 2, 4, 1),
        "end_date": dt.date(plan.start.year + 2, 3, 31),
        "pfa_code": AREA,
        "lad_codes": "; ".join(DISTRICTS[: plan.rng.randint(2, 4)]),
        "funder_primary": "HO-DASPIF",
        "funder_match": "PCC",
        "accreditation_body": "RESPECT" if direct else "NONE",
        "accreditation_status": "FULL" if direct else "NA",
        "accreditation_expiry": plan.end + days(plan, 200, 700) if direct else None,
        "victim_support_arrangement": "PARTNER" if direct else "NONE",
        "victim_support_provider_id": reference(plan, "VSP") if direct else None,
        "same_worker_supports_both": "N",
        "manual_or_model": blueprint.model,
        "independent_evaluation": "PLANNED",
        "onward_pathway": blueprint.onward,
    }


def workforce(plan: Plan, programme: Row, cases: int) -> list[Row]:
    """The staff of one programme: a manager, one worker per 15 cases, one victim worker per 30."""
    posts = [
        ("LEAD", "NEITHER", 1),
        ("FACILITATOR", "PERPETRATOR", 1 + cases // 15),
        ("ISS-WORKER", "VICTIM", 1 + cases // 30),
    ]
    return [
        _worker(plan, programme, role, works_with)
        for role, works_with, count in posts
        for _ in range(count)
    ]


def _worker(plan: Plan, programme: Row, role: str, works_with: str) -> Row:
    trained = plan.start - dt.timedelta(days=366) - days(plan, 0, 1200)
    due = plan.rng.choice((3, 3, 6))
    return {
        "staff_ref": reference(plan, "W"),
        "programme_ref": programme["programme_ref"],
        "role": role,
        "fte": plan.rng.choice((0.4, 0.6, 0.8, 1.0)),
        "works_with": works_with,
        "core_training_complete_on": None if works_with == "NEITHER" else trained,
        "refresher_due_on": plan.end + days(plan, 60, 700),
        "supervision_sessions_due": due,
        "supervision_sessions_held": due + plan.rng.choice((0, 0, 0, 1)),
        "clinical_supervision_held": plan.rng.choice((1, 2, 3)),
    }
