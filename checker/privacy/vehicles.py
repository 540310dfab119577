"""Vehicle registrations, of today's shape anywhere and of older shapes beside a word for a car."""

from __future__ import annotations

import re

from checker.privacy.detector import Detector, Match, compiled


def _long_enough(match: Match) -> bool:
    return len(match[0].replace(" ", "")) >= 5


VEHICLES = (
    Detector(
        "a vehicle registration",
        re.compile(
            r"(?<![\w-])[A-HJ-PR-Y][A-HJ-PR-Y](?:0[2-9]|[1267]\d|5[1-9]) [A-HJ-PR-Z]{3}(?![\w-])"
        ),
    ),
    Detector(
        "a vehicle registration",
        compiled(
            r"(?<![\w-])(?:[A-Z]{2}\d\d ?[A-Z]{3}|[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z]"
            r"|[A-Z]{1,3} ?\d{1,4})(?![\w-])"
        ),
        _long_enough,
        compiled(
            r"\bv?\.?reg(?:istration|n|d)?\b|\bvehicle|\b(?:car|van|motorbike|plates?|VRM|VRN)\b"
        ),
    ),
)
