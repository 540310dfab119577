"""The texts of new files, filled in from `templates/new/`."""

from __future__ import annotations

from string import Template
from typing import Any

from checker.model.specs import Column, ReturnSpec, Table
from checker.packlint.modelines import MARK, schema_path
from checker.resources import templates_folder

# Fields that are YAML already, or stand within quotes or comments.
_WHOLE = ("schema", "passing", "failing", "since", "edition")


def scaffold(name: str, **fields: str) -> str:
    """The template `name` of `templates/new/` with its fields filled in."""
    fields = {field: value if field in _WHOLE else _text(value) for field, value in fields.items()}
    text = (templates_folder() / "new" / name).read_text(encoding="utf-8")
    return Template(text).substitute(fields)


def _text(word: str) -> str:
    """A word as YAML takes it for text: "1.1" and "no" would be a number and a denial."""
    import yaml

    return word if not word or isinstance(yaml.safe_load(word), str) else f'"{word}"'


def standard_text(standard: str, edition: str) -> str:
    """A new standard.yaml."""
    schema = schema_path("standard.yaml", "standard")
    return scaffold("standard.yaml", schema=schema, id=standard, edition=edition)


def with_modeline(name: str, text: str) -> str:
    """The text of a standard's file, its schema named in the first line if it was not yet."""
    kind = "rule" if "/" in name else name.removesuffix(".yaml")
    return text if text.startswith(MARK) else f"{MARK}{schema_path(name, kind)}\n{text}"


def clauses_text(first: str) -> str:
    """A new clauses.yaml with one clause."""
    head = scaffold("clauses.yaml", schema=schema_path("clauses.yaml", "clauses"))
    return head + clause_text(first)


def clause_text(name: str) -> str:
    """A new clause, as it stands in clauses.yaml."""
    return scaffold("clause.yaml", id=name)


def rule_text(name: str, table: Table, clause: str, spec: ReturnSpec, since: str) -> str:
    """A new rule; without a clause, one of a return specification."""
    column = _first_column(table, spec)
    return scaffold(
        "rule.yaml" if clause else "return-rule.yaml",
        schema=schema_path(f"rules/{name}.yaml", "rule"),
        id=name,
        clause=clause,
        table=table.name,
        column=column.name,
        since=since,
        passing=_row([*_keys(table), column], spec),
        failing=_row([c for c in _keys(table) if c is not column], spec),
    )


def _first_column(table: Table, spec: ReturnSpec) -> Column:
    """A column to begin with: no key or reference, and of no form that an example could miss."""
    links = {key.column for key in spec.foreign_keys if key.table == table.name}
    named = {*links, *table.key}
    return min(table.columns, key=lambda column: (column.name in named, bool(column.pattern)))


def _keys(table: Table) -> list[Column]:
    return [column for column in table.columns if column.name in table.key]


def _row(columns: list[Column], spec: ReturnSpec) -> str:
    cells = {column.name: _example(column, spec) for column in columns}
    return "{" + ", ".join(f"{name}: {value}" for name, value in cells.items()) + "}"


def _example(column: Column, spec: ReturnSpec) -> str:
    """A value that the column takes, as YAML."""
    if column.code_list:
        code = f'"{spec.code_lists[column.code_list].codes[0].code}"'
        return f"[{code}]" if column.type == "list" else code
    kinds: dict[str, Any] = {"date": '"2026-07-15"', "key": "REF-1", "list": "[REF-1]"}
    if column.type in ("integer", "number"):
        return f"{column.minimum or 0:g}"
    return str(kinds.get(column.type, "Words"))
