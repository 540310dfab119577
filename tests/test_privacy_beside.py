"""Texts outside the cells: each place is looked at as what stands there asks for."""

from __future__ import annotations

import pytest

from checker.language import entries
from checker.privacy import Sighting, scan_texts
from checker.read import Text


def kind(place, words):
    found = scan_texts([Text(place, words, "Cases", "B2")])
    assert found in ([], [Sighting("Cases", "B2", found[0].kind, place)] if found else [])
    return found[0].kind if found else ""


SEEN = [
    ("comment", "Rang Sarah Hussain on 07700 900123", "a telephone number"),
    ("comment", "Mrs Zqx to confirm", "a name"),
    ("author", "Jane Smith", "a name"),
    ("author", "Zqxa Vbnm", "a name"),
    ("author", "jsmith", "a name"),
    ("author", "sarah.hussain", "a name"),
    ("author", "Smith, Jane", "a name"),
    ("author", "J. Smith", "a name"),
    ("author", "someone@example.org", "an e-mail address"),
    ("property", "Drafted by Priya Patel", "a name"),
    ("sheet-name", "Jane Smith", "a name"),
    ("sheet-name", "JaneSmith", "a name"),
    ("sheet-name", "Siobhan", "a name"),
    ("sheet-name", "SMITH J", "a name"),
    ("file-name", "Jane_Smith_return.xlsx", "a name"),
    ("file-name", "return for Mr Hussain.xlsx", "a name"),
    ("file-name", "Q1-SarahPatel-v2.xlsx", "a name"),
    ("file-name", "returns 07700 900123.xlsx", "a telephone number"),
    ("defined-name", "Jane_Smith", "a name"),
    ("header-footer", "Case file of Mohammed Khan", "a name"),
    ("prompt", "Ask Jane Smith which code to use", "a name"),
    ("hyperlink", "mailto:someone@example.org", "an e-mail address"),
    ("hyperlink", "https://www.facebook.com/zqx.99", "a social media profile"),
    ("hyperlink", "file:///S:/Clients/Jane%20Smith/notes.docx", "a name"),
    ("pivot-cache", "Sarah Hussain", "a name"),
    ("external-cache", "ZZ99 3WZ", "a postcode"),
    ("text-box", "Client: Sarah Hussain", "a name"),
    ("custom-xml", "Sarah Hussain", "a name"),
    ("table", "Jane_Smith_cases", "a name"),
    ("history", "Sarah Hussain", "a name"),
    ("connection", "Data Source=C:\\Users\\Jane Smith\\cases.xlsx", "a name"),
    ("other", "AA 00 00 00 A", "a National Insurance number"),
]
UNSEEN = [
    ("comment", "Check the date with the court"),
    ("author", "openpyxl"),
    ("author", "Microsoft Office User"),
    ("author", "LibreOffice"),
    ("author", "Sample Provider"),
    ("author", "Zqx Support Services"),
    ("author", "Perpetrator programme checker"),
    ("author", "Data Team"),
    ("author", "admin"),
    ("author", "user1"),
    ("property", "Quarterly return, version 2.1"),
    *(
        ("sheet-name", name)
        for name in ("Cases", "Code lists", "Sheet1", "Q1 2026", "Return", "4a")
    ),
    *(("sheet-name", name) for name in ("Victims", "Kent", "Drive", "Hidden sheets>>>", "May 26")),
    ("sheet-name", "Avon and Somerset"),
    ("file-name", "Q1 return.xlsx"),
    ("file-name", "sample-provider_2026-Q2_v3 (1).xlsx"),
    ("file-name", "PPR-FULL-1.0.xlsx"),
    ("file-name", "clean.xlsx"),
    ("file-name", "kent-police.csv"),
    ("defined-name", "_xlnm.Print_Area"),
    ("defined-name", "_xlnm._FilterDatabase"),
    ("defined-name", "list_case_type"),
    ("defined-name", "'Code lists'!$A$2:$A$40"),
    ("header-footer", "Page 1 of 12 – OFFICIAL-SENSITIVE"),
    ("prompt", "Choose a code from the list."),
    ("hyperlink", "https://example.org/guidance"),
    ("hyperlink", "https://www.gov.uk/government/publications"),
    ("hyperlink", "#Cases!A1"),
    ("custom-xml", "http://schemas.openxmlformats.org/officeDocument/2006/customXml"),
    ("custom-xml", "{1F2A3B4C-0000-4000-8000-0123456789AB}"),
    ("custom-xml", "0x0101009A1B2C3D4E5F60718293A4B5C6D7E8F9"),
    ("other", "urn:schemas-microsoft-com:office:office"),
    ("other", "http://www.w3.org/XML/1998/namespace"),
    ("other", "16.0.17328.20162"),
    ("connection", "Provider=Microsoft.ACE.OLEDB.12.0;Data Source=C:\\Data\\cases.accdb"),
    ("table", "Table1"),
    ("pivot-cache", "COMPLETED"),
]


@pytest.mark.parametrize(("place", "words", "expected"), SEEN)
def test_what_identifies_somebody_is_told_with_its_place(place, words, expected):
    assert kind(place, words) == expected


@pytest.mark.parametrize(("place", "words"), UNSEEN)
def test_what_files_are_full_of_is_not_told(place, words):
    assert kind(place, words) == ""


@pytest.mark.parametrize("place", [*entries("en", "places"), "a place of tomorrow"])
def test_no_place_goes_unlooked_at(place):
    assert kind(place, "someone@example.org") == "an e-mail address"
    assert kind(place, "Sarah Hussain") == "a name"
    assert kind(place, "") == ""
