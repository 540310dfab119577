"""A whole return with faults planted in its cells, and the rules that every peer can be given.

The rules are what a row must be by `tables/*.schema.json`: what must be filled, the lists, the
forms of references, dates, numbers and their bounds, lengths, keys and what they refer to. Left out
for all alike are several codes in one cell, what must be filled on a condition, and the sheets of
labels beside values. The checker does all of that besides, and every other rule of the return.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from benchmarks.speed.rules import Rule, rule
from checker.model.specs import Column, ReturnSpec
from checker.packs.returns import load_return
from checker.template.words import entry

HEADER_ROW = 4
EACH = 4
"""How many rows are broken in each way."""
OURS = {
    "missing-value": ("not_null",),
    "not-a-date": ("date",),
    "not-a-number": ("whole", "number"),
    "out-of-range": ("number_between",),
    "not-in-list": ("in_set",),
    "duplicate-key": ("unique",),
    "orphan-row": ("foreign_key",),
    "reference-pattern": ("regex",),
    "too-long": ("length",),
}
"""The checker's rules, and which of the peers' kinds each of them is."""


class Fault(NamedTuple):
    """Cells of a column that get a value, and the kind of rule that then fires."""

    sheet: str
    heading: str
    value: Any
    kind: str


TWIN = object()
"""The value of the row above. Else a text may hold {} for the row's number."""
FAULTS = (
    Fault("Sessions", "Session reference", None, "not_null"),
    Fault("Sessions", "Session reference", "not a reference {}", "regex"),
    Fault("Sessions", "Session reference", TWIN, "unique"),
    Fault("Sessions", "Case reference", "C-0NONE0", "foreign_key"),
    Fault("Sessions", "Session date", "soon", "date"),
    Fault("Sessions", "Session type", "DANCE", "in_set"),
    Fault("Sessions", "Attendance", None, "not_null"),
    Fault("Sessions", "Length in minutes", "long", "whole"),
    Fault("Sessions", "Length in minutes", 9_999, "number_between"),
    Fault("Sessions", "Facilitators", 2.5, "whole"),
    Fault("Assessments", "Tool", "OWN", "in_set"),
    Fault("Assessments", "Assessed on", "at intake", "date"),
    Fault("Outcomes", "Collected on", "June", "date"),
    Fault("Outcomes", "Case reference", "C-0NONE0", "foreign_key"),
    Fault("InfoSharing", "Agency", "NOBODY", "in_set"),
    Fault("InfoSharing", "Direction", None, "not_null"),
    Fault("Cases", "Sex", "Z", "in_set"),
    Fault("Cases", "Age band", None, "not_null"),
    Fault("Victims", "Victim type", "OTHER ONE", "in_set"),
)


def tables() -> list[dict[str, Any]]:
    """For each sheet its name, the row of its headings, the headings, and the rules on them."""
    spec = load_return()
    sheets = {one.table: one for one in spec.layouts["full"].sheets}
    made = []
    for name, sheet in sheets.items():
        table = spec.tables[name]
        if table.shape != "table":
            continue
        columns = [column for column in table.columns if column.name in sheet.columns]
        rules = [one for column in columns for one in _of(column)]
        rules += [rule("unique", _heading(spec, name, table.key[0]))] if table.key else []
        rules += list(_parents(spec, name, {t: s.sheet for t, s in sheets.items()}))
        headings = [column.heading for column in columns]
        made.append(
            {"name": sheet.sheet, "header_row": HEADER_ROW, "columns": headings, "rules": rules}
        )
    return made


def _heading(spec: ReturnSpec, table: str, name: str) -> str:
    return next(c.heading for c in spec.tables[table].columns if c.name == name)


def _of(column: Column) -> Iterator[Rule]:
    heading = column.heading
    if column.required:
        yield rule("not_null", heading)
    if column.type == "date":
        yield rule("date", heading)
    if column.type in ("integer", "number"):
        yield rule("whole" if column.type == "integer" else "number", heading)
        if column.minimum is not None and column.maximum is not None:
            yield rule("number_between", heading, low=column.minimum, high=column.maximum)
    if column.type == "key" and column.pattern:
        yield rule("regex", heading, pattern=column.pattern)
    if column.type == "text" and column.max_length:
        yield rule("length", heading, low=1, high=column.max_length)


def _parents(spec: ReturnSpec, table: str, sheets: Mapping[str, str]) -> Iterator[Rule]:
    for column in spec.tables[table].columns:
        if column.type == "code":
            codes = spec.code_lists[column.code_list].codes
            spelt = sorted({word for code in codes for word in (code.code, entry(code))})
            yield rule("in_set", column.heading, values=spelt)
    for key in spec.foreign_keys:
        if key.table == table:
            parent = [sheets[key.parent], _heading(spec, key.parent, key.parent_column)]
            yield rule("foreign_key", _heading(spec, table, key.column), parent=parent)


def planted_return(folder: Path, cases: int) -> Path:
    """A folder with `return.xlsx`, `rules.json` and `planted.json`: sheet, rule, rows from 0."""
    import openpyxl

    home = folder / f"return-{cases}"
    home.mkdir(parents=True, exist_ok=True)
    book = home / "return.xlsx"
    words = ["sample", "--cases", str(cases), "--out", str(book), "--force"]
    subprocess.run([sys.executable, "-m", "checker", *words], check=True, capture_output=True)
    opened = openpyxl.load_workbook(book)
    planted = _plant(opened, Random(7))
    opened.save(book)
    (home / "rules.json").write_text(json.dumps(tables(), indent=1), encoding="utf-8")
    (home / "planted.json").write_text(json.dumps(planted), encoding="utf-8")
    return home


def _plant(book: Any, chance: Random) -> dict[str, dict[str, list[int]]]:
    planted: dict[str, dict[str, list[int]]] = {}
    free: dict[str, list[int]] = {}
    for fault in FAULTS:
        sheet = book[fault.sheet]
        if fault.sheet not in free:
            # Every second row, so that the row above one is whole.
            rows = range(1, sheet.max_row - HEADER_ROW, 2)
            free[fault.sheet] = chance.sample(rows, len(rows))
        headings = {cell.value: cell.column for cell in sheet[HEADER_ROW]}
        told = planted.setdefault(fault.sheet, {}).setdefault(f"{fault.heading} {fault.kind}", [])
        for row in (free[fault.sheet].pop() for _ in range(EACH)):
            at = HEADER_ROW + 1 + row, headings[fault.heading]
            sheet.cell(*at).value = _value(fault, sheet.cell(at[0] - 1, at[1]).value, row)
            told += [row - 1, row] if fault.value is TWIN else [row]
    return {s: {r: sorted(rows) for r, rows in told.items()} for s, told in planted.items()}


def _value(fault: Fault, above: Any, row: int) -> Any:
    if fault.value is TWIN:
        return above
    return fault.value.format(row) if isinstance(fault.value, str) else fault.value


def of_report(report: Mapping[str, Any], given: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What the checker's report tells of the rules that the peers have: sheet, rule, rows."""
    known = {(one["name"], told["id"]) for one in given for told in one["rules"]}
    headings = {c.name: c.heading for t in load_return().tables.values() for c in t.columns}
    found: dict[str, dict[str, list[int]]] = {}
    for finding in report["findings"]:
        for kind in OURS.get(finding["rule"], ()):
            name = f"{headings.get(finding['field'])} {kind}"
            if (finding["sheet"], name) in known:
                row = int("".join(filter(str.isdigit, finding["cell"]))) - HEADER_ROW - 1
                found.setdefault(finding["sheet"], {}).setdefault(name, []).append(row)
    return found


def flat(told: Mapping[str, Mapping[str, list[int]]]) -> dict[str, list[int]]:
    """Sheets and rules as one level, as the oracle compares them."""
    return {f"{s}: {r}": rows for s, rules in told.items() for r, rows in rules.items()}


def counted(book: Path) -> int:
    """The rows of a return's tables, without headings."""
    from python_calamine import CalamineWorkbook

    opened = CalamineWorkbook.from_path(str(book))
    names = [one["name"] for one in tables()]
    return sum(opened.get_sheet_by_name(name).total_height - HEADER_ROW for name in names)
