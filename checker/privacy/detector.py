"""What a detector is: a kind in words, a pattern, and what must hold besides."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from checker.privacy.pattern import Match


class Detector(NamedTuple):
    """`accept` looks at a match more closely; `near` must be found within reach in front of it.

    `digits` is a number of digits without which no text matches the pattern.
    """

    kind: str
    pattern: re.Pattern[str]
    accept: Callable[[Match], bool] | None = None
    near: re.Pattern[str] | None = None
    behind: bool = False
    digits: int = 0

    def sees(self, text: str) -> bool:
        """Whether the text holds what this detector looks for."""
        if self.near is not None and not self.near.search(text):
            return False
        return any(
            (self.accept is None or self.accept(match)) and self._backed(text, match)
            for match in self.pattern.finditer(text)
        )

    def _backed(self, text: str, match: Match) -> bool:
        if self.near is None:
            return True
        before = text[max(0, match.start() - _REACH) : match.start()]
        after = text[match.end() : match.end() + _REACH_BEHIND] if self.behind else ""
        return bool(self.near.search(before) or self.near.search(after))


# How many characters a word such as "passport no." may stand before, or behind, its number.
_REACH = 28
_REACH_BEHIND = 16
