"""Return specifications: `standards/returns/<id>/` to a `ReturnSpec`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from checker.errors import PackError, UsageError
from checker.model.specs import (
    Code,
    CodeList,
    Column,
    Definition,
    ForeignKey,
    Layout,
    ReturnSpec,
    Rule,
    SheetLayout,
    Table,
    ValueType,
)
from checker.packs.accounts import read_carried, read_not_carried
from checker.packs.across import read_across
from checker.packs.files import as_counted, digest, fields_of, read_json
from checker.packs.kept import kept
from checker.packs.lineage import RETURN_FILE, files, in_place, lineage, read_merged
from checker.packs.rules import read_rules
from checker.resources import standards_folder


def list_returns() -> tuple[str, ...]:
    """Ids of the return specifications that ship with the checker, newest last."""
    found = (p.parent.name for p in standards_folder().glob(f"returns/*/{RETURN_FILE}"))
    return tuple(sorted(found, key=as_counted))


def load_return(return_id: str = "") -> ReturnSpec:
    """Read one return specification, without an id the newest.

    Raises UsageError for an id that does not exist and PackError for a faulty file.
    """
    known = list_returns()
    if return_id and return_id not in known:
        raise UsageError(
            f"There is no return specification {return_id}. Known: {', '.join(known)}."
        )
    return _shipped(standards_folder() / "returns" / (return_id or known[-1]))


def about_return(return_id: str) -> Mapping[str, Any]:
    """What the main file of one that ships says, laid over those that it extends."""
    folders = lineage(standards_folder() / "returns" / return_id)
    found: Mapping[str, Any] = read_merged(base / RETURN_FILE for base in folders)
    return found


def find_layout(spec: ReturnSpec, name: str) -> Layout:
    """The layout of that name; raises UsageError when the return has no such layout."""
    if name not in spec.layouts:
        raise UsageError(f"There is no layout {name}. Known: {', '.join(spec.layouts)}.")
    return spec.layouts[name]


def read_return(folder: Path) -> ReturnSpec:
    """Read the return specification in `folder`, laid over the one that it extends.

    Raises PackError for a faulty file.
    """
    folders = lineage(folder)
    raw = read_merged(base / RETURN_FILE for base in folders)
    lists = {
        stem: _code_list(stem, read_merged(paths))
        for stem, paths in files(folders, "codelists/*.json").items()
    }
    with fields_of(RETURN_FILE):
        tables = _tables(raw, folders, lists)
        return ReturnSpec(
            id=raw["id"],
            title=raw["title"],
            version=str(raw["version"]),
            status=raw["status"],
            summary=raw["summary"].strip(),
            source=raw["basis"].strip(),
            digest=digest(*folders),
            tables=tables,
            foreign_keys=tuple(ForeignKey(**key) for key in raw["foreign_keys"]),
            code_lists=lists,
            layouts={
                stem: _layout(paths, tables)
                for stem, paths in files(folders, "layouts/*.yaml").items()
            },
            definitions=tuple(
                Definition(d["term"], d["meaning"], d.get("excludes", ""))
                for d in raw["definitions"]
            ),
            rules=_rules(folders, raw["id"]),
            suites=read_suites(folder),
            measures={
                stem: tuple(path.read_text(encoding="utf-8") for path in paths)
                for stem, paths in files(folders, "measures/*.sql").items()
            },
            across=read_across(folders),
            carried=read_carried(raw),
            not_carried=read_not_carried(raw),
        )


# A return may extend any other that stands beside it.
_shipped = kept(read_return, lambda folder: folder.parent)


def _rules(folders: Sequence[Path], pack: str) -> tuple[Rule, ...]:
    found = {rule.id: rule for base in folders for rule in read_rules(base / "rules", pack)}
    return tuple(found[name] for name in sorted(found))


def _tables(
    raw: Mapping[str, Any], folders: Sequence[Path], lists: Mapping[str, CodeList]
) -> dict[str, Table]:
    schemas = files(folders, "tables/*.schema.json")
    return {
        name: _table(name, about, schemas.get(name, ()), lists)
        for name, about in in_place(raw["tables"]).items()
    }


def read_suites(folder: Path) -> dict[str, Mapping[str, Any]]:
    """The generated Great Expectations suites of a pack, by table."""
    return {p.stem: read_json(p) for p in sorted(folder.glob("expectations/*.json"))}


def _code_list(name: str, raw: Mapping[str, Any]) -> CodeList:
    with fields_of(f"{name}.json"):
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
        return CodeList(name, raw["title"], str(raw["version"]), raw["source"], codes)


def _table(
    name: str, about: Mapping[str, Any], paths: Sequence[Path], lists: Mapping[str, CodeList]
) -> Table:
    if not paths:
        raise PackError(f"{name}.schema.json cannot be read: it is not among the tables.")
    schema = read_merged(paths)
    with fields_of(f"{name}.schema.json"):
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


def _layout(paths: Sequence[Path], tables: Mapping[str, Table]) -> Layout:
    raw = read_merged(paths)
    with fields_of(paths[0].name):
        places = in_place({sheet["table"]: sheet for sheet in raw["sheets"]})
        return Layout(
            id=raw["id"],
            title=raw["title"],
            template_id=raw["template_id"],
            summary=raw.get("summary", ""),
            sheets=tuple(_sheet(sheet, tables) for sheet in places.values()),
            guidance_sheets=tuple(raw.get("guidance_sheets", ())),
        )


def _sheet(sheet: Mapping[str, Any], tables: Mapping[str, Table]) -> SheetLayout:
    left_out = sheet.get("without", ())
    columns = tables[sheet["table"]].columns
    return SheetLayout(
        table=sheet["table"],
        sheet=sheet["sheet"],
        aliases=tuple(sheet.get("aliases", ())),
        columns=tuple(column.name for column in columns if column.name not in left_out),
        optional=sheet.get("optional", False),
    )
