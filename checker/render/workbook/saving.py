"""Writing a workbook so that the same content gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from checker.render.workbook.parcels import entry

if TYPE_CHECKING:
    from openpyxl import Workbook

# Any fixed day will do: it stands in for the clock, which would make every file differ.
FIXED_TIME = datetime(2026, 1, 1)
_PROPERTIES = "docProps/core.xml"


def saved(workbook: Workbook) -> bytes:
    """The bytes of `workbook` without a trace of when or on what system it was written.

    openpyxl writes its sheets to temporary files on the way.
    """
    draft = io.BytesIO()
    workbook.save(draft)
    return _settled(draft.getvalue(), _properties(workbook))


def save(workbook: Workbook, out: Path) -> Path:
    """Write `workbook` to `out` as `saved` gives it. Raises OSError when it cannot be written."""
    out.write_bytes(saved(workbook))
    return out


def _properties(workbook: Workbook) -> bytes:
    from openpyxl.xml.functions import tostring

    # Saving stamps the clock on the properties, so they are written again afterwards.
    workbook.properties.created = FIXED_TIME
    workbook.properties.modified = FIXED_TIME
    return bytes(tostring(workbook.properties.to_tree()))


def _settled(package: bytes, properties: bytes) -> bytes:
    settled = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = properties if name == _PROPERTIES else old.read(name)
            new.writestr(entry(name), content)
    return settled.getvalue()
