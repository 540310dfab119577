"""Sheets that this checker itself adds to a copy of a return, and does not take for the provider's.

Each is known by the words in its first cell. They are looked through for identifiers like all
others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

CHANGES: Final = "Changes that checker repair made"
"""The first cell of the sheet that lists what `checker repair` changed, in every language."""

_TITLES: Final = frozenset({CHANGES})


def is_own(rows: Sequence[Sequence[object]]) -> bool:
    """Whether a sheet of these rows is one of ours."""
    return bool(rows and rows[0]) and rows[0][0] in _TITLES
