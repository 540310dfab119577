"""Cells that are not what their column says, in columns that no other rule needs."""

from __future__ import annotations

from collections.abc import Mapping

from checker.synth.faults_rows import Plant, anything, changed, changed_part, day
from checker.synth.ground import Ground, mark, rows, take, take_part
from checker.synth.plan import Row


def _accepted(row: Row) -> bool:
    return row["eligibility_decision"] == "ACC"


def _partner(row: Row) -> bool:
    return row["victim_support_provider_id"] is not None


def _identifier(ground: Ground, rule: str) -> None:
    full = bool(rows(ground, "assessments"))
    table, name = ("assessments", "tool_version") if full else ("programmes", "manual_or_model")
    row = take_part(ground, rule, table, anything, name)
    row[name] = f"ref {nhs_number(ground)}"
    mark(ground, rule, table, row, name)


def nhs_number(ground: Ground) -> str:
    """A number of the range 999 that is never given to a person, with its check digit."""
    while True:
        digits = [9, 9, 9, *(ground.rng.randint(0, 9) for _ in range(6))]
        total = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True))
        check = (11 - total % 11) % 11
        if check < 10:
            text = "".join(map(str, [*digits, check]))
            return f"{text[:3]} {text[3:6]} {text[6:]}"


def _untidy(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "cases", lambda r: isinstance(r["employment"], str))
    row["employment"] = f"\u00a0{str(row['employment']).lower()} "
    _mark_column(ground, rule, "cases", row, "employment")


def _mark_column(ground: Ground, rule: str, table: str, row: Row, name: str) -> None:
    """One finding tells of the whole column, at the first cell that gave cause for it."""
    before = next((m for m in ground.marks if m.rule == rule), None)
    if before is not None:
        ground.marks.remove(before)
        row = next(r for r in rows(ground, table) if r is row or r is before.row)
    mark(ground, rule, table, row, name)


def _month_first(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "victims", lambda r: r["information_given_on"] is not None)
    row["information_given_on"] = f"{day(row['information_given_on']).replace(day=25):%m/%d/%Y}"
    _mark_column(ground, rule, "victims", row, "information_given_on")


def _zeros_lost(ground: Ground, rule: str) -> None:
    """A case known by figures, to which one victim leads without the zeros in front of them."""
    victim = take(ground, rule, "victims", lambda r: r["case_ref"] is not None)
    old, used = victim["case_ref"], {row["case_ref"] for row in rows(ground, "cases")}
    numbers = ground.rng.sample(range(1000, 100_000), len(used) + 1)
    new = next(ref for ref in (f"00{number}" for number in numbers) if ref not in used)
    ground.taken.add(new)
    for table in ground.tables.values():
        for row in table:
            if row.get("case_ref") == old:
                row["case_ref"] = new
    victim["case_ref"] = new.lstrip("0")
    _mark_column(ground, rule, "victims", victim, "case_ref")


def _too_long(ground: Ground, rule: str) -> None:
    row = take_part(ground, rule, "programmes", anything, "programme_name")
    row["programme_name"] = f"{row['programme_name']} " * 6
    row["programme_name"] = str(row["programme_name"]).strip()
    mark(ground, rule, "programmes", row, "programme_name")


def _not_a_date(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "victims", lambda r: r["notified_of_start"] is not None)
    row["notified_of_start"] = "week of first session"
    mark(ground, rule, "victims", row, "notified_of_start")


def _before_1930(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "victims", lambda r: r["notified_of_start"] is not None)
    row["notified_of_start"] = day(row["notified_of_start"]).replace(year=1926, day=8)
    mark(ground, rule, "victims", row, "notified_of_start")


def _after_period(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "victims", lambda r: r["information_given_on"] is not None)
    row["information_given_on"] = ground.end.replace(year=ground.end.year + 1, day=8)
    mark(ground, rule, "victims", row, "information_given_on")


CELL_FAULTS: Mapping[str, Plant] = {
    "missing-value": changed("victims", "victim_type", None, anything),
    "not-a-date": _not_a_date,
    "not-a-number": changed("cases", "prior_episode_count", "several", anything),
    "not-in-list": changed("cases", "housing_status", "ZZ-UNLISTED", anything),
    "too-long": _too_long,
    "out-of-range": changed("victims", "iss_contact_attempts", 500, anything),
    "reference-pattern": changed_part(
        "programmes", "victim_support_provider_id", "VSP/NORTH OFFICE", _partner, "support"
    ),
    "value-not-expected": changed("cases", "decline_reason", "OTHER", _accepted),
    "date-after-period": _after_period,
    "date-too-early": _before_1930,
    "error-value": changed("victims", "idva_isac_involved", "#N/A", anything),
    "formula-without-value": changed("cases", "planned_sessions_case", "=20+4", anything),
    "identifier-in-cell": _identifier,
    "tidied-value": _untidy,
    "month-first-dates": _month_first,
    "reference-changed-by-spreadsheet": changed(
        "victims", "support_worker_ref", "1.11E+08", lambda r: r["support_worker_ref"] is not None
    ),
    "leading-zeros-lost": _zeros_lost,
}
