"""The labels of the codes that a column may hold."""

from __future__ import annotations

from checker.model.specs import ReturnSpec


def labels(spec: ReturnSpec | None, table: str, column: str) -> dict[str, str]:
    """Each code of the column's list with its label, in the list's order; empty without a list."""
    found = spec.tables.get(table) if spec else None
    if spec is None or found is None:
        return {}
    lists = {each.name: each.code_list for each in found.columns}
    codes = spec.code_lists.get(lists.get(column, ""))
    return {code.code: code.label for code in codes.codes} if codes else {}
