"""Return specifications: `standards/returns/<id>/` to a `ReturnSpec`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from checker.errors import UsageError
from checker.model.specs import (
    Code,
    CodeList,
    Column,
    Definition,
    ForeignKey,
    Layout,
    ReturnSpec,
    SheetLayout,
    Table,
    ValueType,
)
from checker.packs.files import digest, fields_of, read_json, read_yaml
from checker.packs.rules import read_rules
from checker.resources import standards_folder


def list_returns() -> tuple[str, ...]:
    """Ids of the return specifications that ship with the checker, newest last."""
    return tuple(sorted(p.parent.name for p in standards_folder().glob("returns/*/return.yaml")))


def load_return(return_id: str = "ppr-1.0") -> ReturnSpec:
    """Read one return specification.

    Raises UsageError for an id that does not exist and PackError for a faulty file.
    """
    if return_id not in list_returns():
        known = ", ".join(list_returns())
        raise UsageError(f"There is no return specification {return_id}. Known: {known}.")
    return read_return(standards_folder() / "returns" / return_id)


def find_layout(spec: ReturnSpec, name: str) -> Layout:
    """The layout of that name; raises UsageError when the return has no such layout."""
    if name not in spec.layouts:
        raise UsageError(f"There is no layout {name}. Known: {', '.join(spec.layouts)}.")
    return spec.layouts[name]


def read_return(folder: Path) -> ReturnSpec:
    """Read the return specification in `folder`; raises PackError for a faulty file."""
    raw = read_yaml(folder / "return.yaml")
    lists = {p.stem: _code_list(p) for p in sorted(folder.glob("codelists/*.json"))}
    with fields_of("return.yaml"):
        tables = {name: _table(name, about, folder, lists) for name, about in raw["tables"].items()}
        return ReturnSpec(
            id=raw["id"],
            title=raw["title"],
            version=str(raw["version"]),
            status=raw["status"],
            summary=raw["summary"].strip(),
            source=raw["basis"].strip(),
            digest=digest(folder),
            tables=tables,
            foreign_keys=tuple(ForeignKey(**key) for key in raw["foreign_keys"]),
            code_lists=lists,
            layouts={p.stem: _layout(p, tables) for p in sorted(folder.glob("layouts/*.yaml"))},
            definitions=tuple(
                Definition(d["term"], d["meaning"], d.get("excludes", ""))
                for d in raw["definitions"]
            ),
            rules=read_rules(folder / "rules", raw["id"]),
            suites=read_suites(folder),
            measures={p.stem: p.read_text(encoding="utf-8") for p in folder.glob("measures/*.sql")},
        )


def read_suites(folder: Path) -> dict[str, Mapping[str, Any]]:
    """The generated Great Expectations suites of a pack, by table."""
    return {p.stem: read_json(p) for p in sorted(folder.glob("expectations/*.json"))}


def _code_list(path: Path) -> CodeList:
    raw = read_json(path)
    with fields_of(path.name):
        codes = tuple(
            Code(
                code=code["code"],
                label=code["label"],
                label_cy=code.get("label_cy", ""),
                aliases=tuple(code.get("aliases", ())),
                valid_from=code.get("valid_from", ""),
                valid_to=code.get("valid_to", ""),
                note=code.get("note", ""),
            )
            for code in raw["codes"]
        )
        return CodeList(path.stem, raw["title"], str(raw["version"]), raw["source"], codes)


def _table(
    name: str, about: Mapping[str, Any], folder: Path, lists: Mapping[str, CodeList]
) -> Table:
    path = folder / "tables" / f"{name}.schema.json"
    schema = read_json(path)
    with fields_of(path.name):
        required = set(schema.get("required", ()))
        columns = tuple(
            _column(field, facts, field in required, _conditions(schema, field))
            for field, facts in schema["properties"].items()
        )
        return Table(
            name=name,
            title=about["title"],
            description=schema.get("description", ""),
            shape=about.get("shape", "table"),
            key=tuple(about.get("key", ())),
            columns=columns,
            schema=_inline(schema, lists),
        )


def _conditions(schema: Mapping[str, Any], field: str) -> tuple[str, ...]:
    branches: Iterable[Mapping[str, Any]] = schema.get("allOf", ())
    return tuple(b["title"] for b in branches if field in b["then"].get("required", ()))


def _column(
    name: str, facts: Mapping[str, Any], required: bool, conditions: tuple[str, ...]
) -> Column:
    reference = facts.get("$ref") or facts.get("items", {}).get("$ref", "")
    return Column(
        name=name,
        heading=facts["title"],
        description=facts.get("description", ""),
        type=_value_type(facts),
        required=required,
        code_list=Path(reference).stem if reference else "",
        definition=facts.get("x-definition", ""),
        sensitivity=facts.get("x-sensitivity", ""),
        aliases=tuple(facts.get("x-aliases", ())),
        max_length=facts.get("maxLength"),
        minimum=facts.get("minimum"),
        maximum=facts.get("maximum"),
        pattern=facts.get("pattern", ""),
        may_follow_period=facts.get("x-may-follow-period", False),
        conditions=conditions,
    )


def _value_type(facts: Mapping[str, Any]) -> ValueType:
    if "$ref" in facts:
        return "code"
    if facts.get("x-type") == "key":
        return "key"
    if facts.get("format") == "date":
        return "date"
    plain: dict[str, ValueType] = {"array": "list", "integer": "integer", "number": "number"}
    return plain.get(facts.get("type", "string"), "text")


def _inline(node: Any, lists: Mapping[str, CodeList]) -> Any:
    """Replace references to code lists by their codes, so that a schema stands alone."""
    if isinstance(node, list):
        return [_inline(item, lists) for item in node]
    if not isinstance(node, dict):
        return node
    plain = {key: _inline(value, lists) for key, value in node.items() if key != "$ref"}
    if "$ref" in node:
        codes = lists[Path(node["$ref"]).stem].codes
        return {"type": "string", "enum": [code.code for code in codes], **plain}
    return plain


def _layout(path: Path, tables: Mapping[str, Table]) -> Layout:
    raw = read_yaml(path)
    with fields_of(path.name):
        sheets = tuple(
            SheetLayout(
                table=sheet["table"],
                sheet=sheet["sheet"],
                aliases=tuple(sheet.get("aliases", ())),
                columns=tuple(
                    column.name
                    for column in tables[sheet["table"]].columns
                    if column.name not in sheet.get("without", ())
                ),
            )
            for sheet in raw["sheets"]
        )
        return Layout(
            id=raw["id"],
            title=raw["title"],
            template_id=raw["template_id"],
            summary=raw.get("summary", ""),
            sheets=sheets,
            guidance_sheets=tuple(raw.get("guidance_sheets", ())),
        )
