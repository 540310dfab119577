"""The declared totals, counted from the rows by the definitions printed in the return."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from checker.synth.plan import Row, Tables

Test = Callable[[Row], bool]


def totals(tables: Tables) -> list[Row]:
    """One row a measure; the year to date adds half of the period's value again."""
    return [
        _total(measure, counts)
        for measure, counts in computed(tables, list(measures(tables))).items()
    ]


def _total(measure: str, counts: tuple[int, int | None, int | None]) -> Row:
    value, male, female = counts
    stock = measure in ("OPEN-AT-END", "VICTIMS-LINKED", "CHILDREN-LINKED")
    return {
        "measure": measure,
        "period_value": value,
        "ytd_value": value if stock else value + value // 2,
        "male_value": male,
        "female_value": female,
    }


def recount(tables: Tables) -> None:
    """Make the declared totals agree with the rows again, after rows were changed."""
    fresh = computed(tables, list(measures(tables)))
    for row in tables["totals"]:
        counts = fresh.get(str(row["measure"]))
        if counts:
            row.update(_total(str(row["measure"]), counts))


def computed(tables: Tables, names: Sequence[str]) -> dict[str, tuple[int, int | None, int | None]]:
    """For each measure: all, of men, of women (None where no split is made)."""
    tests = measures(tables)
    found: dict[str, tuple[int, int | None, int | None]] = {}
    for name in names:
        table, test = tests[name]
        rows = [row for row in tables[table] if test(row)]
        sexes = [row["sex"] for row in rows]
        found[name] = (len(rows), sexes.count("M"), sexes.count("F"))
    if "CHILDREN-LINKED" in found:
        found["CHILDREN-LINKED"] = (_children(tables["cases"]), None, None)
    return found


def _children(cases: Sequence[Row]) -> int:
    counts = (row["children_linked_count"] for row in cases)
    return sum(count for count in counts if isinstance(count, int))


def measures(tables: Tables) -> dict[str, tuple[str, Test]]:
    """The table each measure counts and the test a row must pass, in the totals sheet's order."""
    period = tables["return"][0]
    start, end = period["period_start"], period["period_end"]

    def inside(name: str) -> Test:
        def test(row: Row) -> bool:
            day = row[name]
            if not isinstance(day, dt.date):
                return False
            return isinstance(start, dt.date) and isinstance(end, dt.date) and start <= day <= end

        return test

    def both(name: str, column: str, *values: str) -> Test:
        return lambda row: inside(name)(row) and row[column] in values

    referred, decided, closed = inside("referral_date"), "eligibility_date", "closed_date"
    return {
        "REFERRALS": ("cases", referred),
        "SELF-REFERRALS": ("cases", both("referral_date", "referral_source", "SELF")),
        "AGENCY-REFERRALS": ("cases", lambda r: referred(r) and _by_agency(r)),
        "ACCEPTED": ("cases", both(decided, "eligibility_decision", "ACC")),
        "DECLINED": ("cases", both(decided, "eligibility_decision", "DEC")),
        "STARTED": ("cases", inside("start_date")),
        "COMPLETED": ("cases", both(closed, "closure_reason", "COMPLETED")),
        "DROPPED-OUT": ("cases", both(closed, "closure_reason", "DROPOUT")),
        "DESELECTED": (
            "cases",
            both(closed, "closure_reason", "DESELECT-RISK", "DESELECT-CONDUCT"),
        ),
        "NON-STARTERS": ("cases", both(closed, "closure_reason", "NONSTART")),
        "OPEN-AT-END": ("cases", lambda r: r["case_status"] not in ("CLOSED", None)),
        "VICTIMS-LINKED": ("victims", lambda _: True),
        "VICTIMS-OFFERED": ("victims", inside("iss_offer_date")),
        "VICTIMS-SUPPORTED": ("victims", inside("iss_first_contact_date")),
        "CHILDREN-LINKED": ("cases", lambda _: True),
    }


def _by_agency(row: Row) -> bool:
    return row["referral_source"] not in ("SELF", None)
