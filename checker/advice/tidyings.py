"""Tidyings that cannot change what a cell means, and those that a person should look at."""

from __future__ import annotations

from typing import Final

from checker.language import say
from checker.layout import tidying as kinds
from checker.layout.tables import Event
from checker.model.findings import Suggestion

SAFE: Final = frozenset(kinds.KINDS) - {kinds.TWO_DIGIT_YEAR, kinds.TIME, kinds.WEEKDAY}
"""What `checker repair` may write back: the cell then holds what it was read as anyway."""


def tidy_suggestion(event: Event) -> list[Suggestion]:
    """That the cells of a column may be written as they were read, where that is safe for all."""
    if event.rule != "tidied-value":
        return []
    if SAFE.issuperset(event.kinds):
        return [Suggestion("tidy", say("advice.tidy"), safe=True)]
    return [Suggestion("tidy", say("advice.tidy-look"))]
