"""standards/_schemas/REPORT.md: the contract of report.json, field by field, from its schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.packbuild.markdown import code, generated_line, page, table

SCHEMA = "_schemas/report.schema.json"
CONTRACT = "_schemas/REPORT.md"

_HEADINGS = ("Field", "Type", "Always there", "Meaning")
_READING = (
    "`a.b` is the field `b` of the object `a`; `a[]` is each entry of the list `a`. A field that "
    "may be missing is from a later version than the first; take what it says as not known."
)

Schema = Mapping[str, Any]


def contract(schema: Schema) -> str:
    """The page: every field of the schema with its type and what it means."""
    version = schema["properties"]["schema_version"].get("const", "")
    return page(
        generated_line("report.schema.json"),
        "# report.json",
        f"{schema['description']} This is version {version} of it." if version else "",
        "" if version else str(schema["description"]),
        _READING,
        table(_HEADINGS, _rows(schema, "")),
    )


def _rows(schema: Schema, above: str) -> Iterator[Sequence[str]]:
    needed = schema.get("required", ())
    for name, field in schema.get("properties", {}).items():
        path = f"{above}.{name}" if above else name
        yield code(path), _kind(field), "yes" if name in needed else "no", _meaning(field)
        yield from _below(field, path)


def _below(field: Schema, path: str) -> Iterator[Sequence[str]]:
    """The fields within a field, whichever of its shapes has them."""
    for shape in (field, *field.get("anyOf", ()), *field.get("oneOf", ())):
        yield from _rows(shape, path)
        if isinstance(shape.get("items"), Mapping):
            yield from _below(shape["items"], f"{path}[]")
        if isinstance(shape.get("additionalProperties"), Mapping):
            yield from _below(shape["additionalProperties"], f"{path}.*")


def _kind(field: Schema) -> str:
    kinds = field.get("type", ())
    named = [kinds] if isinstance(kinds, str) else list(kinds)
    shapes = (*field.get("anyOf", ()), *field.get("oneOf", ()))
    named += [_kind(shape) for shape in shapes]
    return " or ".join(dict.fromkeys(filter(None, named))) or "any"


def _meaning(field: Schema) -> str:
    values = [value for value in field.get("enum", ()) if value not in (None, "")]
    listed = ", ".join(code(str(value)) for value in values)
    return f"{field['description']} One of {listed}." if listed else str(field["description"])
