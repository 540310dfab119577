"""Regular expressions that are compiled when they are first asked.

There are some hundred of them, and to compile them all takes longer than to look through a whole
return, which in the end asks a few.
"""

from __future__ import annotations

import re
from typing import Any, cast

Match = re.Match[str]


class _Asked:
    """Stands for a pattern until it is asked something."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._source, self._flags), name)
        # Kept here, so that the next question goes straight to the compiled one.
        setattr(self, name, found)
        return found


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, but not compiled before one of its methods is asked for."""
    return cast("re.Pattern[str]", _Asked(source, flags))


def anycase(source: str) -> re.Pattern[str]:
    """A pattern without regard to case."""
    return regex(source, re.IGNORECASE)
