"""Writing a workbook so that the same content gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.render.workbook.parcels import entry

if TYPE_CHECKING:
    from openpyxl import Workbook

# Any fixed day will do: it stands in for the clock, which would make every file differ.
FIXED_TIME = datetime(2026, 1, 1)
_PROPERTIES = "docProps/core.xml"


def saved(workbook: Workbook) -> bytes:
    """The bytes of `workbook` without a trace of when or on what system it was written."""
    draft = _draft(workbook)
    return _settled(draft, _properties(workbook))


def _draft(workbook: Workbook) -> bytes:
    """The package as openpyxl saves it, only that no sheet goes to a temporary file on the way."""
    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    class InMemory(ExcelWriter):
        manifest: Any

        def write_worksheet(self, ws: Any) -> None:
            """One sheet, as the class above does it."""
            ws._drawing = SpreadsheetDrawing()
            ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
            writer: Any = WorksheetWriter(ws, io.BytesIO())
            writer.write()
            ws._rels = writer._rels
            archive.writestr(ws.path[1:], writer.read())
            self.manifest.append(ws)

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        InMemory(workbook, archive).save()
    return made.getvalue()


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
