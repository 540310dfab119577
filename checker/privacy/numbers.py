"""Numbers that stand for one person: health, tax, passports and licences."""

from __future__ import annotations

import re

from checker.privacy import checks
from checker.privacy.detector import Detector
from checker.privacy.pattern import Match, anycase, regex

_NI = (
    r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}"
)
_DATE = r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])"
_TAX = anycase(r"\bN\.?I\.?(?:NO)?\b|national insurance|\btemporary\b")


def _nhs(match: Match) -> bool:
    return checks.nhs(re.sub(r"\D", "", match[0]))


def _chi(match: Match) -> bool:
    digits = re.sub(r"\D", "", match[0])
    return checks.chi_date(digits) and checks.nhs(digits)


HEALTH = (
    Detector(
        "an NHS number",
        regex(r"(?<![\d-])\d{3}(?P<gap>[ -])\d{3}(?P=gap)\d{4}(?![\d-])"),
        _nhs,
        digits=10,
    ),
    Detector(
        "an NHS number",
        regex(r"(?:(?<![\w-])|(?<=NHS))\d{10}(?![\w-])"),
        _nhs,
        anycase(r"\bNHS(?![a-z])|\bhealth (?:and|&) care\b|\bH&C\b|\bHCN\b"),
        behind=True,
        digits=10,
    ),
    Detector(
        "an NHS number",
        regex(r"(?<![\w-])\d{3}[ .-]?\d{3}[ .-]?\d{4}(?![\w-])"),
        _nhs,
        anycase(r"\bNHS\W{0,3}(?:no|num|n[oº°])"),
        digits=10,
    ),
    Detector(
        "a Scottish CHI number", regex(rf"(?<![\w-]){_DATE}\d\d \d{{4}}(?![\w-])"), _chi, digits=10
    ),
    Detector(
        "a Scottish CHI number",
        regex(r"(?<![\w-])\d{6} ?\d{4}(?![\w-])"),
        _chi,
        anycase(r"\bCHI\b"),
        digits=10,
    ),
)

TAX = (
    Detector(
        "a National Insurance number", anycase(rf"(?<![\w-]){_NI}[ -]?[A-D](?![\w-])"), digits=6
    ),
    Detector(
        "a National Insurance number",
        anycase(r"(?<![\w-])(?:TN[ -]?(?:\d\d[ -]?){3}[FMP]?|\d\d ?[A-Z]\d ?\d\d ?\d\d)(?![\w-])"),
        None,
        _TAX,
        digits=6,
    ),
    Detector(
        "a National Insurance number",
        anycase(rf"(?<![\w-]){_NI}(?![\w-])"),
        None,
        _TAX,
        digits=6,
    ),
)

LICENCES = (
    Detector(
        "a passport number",
        anycase(r"(?<![\w-])(?:\d{3} ?\d{3} ?\d{3}|[A-Z]{1,2} ?\d{6,7})(?![\w-])"),
        None,
        anycase(r"\bpassport"),
        digits=6,
    ),
    Detector(
        "a driving licence number",
        anycase(
            r"(?<![\w-])(?=[A-Z]{1,5}9{0,4} ?\d)[A-Z9]{5} ?\d[0156]\d(?:0[1-9]|[12]\d|3[01])\d"
            r" ?[A-Z9]{2}[A-Z\d] ?[A-Z]{2}(?: ?\d\d)?(?![\w-])"
        ),
        digits=6,
    ),
    Detector(
        "a driving licence number",
        anycase(r"(?<![\w-])\d{8}(?![\w-])"),
        None,
        anycase(r"\bdriv(?:er|ing)\W?s? licen[cs]e"),
        digits=8,
    ),
)
