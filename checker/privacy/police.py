"""Numbers that police, prisons, probation and the criminal records office know a person by."""

from __future__ import annotations

import re

from checker.privacy import checks
from checker.privacy.detector import Detector
from checker.privacy.pattern import Match, anycase, regex


def _pnc(match: Match) -> bool:
    return checks.pnc(match["year"], match["serial"], match["letter"])


def _cro(match: Match) -> bool:
    return checks.cro(match["year"], match["serial"], match["letter"])


def _asn(match: Match) -> bool:
    return checks.asn(match[0].upper())


def _holds_digits(match: Match) -> bool:
    """References of forces differ: one holds four digits or more, and is no plain date."""
    found = match["ref"]
    return sum(map(str.isdigit, found)) >= 4 and not re.fullmatch(
        r"\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d{2}-\d{2}|(?:19|20)\d\d", found
    )


_PRISON = anycase(r"\b(?:prison|noms|nomis|inmate|prisoner|hmp)\b")
_CRIME = anycase(
    r"(?<![\w-])(?:crime|incident|occurrence|custody|offence|police|niche|athena|connect|storm|cad"
    r"|genesis) ?(?:record |report |log |unique )?(?:ref(?:erence)?|no|num(?:ber)?|id|#|urn)?"
    r"(?: (?:no|num(?:ber)?))?[.:#]{0,2}"
    r"[ (]{0,2}(?P<ref>(?:[A-Z]{1,4}[/ -]?)?\d[A-Z\d/-]{2,22}\b)"
)

POLICE = (
    Detector(
        "a PNC id",
        anycase(
            r"(?<![\w/.-])(?:(?P<year>(?:19|20)\d\d|\d\d)/(?P<serial>\d{4,7})(?P<letter>[A-Z]))(?![\w/])"
        ),
        _pnc,
        digits=6,
    ),
    Detector(
        "a PNC id",
        anycase(r"(?<![\w-])(?:19|20)?\d\d[/ -]?\d{1,7}[A-Z](?![\w/])"),
        None,
        anycase(r"\bPNC(?:ID)?\b"),
        digits=3,
    ),
    Detector(
        "a CRO number",
        anycase(r"(?<![\w/.-])(?P<serial>\d{4,6})/(?P<year>\d\d)(?P<letter>[A-Z])(?![\w/])"),
        _cro,
        digits=6,
    ),
    Detector(
        "a CRO number",
        anycase(r"(?<![\w/.-])SF ?(?P<year>\d\d)/(?P<serial>\d{1,6})(?P<letter>[A-Z])(?![\w/])"),
        _cro,
        digits=3,
    ),
    Detector(
        "a CRO number",
        anycase(r"(?<![\w/.-])(?:SF ?\d\d/\d{1,6}|\d{1,6}/\d\d)[A-Z](?![\w/])"),
        None,
        anycase(r"\bCRO\b|criminal records? office"),
        digits=3,
    ),
    Detector(
        "an arrest or summons number",
        anycase(r"(?<![\w/])\d\d/\d\d[A-Z\d]{2}/[A-Z\d]{2,3}/\d{1,11}[A-HJ-NP-RT-Z](?![\w/])"),
        digits=5,
    ),
    Detector(
        "an arrest or summons number",
        regex(r"(?<![\w/-])\d{4}[A-Z\d]{4,5}\d{11}[A-HJ-NP-RT-Z](?![\w/-])"),
        _asn,
        digits=15,
    ),
    Detector(
        "an arrest or summons number",
        anycase(r"(?<![\w/-])\d\d/?\d\d[A-Z\d]{2}/?[A-Z\d]{2,3}/?\d{1,11}[A-Z](?![\w/-])"),
        None,
        anycase(r"\bASN\b|arrest.?summons"),
        digits=5,
    ),
    Detector(
        "a prison or probation number",
        anycase(r"(?<![\w-])[A-Z]\d{4}[A-Z]{2}(?![\w-])"),
        None,
        _PRISON,
        digits=4,
    ),
    Detector(
        "a prison or probation number",
        anycase(r"(?<![\w-])[A-Z]\d{6}(?![\w-])"),
        None,
        anycase(r"\b(?:n?delius|CRN|probation (?:no|num|ref))"),
        digits=6,
    ),
    Detector("a crime or police reference", _CRIME, _holds_digits),
    Detector(
        "a crime or police reference",
        regex(r"\b(?:W?PC|DC|PS|DS|PCSO|Sgt) ?(?!(?:19|20)\d\d\b)\d{3,5}\b(?![-/.%])"),
        digits=3,
    ),
    Detector(
        "a crime or police reference",
        anycase(
            r"(?:(?<!\w)(?P<ref>\d\d[A-Z]{1,2}\d{7}|\d\d[A-Z\d]{2}/\d{4,7}/\d\d"
            r"|\d{2}/\d{4,8}(?:/\d\d)?|\d{6,14}|\d{4,}-\d{6,}|[A-Z]{1,4}-?\d{6,12}))(?![\w/-])"
        ),
        None,
        anycase(
            r"\bURN\b|\bcrime\W{0,2}(?:no|ref|num)|\b(?:niche|athena|occurrence|custody|cad|storm)\b"
            r"|\bpolice\W{0,2}(?:no|ref|num|log)|\barrest (?:no|ref)|\bcharge (?:no|ref)"
        ),
        digits=6,
    ),
    Detector(
        "a crime or police reference",
        anycase(r"\b(?:log|cad|incident) ?(?:no|num|number)?[.:]? ?\d{1,5} (?:of|on|dated?) \d"),
    ),
)
