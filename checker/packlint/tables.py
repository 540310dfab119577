"""Tables of a return: their files, keys, references, headings and conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from checker.packlint.documents import Document, Documents
from checker.packlint.patterns import pattern_problem
from checker.packs.guarded import twice

_NO_COLUMN = "Name a column of the table or add it"


def table_problems(documents: Documents) -> Iterator[str]:
    """A line for each table, key, reference, heading or condition that does not hold together."""
    for main in documents.of("return"):
        schemas = {document.stem: document.data for document in documents.of("table")}
        yield from _files(main, schemas)
        yield from _keys(main, schemas)
        yield from _foreign_keys(main, schemas)
    lists = {document.stem for document in documents.of("codelist")}
    for document in documents.of("table"):
        yield from (f"{document.name}: {line}" for line in _table(document.data, lists))


def _files(main: Document, schemas: Mapping[str, Any]) -> Iterator[str]:
    names = set(main.data["tables"])
    for name in sorted(names - set(schemas)):
        yield f"{main.name}: table {name} has no file tables/{name}.schema.json. Add it."
    for name in sorted(set(schemas) - names):
        yield f"tables/{name}.schema.json: {main.name} has no table {name}. Add it there."


def _keys(main: Document, schemas: Mapping[str, Any]) -> Iterator[str]:
    for name, about in main.data["tables"].items():
        required = schemas.get(name, {}).get("required", ())
        for column in about.get("key", ()):
            if name in schemas and column not in required:
                yield (
                    f"{main.name}: the key {column} of {name} is not a required column of "
                    f"tables/{name}.schema.json. Require it there."
                )


def _foreign_keys(main: Document, schemas: Mapping[str, Any]) -> Iterator[str]:
    tables = main.data["tables"]
    for link in main.data["foreign_keys"]:
        named = f"{link['table']}.{link['column']}"
        if link["column"] not in schemas.get(link["table"], {}).get("properties", ()):
            yield f"{main.name}: foreign key {named} is not a column. {_NO_COLUMN}."
        if tables.get(link["parent"], {}).get("key") != [link["parent_column"]]:
            yield (
                f"{main.name}: foreign key {named} points to {link['parent']}."
                f"{link['parent_column']}, which is not the key of that table. Point it to the key."
            )


def _table(schema: Mapping[str, Any], lists: set[str]) -> Iterator[str]:
    columns: Mapping[str, Any] = schema["properties"]
    for name in schema["required"]:
        if name not in columns:
            yield f"requires {name}, which is not a column. {_NO_COLUMN}."
    for branch in schema.get("allOf", ()):
        yield from _branch(branch, columns)
    for name, about in columns.items():
        yield from (f"column {name} {line}" for line in _column(about, lists))
    yield from _headings(columns)


def _column(about: Mapping[str, Any], lists: set[str]) -> Iterator[str]:
    entry = about.get("items", {})
    reference = about.get("$ref") or entry.get("$ref")
    if reference and Path(reference).stem not in lists:
        yield f"refers to {reference}, which does not exist. Add the list or correct its name."
    if about.get("type") == "array" and not entry:
        yield "is a list but lacks items. Say what its entries hold."
    for pattern in (about.get("pattern"), entry.get("pattern")):
        problem = pattern_problem(pattern) if pattern else ""
        if problem:
            yield problem


def _branch(branch: Mapping[str, Any], columns: Mapping[str, Any]) -> Iterator[str]:
    title, test, then = branch["title"], branch["if"], branch["then"]
    tested, needed = test.get("properties", {}), test["required"]
    for name in tested:
        if name not in needed:
            yield (
                f'the condition "{title}" tests {name} without requiring it, so a blank would '
                "meet it. Add it to required of the if."
            )
    for name in (*tested, *needed, *then.get("required", ()), *then.get("properties", ())):
        if name not in columns:
            yield f'the condition "{title}" names {name}, which is not a column. {_NO_COLUMN}.'


def _headings(columns: Mapping[str, Any]) -> Iterator[str]:
    spoken = [
        heading
        for name, about in columns.items()
        for heading in {folded(n) for n in (name, about["title"], *about.get("x-aliases", ()))}
    ]
    for heading in twice(spoken):
        yield f'the heading "{heading}" could mean two columns. Keep it for one of them.'


def folded(text: str) -> str:
    """Text as headings and codes are compared: without case, underscores or double spaces."""
    return " ".join(text.replace("_", " ").casefold().split())
