"""The first sheet of the workbook: how to fill it in, and what the words mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model.specs import Layout, ReturnSpec
from checker.template.guidance_text import Section, Topic, sections
from checker.template.page import set_paper, set_widths
from checker.template.places import FIRST_ROW, GUIDANCE_SHEET, PURPOSE_ROW, TITLE_ROW
from checker.template.style import TITLE_POINTS, fit_row, put

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = {"A": 30.0, "B": 110.0}


def add_guidance(workbook: Workbook, spec: ReturnSpec, layout: Layout) -> None:
    """Append the Guidance sheet to the workbook."""
    sheet: Worksheet = workbook.create_sheet(GUIDANCE_SHEET)
    about = f"{layout.title}: template {layout.template_id}, version {spec.version}"
    put(sheet, f"A{TITLE_ROW}", spec.title, "title")
    put(sheet, f"A{PURPOSE_ROW}", about, "purpose")
    sheet.row_dimensions[TITLE_ROW].height = TITLE_POINTS
    row = FIRST_ROW - 1
    for section in sections(spec, layout):
        row = _add_section(sheet, row, section)
    set_widths(sheet, _WIDTHS)
    sheet.sheet_view.showGridLines = False
    set_paper(sheet, sum(_WIDTHS.values()))


def _add_section(sheet: Worksheet, row: int, section: Section) -> int:
    """Write a section from `row` on; returns the row where the next one starts."""
    put(sheet, f"A{row}", section.title, "section")
    put(sheet, f"B{row}", "", "section")
    for number, topic in enumerate(section.topics, start=row + 1):
        _add_topic(sheet, number, topic)
    return row + len(section.topics) + 2


def _add_topic(sheet: Worksheet, row: int, topic: Topic) -> None:
    put(sheet, f"A{row}", topic.name, "link" if topic.sheet else "label")
    put(sheet, f"B{row}", topic.text, "body")
    if topic.sheet:
        _link(sheet, f"A{row}", topic.sheet)
    fit_row(sheet, row, _WIDTHS, {"A": topic.name, "B": topic.text})


def _link(sheet: Worksheet, reference: str, target: str) -> None:
    from openpyxl.worksheet.hyperlink import Hyperlink

    cell = sheet[reference]
    cell.hyperlink = Hyperlink(ref=reference, location=f"'{target}'!A1")
