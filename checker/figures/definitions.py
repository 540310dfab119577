"""What each headline figure counts: the definitions printed in the return, as data.

measures/totals.sql of the return says the same in SQL, for the rule that compares the declared
totals; a test holds the two to the same numbers.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from checker.figures.cells import UNUSABLE


@dataclass(frozen=True, slots=True)
class Definition:
    """Rows of `table` whose `day` lies in the period and whose `field` matches `pattern` whole.

    Either is no condition where it is empty. `sums` names a column that is added up instead of
    counting rows.
    """

    table: str = "cases"
    day: str = ""
    field: str = ""
    pattern: str = ""
    sums: str = ""

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns that decide."""
        return tuple(filter(None, (self.day, self.field, self.sums)))


def _closed(pattern: str) -> Definition:
    return Definition(day="closed_date", field="closure_reason", pattern=pattern)


STAGES: Final[Mapping[str, Definition]] = {
    "REFERRALS": Definition(day="referral_date"),
    "ACCEPTED": Definition(day="eligibility_date", field="eligibility_decision", pattern="ACC"),
    "DECLINED": Definition(day="eligibility_date", field="eligibility_decision", pattern="DEC"),
    "STARTED": Definition(day="start_date"),
    "COMPLETED": _closed("COMPLETED"),
    "DROPPED-OUT": _closed("DROPOUT"),
    "DESELECTED": _closed("DESELECT-.*"),
    "NON-STARTERS": _closed("NONSTART"),
    "OPEN-AT-END": Definition(field="case_status", pattern=r"(?!CLOSED\Z).*"),
}
"""What a case can reach in a period; who completes in one was mostly referred in another."""

MEASURES: Final[Mapping[str, Definition]] = {
    **STAGES,
    "SELF-REFERRALS": Definition(day="referral_date", field="referral_source", pattern="SELF"),
    # A source that is not known is nobody's self-referral, so the printed definition counts it.
    "AGENCY-REFERRALS": Definition(
        day="referral_date", field="referral_source", pattern=r"(?!SELF\Z).*"
    ),
    "VICTIMS-LINKED": Definition("victims"),
    "VICTIMS-OFFERED": Definition("victims", day="iss_offer_date"),
    "VICTIMS-SUPPORTED": Definition("victims", day="iss_first_contact_date"),
    "CHILDREN-LINKED": Definition(sums="children_linked_count"),
}
"""Every figure of the code list of totals."""

Period = tuple[dt.date, dt.date]
Reached = Callable[[Any, Any], bool | None]


def reached(definition: Definition, period: Period | None) -> Reached:
    """Tells of one row by its cells `day` and `field`; None where one that decides is unusable.

    A row that one of the two already rules out is ruled out, whatever the other holds. Only a
    definition without a day can do without a period.
    """
    start, end = period or (dt.date.max, dt.date.min)
    matches = re.compile(definition.pattern, re.DOTALL).fullmatch if definition.field else None

    def within(day: Any) -> bool | None:
        return None if day is UNUSABLE else day is not None and start <= day <= end

    def holds(cell: Any) -> bool | None:
        if matches is None:
            return True
        return None if cell is UNUSABLE else cell is not None and matches(cell) is not None

    def both(day: Any, cell: Any) -> bool | None:
        answers = (within(day) if definition.day else True, holds(cell))
        return False if False in answers else None if None in answers else True

    return both
