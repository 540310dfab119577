"""Cells as people leave them, planted into clean returns: for the tests of `repair`."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl

from checker.layout import tidying
from checker.model.specs import ReturnSpec
from checker.synth import write_sample
from checker.template import places


class Mess(NamedTuple):
    """Where, and what becomes of the value there; `change` gives the raw value to write."""

    table: str
    field: str
    row: int
    change: Callable[[Any], Any]


def serial(day: dt.date) -> int:
    return (day - dt.date(1899, 12, 30)).days


_LABEL = "Council or housing association tenant"

SAFE: Mapping[str, Mess] = {
    tidying.SPACE: Mess("cases", "sex", 0, lambda v: f"\t{v}\u00a0"),
    tidying.INVISIBLE: Mess("cases", "case_type", 0, lambda v: f"{v[:1]}\u200b{v[1:]}"),
    tidying.TYPESET: Mess("cases", "age_band", 0, lambda v: v.replace("-", "\u2013")),
    tidying.WIDE: Mess("victims", "sex", 0, lambda v: chr(ord(v) + 0xFEE0)),
    tidying.APOSTROPHE: Mess("cases", "person_ref", 1, lambda v: f"'{v}"),
    tidying.FULL_STOP: Mess("victims", "victim_type", 0, lambda v: f"{v}."),
    tidying.CASE: Mess("cases", "person_ref", 0, str.lower),
    tidying.SPELLING: Mess("cases", "housing_status", 0, lambda _: _LABEL),
    tidying.TRUTH: Mess("cases", "practitioner_notes_flag", 0, lambda v: v == "Y"),
    tidying.SEPARATOR: Mess("cases", "abuse_types", 0, lambda v: v.replace("; ", ", ")),
    tidying.WHOLE: Mess("victims", "disability", 0, int),
    tidying.DATE_FORM: Mess("cases", "referral_date", 0, lambda v: f"{v:%d %B %Y}"),
    tidying.DAY_FIRST: Mess("cases", "agreement_date", 0, lambda v: f"{v:%d/%m/%Y}"),
    tidying.SERIAL: Mess("programmes", "start_date", 0, serial),
    tidying.TEXT_NUMBER: Mess("programmes", "planned_sessions", 0, str),
    tidying.THOUSANDS: Mess("programmes", "planned_hours", 1, lambda _: "1,200"),
    tidying.PERCENT: Mess("workforce", "fte", 0, lambda v: f"{v:.0%}"),
}
"""One cell for each safe kind; LEADING_ZERO needs two sheets and is planted by the generator."""

UNSAFE: Mapping[str, Mess] = {
    "two-digit-year": Mess("cases", "referral_date", 1, lambda v: f"{v:%d/%m/%y}"),
    "time": Mess("cases", "eligibility_date", 0, lambda v: dt.datetime.combine(v, dt.time(9))),
    "weekday": Mess(
        "cases",
        "assessment_completed_date",
        0,
        lambda v: f"{v + dt.timedelta(1):%A} {v:%d %B %Y}",
    ),
    "order": Mess("victims", "safety_plan_on", 0, lambda v: f"{v.replace(day=5):%d/%m/%Y}"),
    "day-number": Mess("victims", "first_attempt_on", 0, lambda v: str(serial(v))),
}
"""By the reason why a cell stays, one cell for each."""

TEXTS: Mapping[str, Mess] = {
    text: Mess("programmes", "manual_or_model", row, lambda _, text=text: text)
    for row, text in enumerate(
        (
            *("  First line\n second  one \n", " =HYPERLINK(1)", " +HYPERLINK(1)"),
            *(" -HYPERLINK(1)", "\t=HYPERLINK(1)", "\n@HYPERLINK(1)"),
        )
    )
}
"""Texts of any wording; all but the first could be taken for a formula once they are trimmed."""


def write_messy(
    spec: ReturnSpec, out: Path, messes: Mapping[str, Mess], faults: Mapping[str, int] | None = None
) -> dict[str, tuple[str, str]]:
    """A full return with these cells; gives the sheet and cell of each."""
    layout = spec.layouts["full"]
    write_sample(spec, layout, cases=6, seed=3, faults=faults or {}, out=out)
    book = openpyxl.load_workbook(out)
    where = places(spec, layout)
    found = {}
    for name, mess in messes.items():
        place = where[mess.table]
        cell = f"{place.columns[mess.field]}{place.first_row + mess.row}"
        target = book[place.sheet][cell]
        target.value = mess.change(_read(spec, mess, target.value))
        if not isinstance(target.value, (dt.date, str)):
            target.number_format = "General"
        target.data_type = "s" if isinstance(target.value, str) else target.data_type
        found[name] = (place.sheet, cell)
    book.save(out)
    return found


def _read(spec: ReturnSpec, mess: Mess, value: Any) -> Any:
    """The code of a drop-down's entry; the day of a date; all else as it is."""
    column = next(c for c in spec.tables[mess.table].columns if c.name == mess.field)
    if column.type == "code":
        return str(value).partition(" \u2013 ")[0]
    return value.date() if isinstance(value, dt.datetime) else value


_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)


def cells_of(content: bytes) -> dict[str, bytes]:
    """The raw XML of each cell of a worksheet part."""
    return {found[1].decode(): found[0] for found in _CELL.finditer(content)}


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}
