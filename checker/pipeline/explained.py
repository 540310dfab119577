"""The Explanations sheet and the previous report: which queries they answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from checker.layout.tables import ReturnTables, SetAside
from checker.layout.values import normal
from checker.model.answers import ExplanationUse
from checker.model.findings import Finding
from checker.model.since import Accepted
from checker.pipeline.claims import Asked, Claim, joined, rank
from checker.pipeline.explaining import TABLE, Said, rows_said
from checker.pipeline.fates import uses_carried, uses_of_rows
from checker.pipeline.lane import Lane


def with_explanations(
    lane: Lane, findings: Sequence[Finding]
) -> tuple[tuple[Finding, ...], tuple[ExplanationUse, ...]]:
    """The findings, each query marked that is answered or open again, and each explanation's fate.

    An explanation of a record answers what its rule asks of that record, one without a record all
    else that the rule asks (on its sheet, where it names one): each as long as that is no more than
    it counted, so that an old explanation does not cover new cases. A row with a cell set aside,
    or with one that looks like an identifier, answers nothing. What a waiver covers needs no
    answer. What stood in the previous report answers the same again, unless a row repeats it.
    """
    rows = rows_said(lane.tables, lane.bad, lane.hidden)
    accepted = _not_repeated(lane, rows)
    if not rows and not accepted:
        return tuple(findings), ()
    asked = Asked(findings)
    claims = [*_of_sheet(lane, rows), *_carried(lane, accepted)]
    came = {claim: asked.answer(claim) for claim in sorted(claims, key=rank)}
    marked = tuple(_marked(finding, asked) for finding in findings)
    return marked, (*uses_of_rows(lane, asked, came, rows), *uses_carried(lane, came, accepted))


def reasons_given(
    tables: ReturnTables, bad: SetAside, rules: Collection[str]
) -> dict[tuple[str, str], int]:
    """How many findings are explained, by id of the rule and code of the reason, in that order.

    A row about one record that gives no number counts once. Rows that name none of `rules`, and
    cells set aside in `bad`, are text of the provider's, so they are left out.
    """
    unsure = bad.get(TABLE, {})
    given: Counter[tuple[str, str]] = Counter()
    for row in tables.tables[TABLE].frame.to_dicts():
        usable = {name: row[name] for name in row if row["_row"] not in unsure.get(name, ())}
        if usable.get("rule_id") in rules and usable.get("reason_code"):
            number = usable.get("count_explained") or 1
            given[usable["rule_id"], usable["reason_code"]] += number
    return dict(sorted(given.items()))


def _of_sheet(lane: Lane, rows: Sequence[Said]) -> list[Claim]:
    """The claims of complete rows that name a rule whose queries can be explained."""
    return joined(
        [
            Claim(said.rule, said.key, said.sheet, said.table, ((place, said.counted or 1),))
            for place, said in enumerate(rows)
            if not said.lacks and lane.asks(said.rule)
        ]
    )


def _not_repeated(lane: Lane, rows: Sequence[Said]) -> list[Accepted]:
    """What stood in the previous report and can be asked again, but for what a row speaks of."""
    said = {(row.rule, row.key) for row in rows if not row.lacks}
    accepted = lane.previous.accepted if lane.previous else ()
    return [
        each
        for each in accepted
        if lane.asks(each.rule) and (each.rule, normal(each.key)) not in said
    ]


def _carried(lane: Lane, accepted: Sequence[Accepted]) -> list[Claim]:
    if lane.previous is None or not accepted:
        return []
    then: dict[str, set[str]] = {each.rule: set() for each in accepted}
    for finding in lane.previous.findings.values():
        if finding.explained and finding.rule in then:
            then[finding.rule].add(finding.id)
    ids = {rule: frozenset(found) for rule, found in then.items()}
    return joined(
        [
            Claim(each.rule, normal(each.key), "", "", ((place, each.count),), ids[each.rule])
            for place, each in enumerate(accepted)
        ]
    )


def _marked(finding: Finding, asked: Asked) -> Finding:
    if finding.id in asked.answered:
        return replace(finding, explained=True)
    return replace(finding, reopened=True) if finding.id in asked.again else finding
