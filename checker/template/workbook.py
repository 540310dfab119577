"""The blank return as a whole: its sheets in order and what its properties say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from checker.model.specs import Layout, ReturnSpec
from checker.template.code_list_sheet import add_code_lists
from checker.template.guidance_sheet import add_guidance
from checker.template.record_sheet import add_record
from checker.template.saving import FIXED_TIME, saved
from checker.template.table_sheet import AUTHOR, add_table

if TYPE_CHECKING:
    from openpyxl import Workbook


def build(spec: ReturnSpec, layout: Layout) -> Workbook:
    """The blank return of one layout: guidance, one sheet for each table, code lists."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    add_guidance(workbook, spec, layout)
    for place in layout.sheets:
        record = spec.tables[place.table].shape == "record"
        (add_record if record else add_table)(workbook, spec, layout, place)
    add_code_lists(workbook, spec, layout)
    workbook.active = 0
    workbook.worksheets[0].sheet_view.tabSelected = True
    _describe(workbook, spec, layout)
    return workbook


def template_bytes(spec: ReturnSpec, layout: Layout) -> bytes:
    """The bytes of the blank return; the same specification gives the same."""
    return saved(build(spec, layout))


def write(spec: ReturnSpec, layout: Layout, out: Path) -> Path:
    """Write the blank return to `out`. Raises OSError when it cannot be written."""
    out.write_bytes(template_bytes(spec, layout))
    return out


def _describe(workbook: Workbook, spec: ReturnSpec, layout: Layout) -> None:
    properties = workbook.properties
    properties.title = f"{spec.title}, {layout.template_id} version {spec.version}"
    properties.creator = AUTHOR
    properties.language = "en-GB"
    properties.created = properties.modified = FIXED_TIME
