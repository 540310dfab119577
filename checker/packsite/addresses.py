"""Where each page stands, relative to the site's root. Addresses never change: ids never do."""

from __future__ import annotations

from checker.model.specs import Clause, ReturnSpec, Rule, Standard, Table

HOME = "index.html"
SEARCH = "search.js"
STYLE = "site.css"


def folder(pack: ReturnSpec | Standard) -> str:
    """The folder of a pack: the same as that of its files."""
    if isinstance(pack, Standard):
        return f"{pack.id}/{pack.edition}"
    return f"returns/{pack.id}"


def pack_page(pack: ReturnSpec | Standard) -> str:
    """The page of a standard or return."""
    return f"{folder(pack)}/index.html"


def rule_page(pack: ReturnSpec | Standard, rule: Rule) -> str:
    """The page of a rule of this pack."""
    return f"{folder(pack)}/rules/{rule.id}.html"


def clause_page(standard: Standard, clause: Clause) -> str:
    """The page of a clause."""
    return f"{folder(standard)}/clauses/{clause.id}.html"


def table_page(spec: ReturnSpec, table: Table) -> str:
    """The page of a table of a return."""
    return f"{folder(spec)}/tables/{table.name}.html"


def lists_page(spec: ReturnSpec) -> str:
    """The page of all code lists of a return; each list is an anchor on it."""
    return f"{folder(spec)}/lists.html"


def way_up(page: str) -> str:
    """What leads from a page back to the root: "../" for each folder it stands in."""
    return "../" * page.count("/")
