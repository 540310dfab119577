"""What differs between two issues of a rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.model.specs import Rule
from checker.packdiff.changes import Detail, Difference, arrow, compared, fact, facts, wording
from checker.packs.limits import limit, looks_at, scope

_WORDS = {"summary": "summary", "why": "why", "fix": "fix", "limits": "limits"}


def rule_differences(before: Sequence[Rule], after: Sequence[Rule]) -> Iterator[Difference]:
    """Rules added, removed and changed, in order of id."""
    old, new = ({rule.id: rule for rule in rules} for rules in (before, after))
    return compared("rule", old, new, _title, _details)


def _title(rule: Rule) -> str:
    said = " ".join(rule.summary.split())
    held = limit(rule.check)
    weight = f"{rule.weight}; " if rule.weight else ""
    resting = "" if rule.status == "live" else f", {rule.status} and not run"
    return f"{said} ({weight}{held or rule.check.kind}; origin {rule.threshold.origin}{resting})"


def _details(before: Rule, after: Rule) -> list[Detail]:
    return [
        *_limit(before, after),
        *facts(before.threshold, after.threshold, {"origin": "origin", "grade": "grade"}),
        *_standing(before, after),
        *_data(before, after),
        *facts(before.threshold, after.threshold, {"source": "source"}),
        *_words(before, after),
    ]


def _limit(before: Rule, after: Rule) -> Iterator[Detail]:
    old, new = limit(before.check), limit(after.check)
    if old != new:
        yield Detail("limit", old, new, arrow(old, new))


def _standing(before: Rule, after: Rule) -> Iterator[Detail]:
    if before.status != after.status:
        runs = "is now run" if after.status == "live" else "is no longer run"
        running = f" ({runs})" if "live" in (before.status, after.status) else ""
        said = f"status {arrow(before.status, after.status)}{running}"
        yield Detail("status", before.status, after.status, said)
    if before.weight != after.weight:
        effect = " (can now make its clauses not met)" if after.weight == "breach" else ""
        effect = effect or (" (can no longer make its clauses not met)" if before.weight else "")
        said = f"weight {arrow(before.weight, after.weight)}{effect}"
        yield Detail("weight", before.weight or "", after.weight or "", said)
    yield from facts(before, after, {"tier": "tier", "clauses": "clauses"})


def _data(before: Rule, after: Rule) -> Iterator[Detail]:
    yield from facts(before, after, {"table": "table"})
    yield from fact("looks_at", "looks at", looks_at(before.check), looks_at(after.check))
    old, new = scope(before.check.row_condition), scope(after.check.row_condition)
    if old != new:
        yield Detail("row_condition", old, new, f"rows looked at: {arrow(old, new)}")
    yield from facts(before, after, {"reads": "reads", "at": "finding placed at"})
    yield from fact("each", "repeated over each", before.check.each, after.check.each)


def _words(before: Rule, after: Rule) -> Iterator[Detail]:
    yield from wording(before, after, _WORDS)
    yield from wording(before.threshold, after.threshold, {"note": "note on the source"})
    if before.examples != after.examples:
        yield Detail("examples", "", "", "examples", wording=True)
    if before.since != after.since:
        yield Detail("since", before.since, after.since, "since", wording=True)
