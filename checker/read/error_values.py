"""The names of error values, where a format shows an error as nothing but its name."""

from __future__ import annotations

import re

_NAMES = re.compile(
    r"#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!"
    r"|UNKNOWN!|EXTERNAL!|GETTING_DATA)|Err:\d{3}"
)


def is_error_name(text: str) -> bool:
    """Whether a cell's whole text is the name of an error value, in Excel or LibreOffice."""
    return text.startswith(("#", "Err:")) and _NAMES.fullmatch(text) is not None
