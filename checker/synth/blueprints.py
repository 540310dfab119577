"""The programmes of the example provider: what each does, for whom, and how its cases go.

Weights are relative numbers. Completions stay near 17 % of referrals and closures are mostly
non-starts and drop-outs, as in the one voluntary contract with published figures; referrals by
self and by children's social care lead, as in the published perpetrator data sets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

JOURNEYS = (
    "ACTIVE",
    "SUSP",
    "COMPLETED",
    "DROPOUT",
    "NONSTART",
    "DESELECT-CONDUCT",
    "CUSTODY",
    "MOVED",
    "TRANSFER",
    "WAITLIST",
    "PENDING",
    "DECLINED",
    "WITHDRAWN",
)
STARTED = frozenset(JOURNEYS[:4] + JOURNEYS[5:9])
ACCEPTED = STARTED | {"NONSTART", "WAITLIST"}
CLOSED_AFTER_START = STARTED - {"ACTIVE", "SUSP"}

_USUAL = {
    "ACTIVE": 31.0,
    "DROPOUT": 14.0,
    "COMPLETED": 12.0,
    "NONSTART": 12.0,
    "PENDING": 8.0,
    "DECLINED": 8.0,
    "WAITLIST": 7.0,
    "SUSP": 2.0,
    "WITHDRAWN": 2.0,
    "DESELECT-CONDUCT": 2.0,
    "MOVED": 1.0,
    "CUSTODY": 1.0,
}
_SHORT = _USUAL | {"COMPLETED": 40.0, "NONSTART": 6.0, "DROPOUT": 7.0, "SUSP": 0.5}
_SELF_AND_AGENCIES = {
    "SELF": 36.0,
    "CSC": 36.0,
    "POL": 9.0,
    "PROB": 7.0,
    "CAFCASS": 6.0,
    "VCS-DA": 6.0,
}
_STALKING_SOURCES = {"POL": 60.0, "PROB": 20.0, "HEALTH-MH": 10.0, "SELF": 10.0}
_STALKING_TYPES = {"STALK-DA": 60.0, "STALK-NONDA": 40.0}
_DA_TYPES = {"DA-IPV": 90.0, "DA-FAM": 10.0}


@dataclass(frozen=True)
class Blueprint:
    """`share` is the programme's part of all cases; `men` the part of its cases that are men."""

    intervention: str
    name: str
    share: float
    mode: str
    session_type: str
    session_mode: str
    minutes: int
    risk: str
    sessions: int
    weeks: int
    model: str
    sources: Mapping[str, float]
    case_types: Mapping[str, float]
    journeys: Mapping[str, float]
    onward: str | None = None
    men: float = 0.92


BLUEPRINTS = (
    Blueprint(
        "BCP-GROUP", "Change Together group (synthetic)", 34, "GRP", "GROUP", "GRP", 120,
        "MED", 26, 26, "Example group manual", _SELF_AND_AGENCIES, _DA_TYPES, _USUAL, men=1.0,
    ),
    Blueprint(
        "BCP-1TO1", "Change Together one to one (synthetic)", 14, "121", "121", "121", 60,
        "MED", 24, 24, "Example one-to-one manual", _SELF_AND_AGENCIES, _DA_TYPES, _USUAL,
        men=0.7,
    ),
    Blueprint(
        "COND-CAUTION", "Turning Point workshops (synthetic)", 13, "GRP", "GROUP", "GRP", 150,
        "STD", 2, 5, "Example workshop guide", {"POL": 1.0}, {"DA-IPV": 1.0}, _SHORT,
        onward="Y", men=0.88,
    ),
    Blueprint(
        "HICM", "Intensive case management (synthetic)", 13, "OUTREACH", "121", "OUTREACH", 60,
        "HIGH", 36, 40, "Example case-management guide",
        {"MARAC": 55.0, "POL": 25.0, "CSC": 20.0}, _DA_TYPES, _USUAL,
    ),
    Blueprint(
        "STALK-PSYCH", "Stalking psychology service (synthetic)", 10, "121", "121", "121", 60,
        "HIGH", 24, 26, "Example formulation-led model", _STALKING_SOURCES, _STALKING_TYPES,
        _USUAL,
    ),
    Blueprint(
        "COBI", "Fixated behaviour course (synthetic)", 14, "121", "121", "121", 90,
        "HIGH", 12, 13, "Example skills manual", _STALKING_SOURCES, _STALKING_TYPES, _USUAL,
    ),
    Blueprint(
        "HELPLINE", "Example helpline (synthetic)", 7, "ONLINE-121", "121", "ONLINE-121", 30,
        "STD", 1, 1, "Example call guide", {"SELF": 1.0}, {"DA-IPV": 1.0},
        {"TRANSFER": 6.0, "ACTIVE": 3.0, "PENDING": 1.0}, onward="Y",
    ),
)  # fmt: skip
