"""The pages of the site: each its address, its template and what the template shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from checker.model.specs import Clause, ReturnSpec, Rule, Standard, Table
from checker.packbuild.words import filled_words, kind_words, paragraph
from checker.packsite.addresses import (
    HOME,
    clause_page,
    lists_page,
    pack_page,
    rule_page,
    table_page,
)

Pack = ReturnSpec | Standard


@dataclass(frozen=True)
class Page:
    """`trail` are the pages above this one: (title, address); `words` is what search finds."""

    address: str
    template: str
    title: str
    kind: str = ""
    trail: tuple[tuple[str, str], ...] = ()
    words: str = ""
    view: dict[str, Any] = field(default_factory=dict)


def all_pages(returns: Sequence[ReturnSpec], standards: Sequence[Standard]) -> list[Page]:
    """Every page, the first of them home."""
    below = [p for spec in returns for p in _return_pages(spec)]
    below += [p for standard in standards for p in _standard_pages(standard)]
    home = Page(
        HOME,
        "home.html.j2",
        "Standards and returns",
        view={"returns": returns, "standards": standards, "pages": sorted(below, key=_by_title)},
    )
    return [home, *below]


def _by_title(page: Page) -> tuple[str, str]:
    return page.title.casefold(), page.address


def name_of(pack: Pack) -> str:
    """The pack's title with its edition or version."""
    if isinstance(pack, Standard):
        return f"{pack.title}, edition {pack.edition}"
    return f"{pack.title}, version {pack.version}"


def _trail(*packs: Pack) -> tuple[tuple[str, str], ...]:
    return (("Home", HOME), *((name_of(pack), pack_page(pack)) for pack in packs))


def _standard_pages(standard: Standard) -> Iterator[Page]:
    yield Page(
        pack_page(standard),
        "standard.html.j2",
        name_of(standard),
        "Standard",
        _trail(),
        f"{standard.id} {standard.publisher} {standard.summary}",
        {"standard": standard, "rules_of": _rules_by_clause(standard)},
    )
    for clause in standard.clauses:
        yield _clause(standard, clause)
    for rule in standard.rules:
        yield _rule(standard, rule)


def _rules_by_clause(standard: Standard) -> dict[str, list[Rule]]:
    return {
        clause.id: [r for r in standard.rules if clause.id in r.clauses and r.status == "live"]
        for clause in standard.clauses
    }


def _clause(standard: Standard, clause: Clause) -> Page:
    return Page(
        clause_page(standard, clause),
        "clause.html.j2",
        f"{clause.id} {clause.title}",
        "Clause",
        _trail(standard),
        f"{clause.text} {clause.evidence} {standard.title}",
        {
            "standard": standard,
            "clause": clause,
            "rules": _rules_by_clause(standard)[clause.id],
        },
    )


def _rule(pack: Pack, rule: Rule) -> Page:
    clauses = [c for c in _clauses(pack) if c.id in rule.clauses]
    return Page(
        rule_page(pack, rule),
        "rule.html.j2",
        rule.id,
        "Rule",
        _trail(pack),
        paragraph(f"{rule.summary} {rule.why} {rule.fix} {name_of(pack)}"),
        {"pack": pack, "rule": rule, "clauses": clauses},
    )


def _clauses(pack: Pack) -> tuple[Clause, ...]:
    return pack.clauses if isinstance(pack, Standard) else ()


def _return_pages(spec: ReturnSpec) -> Iterator[Page]:
    view = {"spec": spec}
    yield Page(
        pack_page(spec), "return.html.j2", name_of(spec), "Return", _trail(), spec.summary, view
    )
    yield Page(
        lists_page(spec),
        "lists.html.j2",
        f"Code lists of {spec.id}",
        "Code lists",
        _trail(spec),
        " ".join(entry.title for entry in spec.code_lists.values()),
        view,
    )
    for table in spec.tables.values():
        yield _table(spec, table)
    for rule in spec.rules:
        yield _rule(spec, rule)


def _table(spec: ReturnSpec, table: Table) -> Page:
    columns = [(column, kind_words(column), filled_words(column)) for column in table.columns]
    return Page(
        table_page(spec, table),
        "table.html.j2",
        f"{table.title} sheet of {spec.id}",
        "Sheet",
        _trail(spec),
        " ".join((table.description, *(f"{c.heading} {c.description}" for c in table.columns))),
        {"spec": spec, "table": table, "columns": columns},
    )
