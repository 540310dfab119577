"""The sheet of a table: title, purpose, what is needed, headings, and rows left blank below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model.specs import CodeList, Column, Layout, ReturnSpec, SheetLayout, Table
from checker.read.beside import OURS
from checker.template.clauses import accepts
from checker.template.page import set_paper, set_widths
from checker.template.places import (
    FIRST_ROW,
    HEADING_ROW,
    LAST_ROW,
    NEED_ROW,
    PURPOSE_ROW,
    TITLE_ROW,
    letter,
    number_format,
    sheet_columns,
)
from checker.template.style import TITLE_POINTS, Look, dress_column, fit_row, lines, put
from checker.template.words import entry, need, note, purpose

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.worksheet.worksheet import Worksheet

AUTHOR = OURS
_WIDTHS = {"date": 14.0, "integer": 14.0, "number": 14.0, "key": 18.0, "list": 26.0}
_NARROWEST, _CONDITIONAL, _WIDEST = 16.0, 24.0, 32.0
_NOTE_CHARACTERS, _NOTE_PIXELS, _LINE_PIXELS = 62, 430, 18


def add_table(workbook: Workbook, spec: ReturnSpec, layout: Layout, place: SheetLayout) -> None:
    """Append the sheet of one table to the workbook."""
    table = spec.tables[place.table]
    columns = sheet_columns(table, place)
    sheet: Worksheet = workbook.create_sheet(place.sheet)
    put(sheet, f"A{TITLE_ROW}", table.title, "title")
    put(sheet, f"A{PURPOSE_ROW}", purpose(table, place.optional), "purpose")
    sheet.row_dimensions[TITLE_ROW].height = TITLE_POINTS
    widths = {
        letter(number): _width(column, table, spec.code_lists.get(column.code_list))
        for number, column in enumerate(columns, start=1)
    }
    for name, column in zip(widths, columns, strict=True):
        _add_column(sheet, name, column, place, spec)
    _settle(sheet, widths, columns, table)


def _add_column(
    sheet: Worksheet, name: str, column: Column, place: SheetLayout, spec: ReturnSpec
) -> None:
    table = spec.tables[place.table]
    code_list = spec.code_lists.get(column.code_list)
    look = look_of(column)
    put(sheet, f"{name}{NEED_ROW}", need(column), "need")
    heading = put(sheet, f"{name}{HEADING_ROW}", column.heading, look)
    given = column.name in table.key and code_list is not None
    heading.comment = _comment(note(column, code_list, whole_list=given))
    dress_column(sheet, name, number_format(column))
    validation = accepts(column, place)
    if validation is not None:
        validation.add(f"{name}{FIRST_ROW}:{name}{LAST_ROW}")
        sheet.add_data_validation(validation)
    if given and code_list is not None:
        _give_rows(sheet, name, code_list)


def _give_rows(sheet: Worksheet, name: str, code_list: CodeList) -> None:
    """A table keyed by a code list, such as the totals, has one row for each code: list them."""
    for row, code in enumerate(code_list.codes, start=FIRST_ROW):
        put(sheet, f"{name}{row}", entry(code), "given").number_format = "@"


def look_of(column: Column) -> Look:
    """The look that goes with the words of `need`."""
    if column.required:
        return "required"
    return "conditional" if column.conditions else "optional"


def _comment(text: str) -> Comment:
    from openpyxl.comments import Comment

    height = _LINE_PIXELS * (lines(text, _NOTE_CHARACTERS) + 1)
    return Comment(text, AUTHOR, height=height, width=_NOTE_PIXELS)


def _width(column: Column, table: Table, code_list: CodeList | None) -> float:
    if column.type == "code" and code_list is not None:
        longest = max(len(entry(code)) for code in code_list.codes)
        if column.name in table.key:
            return float(longest + 4)  # these cells are filled in, and a row is one line high
    else:
        longest = column.max_length or 0
    wanted = _WIDTHS.get(column.type, longest + 4)
    word = max(len(part) for part in column.heading.split()) + 3
    least = _CONDITIONAL if column.conditions and not column.required else _NARROWEST
    return float(min(max(wanted, word, least), max(_WIDEST, word)))


def _settle(
    sheet: Worksheet, widths: dict[str, float], columns: tuple[Column, ...], table: Table
) -> None:
    set_widths(sheet, widths)
    named = list(zip(widths, columns, strict=True))
    fit_row(sheet, NEED_ROW, widths, {name: need(column) for name, column in named})
    fit_row(sheet, HEADING_ROW, widths, {name: column.heading for name, column in named})
    keyed = columns[0].name in table.key
    sheet.freeze_panes = f"{'B' if keyed else 'A'}{FIRST_ROW}"
    repeat = "A:A" if keyed else ""
    set_paper(sheet, sum(widths.values()), f"{NEED_ROW}:{HEADING_ROW}", repeat)
