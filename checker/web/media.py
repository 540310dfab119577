"""What kind of file each download is, as HTTP tells it (RFC 9110, 8.3)."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MACROS: Final = "application/vnd.ms-excel"
# By the ending of the name. https://www.iana.org/assignments/media-types/
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".sarif": "application/sarif+json",
    ".xml": "application/xml",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".xlsx": f"{_SHEET}.sheet",
    ".xltx": f"{_SHEET}.template",
    ".xlsm": f"{_MACROS}.sheet.macroEnabled.12",
    ".xltm": f"{_MACROS}.template.macroEnabled.12",
}


def media_type(name: str) -> str:
    """The media type of a file of ours. Raises KeyError for an ending that none of them has."""
    return _TYPES[PurePath(name).suffix]
