"""Tidyings that cannot change what a cell means, and those that a person should look at."""

from __future__ import annotations

from checker.language import say
from checker.layout.tables import Event
from checker.layout.tidying import SAFE
from checker.model.findings import Suggestion


def tidy_suggestion(event: Event) -> list[Suggestion]:
    """That the cells of a column may be written as they were read, where that is safe for all."""
    if event.rule != "tidied-value":
        return []
    if SAFE.issuperset(event.kinds):
        return [Suggestion("tidy", say("advice.tidy"), safe=True)]
    return [Suggestion("tidy", say("advice.tidy-look"))]
