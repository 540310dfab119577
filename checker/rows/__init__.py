"""Rows against their JSON Schema: is each cell what its column says?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.layout.tables import ReturnTables, TableData
from checker.model.specs import Column
from checker.rows.suspects import Plan, plan_of, suspects
from checker.rows.words import message

if TYPE_CHECKING:
    from jsonschema_rs import Validator

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
    judge = _judge(data.table.schema, data.present)
    rows = suspects(judge.plan, data.instances)
    columns = {column.name: column for column in data.table.columns}
    best: dict[tuple[int, str], tuple[int, CellFault]] = {}
    instances = [data.instances[row] for row in rows]
    for error in judge.validator().iter_errors(instances) if instances else ():
        fault = _fault(data, columns, error, rows, tables)
        if fault.row in data.unread.get(fault.field, ()):
            continue
        place, rank = (fault.row, fault.field), _FIRST.index(fault.keyword)
        if place not in best or rank < best[place][0]:
            best[place] = (rank, fault)
    yield from (fault for _, fault in best.values())
    outdated = _outdated(data, tables, as_of) if as_of else ()
    yield from (fault for fault in outdated if (fault.row, fault.field) not in best)


class _Judge(NamedTuple):
    """What judges the rows of a table: first by the plan, then those that it leaves in doubt."""

    schema: Mapping[str, Any]
    present: frozenset[str]
    plan: Plan | None
    validator: Callable[[], Validator]


def _judge(schema: Mapping[str, Any], present: frozenset[str]) -> _Judge:
    """The judge of a table with these columns, kept while the process lasts."""
    kept = _judges.get(id(schema))
    # While the schema is kept, no other has its id.
    if kept is not None and kept.schema is schema and kept.present == present:
        return kept
    if len(_judges) >= _MOST:
        _judges.clear()
    rows = _present(schema, present)
    judge = _Judge(schema, present, plan_of(rows), cache(lambda: _validator(rows)))
    _judges[id(schema)] = judge
    return judge


_judges: dict[int, _Judge] = {}
# Two editions of a return have some thirty tables.
_MOST = 100


def _validator(schema: Mapping[str, Any]) -> Validator:
    import jsonschema_rs

    whole = {"type": "array", "items": schema}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


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
    data: TableData,
    columns: Mapping[str, Column],
    error: Any,
    rows: Sequence[int],
    tables: ReturnTables,
) -> CellFault:
    keyword = KEYWORDS[type(error.kind).__name__.rpartition("_")[2]]
    row = rows[error.instance_path[0]]
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
