"""An ugly but honest return: what people send when they do not use the template as it came."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from checker.model.specs import Column, ReturnSpec, Table
from checker.synth import tables
from checker.template import save

NBSP = "\u00a0"


def write_ugly(spec: ReturnSpec, out: Path, *, cases: int, seed: int) -> None:
    """The rows of a clean compact return: columns shuffled, headings by alias, dates as text,

    codes in other spellings, titles above, spacer rows, a totals row and a hidden old sheet.
    """
    rng = random.Random(seed)
    layout = spec.layouts["compact"]
    rows = tables(spec, layout, cases=cases, seed=seed)
    book = Workbook()
    book.remove(book.active)
    for place in layout.sheets:
        table = spec.tables[place.table]
        sheet = book.create_sheet(f"{place.sheet} " if place.table == "cases" else place.sheet)
        if table.shape == "record":
            _record(sheet, table, rows[place.table][0])
        else:
            columns = [c for c in table.columns if c.name in place.columns]
            rng.shuffle(columns)
            _table(sheet, columns, rows[place.table], rng, place.table)
    old = book.create_sheet("Last quarter")
    old.append(["Case reference", "Sex"])
    old.append(["C-0LD001", "M"])
    old.sheet_state = "hidden"
    save(book, out)


def _record(sheet: Worksheet, table: Table, row: dict[str, Any]) -> None:
    sheet.append([f"{table.title.upper()}: fill in the yellow cells"])
    sheet.append([])
    for column in table.columns:
        sheet.append([f"{column.heading}:", row.get(column.name)])


def _table(
    sheet: Worksheet,
    columns: Sequence[Column],
    rows: Sequence[dict[str, Any]],
    rng: random.Random,
    name: str,
) -> None:
    sheet.append([f"{name.title()} for the quarter"])
    sheet.append([])
    sheet.append([_heading(column) for column in columns])
    for number, row in enumerate(rows):
        if name == "cases" and number and number % 25 == 0:
            sheet.append([])
        sheet.append([_untidy(column, row.get(column.name), rng) for column in columns])
    if name == "cases":
        sheet.append(["Total", *(None for _ in columns[1:])])


def _heading(column: Column) -> str:
    return f" {column.aliases[0].upper()}{NBSP}" if column.aliases else f"{column.heading} *"


def _untidy(column: Column, value: Any, rng: random.Random) -> Any:
    if value is None or rng.random() < 0.7:
        return value
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}" if rng.random() < 0.6 else f"{value:%d %B %Y}"
    if column.type in ("code", "key"):
        return f"{value.lower()}{NBSP}"
    if isinstance(value, int):
        return str(value)
    return value
