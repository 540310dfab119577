"""What lets a finding be known again: its rule, its record and its field, never its row."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from checker.model.findings import Finding
from checker.model.specs import ReturnSpec

# Findings of these rules speak of a whole column or sheet; their cell is only the first of many.
WHOLE: Final = frozenset(
    {
        "heading-row-ignored",
        "leading-zeros-lost",
        "month-first-dates",
        "tidied-value",
        "values-under-merge",
    }
)


def identified(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, in the order given, each with its identity.

    The identity is a digest of rule, table, the record's key (or else its case) and field. Several
    that agree in all of these are numbered in their order, so that as a set they outlive sorting.
    No row and no column takes part: both move when others come or go.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for finding in findings:
        case = f"case {finding.case}" if finding.case and not finding.key else ""
        where = finding.table or finding.sheet
        parts = (finding.rule, where, finding.key, finding.field, case)
        seen[parts] += 1
        text = "\x1f".join((*parts, str(seen[parts])))
        yield replace(finding, id=hashlib.sha256(text.encode()).hexdigest()[:16])


def is_counted(finding: Finding, spec: ReturnSpec) -> bool:
    """Whether nothing names a finding but its place, so that only the number of such lasts.

    Which of three nameless rows was put right cannot be told once the sheet was sorted.
    """
    if not finding.cell or finding.key or finding.case or finding.rule in WHOLE:
        return False
    table = spec.tables.get(finding.table)
    return table is None or table.shape != "record" or not finding.field
