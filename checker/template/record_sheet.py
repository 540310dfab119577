"""The sheet of a record: labels in column A, entries in column B, what to enter in column C."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from checker.model.specs import Column, Layout, ReturnSpec, SheetLayout
from checker.template.choices import limits
from checker.template.page import set_paper, set_widths
from checker.template.places import (
    FIRST_ROW,
    HEADING_ROW,
    PURPOSE_ROW,
    TITLE_ROW,
    number_format,
    sheet_columns,
)
from checker.template.style import TITLE_POINTS, fit_row, put
from checker.template.words import instruction, purpose

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = {"A": 36.0, "B": 44.0, "C": 88.0}
_HEADINGS = {"A": "Item", "B": "Your entry", "C": "What to enter"}


def add_record(workbook: Workbook, spec: ReturnSpec, layout: Layout, place: SheetLayout) -> None:
    """Append the sheet of one record to the workbook, with what is known of it filled in."""
    table = spec.tables[place.table]
    sheet: Worksheet = workbook.create_sheet(place.sheet)
    put(sheet, f"A{TITLE_ROW}", table.title, "title")
    put(sheet, f"A{PURPOSE_ROW}", purpose(table, place.optional), "purpose")
    sheet.row_dimensions[TITLE_ROW].height = TITLE_POINTS
    for name, heading in _HEADINGS.items():
        put(sheet, f"{name}{HEADING_ROW}", heading, "required")
    known = _known(spec, layout) if table.name == "return" else {}
    for row, column in enumerate(sheet_columns(table, place), start=FIRST_ROW):
        _add_line(sheet, row, column, spec, known)
    set_widths(sheet, _WIDTHS)
    sheet.freeze_panes = f"A{FIRST_ROW}"
    set_paper(sheet, sum(_WIDTHS.values()))


def _known(spec: ReturnSpec, layout: Layout) -> Mapping[str, str]:
    return {"template_id": layout.template_id, "template_version": spec.version}


def _add_line(
    sheet: Worksheet, row: int, column: Column, spec: ReturnSpec, known: Mapping[str, str]
) -> None:
    given = known.get(column.name, "")
    words = instruction(column, spec.code_lists.get(column.code_list))
    if given:
        words = column.description
    put(sheet, f"A{row}", column.heading, "label")
    put(sheet, f"B{row}", given, "given" if given else "entry").number_format = number_format(
        column
    )
    put(sheet, f"C{row}", words, "body")
    fit_row(sheet, row, _WIDTHS, {"A": column.heading, "C": words})
    validation = None if given else limits(column)
    if validation is not None:
        validation.add(f"B{row}")
        sheet.add_data_validation(validation)
