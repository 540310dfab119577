"""Texts on their way into a spreadsheet: never a formula."""

from __future__ import annotations

import re
from typing import Final

# What makes a spreadsheet take a text for a formula, and the full-width forms that it folds to
# the same; tab, line ends and NUL can bring such a sign to the front (OWASP ASVS 1.2.10, CWE-1236).
_SIGNS: Final = "=+\\-@＝＋－＠"
# Where a comma is the decimal sign, spreadsheets split a CSV at semicolons, whatever quotes say.
_STARTS: Final = re.compile(rf"\A(?=[\t\r\n\0])|(?:\A|[;\t\r\n])\s*(?=[{_SIGNS}])")


def safe_text(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet could take for a formula.

    For texts only: a negative number is a number and is written as one.
    """
    return _STARTS.sub(lambda found: f"{found[0]}'", text)
