"""Rows into the template's workbook, and where each of them came to stand."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.layout.values import DASH
from checker.model.specs import Column, Layout, ReturnSpec
from checker.synth.plan import Row, Tables
from checker.template import Place, build, number_format, places

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

GAP = 2
# Part of the code cells that hold "CODE – label", as the drop-downs give it, and not the code.
_FROM_DROP_DOWN = 0.4


@dataclass(frozen=True)
class Book:
    """A filled workbook; `gaps` maps a table to the row before which blank rows were left."""

    workbook: Workbook
    places: Mapping[str, Place]
    tables: Tables
    gaps: Mapping[str, int] = field(default_factory=dict)


def fill(
    spec: ReturnSpec,
    layout: Layout,
    tables: Tables,
    rng: random.Random,
    gaps: Mapping[str, int] | None = None,
) -> Book:
    """The layout's blank workbook with `tables` written into it.

    Code cells are a mixture of plain codes and the drop-down's form; both are standard spellings.
    """
    book = Book(build(spec, layout), places(spec, layout), tables, gaps or {})
    for name, place in book.places.items():
        sheet = book.workbook[place.sheet]
        labels = _labels(spec, name)
        columns = {column.name: column for column in spec.tables[name].columns}
        for index, row in enumerate(tables[name]):
            _write(sheet, book, name, index, row, columns, labels, rng)
    return book


def cell(book: Book, table: str, row: int, name: str) -> str:
    """The reference of a cell, such as "F12"; `row` is the 0-based row of the table."""
    place = book.places[table]
    if place.cells:
        return place.cells[name]
    return f"{place.columns[name]}{sheet_row(book, table, row)}"


def sheet_row(book: Book, table: str, row: int) -> int:
    """The 1-based sheet row on which a row of a table stands."""
    gap = GAP if table in book.gaps and row >= book.gaps[table] else 0
    return book.places[table].first_row + row + gap


def _labels(spec: ReturnSpec, table: str) -> dict[str, dict[object, str]]:
    return {
        column.name: {
            code.code: f"{code.code}{DASH}{code.label}"
            for code in spec.code_lists[column.code_list].codes
        }
        for column in spec.tables[table].columns
        if column.type == "code"
    }


def _write(
    sheet: Worksheet,
    book: Book,
    table: str,
    index: int,
    row: Row,
    columns: Mapping[str, Column],
    labels: Mapping[str, Mapping[object, str]],
    rng: random.Random,
) -> None:
    for name, value in row.items():
        if value is None:
            continue
        label = labels.get(name, {}).get(value)
        if label is not None and rng.random() < _FROM_DROP_DOWN:
            value = label
        target = sheet[cell(book, table, index, name)]
        target.value = value
        target.number_format = number_format(columns[name])
