"""Texts that were looked at and found to be nothing, kept in this process.

In a batch the same texts come again with every return: those of the template above all, and codes.
To look at them takes longer than all else that is done with them. What may be an identifier is
never kept, so that nothing of one return stays beside the next that was told of.
"""

from __future__ import annotations

from typing import TypeVar

Found = TypeVar("Found")

# A template has 3,000 texts, few of them longer. At most some 10 MB of ordinary text, then anew.
_SHORT, _MOST = 500, 30_000


def keep(known: dict[str, Found], text: str, found: Found) -> Found:
    """`found`, put into `known` under its text where that is short; a full `known` begins anew."""
    if len(text) <= _SHORT:
        if len(known) >= _MOST:
            known.clear()
        known[text] = found
    return found
