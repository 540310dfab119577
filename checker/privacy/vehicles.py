"""Vehicle registrations, of today's shape anywhere and of older shapes beside a word for a car."""

from __future__ import annotations

from checker.privacy.detector import Detector
from checker.privacy.pattern import Match, anycase, regex


def _marked(match: Match) -> bool:
    """Whether it is long enough, and in capitals where letters and figures alone say little."""
    text = match[0].replace(" ", "")
    ends_in_figures = text[-1].isdigit()
    return len(text) >= 5 and (text.isupper() or not ends_in_figures)


VEHICLES = (
    Detector(
        "a vehicle registration",
        regex(
            r"(?<![\w-])[A-HJ-PR-Y][A-HJ-PR-Y](?:0[2-9]|[1267]\d|5[1-9]) [A-HJ-PR-Z]{3}(?![\w-])"
        ),
    ),
    Detector(
        "a vehicle registration",
        anycase(
            r"(?<![\w-])(?:[A-Z]{2}\d\d ?[A-Z]{3}|[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z]"
            r"|[A-Z]{1,3} ?\d{1,4})(?![\w-])"
        ),
        _marked,
        anycase(
            r"\bv?\.?reg(?:istration|n|d)?\b|\bvehicle|\b(?:car|van|motorbike|plates?|VRM|VRN"
            r"|bmw|audi|ford|vauxhall|vw|golf|corsa|astra|fiesta|merc(?:edes)?|toyota|nissan|honda|kia"
            r"|peugeot|renault|skoda|transit|drives|parked)\b"
        ),
    ),
)
