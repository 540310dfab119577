"""Cells under headings: what a heading asks for counts under it, and nothing else does."""

from __future__ import annotations

import datetime as dt
from random import Random

import pytest
from conftest import SPEC
from labelled import nhs

from checker.model.receipt import Receipt
from checker.privacy import Sighting, identifier_kind, scan
from checker.privacy.headings import asked
from checker.privacy.keys import HEADINGS, column_kind, key_kind
from checker.read import Sheet, Workbook


def workbook(*sheets, names=("Cases", "Old")):
    made = (Sheet(name, "visible", rows) for name, rows in zip(names, sheets, strict=False))
    return Workbook(Receipt("", "", "", None, (), ()), tuple(made))


def seen(rows):
    return {sighting.cell: sighting.kind for sighting in scan(workbook(rows))}


UNDER = [
    ("Client name", "Zqxa Vbnm", "a name"),
    ("ClientName", "Sarah", "a name"),
    ("Perpetrator's name", "ABDULLAH, ZQX", "a name"),
    ("Surname", "Brown", "a name"),
    ("Enw", "Zqxa", "a name"),
    ("Keyworker", "Bethan", "a name"),
    ("Prepared by (role)", "Jane Hussain", "a name"),
    ("DOB", dt.datetime(1985, 3, 12), "a date of birth"),
    ("Date of birth (dd/mm/yyyy)", dt.date(1985, 3, 12), "a date of birth"),
    ("D.O.B.", "12/03/85", "a date of birth"),
    ("date_of_birth", "12 March 1985", "a date of birth"),
    ("DOB", 31118.0, "a date of birth"),
    ("NHS No", 9990000018.0, "an NHS number"),
    ("NHS number", "9990000018", "an NHS number"),
    ("NI No", "AA000000", "a National Insurance number"),
    ("Postcode", "ZZ993WZ", "a postcode"),
    ("Home Post Code", "zz99 3wz", "a postcode"),
    ("Mobile", 7700900123.0, "a telephone number"),
    ("Tel. no", "1632960123", "a telephone number"),
    ("Address line 1", "12 Somewhere", "an address"),
    ("Crime ref no", "42/12345/26", "a crime or police reference"),
    ("URN", "01AB1234526", "a crime or police reference"),
    ("PNC", "08/12345Z", "a crime or police reference"),
    ("Prison number", "A1234ZZ", "a prison or probation number"),
    ("Passport", "123456789", "a passport number"),
    ("Vehicle reg", "AB79ABC", "a vehicle registration"),
    ("Sort code", "000000", "a bank account"),
    ("Instagram", "zqx_99", "a social media profile"),
    ("Client initials", "J.S.", "initials"),
    ("Case reference", "JS", "initials"),
    ("Case ID", "JS120385", "initials with a date of birth"),
    ("Person ref", "JS-12031985", "initials with a date of birth"),
    ("Victim ID", "120385JS", "initials with a date of birth"),
    ("Staff reference", "JSMITH", "a name"),
    ("Case reference", "HUSSAIN-01", "a name"),
    ("Victim reference", "12/03/1985", "a date of birth"),
    ("Case number", "13AB1234526", "a crime or police reference"),
]


@pytest.mark.parametrize(("heading", "value", "kind"), UNDER)
def test_a_value_is_judged_by_the_heading_above_it(heading, value, kind):
    rows = [["Programme", heading, "Attended"], ["Drive", None, 4.0], ["Drive", value, 3.0]]
    assert seen(rows) == {"B3": kind}


@pytest.mark.parametrize(("heading", "value", "kind"), UNDER)
def test_without_its_heading_no_more_is_seen_than_the_text_says_itself(heading, value, kind):
    alone = identifier_kind(value) if isinstance(value, str) else ""
    assert seen([["Programme", "Attended"], ["Drive", value]]) == ({"B2": alone} if alone else {})


@pytest.mark.parametrize(
    ("heading", "value", "kind"),
    [case for case in UNDER if case[2] != "initials with a date of birth"],
)
def test_a_label_in_front_of_a_value_does_what_a_heading_does(heading, value, kind):
    rows = [["About the case", None], [None, None], [heading, value]]
    if heading in ("Client name", "Enw") and isinstance(value, str):
        assert seen(rows) in ({"B3": kind}, {})
    else:
        assert seen(rows) == {"B3": kind}


NOTHING = [
    ("Client name", ["Not known", "N/A", "TBC", "Withheld", "Client 1", "C-7F3K2Q", "Anonymous"]),
    ("Programme name", ["Inner Strength", "Turning Point", "Drive", "Caledonian System"]),
    ("Provider name", ["Zqx Hope", "Respect", "Change Grow Live"]),
    ("Service", ["Victim Support", "IDVA", "Women's Aid"]),
    ("Worker", ["W-4F8K2Q", "Full-time", "Agency", "Vacant", "IDVA", "TBC"]),
    ("Referred by", ["Police", "Children's services", "Self", "Probation"]),
    ("Start date", [dt.date(2026, 3, 12), dt.datetime(1985, 3, 12), 31118.0, "12/03/1985"]),
    ("Referral date", [dt.date(1985, 3, 12)]),
    ("Closed date", ["1 March 2026", "12/03/85"]),
    ("DOB", ["Not known", None, 34.0, "1985", "over 18"]),
    ("NHS No", ["9990000019", 9990000019.0, "Not known", "Yes"]),
    ("Ref", [9990000018.0, "9990000018"]),
    ("Mobile", ["Yes", "No", 4.0, "Pay as you go"]),
    ("Phone contact attempts", [3.0, 12.0, "3"]),
    ("Address confirmed", ["Yes", "No"]),
    ("Postcode", ["ZZ99", "Yes", "Not known"]),
    ("Police force", ["Kent", "Gwent"]),
    ("Case reference", ["C-7F3K2Q", "NK", "NA", "1234", "AB12345", "CASE-2026-001234"]),
    ("Case ID", ["AB991385", "AB104455", "AB128876", "AB100101"]),
    ("Case ID", ["DV120385", "DV130485", "DV140585", "DV150685", "DV160785"]),
    ("Case ID", [9990000018.0, 9990000019.0, 9990000020.0, 9990000021.0]),
    ("Case ID", [9990000018.0]),
    ("Police involved", ["Y", "N"]),
    ("Crime type", ["Assault", "Stalking", "2024/25"]),
    ("Age", [34.0, "25-34"]),
]


@pytest.mark.parametrize(("heading", "values"), NOTHING)
def test_what_no_identifier_is_stays_untold_under_any_heading(heading, values):
    assert seen([["No.", heading, "Attended"], *([1.0, value, 4.0] for value in values)]) == {}


@pytest.mark.parametrize(
    "heading", ["Provider name", "Programme", "Name of organisation", "Agency"]
)
def test_what_is_called_after_a_person_may_stand_where_the_name_of_a_thing_is_asked_for(heading):
    assert seen([["No.", heading, "Attended"], [1.0, "Josephine Butler", 4.0]]) == {}
    assert seen([[heading, "Josephine Butler"]]) == {}
    assert seen([["No.", "Note", "Attended"], [1.0, "Josephine Butler", 4.0]]) == {"B2": "a name"}
    assert seen([[heading, "Josephine Butler, ZZ99 3WZ"]]) == {"B1": "a postcode"}


def test_a_whole_column_of_right_numbers_is_told_where_one_alone_is_chance():
    rng = Random(4)
    numbers = [float(nhs(rng)) for _ in range(6)]
    rows = [["Case ID", "Sex", "Age band"], *([number, "M", "25-34"] for number in numbers)]
    assert set(seen(rows).values()) == {"an NHS number"}
    assert len(seen(rows)) == 6
    rows.append([9990000019.0, "M", "25-34"])
    assert seen(rows) == {}


def test_headings_may_stand_lower_down_and_a_second_table_has_its_own():
    rows = [
        *([[None] * 3] * 8),
        ["Ref", "Client name", "Sessions"],
        ["C-7F3K2Q", "Zqxa Vbnm", 4.0],
        [None, None, None],
        ["Ref", "DOB", "Sessions"],
        ["C-7F3K2Q", dt.date(1985, 3, 12), 4.0],
    ]
    assert seen(rows) == {"B10": "a name", "B13": "a date of birth"}


def test_a_word_far_down_a_filled_column_is_no_heading():
    labels = ["Role", "Facilitator", "Manager", "Lead", "Other", "Cook", "Worker", "Baker", "Young"]
    assert seen([["List", "Label", "Note"], *(["ROLE", label, "x"] for label in labels)]) == {}


def test_values_of_one_kind_stand_on_every_sheet_once_each():
    rows = [["Ref", "Notes", None], ["C-7F3K2Q", "Spoke to Sarah Hussain", None]]
    found = scan(workbook(rows, rows), [("Cases", "B2")])
    assert found == [Sighting("Old", "B2", "a name")]


def test_rows_of_uneven_length_and_values_of_all_types_are_looked_through():
    rows = [
        ["DOB"],
        [],
        [None, "x"],
        [True],
        [dt.time(1, 2)],
        [dt.timedelta(days=1)],
        [float("nan")],
        [float("inf")],
        [10**400],
        [""],
        [dt.date(1985, 3, 12)],
    ]
    assert seen(rows) == {"A11": "a date of birth"}
    for heading, _, _ in UNDER:
        judge = asked(heading)
        for row in rows[1:-2]:
            assert judge is not None
            assert [judge(value) for value in row if value != "x"] in ([], [""])


COLUMNS = [column for table in SPEC.tables.values() for column in table.columns]
PEOPLE = ("case_ref", "person_ref", "victim_ref", "staff_ref", "supervisor_ref")


@pytest.mark.parametrize("name", [*PEOPLE, "allocated_worker_ref", "support_worker_ref"])
def test_every_column_of_the_return_that_refers_to_a_person_is_judged_as_such(name):
    headings = {c.heading for c in COLUMNS if c.name == name}
    assert headings
    for heading in headings:
        judge = asked(heading)
        assert judge is not None, heading
        assert judge("JS") == "initials"


def test_no_heading_of_the_return_asks_for_a_date_of_birth_or_a_number_of_a_person():
    for column in COLUMNS:
        for text in (column.heading, *column.aliases, column.name):
            judge = asked(text)
            assert judge is None or not judge(dt.date(1990, 3, 12)) or judge is key_kind, text
            assert judge is None or not judge(1632960123.0), text


def test_a_reference_of_a_programme_or_an_order_may_be_letters():
    rows = [["Programme reference", "Order reference", "Agency"], ["BBR", "SPO", "MH"]]
    assert seen(rows) == {}


def test_the_key_patterns_name_no_group_of_their_own():
    assert "(?P<" not in HEADINGS
    assert column_kind([]) == {}
    assert column_kind([None, "C-7F3K2Q", 4.0]) == {}
