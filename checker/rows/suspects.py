"""Which rows a schema finds fault with, told from a table's columns: a clean table needs no rows.

A row keeps its schema just when it keeps each demand in it by itself. A demand looks at one field
or at a few, and down a column the same values come again and again: so each demand is put, by the
validator that judges rows, to every different thing that the rows show it, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.layout.instances import Instances, Written

if TYPE_CHECKING:
    import jsonschema_rs

Schema = Mapping[str, Any]

# What says nothing of a row.
_SILENT = frozenset(("$schema", "$id", "$comment", "title", "description", "type"))
_DEMANDS = frozenset(("properties", "required", "additionalProperties", "allOf"))
_BRANCH = frozenset(("title", "if", "then"))
_SIDE = frozenset(("properties", "required"))


class Plan(NamedTuple):
    """The demands of one schema.

    `judge` takes what `_shown` makes of the rows. `branches` has of each if-then the fields whose
    values it looks at, and those of which it asks only whether there is something.
    """

    judge: jsonschema_rs.Validator
    fields: frozenset[str]
    required: tuple[str, ...]
    branches: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


def suspects(plan: Plan | None, rows: Sequence[Mapping[str, Any]]) -> Sequence[int]:
    """The rows that do not keep the schema; all of them where only the rows themselves can tell."""
    if plan is None or not isinstance(rows, Instances):
        return range(len(rows))
    written = rows.written
    if not plan.fields.issuperset(written) or set(plan.required) - written.keys():
        return range(len(rows))
    found = set(_blank(plan, written))
    shown, where = _shown(plan, written, len(rows))
    for error in plan.judge.iter_errors(shown):
        path: Sequence[Any] = error.instance_path
        found.update(_rows_of(where[path[0], path[1]], path[2]))
    return sorted(found)


def _blank(plan: Plan, written: Mapping[str, Written]) -> Iterator[int]:
    for name in plan.required:
        if not written[name].whole:
            cells = enumerate(written[name].column())
            yield from (row for row, cell in cells if cell is None)


Where = tuple[Sequence[object], Sequence[object]]
"""What each row shows, and each different thing of it in the order in which it was shown."""


def _shown(
    plan: Plan, written: Mapping[str, Written], count: int
) -> tuple[dict[str, dict[str, list[Any]]], dict[tuple[str, str], Where]]:
    """Each different thing that the rows show to each demand, and where it came from."""
    shown: dict[str, dict[str, list[Any]]] = {"fields": {}, "branches": {}}
    where: dict[tuple[str, str], Where] = {}
    for name, one in written.items():
        shown["fields"][name] = list(one.of.values())
        where["fields", name] = (one.keys, list(one.of))
    for number, (valued, asked) in enumerate(plan.branches):
        values = [_values(written.get(name), count) for name in valued]
        there = [_presence(written.get(name), count) for name in asked]
        keys = list(zip(*values, *there, strict=True))
        different = list(dict.fromkeys(keys))
        cells = [written[name].of if name in written else {} for name in valued]
        cells += [_THERE for _ in asked]
        rows = [_row((*valued, *asked), cells, key) for key in different]
        shown["branches"][_branch(number)] = rows
        where["branches", _branch(number)] = (keys, different)
    return shown, where


# Of a field whose value does not matter a row shows only that it holds something.
_THERE: Mapping[object, object] = {True: True}


def _values(one: Written | None, count: int) -> Sequence[object]:
    return one.keys if one else (None,) * count


def _presence(one: Written | None, count: int) -> Sequence[object]:
    if one is None or one.whole:
        return (None if one is None else True,) * count
    return list(map(dict.fromkeys(one.of, True).get, one.keys))


def _row(
    names: Sequence[str], cells: Sequence[Mapping[Any, object]], key: Sequence[object]
) -> dict[str, object]:
    """A row of these fields alone."""
    found = ((name, of.get(part)) for name, of, part in zip(names, cells, key, strict=True))
    return {name: cell for name, cell in found if cell is not None}


def _rows_of(where: Where, place: int) -> Iterable[int]:
    keys, different = where
    return (row for row, key in enumerate(keys) if key == different[place])


def plan_of(schema: Schema) -> Plan | None:
    """The plan for a table's schema; None for one that holds what is not told apart here."""
    import jsonschema_rs

    branches = schema.get("allOf", ())
    if not _known(schema) or not all(map(_is_branch, branches)) or _refers(schema):
        return None
    properties = schema.get("properties", {})
    fields = {name: {"items": one} for name, one in properties.items()}
    judged = {_branch(number): {"items": branch} for number, branch in enumerate(branches)}
    return Plan(
        jsonschema_rs.Draft202012Validator(
            {"properties": {"fields": {"properties": fields}, "branches": {"properties": judged}}},
            validate_formats=True,
        ),
        frozenset(properties),
        tuple(schema.get("required", ())),
        tuple(map(_looked_at, branches)),
    )


def _known(schema: Schema) -> bool:
    names = {name for name in schema if not name.startswith("x-")}
    return names <= _SILENT | _DEMANDS and schema.get("type", "object") == "object"


def _is_branch(branch: Schema) -> bool:
    return {"if", "then"} <= branch.keys() <= _BRANCH and all(
        branch[side].keys() <= _SIDE for side in ("if", "then")
    )


def _branch(number: int) -> str:
    """The name of a branch; a number alone would be taken for the place in a list."""
    return f"branch {number}"


def _refers(schema: Schema) -> bool:
    """Whether a part of the schema may lean on another, from which it cannot be taken away."""
    text = repr(schema)
    return any(word in text for word in ("$ref", "$dynamicRef", "$defs"))


def _looked_at(branch: Schema) -> tuple[tuple[str, ...], tuple[str, ...]]:
    sides = (branch["if"], branch["then"])
    parts = [part for side in sides for part in side.get("properties", {}).items()]
    valued = dict.fromkeys(name for name, part in parts if part not in (True, False, {}))
    asked = [name for name, _ in parts]
    asked += [name for side in sides for name in side.get("required", ())]
    return tuple(valued), tuple(name for name in dict.fromkeys(asked) if name not in valued)
