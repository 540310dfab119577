"""Layouts: that they name what exists, and name each sheet once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checker.packlint.documents import Documents
from checker.packlint.tables import folded
from checker.packs.guarded import twice


def layout_problems(documents: Documents) -> Iterator[str]:
    """A line for each layout that does not fit the tables of its return."""
    columns = {d.stem: list(d.data["properties"]) for d in documents.of("table")}
    keys = _keys(documents)
    needed = _needed(documents)
    for document in documents.of("layout"):
        lines = (*_layout(document.data, columns, keys), *_optional(document.data, needed))
        yield from (f"{document.name}: {line}" for line in lines)
    templates = [document.data["template_id"] for document in documents.of("layout")]
    for name in twice(templates):
        yield f"layouts: {name} is the template_id of two layouts. Give each its own."
    if documents.of("return") and not templates:
        yield "return.yaml: there is no layout. Add one in layouts/."


def _keys(documents: Documents) -> dict[str, list[str]]:
    return {
        name: about.get("key", [])
        for main in documents.of("return")
        for name, about in main.data["tables"].items()
    }


def _needed(documents: Documents) -> set[str]:
    """The tables that no return can do without: its own record, and what others refer to."""
    keys = [link for main in documents.of("return") for link in main.data["foreign_keys"]]
    return {"return", *(link["parent"] for link in keys)}


def _optional(layout: Mapping[str, Any], needed: set[str]) -> Iterator[str]:
    for sheet in layout["sheets"]:
        if sheet.get("optional") and sheet["table"] in needed:
            yield (
                f"sheet {sheet['sheet']} is optional, but others rest on {sheet['table']}. Take"
                " optional out."
            )


def _layout(
    layout: Mapping[str, Any], columns: Mapping[str, list[str]], keys: Mapping[str, list[str]]
) -> Iterator[str]:
    for sheet in layout["sheets"]:
        name = sheet["table"]
        if name not in columns:
            yield f"sheet {sheet['sheet']} holds table {name}, which does not exist."
            continue
        for column in sheet.get("without", ()):
            if column not in columns[name]:
                yield f"sheet {sheet['sheet']} leaves out {column}, which {name} does not have."
            if column in keys.get(name, ()):
                yield f"sheet {sheet['sheet']} leaves out {column}, the key of {name}. Keep it."
    for name in twice(sheet["table"] for sheet in layout["sheets"]):
        yield f"table {name} stands on two sheets. Keep one."
    yield from _sheet_names(layout)


def _sheet_names(layout: Mapping[str, Any]) -> Iterator[str]:
    spoken = [
        name
        for sheet in layout["sheets"]
        for name in {folded(n) for n in (sheet["sheet"], *sheet.get("aliases", ()))}
    ]
    spoken += [folded(name) for name in layout.get("guidance_sheets", ())]
    for name in twice(spoken):
        yield f'the sheet name "{name}" could mean two sheets. Keep it for one of them.'
