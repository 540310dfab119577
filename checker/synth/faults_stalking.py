"""What the draft for stalking asks of orders, custody, the right to know and the tools used."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from checker.synth.faults_rows import (
    DAY,
    STALKING,
    Plant,
    changed,
    changed_part,
    changed_victim,
    day,
    of_case,
    started,
)
from checker.synth.faults_sharing import breach, shared
from checker.synth.ground import Ground, Test, below, case_of, mark, remove, take
from checker.synth.plan import Row

_SPO = ("SPO-INT", "SPO-FULL")


def _spo(row: Row) -> bool:
    return row["order_type"] in _SPO


def _full(row: Row) -> bool:
    return row["order_type"] == "SPO-FULL"


def _stalking(row: Row) -> bool:
    return row["case_type"] in STALKING


def _victim_of_stalking(_: Row, case: Row) -> bool:
    return case.get("case_type") in STALKING


def _from_custody(row: Row) -> bool:
    return row["category"] == "CUSTODY-CONTACT"


def _tool(name: str) -> Test:
    return lambda row: row["tool"] == name


def _undated(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        return _full(row) and not row["breach_count"] and row["case_ref"] not in ground.taken

    row = take(ground, rule, "orders", fits, whole_case=False)
    breach(row, ground.end - DAY)
    shared(ground, row, "POL", ground.end - DAY)
    row["breached_on"] = None
    mark(ground, rule, "orders", row, "breached_on")


def _acted_late(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        return _from_custody(row) and day(row["reported_on"]) + 6 * DAY <= ground.end

    row = take(ground, rule, "incidents", fits)
    row["action_on"] = day(row["reported_on"]) + 6 * DAY
    mark(ground, rule, "incidents", row, "action_on")


def _right_to_know(name: str, facts: Callable[[Row], Row]) -> Plant:
    """A victim who does not know who stalks them online; `facts` are what was then done."""

    def plant(ground: Ground, rule: str) -> None:
        row = take(ground, rule, "victims", of_case(_victim_of_stalking)(ground))
        row.update(dict.fromkeys(n for n in row if n.startswith("right_to_know")))
        row.update({"online_stalker_unknown": "Y"} | facts(case_of(ground, row)))
        mark(ground, rule, "victims", row, name)

    return plant


def _considered(case: Row) -> Row:
    return {
        "right_to_know_considered": "Y",
        "right_to_know_considered_on": case["eligibility_date"],
        "right_to_know_disclosed": "NK",
    }


def _disclosed_first(case: Row) -> Row:
    return _considered(case) | {
        "right_to_know_disclosed": "Y",
        "right_to_know_disclosed_on": day(case["eligibility_date"]) - 3 * DAY,
        "right_to_know_by": "POL",
    }


def _unconsulted(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "cases", lambda r: _stalking(r) and started(r))
    remove(ground, "consultations", below(ground, "consultations", row))
    mark(ground, rule, "cases", row, "case_ref")


def _two_agencies(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        return _stalking(case_of(ground, row))

    changed("consultations", "agencies", "POL; PROB", fits)(ground, rule)


def _short(tool: str) -> Plant:
    def plant(ground: Ground, rule: str) -> None:
        row = take(ground, rule, "assessments", _tool(tool))
        row["answers"] = 9
        mark(ground, rule, "assessments", row, "answers")

    return plant


_RIGHT_TO_KNOW: Mapping[str, Plant] = {
    "right-to-know-not-considered": _right_to_know(
        "right_to_know_considered", lambda _: {"right_to_know_considered": "N"}
    ),
    "right-to-know-unanswered": _right_to_know("right_to_know_disclosed", _considered),
    "right-to-know-disclosed-before-considered": _right_to_know(
        "right_to_know_disclosed_on", _disclosed_first
    ),
}
STALKING_FAULTS: Mapping[str, Plant] = {
    "custody-contact-acted-late": _acted_late,
    "custody-contact-not-blocked": changed("incidents", "contact_blocked", "N", _from_custody),
    "custody-status-unclear": changed("incidents", "custody_status", "NK", _from_custody),
    "sdash-answers-short": _short("S-DASH"),
    "sash-answers-short": _short("SASH"),
    "spo-breach-undated": _undated,
    "spo-route-missing": changed("orders", "made_how", None, _full, case=False),
    "spo-service-missing": changed("orders", "served_on", None, _spo, case=False),
    "no-consultation": _unconsulted,
    "consultation-agencies-missing": _two_agencies,
    "stalking-definition-missing": changed_part(
        "programmes",
        "stalking_definition",
        None,
        lambda row: row["intervention_type"] in ("STALK-PSYCH", "COBI"),
    ),
    **_RIGHT_TO_KNOW,
    "stalking-relationship-missing": changed_victim(
        "stalking_relationship", None, _victim_of_stalking
    ),
    "stalking-as-lesser-offence": changed("cases", "recorded_offence", "HARASSMENT", _stalking),
}
