"""Faults of the provider's own sheets: the period, programmes, staff, totals, declaration."""

from __future__ import annotations

from collections.abc import Mapping

from checker.synth.faults_rows import DAY, Plant, also, changed, changed_part, day
from checker.synth.ground import Ground, Test, below, mark, remove, rows, take, take_part
from checker.synth.plan import Row, by

_ADVOCATES = ("IDVA", "ISAC", "VCS")
# Well-formed references that `reference` never makes: it gives three digit-letter pairs.
_NO_PROGRAMME, _NO_CASE = "PR-2C2C", "C-2C2C"

_DIRECT = ("BCP-GROUP", "BCP-1TO1", "HICM", "COND-CAUTION")


def _kind(*wanted: str) -> Test:
    return lambda row: row["intervention_type"] in wanted


def _record(ground: Ground, rule: str, table: str, name: str, value: object) -> None:
    row = ground.tables[table][0]
    row[name] = value
    mark(ground, rule, table, row, name)


def _not_a_quarter(ground: Ground, rule: str) -> None:
    first = ground.tables["return"][0]
    # One month earlier: nothing that lay in the period falls out of it.
    first["period_start"] = (day(first["period_start"]) - DAY).replace(day=1)
    mark(ground, rule, "return", first, "period_end")


def _back_to_front(ground: Ground, rule: str) -> None:
    """The period starts after its end; closed cases go, as all would lie before its start."""
    for case in [c for c in ground.tables["cases"] if c["case_status"] == "CLOSED"]:
        for key in ground.spec.foreign_keys:
            if key.parent == "cases":
                remove(ground, key.table, below(ground, key.table, case))
        remove(ground, "cases", [case])
    first = ground.tables["return"][0]
    first["period_start"] = day(first["period_end"]) + 30 * DAY
    mark(ground, rule, "return", first, "period_end")


def _empty(ground: Ground, rule: str) -> None:
    kept = ("return", "declaration", "totals")
    for table in ground.tables:
        if table not in kept:
            ground.tables[table] = []
    mark(ground, rule, "return", ground.tables["return"][0], "nil_return")


def _nil(ground: Ground, rule: str) -> None:
    _record(ground, rule, "return", "nil_return", "Y")


def _declared_early(ground: Ground, rule: str) -> None:
    _record(ground, rule, "declaration", "declared_on", ground.end - 3 * DAY)


def _dated(row: Row) -> bool:
    return row["start_date"] is not None


def _accredited(row: Row) -> bool:
    return row["accreditation_expiry"] is not None


def _ends_early(ground: Ground, rule: str) -> None:
    row = take_part(ground, rule, "programmes", _dated, "end_date")
    row["end_date"] = day(row["start_date"]) - 30 * DAY
    mark(ground, rule, "programmes", row, "end_date")


def _expired(ground: Ground, rule: str) -> None:
    row = take_part(ground, rule, "programmes", _accredited, "accreditation_expiry")
    row["accreditation_expiry"] = ground.end - 20 * DAY
    mark(ground, rule, "programmes", row, "accreditation_expiry")


def _no_support(ground: Ground, rule: str) -> None:
    row = take_part(ground, rule, "programmes", _kind(*_DIRECT), "support")
    row.update(victim_support_arrangement="NONE", victim_support_provider_id=None)
    mark(ground, rule, "programmes", row, "victim_support_arrangement")


def _no_offers(ground: Ground, rule: str) -> None:
    """The helpline, which offers victims nothing, says that it does."""
    cases = by(ground.tables["cases"], "programme_ref")

    def fits(row: Row) -> bool:
        own = cases.get(row["programme_ref"], [])
        accepted = sum(case["eligibility_decision"] == "ACC" for case in own)
        return row["victim_support_arrangement"] == "NONE" and accepted >= 5

    row = take_part(ground, rule, "programmes", fits, "support")
    row["victim_support_arrangement"] = "IN-HOUSE"
    mark(ground, rule, "programmes", row, "victim_support_arrangement")


def _shorter_course(ground: Ground, rule: str) -> None:
    row = take_part(ground, rule, "programmes", _kind("COBI"), "plan")
    row.update(planned_sessions=10, planned_weeks=11)
    also(row, planned_hours=15)
    mark(ground, rule, "programmes", row, "planned_sessions")


def _twice_a_week(ground: Ground, rule: str) -> None:
    row = take_part(ground, rule, "programmes", _kind("BCP-GROUP", "BCP-1TO1"), "plan")
    row["planned_weeks"] = 12
    also(row, sessions_per_week=2)
    mark(ground, rule, "programmes", row, "planned_weeks")


def _partners_missing(ground: Ground, rule: str) -> None:
    row = take_part(ground, rule, "programmes", _kind("STALK-PSYCH", "COBI"), "partners")
    own = {
        case["case_ref"]
        for case in ground.tables["cases"]
        if case["programme_ref"] == row["programme_ref"]
    }
    for share in rows(ground, "info_sharing"):
        if share["case_ref"] in own and share["agency"] in _ADVOCATES:
            share["agency"] = "HOUS"
    mark(ground, rule, "programmes", row, "programme_ref")


def _both_sides(ground: Ground, rule: str) -> None:
    changed("workforce", "works_with", "BOTH", _works)(ground, rule)


def _works(row: Row) -> bool:
    return row["works_with"] != "NEITHER"


def _supervision(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "workforce", _works)
    due = row["supervision_sessions_due"]
    assert isinstance(due, int)
    row["supervision_sessions_held"] = due - 1
    mark(ground, rule, "workforce", row, "supervision_sessions_held")


def _training(ground: Ground, rule: str) -> None:
    """Trained on the last day of the period: later than any session of a worker with cases."""
    worker = {case["case_ref"]: case["allocated_worker_ref"] for case in ground.tables["cases"]}
    busy = {
        worker.get(session["case_ref"])
        for session in rows(ground, "sessions")
        if day(session["session_date"]) < ground.end
    }
    row = take(ground, rule, "workforce", lambda r: _works(r) and r["staff_ref"] in busy)
    row["core_training_complete_on"] = ground.end
    mark(ground, rule, "workforce", row, "core_training_complete_on")


def _orphan(ground: Ground, rule: str) -> None:
    # Staff hang below nothing that is counted, so that no other rule is left in doubt.
    if rows(ground, "workforce"):
        staff = take(ground, rule, "workforce", lambda r: r["works_with"] == "NEITHER")
        staff["programme_ref"] = _NO_PROGRAMME
        mark(ground, rule, "workforce", staff, "programme_ref")
        return
    linked = by(ground.tables["victims"], "case_ref")
    row = take(ground, rule, "victims", lambda r: len(linked[r["case_ref"]]) > 1)
    row["case_ref"] = _NO_CASE
    mark(ground, rule, "victims", row, "case_ref")


def _duplicate(ground: Ground, rule: str) -> None:
    full = bool(rows(ground, "assessments"))
    table, key = ("assessments", "assessment_ref") if full else ("victims", "victim_ref")
    row = take(ground, rule, table, lambda r: r["case_ref"] is not None)
    copy = dict(row)
    ground.tables[table].append(copy)
    ground.taken.add(id(copy))
    for twin in (row, copy):
        mark(ground, rule, table, twin, key)


def _number(row: Row, name: str) -> int:
    value = row[name]
    return value if isinstance(value, int) else 0


def _mismatch(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "totals", lambda r: True)
    row["period_value"] = _number(row, "period_value") + 3
    row["ytd_value"] = _number(row, "ytd_value") + 3
    mark(ground, rule, "totals", row, "period_value")


def _year_below(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "totals", lambda r: _number(r, "period_value") > 0)
    row["ytd_value"] = _number(row, "period_value") - 1
    mark(ground, rule, "totals", row, "ytd_value")


def _split(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "totals", lambda r: r["male_value"] is not None)
    row["male_value"] = _number(row, "period_value") + 2
    mark(ground, rule, "totals", row, "male_value")


PROGRAMME_FAULTS: Mapping[str, Plant] = {
    "support-arranged-no-offers": _no_offers,
    "cobi-sessions-differ": _shorter_course,
    "partner-agencies-missing": _partners_missing,
    "planned-weeks-short": _twice_a_week,
    "onward-pathway-missing": changed_part(
        "programmes", "onward_pathway", "N", _kind("EARLY", "COND-CAUTION", "HELPLINE")
    ),
    "no-victim-support": _no_support,
    "accreditation-expired": _expired,
    "programme-ends-before-start": _ends_early,
}
RETURN_FAULTS: Mapping[str, Plant] = {
    "period-not-a-quarter": _not_a_quarter,
    "nil-return-with-rows": _nil,
    "declaration-before-period-end": _declared_early,
}
ALONE_FAULTS: Mapping[str, Plant] = {
    "period-back-to-front": _back_to_front,
    "empty-return-not-nil": _empty,
}
STAFF_FAULTS: Mapping[str, Plant] = {
    "training-late": _training,
    "supervision-short": _supervision,
    "worker-on-both-sides-in-post": _both_sides,
    "orphan-row": _orphan,
    "duplicate-key": _duplicate,
}
TOTAL_FAULTS: Mapping[str, Plant] = {
    "split-above-total": _split,
    "total-mismatch": _mismatch,
    "ytd-below-period": _year_below,
}
