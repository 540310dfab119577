"""Faults of a whole sheet, made in the filled workbook. Each stands on a sheet of its own kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from checker.errors import UsageError
from checker.synth.workbook import Book, cell, sheet_row
from checker.template.places import letter

Spot = tuple[str, str]
Edit = Callable[[Book], Spot]
GAP_TABLE = "cases"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _missing_sheet(book: Book) -> Spot:
    # Of all sheets this one has no rows in a clean return, and no rule reads it.
    name = book.places["explanations"].sheet
    book.workbook.remove(book.workbook[name])
    return "", ""


def _missing_column(book: Book) -> Spot:
    place = book.places["programmes"]
    sheet = book.workbook[place.sheet]
    column = place.columns["risk_tier_targeted"]
    for row in range(place.heading_row, place.first_row + len(book.tables["programmes"])):
        sheet[f"{column}{row}"].value = None
    return place.sheet, ""


def _unknown_sheet(book: Book) -> Spot:
    sheet = book.workbook.create_sheet("Working notes")
    sheet["A1"] = "Things still to do"
    sheet["A2"] = "Ask the victim service for its figures"
    return sheet.title, ""


def _hidden_sheet(book: Book) -> Spot:
    sheet = book.workbook.create_sheet("Last quarter")
    sheet["A1"] = "Copied from the last return"
    sheet["A2"] = "Cases open at the end"
    sheet["B2"] = 41
    sheet.sheet_state = "hidden"
    return sheet.title, ""


def _unknown_column(book: Book) -> Spot:
    return _extra_heading(book, "victims", "Local office")


def _repeated_column(book: Book) -> Spot:
    place = book.places["programmes"]
    heading = book.workbook[place.sheet][f"{place.columns['cohort']}{place.heading_row}"].value
    return _extra_heading(book, "programmes", str(heading))


def _extra_heading(book: Book, table: str, heading: str) -> Spot:
    place = book.places[table]
    reference = f"{letter(len(place.columns) + 1)}{place.heading_row}"
    book.workbook[place.sheet][reference] = heading
    return place.sheet, reference


def _merged(book: Book) -> Spot:
    """Two cells side by side of one case, of which the second is blank."""
    place = book.places["cases"]
    for row, case in enumerate(book.tables["cases"]):
        if case["marac_heard"] is not None and case["mappa_level"] is None:
            first = cell(book, "cases", row, "marac_heard")
            book.workbook[place.sheet].merge_cells(
                f"{first}:{cell(book, 'cases', row, 'mappa_level')}"
            )
            return place.sheet, first
    raise UsageError("The sample has no row left to plant merged-data-cells in.")


def _hidden_rows(book: Book) -> Spot:
    place = book.places["programmes"]
    book.workbook[place.sheet].row_dimensions[place.first_row].hidden = True
    return place.sheet, ""


def _totals_row(book: Book) -> Spot:
    place = book.places["victims"]
    last = sheet_row(book, "victims", len(book.tables["victims"]))
    sheet = book.workbook[place.sheet]
    sheet[f"A{last}"] = "Total"
    sheet[f"B{last}"] = len(book.tables["victims"])
    return place.sheet, f"A{last}"


def _headings_again(book: Book) -> Spot:
    place = book.places["programmes"]
    sheet = book.workbook[place.sheet]
    last = sheet_row(book, "programmes", len(book.tables["programmes"]))
    for column in place.columns.values():
        sheet[f"{column}{last}"] = sheet[f"{column}{place.heading_row}"].value
    return place.sheet, f"A{last}"


def _blank_rows(book: Book) -> Spot:
    # The rows themselves were left out when the workbook was filled.
    if not book.gaps:
        raise UsageError("The sample has too few cases to plant blank-rows-skipped.")
    return book.places[GAP_TABLE].sheet, ""


def _hidden_columns(book: Book) -> Spot:
    place = book.places["programmes"]
    column = place.columns["programme_name"]
    book.workbook[place.sheet].column_dimensions[column].hidden = True
    return place.sheet, ""


def _under_merge(book: Book) -> Spot:
    """Two cells beside the title, merged by a program that leaves the second its value."""
    place = book.places["programmes"]
    sheet: Any = book.workbook[place.sheet]
    sheet["C1"], sheet["D1"] = "Draft", "Checked"
    sheet.merged_cells.add("C1:D1")
    return place.sheet, "D1"


def _after_gap(book: Book) -> Spot:
    sheet = book.workbook.worksheets[0]
    sheet[f"A{sheet.max_row + 40}"] = "End of this page"
    return sheet.title, ""


def _identifier_in_header(book: Book) -> Spot:
    # 999 numbers are never given to a person; this one has the right check digit.
    sheet: Any = book.workbook[book.places["victims"].sheet]
    sheet.oddHeader.center.text = "ref 999 000 0018"
    return str(sheet.title), ""


def _property(book: Book) -> Spot:
    from openpyxl.packaging.custom import StringProperty

    workbook: Any = book.workbook
    workbook.custom_doc_props.append(StringProperty(name="Export", value="monthly"))
    return "", ""


def _linked_copy(book: Book) -> Spot:
    """A link to another workbook, with the value that was last seen there."""
    from openpyxl.packaging.relationship import Relationship
    from openpyxl.workbook.external_link import external

    seen = external.ExternalRow(r=1, cell=[external.ExternalCell(r="A1", t="str", v="41")])
    stored = external.ExternalSheetData(sheetId=0, row=[seen])
    link = external.ExternalLink(
        externalBook=external.ExternalBook(
            sheetNames=external.ExternalSheetNames(sheetName=["Cases"]),
            sheetDataSet=external.ExternalSheetDataSet(sheetData=[stored]),
            id="rId1",
        )
    )
    kind = f"{_OFFICE}/externalLinkPath"
    link.file_link = Relationship("rId1", kind, Target="last.xlsx", TargetMode="External")
    workbook: Any = book.workbook
    workbook._external_links.append(link)
    return "", ""


SHEET_FAULTS: Mapping[str, Edit] = {
    "missing-sheet": _missing_sheet,
    "missing-column": _missing_column,
    "unknown-sheet": _unknown_sheet,
    "hidden-sheet": _hidden_sheet,
    "unknown-column": _unknown_column,
    "repeated-column": _repeated_column,
    "merged-data-cells": _merged,
    "hidden-rows": _hidden_rows,
    "hidden-columns": _hidden_columns,
    "values-under-merge": _under_merge,
    "rows-after-gap": _after_gap,
    "identifier-outside-cells": _identifier_in_header,
    "more-than-cells": _property,
    "hidden-content": _linked_copy,
    "totals-row-ignored": _totals_row,
    "heading-row-ignored": _headings_again,
    "blank-rows-skipped": _blank_rows,
}
