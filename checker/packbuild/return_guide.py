"""GUIDE.md of a return specification: tables, columns, definitions, code lists and rules."""

from __future__ import annotations

from collections.abc import Iterable

from checker.model.specs import (
    AcrossRule,
    CodeList,
    Layout,
    ReturnSpec,
    Rule,
    SheetLayout,
    Table,
)
from checker.packbuild.accounts import accounts
from checker.packbuild.markdown import bullets, code, generated_line, page, table, titled
from checker.packbuild.words import (
    ACROSS_TIERS,
    SHAPES,
    TIERS,
    address,
    filled_words,
    kind_words,
    paragraph,
    threshold_words,
)

_ACROSS = "Told of a batch of returns only, to the commissioner, and in no provider's report."
_SOURCES = "return.yaml, across.yaml and the files in tables/, codelists/, layouts/ and rules/"


def return_guide(spec: ReturnSpec, periods: Iterable[str] = ()) -> str:
    """The whole page; every table, column, code list and rule is named on it.

    `periods` says in sentences which cases belong to a period.
    """
    return page(
        generated_line(_SOURCES),
        f"# {spec.title}, version {spec.version}",
        "" if spec.status == "live" else f"> **{spec.status.capitalize()}.**",
        spec.summary,
        titled("## What it rests on", paragraph(spec.source)),
        titled("## Periods", bullets(periods)),
        titled("## Layouts", _layouts(spec)),
        titled("## Words used", _definitions(spec)),
        "## Tables",
        *(_table(entry, spec) for entry in spec.tables.values()),
        "## Code lists",
        *(_code_list(entry) for entry in spec.code_lists.values()),
        "## Rules",
        *(_rule(rule) for rule in spec.rules),
        *_across(spec),
        titled("## What became of each candidate check", accounts(spec)),
    )


def _layouts(spec: ReturnSpec) -> str:
    return bullets(_layout(layout) for layout in spec.layouts.values())


def _layout(layout: Layout) -> str:
    sheets = ", ".join(_sheet(sheet) for sheet in layout.sheets)
    return f"**{layout.title}** ({layout.template_id}). {layout.summary} Sheets: {sheets}."


def _sheet(place: SheetLayout) -> str:
    return f"{place.sheet} (may be left out)" if place.optional else place.sheet


def _definitions(spec: ReturnSpec) -> str:
    rows = [(entry.term, entry.meaning, entry.excludes) for entry in spec.definitions]
    return table(("Term", "Meaning", "Does not include"), rows)


def _table(entry: Table, spec: ReturnSpec) -> str:
    rows = [
        (
            column.heading,
            code(column.name),
            f"{column.description} {column.definition}",
            kind_words(column),
            filled_words(column),
        )
        for column in entry.columns
    ]
    headings = ("Heading", "Column", "What to enter", "Kind", "Fill in")
    facts = f"{paragraph(entry.description)} ({SHAPES[entry.shape]}{_keys(entry, spec)})"
    return page(f"### {entry.title} ({code(entry.name)})", facts, table(headings, rows))


def _keys(entry: Table, spec: ReturnSpec) -> str:
    key = f"; key {', '.join(map(code, entry.key))}" if entry.key else ""
    links = [
        f"{code(link.column)} names a row of {code(link.parent)}"
        for link in spec.foreign_keys
        if link.table == entry.name
    ]
    return "; ".join([key, *links]) if links else key


def _code_list(entry: CodeList) -> str:
    rows = [
        (c.code, c.label, c.label_cy, ", ".join(c.aliases), _validity(c.valid_from, c.valid_to))
        for c in entry.codes
    ]
    return page(
        f"### {entry.id}",
        f"{entry.title}. Source: {address(entry.source)}.",
        table(("Code", "Meaning", "Welsh", "Also read", "In use"), rows),
    )


def _validity(first: str, last: str) -> str:
    return " ".join([*(["from", first] if first else []), *(["to", last] if last else [])])


def _rule(rule: Rule) -> str:
    resting = "" if rule.status == "live" else f" This rule is {rule.status} and is not run."
    facts = bullets(
        [
            f"{rule.tier}: {TIERS[rule.tier]}. Table: {_where(rule)}.",
            f"What to do: {rule.fix}",
            f"Where the limit comes from: {threshold_words(rule.threshold)}",
            f"Limits: {rule.limits}" if rule.limits else "",
            f"Since: {rule.since}",
        ]
    )
    words = f"{paragraph(rule.summary)} {paragraph(rule.why)}{resting}"
    return f"### {rule.id}\n\n{words}\n\n{facts}"


def _across(spec: ReturnSpec) -> list[str]:
    heading = ["## Across returns", _ACROSS] if spec.across else []
    return heading + [_across_rule(rule) for rule in spec.across]


def _across_rule(rule: AcrossRule) -> str:
    facts = bullets(
        [
            f"{rule.tier}: {ACROSS_TIERS[rule.tier]}.",
            f"What to do: {rule.fix}",
            f"Limits: {rule.limits}",
        ]
    )
    return f"### {rule.id}\n\n{paragraph(rule.summary)} {paragraph(rule.why)}\n\n{facts}"


def _where(rule: Rule) -> str:
    each = {"key": "key", "foreign_key": "reference", "date_column": "date column"}
    if rule.check.each:
        return f"every table, each {each[rule.check.each]}"
    return "every table" if rule.table == "*" else rule.table
