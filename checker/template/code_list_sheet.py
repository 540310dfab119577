"""The sheet of code lists: one block of rows for each list, which its drop-downs read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model.specs import Code, CodeList, Layout, ReturnSpec
from checker.template.choices import list_name
from checker.template.clauses import clause_lists
from checker.template.page import set_paper, set_widths
from checker.template.places import (
    CODE_LISTS_SHEET,
    FIRST_ROW,
    HEADING_ROW,
    PURPOSE_ROW,
    TITLE_ROW,
    sheet_columns,
)
from checker.template.style import TITLE_POINTS, fit_row, put
from checker.template.words import entry

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_HEADINGS = {
    "A": "List",
    "B": "Entry in the drop-down",
    "C": "Code",
    "D": "Label",
    "E": "Welsh label",
    "F": "Also read as",
    "G": "In use",
    "H": "When to use it",
}
_WIDTHS = {"A": 28.0, "B": 46.0, "C": 18.0, "D": 42.0, "E": 36.0, "F": 38.0, "G": 24.0, "H": 56.0}
_PURPOSE = (
    "The codes each column takes. A cell may hold the entry, the code, the label or a form under"
    " “Also read as”. Codes added here are not read. A blank says none."
)


def add_code_lists(workbook: Workbook, spec: ReturnSpec, layout: Layout) -> None:
    """Append the sheet and define one name for each list that the layout uses."""
    sheet: Worksheet = workbook.create_sheet(CODE_LISTS_SHEET)
    put(sheet, f"A{TITLE_ROW}", CODE_LISTS_SHEET, "title")
    put(sheet, f"A{PURPOSE_ROW}", _PURPOSE, "purpose")
    sheet.row_dimensions[TITLE_ROW].height = TITLE_POINTS
    for name, heading in _HEADINGS.items():
        put(sheet, f"{name}{HEADING_ROW}", heading, "required")
    first = FIRST_ROW
    for code_list in (*_used(spec, layout), *clause_lists(spec, layout)):
        for row, code in enumerate(code_list.codes, start=first):
            _add_code(sheet, row, code_list, code)
        last = first + len(code_list.codes) - 1
        _define(workbook, code_list, first, last)
        first = last + 1
    set_widths(sheet, _WIDTHS)
    sheet.freeze_panes = f"A{FIRST_ROW}"
    set_paper(sheet, sum(_WIDTHS.values()), f"{HEADING_ROW}:{HEADING_ROW}", "B:B")


def _used(spec: ReturnSpec, layout: Layout) -> list[CodeList]:
    used = {
        column.code_list
        for place in layout.sheets
        for column in sheet_columns(spec.tables[place.table], place)
        if column.code_list
    }
    return sorted(
        (spec.code_lists[name] for name in used), key=lambda found: (found.title, found.id)
    )


def _add_code(sheet: Worksheet, row: int, code_list: CodeList, code: Code) -> None:
    texts = {
        "A": code_list.title,
        "B": entry(code),
        "C": code.code,
        "D": code.label,
        "E": code.label_cy,
        "F": "; ".join(code.aliases),
        "G": _in_use(code),
        "H": code.note,
    }
    for name, text in texts.items():
        put(sheet, f"{name}{row}", text, "label" if name == "A" else "boxed")
    fit_row(sheet, row, _WIDTHS, texts)


def _in_use(code: Code) -> str:
    since = f"from {_day(code.valid_from)}" if code.valid_from else ""
    until = f"until {_day(code.valid_to)}" if code.valid_to else ""
    return f"{since} {until}".strip()


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _define(workbook: Workbook, code_list: CodeList, first: int, last: int) -> None:
    from openpyxl.workbook.defined_name import DefinedName

    name = list_name(code_list.id)
    cells = f"'{CODE_LISTS_SHEET}'!$B${first}:$B${last}"
    workbook.defined_names[name] = DefinedName(name, attr_text=cells)
