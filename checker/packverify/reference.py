"""The reference JSON Schema library over whole tables: what `checker.rows` must also say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.layout.tables import ReturnTables

# Keywords of JSON Schema, as the reference library names them, to the groups of the schema rules.
_GROUPS = {
    "required": "required",
    "format": "date",
    "type": "number",
    "enum": "list",
    "maxLength": "length",
    "minimum": "range",
    "maximum": "range",
    "exclusiveMinimum": "range",
    "exclusiveMaximum": "range",
    "pattern": "pattern",
    "minLength": "pattern",
    "const": "blank",
    "not": "blank",
}
_FIRST = ("required", "blank", "date", "number", "list", "length", "range", "pattern")

CellFaults = dict[tuple[str, int, str], str]


def reference_faults(tables: ReturnTables) -> CellFaults:
    """By table, row and field, the gravest group of keywords that the cell fails."""
    from jsonschema import Draft202012Validator, FormatChecker

    found: CellFaults = {}
    for name, data in tables.tables.items():
        schema = _with_places(data.table.schema)
        validator = Draft202012Validator(schema, format_checker=FormatChecker())
        for row, instance in enumerate(data.instances):
            for error in validator.iter_errors(instance):
                group = _GROUPS[str(error.validator)]
                for field in _fields(error, group, instance):
                    place = (name, row, field)
                    found[place] = min(found.get(place, group), group, key=_FIRST.index)
    return found


def _with_places(schema: Any) -> Any:
    """The schema with "nothing" written out: of a plain false the library does not say where."""
    if isinstance(schema, Mapping):
        plain = {name: _with_places(part) for name, part in schema.items()}
        if isinstance(plain.get("properties"), dict):
            cells = plain["properties"].items()
            plain["properties"] = {
                n: {"not": {}} if about is False else about for n, about in cells
            }
        return plain
    return [_with_places(part) for part in schema] if isinstance(schema, list) else schema


def _fields(error: Any, group: str, instance: dict[str, Any]) -> list[str]:
    if group == "required":
        return [name for name in error.validator_value if name not in instance]
    return [str(error.absolute_path[0])]
