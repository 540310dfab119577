"""Measures: the right number for each row, from SQL that can reach nothing."""

from __future__ import annotations

import datetime as dt
import threading
import time
from dataclasses import replace

import polars as pl
import pytest
from conftest import SPEC
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.errors import PackError
from checker.layout.tables import ReturnTables
from checker.measures import database, measure, measure_columns
from checker.measures.calendar import BANK_HOLIDAYS, calendar
from checker.measures.database import connect, single_select
from checker.measures.meanwhile import meanwhile
from checker.measures.watch import watched
from checker.packverify import example_tables

FRAME = pl.DataFrame({"_row": [0, 1], "name": ["a", "b"], "value": [1, 2]})


def measured(table, *rows, **others):
    """One table's measures, row by row; `others` are the rows of other tables."""
    tables = example_tables(SPEC, {table: list(rows), **others})
    return measure(tables)[table].to_dicts()


def column(table, name, *rows, **others):
    return [row[name] for row in measured(table, *rows, **others)]


def run(sql, frames=None):
    with connect(frames or {"cases": FRAME}, {"cases": ("name",)}) as query:
        return query(single_select(sql, "measures/x.sql"), "measures/x.sql")


# What the SQL of a stranger's pack may not do.


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.csv"
    path.write_text("hush,1\nhush,2\n", encoding="utf-8")
    return path.as_posix()


READS = [
    "SELECT * FROM read_csv('{}')",
    "SELECT * FROM read_csv_auto('{}')",
    "SELECT * FROM '{}'",
    "SELECT * FROM read_text('{}')",
    "SELECT content FROM read_text('{}')",
    "SELECT * FROM read_blob('{}')",
    "SELECT * FROM read_json('{}')",
    "SELECT * FROM parquet_scan('{}')",
    "SELECT file FROM glob('{}')",
    "SELECT Delimiter FROM sniff_csv('{}')",
    "SELECT * FROM query('SELECT * FROM read_text(''{}'')')",
    "WITH a AS (SELECT * FROM read_csv('{}')) SELECT * FROM a",
    "SELECT (SELECT max(content) FROM read_text('{}')) AS x",
    "FROM read_csv('{}')",
]


@pytest.mark.parametrize("sql", READS)
def test_no_file_can_be_read(secret, sql):
    with pytest.raises(PackError) as refused:
        run(sql.format(secret))
    assert "measures/x.sql" in str(refused.value)
    assert "hush" not in str(refused.value)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "sql",
    [
        "COPY cases TO '{}'",
        "COPY (SELECT 1) TO '{}'",
        "ATTACH '{}.db' AS other",
        "EXPORT DATABASE '{}'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '64GB'",
        "RESET lock_configuration",
        "PRAGMA database_list",
        "CALL pragma_version()",
        "CREATE TABLE t (a INT)",
        "DROP TABLE cases",
        "INSERT INTO cases VALUES (3, 'c', 3)",
        "UPDATE cases SET value = 9",
        "DELETE FROM cases",
        "COMMIT",
        "EXPLAIN SELECT 1",
        "SELECT 1 AS _row; SELECT 2 AS _row",
        "SELECT 1 AS _row; COPY cases TO '{}'",
        "",
        "-- nothing but a remark",
    ],
)
def test_only_one_select_is_taken(secret, sql):
    with pytest.raises(PackError, match="exactly one SELECT"):
        run(sql.format(secret))


@pytest.mark.parametrize("sql", ["SELECT FROM WHERE", "SELEC 1", "SELECT (", "\0"])
def test_what_is_not_sql_is_refused_in_our_words(sql):
    with pytest.raises(PackError, match=r"measures/x\.sql"):
        run(sql)


def test_an_insert_inside_a_select_changes_nothing():
    with pytest.raises(PackError), connect({"cases": FRAME}, {}) as query:
        query("WITH x AS (INSERT INTO cases VALUES (3, 'c', 3) RETURNING 1) FROM x", "x")


@pytest.mark.parametrize("name", ["FRAME", "frame", "frames", "connection", "sql", "_incoming"])
def test_no_variable_of_the_program_can_be_read(name):
    with pytest.raises(PackError):
        run(f"SELECT * FROM {name}")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT _row, CAST(name AS INTEGER) AS x FROM cases",
        "SELECT _row, CAST(name AS DATE) AS x FROM cases",
        "SELECT _row, error(name) AS x FROM cases",
        "SELECT * FROM (PIVOT cases ON name USING sum(value))",
        "SELECT p FROM (PIVOT cases ON name USING sum(value)) p",
    ],
)
def test_no_value_reaches_a_message(sql):
    frame = FRAME.with_columns(name=pl.Series(["hush", "quiet"]))
    with pytest.raises(PackError) as refused:
        run(sql, {"cases": frame})
    assert "hush" not in str(refused.value)
    assert "quiet" not in str(refused.value)


@pytest.mark.parametrize(
    "expression", ["1.5", "1::FLOAT", "sum(value)", "now()", "[1]", "NULL", "INTERVAL 1 DAY"]
)
def test_a_type_outside_the_closed_list_is_refused_and_never_rounded(expression):
    with pytest.raises(PackError, match="column 1"):
        run(f"SELECT {expression} AS x FROM cases GROUP BY ALL")


def test_the_types_of_the_closed_list():
    sql = (
        "SELECT 1 AS a, 1::BIGINT AS b, 'x' AS c, DATE '2026-07-01' AS d,"
        " 0.5::DOUBLE AS e, 1=1 AS f"
    )
    assert run(sql).rows() == [(1, 1, "x", dt.date(2026, 7, 1), 0.5, True)]


def test_a_long_query_is_interrupted(monkeypatch):
    monkeypatch.setattr(database, "SECONDS", 0.2)
    begun = time.monotonic()
    with pytest.raises(PackError, match="Interrupt"):
        run("SELECT count(*) AS n FROM range(10000000) a, range(10000000) b")
    assert time.monotonic() - begun < 10


def test_only_work_that_lasts_too_long_is_interrupted():
    interrupted = threading.Event()
    with watched(interrupted.set, lambda: 0.05) as work:
        # Nothing runs now, however long that lasts.
        assert not interrupted.wait(0.2)
        with work():
            assert interrupted.wait(60)
    before = threading.active_count()
    with watched(interrupted.set, lambda: 60.0) as work, work():
        assert threading.active_count() == before + 1
    assert threading.active_count() == before, "nobody waits for the minute to pass"


def test_what_is_done_meanwhile_gives_what_it_gave_or_raises_what_it_raised():
    def fails():
        raise PackError("not this one")

    with meanwhile(lambda: threading.current_thread()) as thread:
        assert thread() is not threading.current_thread()
    assert not thread().is_alive()
    with meanwhile(fails) as result, pytest.raises(PackError, match="not this one"):
        result()
    with pytest.raises(KeyError), meanwhile(fails):
        raise KeyError


def test_short_of_memory_a_query_stops_and_writes_nothing_to_disk(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(database._CONFIG, "memory_limit", "40MB")
    with pytest.raises(PackError, match="OutOfMemory"):
        run("SELECT count(DISTINCT hash(range)) AS n FROM range(20000000)")
    assert list(tmp_path.rglob("*")) == []


def test_no_more_rows_are_fetched_than_show_that_there_are_too_many():
    frame = run("SELECT range AS _row FROM range(100000000)")
    assert frame.height == FRAME.height + 1


def _spec_with(sql):
    return replace(SPEC, measures={"totals": (sql,)})


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT _row FROM totals WHERE _row = 0",
        "SELECT a._row FROM totals a, totals b",
        "SELECT 1 AS _row FROM totals",
        "SELECT _row + 1 AS _row FROM totals",
        "SELECT measure FROM totals",
        "SELECT measure AS _row FROM totals",
    ],
)
def test_a_measure_must_give_one_row_for_each_row(sql):
    tables = example_tables(_spec_with(sql), {"totals": [{"measure": "REFERRALS"}, {}]})
    with pytest.raises(PackError, match=r"measures/totals\.sql"):
        measure(tables)


def test_a_measure_may_not_stand_in_for_a_column():
    tables = example_tables(_spec_with("SELECT _row, measure FROM totals"), {"totals": [{}]})
    with pytest.raises(PackError, match="twice"):
        measure(tables)


def test_measures_come_back_in_the_order_of_the_rows():
    spec = _spec_with("SELECT _row, period_value AS same FROM totals ORDER BY _row DESC")
    rows = [{"period_value": n} for n in (5, 3, 9, 1)]
    frame = measure(example_tables(spec, {"totals": rows}))["totals"]
    assert frame["_row"].to_list() == [0, 1, 2, 3]
    assert frame["same"].to_list() == frame["period_value"].to_list() == [5, 3, 9, 1]


REFS = ["A-1", "B-2", "C-3", None]
DAYS = st.one_of(st.none(), st.dates(dt.date(1850, 1, 1), dt.date(2200, 1, 1)))


@settings(max_examples=8, deadline=None)
@given(
    refs=st.lists(st.tuples(st.sampled_from(REFS), st.sampled_from(REFS), DAYS), max_size=6),
)
def test_every_table_keeps_its_rows_and_their_order_whatever_its_keys_hold(refs):
    """Keys repeated, blank or leading nowhere must never multiply or drop rows."""
    rows = {}
    for name, table in SPEC.tables.items():
        keys = [c.name for c in table.columns if c.type == "key"]
        dates = [c.name for c in table.columns if c.type == "date"]
        rows[name] = [
            {
                **{key: (own, other)[n % 2] for n, key in enumerate(keys)},
                **dict.fromkeys(dates, day),
            }
            for own, other, day in refs
        ]
    rows["return"] = rows["return"][:1] or [{}]
    tables = example_tables(SPEC, rows)
    frames = measure(tables, every=True)
    for name, data in tables.tables.items():
        assert frames[name].select(data.frame.columns).equals(data.frame)


def test_every_measure_is_there_on_a_table_without_rows():
    names = measure_columns(SPEC)
    assert {"days_start_to_offer", "case_ref_found"} <= set(names["victims"])
    frames = measure(example_tables(SPEC, {"victims": [{}]}))
    assert set(names["victims"]) <= set(frames["victims"].columns)


def test_an_empty_return_is_measured():
    empty = ReturnTables(
        SPEC,
        SPEC.layouts["full"],
        {n: example_tables(SPEC, {n: []}).tables[n] for n in SPEC.tables},
        (),
    )
    assert all(frame.height == 0 for frame in measure(empty).values())


# Days and working days.


@pytest.mark.parametrize(
    ("referred", "assessed", "days"),
    [
        ("2026-07-03", "2026-07-03", 0),  # a Friday
        ("2026-07-03", "2026-07-04", 0),  # to Saturday
        ("2026-07-03", "2026-07-06", 1),  # over the weekend
        ("2026-07-04", "2026-07-06", 1),  # from Saturday
        ("2026-07-06", "2026-07-31", 19),
        ("2026-07-06", "2026-08-03", 20),
        ("2026-08-28", "2026-09-01", 1),  # 31 August is the summer bank holiday
        ("2026-08-27", "2026-09-01", 2),
        ("2025-12-24", "2025-12-29", 1),  # Christmas Day, Boxing Day, a weekend
        ("2025-12-24", "2026-01-02", 4),  # New Year's Day as well
        ("2026-12-24", "2026-12-29", 1),  # Boxing Day falls on Saturday: Monday instead
        ("2027-12-24", "2027-12-29", 1),  # both fall on the weekend: Monday and Tuesday
        ("2026-04-02", "2026-04-07", 1),  # Good Friday and Easter Monday
        ("2026-07-06", "2026-07-03", -1),
        ("2026-07-03", None, None),
        (None, "2026-07-03", None),
        ("1999-12-31", "2026-07-03", None),
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(referred, assessed, days):
    row = {"referral_date": referred, "assessment_completed_date": assessed}
    assert column("cases", "working_days_referral_to_assessment", row) == [days]


def test_the_calendar_counts_on_without_a_gap():
    made = calendar([pl.DataFrame({"d": [dt.date(1990, 5, 1), dt.date(2026, 3, 1)]})])
    assert made["day"].to_list()[0] == dt.date(2000, 1, 1)
    assert made["day"].to_list()[-1] == dt.date(2026, 12, 31)
    assert made.height == (dt.date(2027, 1, 1) - dt.date(2000, 1, 1)).days
    assert made["nth"].to_list()[-1] == made["working_day"].sum()
    by_day = dict(made.select("day", "working_day").rows())
    assert not by_day[dt.date(2022, 9, 19)], "a bank holiday for one year only"


_TABLE = """\
# The bank holidays of England and Wales, 2000 to 2100, as the Python library `holidays` gives them
# (MIT licence; country GB, subdivision ENG). Written by `pytest tests/test_measures.py --update`.
"""


def test_the_table_of_bank_holidays_is_what_the_library_says(update):
    import holidays

    closed = sorted(holidays.country_holidays("GB", subdiv="ENG", years=range(2000, 2101)))
    lines = [
        " ".join([str(year), *(f"{day:%m-%d}" for day in closed if day.year == year)])
        for year in range(2000, 2101)
    ]
    table = _TABLE + "\n".join(lines) + "\n"
    if update:
        BANK_HOLIDAYS.write_text(table, encoding="utf-8", newline="\n")
    assert BANK_HOLIDAYS.read_text(encoding="utf-8") == table


@settings(max_examples=25, deadline=None)
@given(first=st.dates(dt.date(2015, 1, 1), dt.date(2030, 1, 1)), span=st.integers(0, 400))
def test_working_days_against_a_plain_count(first, span):
    import holidays

    days = [first + dt.timedelta(days=n) for n in range(1, span + 1)]
    closed = holidays.country_holidays("GB", subdiv="ENG")
    made = dict(calendar([pl.DataFrame({"d": [first, *days]})]).select("day", "nth").rows())
    expected = sum(day.weekday() < 5 and day not in closed for day in days)
    assert made[(days or [first])[-1]] - made[first] == expected


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2024-02-28", "2024-02-29", 1),
        ("2024-02-28", "2024-03-01", 2),
        ("2026-02-28", "2026-03-01", 1),
        ("2026-03-28", "2026-03-30", 2),  # the clocks change on the 29th
        ("2026-07-01", "2026-06-30", -1),
        ("2026-07-01", "2026-07-01", 0),
        (None, "2026-07-01", None),
    ],
)
def test_days_are_the_later_minus_the_earlier(start, end, days):
    assert column(
        "cases", "days_referral_to_start", {"referral_date": start, "start_date": end}
    ) == [days]


# Orders against the law.


def order(**values):
    return {"order_type": "SPO-FULL", "open_ended": "N", **values}


@pytest.mark.parametrize(
    ("made", "ends", "ok"),
    [
        ("2024-03-10", "2026-03-09", "Y"),  # two years, the first day counted
        ("2024-03-10", "2026-03-08", "N"),
        ("2024-03-10", "2026-03-10", "Y"),
        ("2024-02-29", "2026-02-27", "Y"),  # the second anniversary is 28 February
        ("2024-02-29", "2026-02-26", "N"),
        ("2026-02-28", "2028-02-27", "Y"),
        ("2026-02-28", "2028-02-26", "N"),
        ("2026-03-01", "2028-02-29", "Y"),  # the day before is a leap day
        ("2026-03-01", "2028-02-28", "N"),
        ("2026-03-01", None, None),
        (None, "2028-02-28", None),
    ],
)
def test_the_term_of_a_full_order_is_two_years_or_more(made, ends, ok):
    assert column("orders", "term_ok", order(made_on=made, expires_on=ends)) == [ok]


@pytest.mark.parametrize("kind", ["SPO-INT", "DAPO", "DVPO"])
def test_other_orders_have_no_such_term(kind):
    row = order(order_type=kind, made_on="2026-01-01", expires_on="2026-02-01")
    assert column("orders", "term_ok", row) == [None]


@pytest.mark.parametrize(
    ("served", "notified", "days"),
    [
        ("2026-07-01", "2026-07-01", 0),
        ("2026-07-01", "2026-07-02", 1),
        ("2026-07-01", "2026-07-03", 2),
        ("2026-07-01", "2026-07-04", 3),
        ("2026-12-31", "2027-01-02", 2),
        ("2026-07-01", None, None),
    ],
)
def test_notification_days_are_counted_from_service(served, notified, days):
    row = order(served_on=served, notified_on=notified)
    assert column("orders", "days_served_to_notified", row) == [days]


@pytest.mark.parametrize(
    ("ends", "open_ended", "ok"),
    [("2028-01-01", "N", "Y"), ("2028-01-01", "Y", "N"), (None, "Y", "Y"), (None, "N", "N")],
)
def test_an_order_has_an_end_or_none_but_not_both(ends, open_ended, ok):
    assert column("orders", "end_choice_ok", order(expires_on=ends, open_ended=open_ended)) == [ok]


@pytest.mark.parametrize(
    ("shared", "told"), [("2026-08-01", "Y"), ("2026-08-05", "Y"), ("2026-07-31", "N")]
)
def test_the_police_are_told_on_the_day_or_after(shared, told):
    row = order(case_ref="C-1", breach_count=1, breach_reported_on="2026-08-01")
    sharing = [{"case_ref": "C-1", "agency": "POL", "shared_on": shared}]
    assert column("orders", "breach_told_police", row, info_sharing=sharing) == [told]
    assert column("orders", "breach_told_police", row) == ["N"]
    assert column("orders", "breach_told_police", order(case_ref="C-1")) == [None]


# Cases, victims and totals.


@pytest.mark.parametrize(
    ("offered", "days"), [("2026-07-09", -1), ("2026-07-10", 0), ("2026-07-11", 1), (None, None)]
)
def test_the_offer_to_a_victim_is_late_when_it_comes_after_the_start(offered, days):
    cases = [{"case_ref": "C-1", "start_date": "2026-07-10"}]
    row = {"case_ref": "C-1", "iss_offer_date": offered}
    assert column("victims", "days_start_to_offer", row, cases=cases) == [days]


def test_keys_are_found_or_not_and_blank_ones_neither():
    rows = [{"case_ref": "C-1"}, {"case_ref": "C-9"}, {}]
    assert column("victims", "case_ref_found", *rows, cases=[{"case_ref": "C-1"}]) == [
        "Y",
        "N",
        None,
    ]
    assert column("victims", "case_ref_found", *rows) == ["N", "N", None]


def test_a_repeated_parent_does_not_multiply_its_children():
    cases = [{"case_ref": "C-1", "case_type": "DA-IPV"}, {"case_ref": "C-1", "case_type": "DA-FAM"}]
    assert len(measured("victims", {"case_ref": "C-1"}, cases=cases)) == 1


@pytest.mark.parametrize(
    ("day", "past", "before"),
    [("2026-09-30", 0, -9769), ("2026-10-01", 1, -9770), ("1999-12-31", -9770, 1)],
)
def test_dates_against_the_period_and_the_past(day, past, before):
    row = measured("cases", {"referral_date": day})[0]
    assert row["referral_date_days_past_period"] == past
    assert row["referral_date_days_before_2000"] == before


def test_a_date_that_may_follow_the_period_is_not_held_against_it():
    row = measured("programmes", {"end_date": "2030-01-01"})[0]
    assert "end_date_days_past_period" not in row
    assert "end_date_days_before_2000" in row


def test_without_a_period_nothing_is_past_it():
    tables = example_tables(SPEC, {"return": [{}], "cases": [{"referral_date": "2030-01-01"}]})
    assert measure(tables)["cases"]["referral_date_days_past_period"].to_list() == [None]


@pytest.mark.parametrize(
    ("second", "days"),
    [("2026-07-29", 28), ("2026-07-30", 29), ("2026-06-30", 91), (None, 91)],
)
def test_days_from_a_sash_of_concern_count_to_the_full_assessment_or_so_far(second, days):
    found = [{"case_ref": "C-1", "tool": "SASH", "level": "MED", "assessed_on": "2026-07-01"}]
    if second:
        found.append({"case_ref": "C-1", "tool": "SRP", "level": "LOW", "assessed_on": second})
    assert column("cases", "days_sash_to_full", {"case_ref": "C-1"}, assessments=found) == [days]


@pytest.mark.parametrize(
    ("day", "counted"),
    [("2026-06-30", 0), ("2026-07-01", 1), ("2026-09-30", 1), ("2026-10-01", 0), (None, 0)],
)
def test_totals_are_counted_from_the_first_to_the_last_day_of_the_period(day, counted):
    cases = [{"referral_date": day, "referral_source": "SELF"}]
    rows = [{"measure": name, "period_value": 1} for name in ("REFERRALS", "SELF-REFERRALS")]
    assert column("totals", "difference", *rows, cases=cases) == [1 - counted] * 2


def test_totals_of_nothing_are_nought():
    rows = [{"measure": code.code, "period_value": 7} for code in SPEC.code_lists["totm"].codes]
    assert column("totals", "difference", *rows) == [7] * len(rows)


def test_huge_totals_do_not_break_the_count():
    rows = [
        {
            "measure": "REFERRALS",
            "period_value": n,
            "male_value": n,
            "female_value": n,
            "ytd_value": n,
        }
        for n in (10**15, -(10**15), 1e300)
    ]
    assert column("totals", "split_excess", *rows) == [10**15, -(10**15), None]
