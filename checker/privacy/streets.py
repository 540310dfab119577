"""Where a person lives or is: addresses of houses, and positions on a map."""

from __future__ import annotations

import re

from checker.privacy.detector import Detector
from checker.privacy.pattern import Match, anycase, regex

ROADS = (
    r"road|rd|street|str|avenue|ave|lane|ln|crescent|cres|gardens?|gdns|grove|terrace|terr?|mews"
    r"|square|sq|parade|heights|broadway|boulevard|esplanade|embankment|wharf|quay|cottages?"
)
# These end the names of streets too, but also stand in sentences: asked for as a name, in capitals.
_PLACES = r"Close|Cl|Drive|Dr|Court|Ct|Way|Place|Pl|Walk|Hill|Park|Row|Rise|View|Green|St|House"
_NOT_STREETS = frozenset(
    (
        *("weeks", "months", "days", "years", "hours", "minutes", "sessions", "men", "women"),
        *("people", "children", "victims", "cases", "crown", "county", "magistrates", "family"),
        *("youth", "supreme", "open", "full", "group", "groups", "team", "programme"),
        *("programmes", "court", "courts", "safe", "one", "new", "change", "week", "month"),
        *("session", "way", "drive", "of", "in", "on", "at", "and", "the", "per", "from"),
    )
)
_STREET = r"(?P<street>[A-Za-z][\w'’.-]{1,20}(?: [A-Za-z][\w'’.-]{1,20}){0,2})"


def _road(match: Match) -> bool:
    words, ending = match["street"].split(), match["ending"]
    if any(word.casefold().strip(",.") in _NOT_STREETS for word in words):
        return False
    if words[-1] == "High" and ending == "Court":
        return False
    return any(word[0].isupper() for word in (*words, ending)) or len(words) == 1


def _britain(match: Match) -> bool:
    north, east = (float(part) for part in re.findall(r"-?\d+\.\d+", match[0]))
    return 49 <= north <= 61 and -9 <= east <= 3


ADDRESSES = (
    Detector(
        "an address",
        anycase(
            rf"(?<![\w./-])\d{{1,4}}[A-Z]?(?:-\d{{1,4}})?,? {_STREET} "
            rf"(?P<ending>{ROADS})\b(?![’'])"
        ),
        _road,
    ),
    Detector(
        "an address",
        regex(
            r"(?<![\w./-])\d{1,4}[A-Za-z]?,? "
            r"(?P<street>[A-Z][\w'’-]{1,20}(?: [A-Z][\w'’-]{1,20}){0,2})"
            rf" (?P<ending>{_PLACES})\b(?![’'])"
        ),
        _road,
    ),
    Detector(
        "an address",
        anycase(
            r"\b(?:flat|apartment|apt|bedsit) ?\d{1,3}[A-Z]?,? [A-Z][\w'’-]{1,20}"
            r"(?: [A-Z][\w'’-]{1,20})?"
            r"(?: (?:house|court|tower|lodge|point|heights|building|road|street)\b|,? \d)"
        ),
    ),
    Detector("an address", anycase(r"\bP\.?O\.? ?box \d{1,6}\b|\bBFPO ?\d{1,4}\b")),
)

POSITIONS = (
    Detector("a map position", regex(r"(?<![\w/:])///[^\W\d_]{2,20}(?:\.[^\W\d_]{2,20}){2}\b")),
    Detector(
        "a map position",
        regex(r"(?<![\w.])[^\W\d_]{2,20}(?:\.[^\W\d_]{2,20}){2}(?![\w.])"),
        None,
        anycase(r"\bwhat3words|\bw3w\b|\bwhat ?three ?words"),
    ),
    Detector(
        "a map position",
        regex(r"(?<![\w.])[45-6]\d\.\d{3,9}\W{1,3}-?\d\.\d{3,9}(?!\w)"),
        _britain,
        digits=9,
    ),
)
