"""Where each column of the return stands in the workbook: the one source of positions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.model.specs import Column, Layout, ReturnSpec, SheetLayout, Table

GUIDANCE_SHEET = "Guidance"
CODE_LISTS_SHEET = "Code lists"

TITLE_ROW = 1
PURPOSE_ROW = 2
NEED_ROW = 3
HEADING_ROW = 4
FIRST_ROW = 5
LAST_ROW = 1_048_576

_NUMBER_FORMATS = {"date": "dd/mm/yyyy", "integer": "0", "number": "0.00"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where one table of the return stands in the workbook; rows count from 1.

    A table has `columns` (field to column letter) under the headings of `heading_row`, and its
    rows start at `first_row`. A record has `cells` instead: field to the reference of the cell
    that holds its value, with its label in column A of the same row.
    """

    table: str
    sheet: str
    heading_row: int
    first_row: int
    columns: Mapping[str, str]
    cells: Mapping[str, str]


def places(spec: ReturnSpec, layout: Layout) -> dict[str, Place]:
    """Table name to its place, in the order of the layout's sheets."""
    return {sheet.table: _place(spec.tables[sheet.table], sheet) for sheet in layout.sheets}


def sheet_columns(table: Table, sheet: SheetLayout) -> tuple[Column, ...]:
    """The columns of `table` that this layout carries, in the order of the sheet."""
    by_name = {column.name: column for column in table.columns}
    return tuple(by_name[name] for name in sheet.columns)


def number_format(column: Column) -> str:
    """Cell format of a column: text for everything but dates and numbers.

    Text keeps the leading zeros of a reference and stops a code being read as a date.
    """
    return _NUMBER_FORMATS.get(column.type, "@")


def letter(index: int) -> str:
    """Column letter of a 1-based column number: 1 is A, 27 is AA."""
    letters = ""
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _place(table: Table, sheet: SheetLayout) -> Place:
    numbered = list(enumerate(sheet.columns))
    if table.shape == "record":
        cells = {name: f"B{FIRST_ROW + index}" for index, name in numbered}
        return Place(table.name, sheet.sheet, HEADING_ROW, FIRST_ROW, {}, cells)
    columns = {name: letter(index + 1) for index, name in numbered}
    return Place(table.name, sheet.sheet, HEADING_ROW, FIRST_ROW, columns, {})
