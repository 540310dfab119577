"""The floor for a workbook: calamine reads it, jsonschema-rs checks the rows, sets the keys.

    python calamine_floor.py WORKBOOK [RULES]

Without RULES it only reads every cell of every sheet.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

Rule = dict[str, Any]
Rows = list[dict[str, Any]]
KEYWORDS: dict[str, Callable[[Rule], dict[str, Any]]] = {
    "in_set": lambda rule: {"enum": rule["values"]},
    "regex": lambda rule: {"pattern": rule["pattern"]},
    "length": lambda rule: {"minLength": rule["low"], "maxLength": rule["high"]},
    "number_between": lambda rule: {"minimum": rule["low"], "maximum": rule["high"]},
    "date": lambda rule: {"format": "date"},
    "whole": lambda rule: {"type": "integer"},
    "number": lambda rule: {"type": "number"},
}
KINDS = {
    "Required": ("not_null",),
    "Enum": ("in_set",),
    "Pattern": ("regex",),
    "MinLength": ("length",),
    "MaxLength": ("length",),
    "Minimum": ("number_between",),
    "Maximum": ("number_between",),
    "Format": ("date",),
    "Type": ("whole", "number"),
}


def read(path: str) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(path)
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def rows(table: Mapping[str, Any], cells: Sequence[Sequence[Any]]) -> Rows:
    headings = cells[table["header_row"] - 1]
    wanted = set(table["columns"])
    return [
        {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in zip(headings, row, strict=True)
            if value != "" and name in wanted
        }
        for row in cells[table["header_row"] :]
    ]


def schema(table: Mapping[str, Any]) -> dict[str, Any]:
    properties: dict[str, dict[str, Any]] = {}
    for rule in table["rules"]:
        if rule["kind"] in KEYWORDS:
            properties.setdefault(rule["column"], {}).update(KEYWORDS[rule["kind"]](rule))
    required = [rule["column"] for rule in table["rules"] if rule["kind"] == "not_null"]
    row = {"type": "object", "properties": properties, "required": required}
    return {"type": "array", "items": row}


def by_schema(table: Mapping[str, Any], held: Rows) -> Iterator[tuple[str, int]]:
    import jsonschema_rs

    named = {rule["id"] for rule in table["rules"]}
    validator = jsonschema_rs.Draft202012Validator(schema(table), validate_formats=True)
    for error in validator.iter_errors(held):
        keyword = type(error.kind).__name__.rpartition("_")[2]
        row, *more = error.instance_path
        name = error.kind.property if keyword == "Required" else more[0]
        for kind in KINDS[keyword]:
            if f"{name} {kind}" in named:
                yield f"{name} {kind}", row


def by_keys(table: Mapping[str, Any], held: Mapping[str, Rows]) -> Iterator[tuple[str, int]]:
    mine = held[table["name"]]
    for rule in table["rules"]:
        values = [row.get(rule.get("column", "")) for row in mine]
        if rule["kind"] == "unique":
            counted = Counter(values)
            bad = {value for value, times in counted.items() if times > 1}
        elif rule["kind"] == "foreign_key":
            sheet, column = rule["parent"]
            bad = set(values) - {row.get(column) for row in held[sheet]}
        else:
            continue
        yield from ((rule["id"], n) for n, v in enumerate(values) if v is not None and v in bad)


def main(path: str, rules: str = "") -> None:
    cells = read(path)
    if not rules:
        return
    tables = json.loads(Path(rules).read_text(encoding="utf-8"))
    held = {table["name"]: rows(table, cells[table["name"]]) for table in tables}
    found: dict[str, dict[str, list[int]]] = {}
    for table in tables:
        mine = found.setdefault(table["name"], {})
        for rule, row in (*by_schema(table, held[table["name"]]), *by_keys(table, held)):
            mine.setdefault(rule, []).append(row)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
