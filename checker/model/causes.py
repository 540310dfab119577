"""Causes: one thing to put right in a return, and how many findings are gone once it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CauseKind = Literal["heading", "sheet", "codes", "dates", "references", "tidy", "template", "rows"]


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing to put right; its numbers come from putting it right in memory and checking again.

    `said` is the whole sentence of what to do and names no value; `sheet` and `cell` are where to
    begin. `clears` findings are gone then and `adds` others show for the first time; `by_rule`
    counts those that go, by rule, most first. `safe` says that `checker repair` does it by itself.
    """

    kind: CauseKind
    said: str
    sheet: str
    cell: str
    clears: int
    adds: int
    by_rule: tuple[tuple[str, int], ...]
    safe: bool = False


@dataclass(frozen=True, slots=True)
class FixFirst:
    """Causes, those that clear most first; `untried` could be causes and were not tried."""

    causes: tuple[Cause, ...]
    tried: int
    untried: int = 0
    why_untried: str = ""

    @property
    def awaited(self) -> bool:
        """Whether causes are still being tried: what is never tried says why."""
        return self.untried > 0 and not self.why_untried
