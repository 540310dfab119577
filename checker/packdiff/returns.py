"""What differs between two return specifications."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Any

from checker.model.specs import (
    AcrossRule,
    Code,
    CodeList,
    Column,
    Definition,
    Layout,
    ReturnSpec,
    SheetLayout,
    Table,
)
from checker.packdiff.changes import (
    Detail,
    Difference,
    compared,
    fact,
    facts,
    own,
    reworded,
    wording,
)
from checker.packdiff.rules import rule_differences

_COLUMN = {
    "type": "kind",
    "required": "always needed",
    "conditions": "needed",
    "code_list": "code list",
    "max_length": "most characters",
    "minimum": "smallest",
    "maximum": "largest",
    "pattern": "form",
    "may_follow_period": "may lie after the period",
    "sensitivity": "sensitivity",
    "heading": "heading",
    "aliases": "other headings",
}
_CODE = {
    "label": "label",
    "label_cy": "label in Welsh",
    "aliases": "also read",
    "valid_from": "in use from",
    "valid_to": "in use to",
}


def return_differences(before: ReturnSpec, after: ReturnSpec) -> list[Difference]:
    """Every difference, from the return itself down to its rules."""
    return [
        *own("return", after.title, _own(before, after)),
        *_table_differences(before, after),
        *_list_differences(before, after),
        *_layout_differences(before, after),
        *compared("term", _terms(before), _terms(after), lambda term: term.meaning, _term),
        *compared("measure", before.measures, after.measures, _no_title, _content),
        *rule_differences(before.rules, after.rules),
        *compared("across returns", _across(before), _across(after), _across_title, _across_rule),
    ]


# The parts of a table, list or layout that came or went as a whole are told with it.


def _table_differences(before: ReturnSpec, after: ReturnSpec) -> Iterator[Difference]:
    both = before.tables.keys() & after.tables.keys()
    yield from compared("table", before.tables, after.tables, _table_title, _table)
    old, new = _columns(before, both), _columns(after, both)
    yield from compared("column", old, new, _column_title, _column)
    asked, asks = _conditions(before, both), _conditions(after, both)
    yield from compared("condition", asked, asks, _no_title, _content)
    yield from compared("reference", _links(before), _links(after), str, _link)


def _list_differences(before: ReturnSpec, after: ReturnSpec) -> Iterator[Difference]:
    both = before.code_lists.keys() & after.code_lists.keys()
    yield from compared("code list", before.code_lists, after.code_lists, _list_title, _list)
    old, new = _codes(before, both), _codes(after, both)
    yield from compared("code", old, new, lambda code: code.label, _code)


def _layout_differences(before: ReturnSpec, after: ReturnSpec) -> Iterator[Difference]:
    both = before.layouts.keys() & after.layouts.keys()
    yield from compared("layout", before.layouts, after.layouts, lambda one: one.title, _layout)
    old, new = _sheets(before, both), _sheets(after, both)
    yield from compared("sheet", old, new, lambda one: one.sheet, _sheet)


def _own(before: ReturnSpec, after: ReturnSpec) -> list[Detail]:
    labels = {"id": "id", "title": "title", "version": "version", "status": "status"}
    return [
        *facts(before, after, labels),
        *reworded("summary", "summary", before.summary, after.summary),
        *reworded("source", "what it rests on", before.source, after.source),
    ]


def _no_title(thing: object) -> str:
    return ""


def _content(old: object, new: object) -> list[Detail]:
    """A difference in something that has no words of its own, such as SQL."""
    return [] if old == new else [Detail("content", "", "", "works differently")]


def _table_title(table: Table) -> str:
    return f"{table.title}, {len(table.columns)} columns"


def _table(before: Table, after: Table) -> list[Detail]:
    return [
        *facts(before, after, {"title": "title", "shape": "shape", "key": "key"}),
        *reworded("description", "what a row is", before.description, after.description),
    ]


def _columns(spec: ReturnSpec, tables: Set[str]) -> dict[str, Column]:
    found = (table for table in spec.tables.values() if table.name in tables)
    return {f"{table.name}.{column.name}": column for table in found for column in table.columns}


def _column_title(column: Column) -> str:
    needed = "always needed" if column.required else "; ".join(column.conditions)
    kind = f"{column.type} from {column.code_list}" if column.code_list else column.type
    return f"{column.heading} ({kind}, {needed or 'where known'})"


def _column(before: Column, after: Column) -> list[Detail]:
    return [
        *facts(before, after, _COLUMN),
        *reworded("description", "what to enter", before.description, after.description),
        *reworded("definition", "definition", before.definition, after.definition),
    ]


def _conditions(spec: ReturnSpec, tables: Set[str]) -> dict[str, Mapping[str, Any]]:
    """Conditions by table, words and number: two of a table may share their words."""
    return {
        f"{table.name}, {title}": branch
        for table in spec.tables.values()
        if table.name in tables
        for title, branch in _numbered(table.schema.get("allOf", ()))
    }


def _numbered(branches: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    seen: dict[str, int] = {}
    for branch in branches:
        seen[branch["title"]] = seen.get(branch["title"], 0) + 1
        count = seen[branch["title"]]
        yield branch["title"] if count == 1 else f"{branch['title']} ({count})", branch


def _links(spec: ReturnSpec) -> dict[str, str]:
    return {
        f"{key.table}.{key.column}": f"names a row of {key.parent} by {key.parent_column}"
        for key in spec.foreign_keys
    }


def _link(before: str, after: str) -> list[Detail]:
    return list(fact("parent", "", before, after))


def _list_title(entry: CodeList) -> str:
    return f"{entry.title}, {len(entry.codes)} codes"


def _list(before: CodeList, after: CodeList) -> list[Detail]:
    return list(facts(before, after, {"title": "title", "version": "version", "source": "source"}))


def _codes(spec: ReturnSpec, lists: Set[str]) -> dict[str, Code]:
    found = (entry for entry in spec.code_lists.values() if entry.id in lists)
    return {f"{entry.id} {code.code}": code for entry in found for code in entry.codes}


def _code(before: Code, after: Code) -> list[Detail]:
    return [
        *facts(before, after, _CODE),
        *reworded("note", "note", before.note, after.note),
    ]


def _layout(before: Layout, after: Layout) -> list[Detail]:
    labels = {
        "title": "title",
        "template_id": "template",
        "guidance_sheets": "sheets of guidance",
    }
    return [
        *facts(before, after, labels),
        *reworded("summary", "summary", before.summary, after.summary),
    ]


def _sheets(spec: ReturnSpec, layouts: Set[str]) -> dict[str, SheetLayout]:
    found = (layout for layout in spec.layouts.values() if layout.id in layouts)
    return {f"{layout.id} {sheet.table}": sheet for layout in found for sheet in layout.sheets}


def _sheet(before: SheetLayout, after: SheetLayout) -> list[Detail]:
    return [
        *facts(before, after, {"sheet": "name", "aliases": "other names", "optional": "optional"}),
        *fact("columns", "columns", before.columns, after.columns),
    ]


def _across(spec: ReturnSpec) -> dict[str, AcrossRule]:
    return {rule.id: rule for rule in spec.across}


def _across_title(rule: AcrossRule) -> str:
    return rule.summary


def _across_rule(before: AcrossRule, after: AcrossRule) -> list[Detail]:
    words = {"summary": "summary", "why": "why", "fix": "what to do", "limits": "limits"}
    return [*facts(before, after, {"tier": "tier"}), *wording(before, after, words)]


def _terms(spec: ReturnSpec) -> dict[str, Definition]:
    return {definition.term: definition for definition in spec.definitions}


def _term(before: Definition, after: Definition) -> list[Detail]:
    return [
        *reworded("meaning", "meaning", before.meaning, after.meaning),
        *reworded("excludes", "what it leaves out", before.excludes, after.excludes),
    ]
