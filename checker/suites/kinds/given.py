"""An expectation's own arguments, held to the shapes that Great Expectations takes.

It also turns some other shapes silently into these (a whole number out of 2.5, or out of text):
here they are refused, so that no bound is another than the one that was written.
"""

from __future__ import annotations

import math
from typing import Any

from checker.errors import PackError
from checker.suites.kinds.scope import Kwargs


def text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise PackError(f"{name} must be a text.")
    return value


def texts(kwargs: Kwargs, name: str, least: int) -> list[str]:
    """A list of at least so many texts."""
    value = kwargs[name]
    if not isinstance(value, list | tuple) or len(value) < least:
        raise PackError(f"{name} must be a list of at least {least}.")
    return [text(one, name) for one in value]


def choice(kwargs: Kwargs, name: str, *known: str) -> str:
    """One of the known words; the first when it is not given."""
    value = kwargs.get(name, known[0])
    if value not in known:
        raise PackError(f"{name} must be one of {', '.join(known)}.")
    return str(value)


def number(value: Any, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PackError(f"{name} must be a number.")
    try:
        return float(value)
    except OverflowError as error:
        raise PackError(f"{name} is too large.") from error


def whole(value: Any, name: str) -> int:
    found = number(value, name)
    if not math.isfinite(found) or found != math.floor(found):
        raise PackError(f"{name} must be a whole number.")
    return int(value)
