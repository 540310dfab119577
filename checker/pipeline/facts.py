"""Organisation-level facts of a return, and which standards it is checked against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from checker.errors import UsageError
from checker.language import say
from checker.layout.tables import ReturnTables, SetAside
from checker.model.findings import Finding
from checker.model.receipt import Receipt
from checker.model.report import ReturnFacts
from checker.model.specs import TIERS as TIERS
from checker.model.specs import ReturnSpec, Standard
from checker.packs import load_standard
from checker.packs.standards import claims


def facts(tables: ReturnTables, receipt: Receipt, bad: SetAside) -> ReturnFacts:
    """The facts printed on every report; a field that is set aside is left out."""

    def field(name: str) -> str:
        value = tables.value("return", name)
        usable = not bad.get("return", {}).get(name)
        return str(value) if usable and value is not None else ""

    def whole(name: str) -> int | None:
        return int(text) if (text := field(name)) else None

    period = f"{field('period_start')} to {field('period_end')}"
    return ReturnFacts(
        id=field("return_id"),
        provider=field("provider_name") or field("provider_id"),
        period=period if field("period_start") and field("period_end") else "",
        layout=tables.layout.id,
        digest=receipt.digest,
        spec=tables.spec.id,
        spec_digest=tables.spec.digest,
        provider_id=field("provider_id"),
        start=field("period_start"),
        end=field("period_end"),
        submission=whole("submission_number"),
        replaces=whole("replaces_submission"),
        prepared_on=field("prepared_on"),
        nil=field("nil_return") == "Y",
        area=field("commissioner_pfa"),
        commissioner=field("commissioner_type"),
    )


def headings(spec: ReturnSpec) -> dict[str, str]:
    """The heading of every column, by "table.field"."""
    return {
        f"{name}.{column.name}": column.heading
        for name, table in spec.tables.items()
        for column in table.columns
    }


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """Findings by tier, every tier named."""
    found = Counter(finding.tier for finding in findings)
    return {tier: found[tier] for tier in TIERS}


def named_standards(names: Sequence[str | Standard]) -> tuple[Standard, ...]:
    """The standards called "ID" or "ID@EDITION"; those that are loaded already stay as they are.

    Raises UsageError for one that is unknown, and for two editions of one standard.
    """
    packs = tuple(n if isinstance(n, Standard) else _named(n) for n in _once(names))
    if len({pack.id for pack in packs}) < len(packs):
        raise UsageError(say("checks.two-editions"))
    return packs


def _once(names: Sequence[str | Standard]) -> list[str | Standard]:
    """Names without repeats; a standard cannot be hashed, and is nobody's repeat."""
    kept = dict.fromkeys(name for name in names if isinstance(name, str))
    return [*kept, *(name for name in names if isinstance(name, Standard))]


def _named(name: str) -> Standard:
    standard, _, edition = name.partition("@")
    return load_standard(standard, edition or None)


def claimed_standards(tables: ReturnTables) -> tuple[tuple[Standard, ...], tuple[str, ...]]:
    """The standards that the return claims, and the claims this checker holds no standard for."""
    text = tables.value("return", "standards_claimed") or ""
    known = claims()
    codes = list(dict.fromkeys(code for code in text.split("; ") if code))
    packs = tuple(load_standard(*known[code]) for code in codes if code in known)
    return packs, tuple(code for code in codes if code not in known)
