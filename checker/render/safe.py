"""Text that no spreadsheet takes for a formula."""

from __future__ import annotations

import re
from typing import Final

# What a formula starts with, and what spreadsheets drop before they look for one.
_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
_UNWRITABLE: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def safe_text(text: str) -> str:
    """The text as it may stand in a cell of a CSV file or of a workbook.

    An apostrophe goes before one that might be read as a formula; also in a workbook, as people
    save a sheet as CSV and open that again. What no XML can hold becomes U+FFFD.
    """
    told = _UNWRITABLE.sub("\ufffd", text)
    return f"'{told}" if text.lstrip(" ").startswith(_STARTS) else told
