"""Ways to reach a person: e-mail, telephone, postcode."""

from __future__ import annotations

import re

from checker.privacy.detector import Detector
from checker.privacy.pattern import Match, anycase, regex
from checker.privacy.streets import ROADS

_AREAS = frozenset(
    (
        *("AB", "AL", "B", "BA", "BB", "BD", "BF", "BH", "BL", "BN", "BR", "BS", "BT", "BX", "CA"),
        *("CB", "CF", "CH", "CM", "CO", "CR", "CT", "CV", "CW", "DA", "DD", "DE", "DG", "DH", "DL"),
        *("DN", "DT", "DY", "E", "EC", "EH", "EN", "EX", "FK", "FY", "G", "GL", "GU", "GY", "HA"),
        *("HD", "HG", "HP", "HR", "HS", "HU", "HX", "IG", "IM", "IP", "IV", "JE", "KA", "KT", "KW"),
        *("KY", "L", "LA", "LD", "LE", "LL", "LN", "LS", "LU", "M", "ME", "MK", "ML", "N", "NE"),
        *("NG", "NN", "NP", "NR", "NW", "OL", "OX", "PA", "PE", "PH", "PL", "PO", "PR", "RG", "RH"),
        *("RM", "S", "SA", "SE", "SG", "SK", "SL", "SM", "SN", "SO", "SP", "SR", "SS", "ST", "SW"),
        *("SY", "TA", "TD", "TF", "TN", "TQ", "TR", "TS", "TW", "UB", "W", "WA", "WC", "WD", "WF"),
        *("WN", "WR", "WS", "WV", "YO", "ZE"),
        "ZZ",  # stands for no fixed abode
    )
)
_ORDINALS = frozenset(("st", "nd", "rd", "th", "hr", "yr", "ft", "gb", "pt"))
_UNIT = r"(?P<area>[A-Z]{1,2})\d[A-Z\d]?%s(?P<inward>\d[ABD-HJLNP-UW-Z]{2})(?!\w)"
_CALLS = (
    r"\b(?:tel(?:e?phone)?|phone[ds]?|mob(?:ile)?|call(?:ed)?|rang|ring|text(?:ed)?|whatsapp"
    r"|landline|contact(?:able)? (?:no|num\w*|on|tel)|number is)\b"
)
_TELEPHONE = anycase(_CALLS)
_OFFICE = regex(r"0?(?:3|80|845)")
_ADDRESS = anycase(
    r"\bpost ?code|\bpc\b|\baddress|\bliv(?:es?|ing) (?:at|in)\b|\bresid\w+ at|\bmoved to"
    rf"|\b(?:{ROADS})\b"
)


def _area(match: Match) -> bool:
    """Whether a match of a postcode's shape lies in a real area."""
    area, inward = match["area"], match["inward"]
    return area.upper() in _AREAS and area.isupper() == inward[1:].isupper()


def _postcode(match: Match) -> bool:
    """Whether it is not "S1 2nd" either."""
    inward = match["inward"]
    if not _area(match):
        return False
    return inward.isupper() or inward[1:] not in _ORDINALS


def _grouped(match: Match) -> bool:
    """Whether digits are grouped as a telephone number is, not as dates are."""
    groups = re.findall(r"\d+", match[0])
    if not _personal(match):
        return False
    if match[0].startswith(("+", "00")) or len(groups) == 1 or len(groups[0]) > 2:
        return True
    return groups[0] == "07" and len(groups[1]) >= 3


def _personal(match: Match) -> bool:
    """Numbers that begin 03 or 080 are helplines and offices, and nobody's own."""
    return not _OFFICE.match(re.sub(r"\D", "", match[0]).removeprefix("44"))


def _foreign(match: Match) -> bool:
    return 10 <= sum(map(str.isdigit, match[0])) <= 14


# Begun at the start of a word only: otherwise a long cell takes seconds to look through.
EMAILS = (
    Detector(
        "an e-mail address",
        regex(
            r"(?<![\w.+'-])[\w.+'-]{1,64}(?:@| ?[\[(]at[\])] ?)[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
        ),
    ),
)
POSTCODES = (
    # The space is asked for: a random reference such as "AB12CD" has the shape of a postcode.
    Detector("a postcode", anycase(r"(?<![\w.-])" + _UNIT % " "), _postcode),
    Detector("a postcode", anycase(r"(?<![\w.-])GIR ?0AA(?!\w)")),
    Detector("a postcode", anycase(r"(?<![\w.-])" + _UNIT % "[ -]?"), _area, _ADDRESS, behind=True),
)
TELEPHONES = (
    Detector(
        "a telephone number",
        regex(
            r"(?<![\w.,/-])(?:(?:\+|00)44 ?\(?0?\)? ?|\(?0)(?:[1-9]\)?[ .-]{0,2})"
            r"(?:\d\)?[ .-]{0,2}){8,9}(?![\w/])"
        ),
        _grouped,
        digits=10,
    ),
    Detector(
        "a telephone number",
        regex(r"(?<![\w.,/+-])\+[1-9]\d{0,2}[ -]?(?:\(?\d\)?[ -]?){8,12}(?![\w/])"),
        _foreign,
        digits=9,
    ),
    Detector(
        "a telephone number",
        regex(r"(?<![\w.,/-])[12378](?:\d[ -]?){9}(?![\w/-])"),
        None,
        _TELEPHONE,
        digits=10,
    ),
    Detector(
        "a telephone number",
        regex(r"(?<![\w.,/-])\(?0(?:\d[ ()./-]{0,2}){9,10}(?![\w/-])"),
        _personal,
        _TELEPHONE,
        digits=10,
    ),
)
