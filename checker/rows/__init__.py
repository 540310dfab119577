"""Rows against their JSON Schema: is each cell what its column says?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checker.layout.tables import ReturnTables, TableData
from checker.model.specs import Column
from checker.rows.words import message

KEYWORDS = {
    "Required": "required",
    "Format": "date",
    "Type": "number",
    "Enum": "list",
    "MaxLength": "length",
    "Minimum": "range",
    "Maximum": "range",
    "ExclusiveMinimum": "range",
    "ExclusiveMaximum": "range",
    "Pattern": "pattern",
    "MinLength": "pattern",
    "FalseSchema": "blank",
    "Constant": "blank",
}
# A blank hides what else could be said of the cell, and so on down the line.
_FIRST = ("required", "blank", "date", "number", "list", "length", "range", "pattern")


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that is not what its column says; `keyword` names the rule's schema group."""

    table: str
    row: int
    field: str
    keyword: str
    message: str


def check_rows(tables: ReturnTables, as_of: str) -> list[CellFault]:
    """Every cell fault of the return, one for each cell, in table, row and column order.

    `as_of` is the ISO day on which codes must be current.
    """
    faults: list[CellFault] = []
    for data in tables.tables.values():
        if data.present:
            found = _table_faults(data, tables, as_of)
            order = {column.name: n for n, column in enumerate(data.table.columns)}
            faults.extend(sorted(found, key=lambda f: (f.row, order[f.field])))
    return faults


def checked_cells(tables: ReturnTables) -> dict[str, int]:
    """How many cells each schema group looked at, over all tables found."""
    counts = dict.fromkeys((*_FIRST, "validity"), 0)
    for data in tables.tables.values():
        for column in data.table.columns:
            if column.name not in data.present:
                continue
            filled = data.frame.height - data.frame[column.name].null_count()
            for keyword in _groups(column):
                always = keyword in ("required", "blank")
                counts[keyword] += data.frame.height if always else filled
    return counts


def _groups(column: Column) -> Iterator[str]:
    if column.required or column.conditions:
        yield "required"
    yield "blank"
    by_type = {"date": "date", "integer": "number", "number": "number", "key": "pattern"}
    if column.type in by_type:
        yield by_type[column.type]
    if column.code_list:
        yield from ("list", "validity")
    if column.max_length is not None:
        yield "length"
    if column.minimum is not None or column.maximum is not None:
        yield "range"


def _table_faults(data: TableData, tables: ReturnTables, as_of: str) -> Iterator[CellFault]:
    import jsonschema_rs

    schema = {"type": "array", "items": _present(data.table.schema, data.present)}
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    columns = {column.name: column for column in data.table.columns}
    best: dict[tuple[int, str], tuple[int, CellFault]] = {}
    for error in validator.iter_errors(data.instances):
        fault = _fault(data, columns, error, tables)
        if fault.row in data.unread.get(fault.field, ()):
            continue
        place, rank = (fault.row, fault.field), _FIRST.index(fault.keyword)
        if place not in best or rank < best[place][0]:
            best[place] = (rank, fault)
    yield from (fault for _, fault in best.values())
    outdated = _outdated(data, tables, as_of) if as_of else ()
    yield from (fault for fault in outdated if (fault.row, fault.field) not in best)


def _present(schema: Mapping[str, Any], present: frozenset[str]) -> dict[str, Any]:
    """The schema without demands on columns that were not found: that is said once, not per row."""
    plain = dict(schema)
    plain["required"] = [name for name in schema.get("required", ()) if name in present]
    if "allOf" in schema:
        plain["allOf"] = [_branch(branch, present) for branch in schema["allOf"]]
    return plain


def _branch(branch: Mapping[str, Any], present: frozenset[str]) -> dict[str, Any]:
    then = dict(branch["then"])
    if "required" in then:
        then["required"] = [name for name in then["required"] if name in present]
    return {**branch, "then": then}


def _fault(
    data: TableData, columns: Mapping[str, Column], error: Any, tables: ReturnTables
) -> CellFault:
    keyword = KEYWORDS[type(error.kind).__name__.rpartition("_")[2]]
    row = error.instance_path[0]
    name = error.kind.property if keyword == "required" else error.instance_path[1]
    column = columns[name]
    value = data.instances[row].get(name)
    because = _because(data.table.schema, list(error.schema_path))
    return CellFault(data.table.name, row, name, keyword, message(keyword, column, value, because))


def _because(schema: Mapping[str, Any], path: list[Any]) -> str:
    if "allOf" not in path:
        return ""
    branch = schema["allOf"][path[path.index("allOf") + 1]]
    return str(branch.get("title", ""))


def _outdated(data: TableData, tables: ReturnTables, as_of: str) -> Iterator[CellFault]:
    for column in data.table.columns:
        codes = tables.spec.code_lists.get(column.code_list)
        if codes is None or column.name not in data.present:
            continue
        old = {
            code.code
            for code in codes.codes
            if (code.valid_to and code.valid_to < as_of)
            or (code.valid_from and code.valid_from > as_of)
        }
        if old:
            words = message("validity", column, None, "")
            for row, value in enumerate(data.frame[column.name]):
                if value is not None and not old.isdisjoint(value.split("; ")):
                    yield CellFault(data.table.name, row, column.name, "validity", words)
