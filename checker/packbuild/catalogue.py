"""standards/README.md: the catalogue of the packs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from checker.model.specs import ReturnSpec, Rule, Standard
from checker.packbuild.markdown import generated_line, page, table, titled
from checker.packbuild.words import ORIGIN_COLUMNS

_HEADINGS = ("Standard", "Publisher", "Status", "Clauses", "Live rules")
_ORIGINS_NOTE = (
    "The last columns count live rules by where their limit comes from. Only a limit from a "
    "statute, a publisher or a contract can make a clause *not met*; the others raise concerns."
)


def catalogue(returns: Sequence[ReturnSpec], standards: Sequence[Standard]) -> str:
    """The page: what returns and standards there are, and where their rules come from."""
    return page(
        generated_line("the packs"),
        "# Returns and standards",
        "What a return *is* stands apart from what a standard *asks*. Each folder is complete in "
        "itself; its GUIDE.md explains it clause by clause, and `_schemas/` describes every file.",
        titled("## Return specifications", _returns(returns)),
        titled("## Standards", _standards(standards)),
        _ORIGINS_NOTE if standards else "",
    )


def _returns(returns: Sequence[ReturnSpec]) -> str:
    rows = [
        (
            f"[{spec.id}](returns/{spec.id}/GUIDE.md)",
            spec.title,
            spec.status,
            str(len(spec.tables)),
            str(sum(len(entry.columns) for entry in spec.tables.values())),
            str(len(spec.code_lists)),
            str(len(_live(spec.rules))),
        )
        for spec in returns
    ]
    headings = ("Return", "Title", "Status", "Tables", "Columns", "Code lists", "Live rules")
    return table(headings, rows)


def _standards(standards: Sequence[Standard]) -> str:
    rows = [_standard(standard) for standard in standards]
    return table((*_HEADINGS, *ORIGIN_COLUMNS.values()), rows)


def _standard(standard: Standard) -> tuple[str, ...]:
    live = _live(standard.rules)
    origins = Counter(rule.threshold.origin for rule in live)
    name = f"{standard.title} ({standard.id}@{standard.edition})"
    return (
        f"[{name}]({standard.id}/{standard.edition}/GUIDE.md)",
        standard.publisher,
        standard.status,
        str(len(standard.clauses)),
        str(len(live)),
        *(str(origins[origin]) for origin in ORIGIN_COLUMNS),  # type: ignore[index]
    )


def _live(rules: Sequence[Rule]) -> list[Rule]:
    return [rule for rule in rules if rule.status == "live"]
