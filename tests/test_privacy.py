"""Identifiers: what is seen, what is not taken for one, and that no value is repeated.

Only numbers and addresses that are set apart for such use: NHS numbers from 999, the telephone
numbers that the regulator keeps for drama, example.org, postcodes of the area ZZ99.
"""

from __future__ import annotations

import time
from dataclasses import fields

import openpyxl
import pytest
from conftest import SPEC
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.privacy import Sighting, identifier_kind, scan
from checker.privacy.headings import asked
from checker.read import read


def nhs(*digits):
    """A number of the range 999 with its check digit, or None where there is none."""
    numbers = [9, 9, 9, *digits]
    check = (11 - sum(n * (10 - place) for place, n in enumerate(numbers)) % 11) % 11
    return "".join(map(str, [*numbers, check])) if check < 10 else None


NUMBER = nhs(0, 0, 0, 0, 0, 1)
POSITIVES = {
    "an NHS number": [
        f"{NUMBER[:3]} {NUMBER[3:6]} {NUMBER[6:]}",
        f"{NUMBER[:3]}-{NUMBER[3:6]}-{NUMBER[6:]}",
        f"ref {NUMBER[:3]} {NUMBER[3:6]} {NUMBER[6:]}.",
        f"{NUMBER[:3]}\u00a0{NUMBER[3:6]}\u00a0{NUMBER[6:]}",
        f"{NUMBER[:3]}  {NUMBER[3:6]}\u200b  {NUMBER[6:]}",
    ],
    "a National Insurance number": ["AA000000A", "AA 00 00 00 A", "NI no. AA000000A,"],
    "a postcode": [
        "ZZ99 3WZ",
        "zz99 3wz",
        "ZZ99\u00a03WZ",
        "12 Some Road, ZZ99 3WZ",
        "postcode ZZ993WZ",
        "lives at ZZ993WZ",
    ],
    "an e-mail address": [
        "someone@example.org",
        "first.last+tag@mail.example.org",
        "mailto:someone@example.org;",
        "Someone <someone@example.org>",
    ],
    "a telephone number": [
        "01632 960123",
        "01632960123",
        "(01632) 960123",
        "01632 960 123",
        "01632-960-123",
        "01632\u00a0960123",
        "+44 1632 960123",
        "+441632960123",
        "+44 (0)1632 960123",
        "0044 1632 960123",
        "020 7946 0123",
        "07700 900123",
        "tel. 07700 900123 after six",
        "mobile 7700900123",
        "+353 20 910 0123",
    ],
    "a Scottish CHI number": ["CHI 0101500009", "CHI no: 010150 0009"],
    "a date of birth": [
        "DOB 12/03/1985",
        "d.o.b. 12-03-85",
        "born 12 March 1985",
        "born on 12th March 2015",
        "Date of birth: 1985-03-12",
        "12/03/1985 (dob)",
        "Dyddiad geni 12/03/1985",
    ],
    "a PNC id": ["19/12345G", "PNC 2019/0012345X", "PNCID: 08/1Z"],
    "a CRO number": ["CRO 1234/85K", "CRO no. SF85/1234K"],
    "an arrest or summons number": ["12/01YD/01/12345K", "ASN 1201YD0100000012345K"],
    "a prison or probation number": ["NOMIS A1234ZZ", "CRN X123456"],
    "a crime or police reference": [
        "crime ref 42/12345/26",
        "Crime no CR123456",
        "URN 01AB1234526",
        "police log 1234 of 12/04/2026",
        "Incident number 1234-120426",
        "Niche ref 12345678901",
    ],
    "a passport number": ["passport no 123456789"],
    "a driving licence number": ["ZZZ99801011ZZ9ZZ"],
    "a bank account": ["sort code 00-00-00, account 12345678", "acc no. 12345678"],
    "a bank card number": ["paid by 4000 0000 0000 0002"],
    "a vehicle registration": ["AB79 ABC", "in a van, reg AB79ABC", "car reg A123 ABC"],
    "an address": [
        "12 Some Road",
        "Flat 3, 12 Some Street",
        "12a Mill Lane",
        "PO Box 123",
        "14 Jubilee Close",
        "Flat 12 Acacia Court",
    ],
    "a map position": ["///filled.count.soap", "w3w filled.count.soap", "51.50722, -0.12750"],
    "an IP address": ["203.0.113.7", "2001:0db8:0000:0000:0000:0000:0000:0001"],
    "a social media profile": [
        "@zqx_99",
        "facebook.com/zqx.99",
        "https://www.instagram.com/zqx",
        "snap: zqx99",
        "insta name zqx_99",
    ],
    "a web address": ["https://photos.example.com/1", "see www.example.org/u/zqx"],
}
KINDS = {"", "a name", *POSITIVES}
NEGATIVES = [
    "",
    "C-7F3K2Q",
    "P-4192384756",
    "AB12CD",
    "CASE-2026-001234",
    "RET-2026-Q2-0001",
    "E23000001",
    "E06000001; E06000002; W06000015",
    "2026-07-01",
    "01/07/2026",
    "01.07.2026",
    "1 July 2026",
    "01/07/2026 to 30/09/2026",
    "2026-07-01 to 2026-09-30",
    "26 weeks",
    "1,234",
    "10:30",
    "PPR-FULL",
    "1.0",
    "0.5",
    "Avon and Somerset",
    "E23000036 – Avon and Somerset",
    "S-DASH",
    "T0 – Intake",
    "SAM version 2",
    "999 111 2222",
    "meet @ 10",
    "a@b",
    "12345678901234567890",
    "999 534 2838",
    "S1 2nd session",
    "T0 3rd",
    "meet at 10 Downing",
    "12 week group programme",
    "3 Crown Court cases",
    "a 10 minute walk",
    "2 x 45 min drive",
    "Clause 4.2.1.3",
    "v2.10.1.4",
    "Excel 16.0.17328.20162",
    "01-02-03",
    "convicted 12/03/1985",
    "Children Act 1989",
    "since 1 April 1998",
    "Order dated 12/03/1999 under the Act",
    "National Domestic Abuse Helpline 0808 2000 247",
    "call 101 or 999",
    "0300 123 4567",
    "https://www.gov.uk/guidance",
    "www.legislation.gov.uk/ukpga/2021/17",
    "charity no. 1234567",
    "company number 01234567",
    "HO/DAPSIF/23-24/017",
    "92af673a-cad4-4b86-9c0d-b23f14f9aa4b",
    "£1,250.00",
    "PHQ-9 score 14",
    "sertraline 50mg",
]


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in POSITIVES.items() for text in texts]
)
def test_identifiers_are_seen_by_their_kind(kind, text):
    assert identifier_kind(text) == kind


@pytest.mark.parametrize("text", NEGATIVES)
def test_what_belongs_in_a_return_is_not_taken_for_an_identifier(text):
    assert identifier_kind(text) == ""


def test_no_code_label_heading_or_note_of_the_template_is_taken_for_one():
    codes = [code for listed in SPEC.code_lists.values() for code in listed.codes]
    texts = [
        text for code in codes for text in (code.code, code.label, f"{code.code} – {code.label}")
    ]
    columns = [column for table in SPEC.tables.values() for column in table.columns]
    texts += [text for column in columns for text in (column.heading, column.description)]
    assert [text for text in texts if identifier_kind(text)] == []


@given(digits=st.tuples(*[st.integers(0, 9)] * 6), wrong=st.integers(1, 9))
def test_only_a_right_check_digit_makes_an_nhs_number(digits, wrong):
    right = nhs(*digits)
    if right is not None:
        other = right[:-1] + str((int(right[-1]) + wrong) % 10)
        assert identifier_kind(f"{right[:3]} {right[3:6]} {right[6:]}") == "an NHS number"
        assert identifier_kind(f"{other[:3]} {other[3:6]} {other[6:]}") == ""


@given(text=st.text("ABCDEFGHJKLMNPQRSTUVWXYZ23456789-", min_size=2, max_size=14))
def test_random_references_with_a_letter_in_front_are_not_taken_for_one(text):
    assert identifier_kind(f"C-{text}") in ("", "a National Insurance number")


@given(day=st.dates())
def test_no_date_is_taken_for_an_identifier(day):
    for text in (
        day.isoformat(),
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day.day}.{day.month}.{day.year}",
    ):
        assert identifier_kind(text) == ""


@given(text=st.text())
def test_any_text_has_one_kind_or_none(text):
    assert identifier_kind(text) in KINDS


PIECES = [
    *(
        "a",
        "1",
        "a.",
        "a@",
        "@",
        "0 ",
        "ZZ9 ",
        "a-",
        "(0",
        "+44",
        "AA00",
        "A ",
        "A.",
        "MR ",
        "Mr A ",
    ),
    *(
        "Sarah ",
        "sarah hussain",
        "van der ",
        "1 A",
        "12 Some ",
        "1-",
        "01/",
        "12/12/19",
        "://",
        "www.",
    ),
    *(
        "a'",
        "é",
        "d.o.b ",
        "NHS 1",
        "crime ref ",
        "flat 1 A",
        "GB00 ",
        "49.000,",
        "///a.b",
        "snap name ",
    ),
    *("0a:", "passport ", "URN 1", "sort code ", "1 jan ", "O'", "Hussain, ", "J. ", "tel 0", "07"),
    *(
        "\n",
        "1A ",
        "cad 1 of ",
        "\u0661",
        "\u0430\u0431 ",
        "\u4e00",
        "DE ",
        "[at]",
        "insta ",
        "12 Aa ",
    ),
]


@pytest.mark.parametrize("unit", PIECES)
def test_a_cell_as_long_as_can_be_is_looked_through_at_once(unit):
    assert seconds(unit) < 1


@given(unit=st.lists(st.sampled_from(PIECES), min_size=2, max_size=4).map("".join))
@settings(max_examples=60, deadline=None)
def test_no_mixture_of_pieces_takes_long_either(unit):
    assert seconds(unit) < 1


def seconds(unit):
    """Processor time for a cell of as many characters as a spreadsheet allows."""
    text = (unit * 32_767)[:32_766] + "1"
    begun = time.process_time()
    identifier_kind(text)
    asked(text)
    return time.process_time() - begun


@pytest.fixture
def workbook(tmp_path):
    made = openpyxl.Workbook()
    first, hidden = made.worksheets[0], made.create_sheet("Old")
    first.title = "Cases"
    hidden.sheet_state = "veryHidden"
    first["B3"] = "someone@example.org"
    first["B4"] = "someone@example.org"
    first["C5"] = "C-7F3K2Q"
    first["D6"] = 1632960123
    hidden["AA70"] = "call 01632 960123"
    made.save(tmp_path / "return.xlsx")
    return read(tmp_path / "return.xlsx")


def test_every_sheet_is_scanned_hidden_ones_too(workbook):
    assert scan(workbook) == [
        Sighting("Cases", "B3", "an e-mail address"),
        Sighting("Cases", "B4", "an e-mail address"),
        Sighting("Old", "AA70", "a telephone number"),
    ]


def test_a_cell_that_may_hold_one_is_left_out(workbook):
    found = scan(workbook, [("Cases", "B3"), ("", ""), ("Old", "B4")])
    assert [sighting.cell for sighting in found] == ["B4", "AA70"]


def test_a_sighting_names_place_and_kind_and_never_the_value(workbook):
    for sighting in scan(workbook):
        said = " ".join(str(getattr(sighting, field.name)) for field in fields(sighting))
        assert "example" not in said
        assert "960123" not in said
        assert sighting.kind in POSITIVES
