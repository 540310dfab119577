"""Days and times in figures that are sure to be read, as patterns for Polars.

Python's readers of days and times are slow, and take more than one way of writing. But what stands
in all its figures, with a day that its month has, they take for sure; only the rest must be asked.
"""

from __future__ import annotations

import re

_DAYS = (
    # Months, and the days that each of them has in any year.
    ("(?:0[1-9]|1[0-2])", "(?:0[1-9]|1[0-9]|2[0-8])"),
    ("(?:0[13-9]|1[0-2])", "(?:29|30)"),
    ("(?:0[13578]|1[02])", "31"),
)
_OTHERS = {
    "%Y": "[1-9][0-9]{3}",
    "%H": "(?:[01][0-9]|2[0-3])",
    "%M": "[0-5][0-9]",
    "%S": "[0-5][0-9]",
}
DATEUTIL = ("%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S")


def in_figures(formats: tuple[str, ...]) -> str | None:
    """A pattern for texts that `strptime` reads by one of these formats for sure.

    None where a format has more than years, months, days, hours, minutes and seconds in figures.
    """
    made = [_with_days(one, *days) for one in formats for days in _DAYS]
    return None if None in made else rf"\A(?:{'|'.join(filter(None, made))})\z"


def _with_days(shape: str, months: str, days: str) -> str | None:
    known = {**_OTHERS, "%m": months, "%d": days}
    parts = re.findall("%.|[^%]", shape, re.DOTALL)
    directives = [part for part in parts if part.startswith("%")]
    if not directives or not set(directives) <= set(known):
        return None
    return "".join(known.get(part) or f"\\x{{{ord(part):X}}}" for part in parts)
