"""Small ways to make a fault: change one cell of one row that nothing else leans on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from checker.synth.ground import Ground, Test, case_of, mark, take, take_part
from checker.synth.plan import Row

Plant = Callable[[Ground, str], None]
DAY = dt.timedelta(days=1)
DA_ONLY = ("DA-IPV", "DA-FAM")
DA = (*DA_ONLY, "STALK-DA")
STALKING = ("STALK-DA", "STALK-NONDA")


def day(value: object) -> dt.date:
    """The date in a column that the test of the row found filled."""
    assert isinstance(value, dt.date)
    return value


def also(row: Row, **facts: object) -> None:
    """Write further columns of a row; those that its layout or return does not ask for are not."""
    row.update({name: value for name, value in facts.items() if name in row})


def changed(table: str, name: str, value: object, test: Test, *, case: bool = True) -> Plant:
    """Write one value into one column of a row that passes the test."""

    def plant(ground: Ground, rule: str) -> None:
        row = take(ground, rule, table, test, whole_case=case)
        row[name] = value
        mark(ground, rule, table, row, name)

    return plant


def shifted(table: str, name: str, base: str, days: int, test: Test, *, case: bool = True) -> Plant:
    """Write the date of another column of the same row, moved by `days`."""

    def plant(ground: Ground, rule: str) -> None:
        row = take(ground, rule, table, test, whole_case=case)
        row[name] = day(row[base]) + days * DAY
        mark(ground, rule, table, row, name)

    return plant


def changed_part(table: str, name: str, value: object, test: Test, part: str = "") -> Plant:
    """Write one value into one column of a row whose other columns may hold other faults."""

    def plant(ground: Ground, rule: str) -> None:
        row = take_part(ground, rule, table, test, part or name)
        row[name] = value
        mark(ground, rule, table, row, name)

    return plant


def of_case(test: Callable[[Row, Row], bool]) -> Callable[[Ground], Test]:
    """A test of a row that also looks at its case."""
    return lambda ground: lambda row: test(row, case_of(ground, row))


def changed_victim(name: str, value: object, test: Callable[[Row, Row], bool]) -> Plant:
    """Write one value into a column of a victim whose case passes the test as well."""

    def plant(ground: Ground, rule: str) -> None:
        row = take(ground, rule, "victims", of_case(test)(ground))
        row[name] = value
        mark(ground, rule, "victims", row, name)

    return plant


def after_start(name: str, days: int, test: Callable[[Row, Row], bool]) -> Plant:
    """Date a column of a victim `days` after the first session; contact follows if need be."""

    def plant(ground: Ground, rule: str) -> None:
        def fits(row: Row, case: Row) -> bool:
            start = case.get("start_date")
            room = isinstance(start, dt.date) and start + (days + 10) * DAY <= ground.end
            return room and case["closed_date"] is None and test(row, case)

        row = take(ground, rule, "victims", of_case(fits)(ground))
        row[name] = day(case_of(ground, row)["start_date"]) + days * DAY
        first = row["iss_first_contact_date"]
        if isinstance(first, dt.date) and name == "iss_offer_date":
            row["iss_first_contact_date"] = max(first, day(row[name]) + DAY)
            also(row, safety_plan_on=row["iss_first_contact_date"])
        mark(ground, rule, "victims", row, name)

    return plant


def started(row: Row) -> bool:
    return row["start_date"] is not None


def running(row: Row) -> bool:
    return row["case_status"] == "ACTIVE"


def contacted(row: Row, case: Row) -> bool:
    return row["iss_contact_status"] == "CONTACTED" and case.get("case_type") in DA


def anything(_: Row) -> bool:
    return True
