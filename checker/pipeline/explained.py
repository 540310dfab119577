"""The Explanations sheet: which queries it answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from checker.layout.tables import ReturnTables, SetAside
from checker.layout.values import normal
from checker.model.findings import Finding


def with_explanations(
    tables: ReturnTables, findings: Sequence[Finding], bad: SetAside
) -> tuple[Finding, ...]:
    """The findings, each query marked that the Explanations sheet answers.

    A row with a key answers that record; a row without one answers the rule's queries as long as
    they are no more than it counted, so that an old explanation does not cover new cases. A row
    with a cell set aside in `bad` answers nothing. What a waiver covers needs no answer.
    """
    unsure = set().union(*bad.get("explanations", {}).values())
    frame = tables.tables["explanations"].frame
    rows = [row for row in frame.to_dicts() if row["_row"] not in unsure]
    if not rows:
        return tuple(findings)
    keyed = {(row["rule_id"], row["key"]) for row in rows if row["key"]}
    whole = _whole(rows)
    open_counts = Counter(f.rule for f in findings if _is_open(f) and not _by_key(f, keyed))
    return tuple(
        replace(finding, explained=True)
        if _is_open(finding)
        and (_by_key(finding, keyed) or open_counts[finding.rule] <= whole.get(finding.rule, 0))
        else finding
        for finding in findings
    )


def reasons_given(
    tables: ReturnTables, bad: SetAside, rules: Collection[str]
) -> dict[tuple[str, str], int]:
    """How many findings are explained, by id of the rule and code of the reason, in that order.

    A row about one record that gives no number counts once. Rows that name none of `rules`, and
    cells set aside in `bad`, are text of the provider's, so they are left out.
    """
    unsure = bad.get("explanations", {})
    given: Counter[tuple[str, str]] = Counter()
    for row in tables.tables["explanations"].frame.to_dicts():
        usable = {name: row[name] for name in row if row["_row"] not in unsure.get(name, ())}
        if usable.get("rule_id") in rules and usable.get("reason_code"):
            number = usable.get("count_explained") or 1
            given[usable["rule_id"], usable["reason_code"]] += number
    return dict(sorted(given.items()))


def _is_open(finding: Finding) -> bool:
    return finding.tier == "QUERY" and not finding.waiver


def _whole(rows: Sequence[dict[str, Any]]) -> dict[str, int]:
    whole: Counter[str] = Counter()
    for row in rows:
        if not row["key"] and row["rule_id"]:
            whole[row["rule_id"]] += row["count_explained"] or 0
    return dict(whole)


def _by_key(finding: Finding, keyed: set[tuple[Any, Any]]) -> bool:
    keys = {normal(key) for rule, key in keyed if rule == finding.rule and key}
    mine = {normal(key) for key in (finding.key, finding.case) if key}
    return bool(keys & mine)
