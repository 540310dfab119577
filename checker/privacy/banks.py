"""Bank accounts and cards."""

from __future__ import annotations

import re

from checker.privacy import checks
from checker.privacy.detector import Detector
from checker.privacy.pattern import Match, anycase, regex


def _card(match: Match) -> bool:
    return checks.luhn(re.sub(r"\D", "", match[0]))


def _iban(match: Match) -> bool:
    return checks.iban(match[0].replace(" ", "").upper())


BANKS = (
    Detector(
        "a bank account",
        anycase(
            r"(?<![\w-])\d\d[ -]?\d\d[ -]?\d\d\b\W{1,4}(?:a/?c\w*|acc(?:oun)?t)?\W{0,4}"
            r"(?:no|num(?:ber)?)?\W{0,4}\d{4} ?\d{4}(?![\w-])"
        ),
        None,
        anycase(r"sort ?code|\bs/c\b|\bacc(?:oun)?ts?\b|\bbank|\bpaid (?:in)?to\b"),
        digits=14,
    ),
    Detector(
        "a bank account",
        anycase(r"(?<![\w-])(?:\d\d-\d\d-\d\d|\d{8})(?![\w-])"),
        None,
        anycase(r"\bsort ?code|\bacc(?:oun)?t?\W{0,3}(?:no|num)"),
        digits=6,
    ),
    Detector(
        "a bank account", anycase(r"(?<!\w)GB\d\d ?[A-Z]{4} ?(?:\d ?){14}(?!\w)"), _iban, digits=16
    ),
    Detector(
        "a bank card number",
        regex(r"(?<![\w-])\d{4}(?P<gap>[ -])\d{4}(?P=gap)\d{4}(?P=gap)\d{4}(?![\w-])"),
        _card,
        digits=16,
    ),
)
