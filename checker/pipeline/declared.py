"""The Self-assessment sheet: verdicts that the provider declares, beside those that were reached.

A declared verdict changes none of the others. What a row says is told in the checker's own words:
of the sheet only codes, and clauses that the standard really has, are ever printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from checker.language import say
from checker.layout.tables import ReturnTables, SetAside, TableData
from checker.model.answers import Agreement, Declared
from checker.model.findings import Assessed, Finding, Outcome, Status, Verdict, VerdictWord
from checker.model.specs import Rule, Standard
from checker.pipeline.declared_rows import TABLE, Row, declared_rows

_OTHERWISE, _OUT_OF_STEP = "declared-otherwise", "declared-out-of-step"
_UNKNOWN, _TWICE = "declared-unknown-clause", "declared-twice"
# Each rule with the column at whose cell its finding is placed.
_AT: Final = {
    _OTHERWISE: "declared_verdict",
    _OUT_OF_STEP: "declared_verdict",
    _UNKNOWN: "clause",
    _TWICE: "declared_verdict",
}
_DECIDED: Final = ("met", "not met")

Key = tuple[str, str]
Words = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SelfAssessment:
    """What was declared, and the findings and outcomes of the rules about it."""

    declared: tuple[Declared, ...] = ()
    findings: tuple[Finding, ...] = ()
    outcomes: dict[str, Outcome] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    """The verdicts that the data show, and what assessors found, by (standard, clause)."""

    packs: Sequence[Standard]
    verdicts: Sequence[Verdict]
    assessed: Mapping[Key, Assessed]


@dataclass(frozen=True, slots=True)
class _Beside:
    """One row beside the verdict on its clause; `faults` are messages by the rule that has them."""

    row: Row
    computed: VerdictWord
    agreement: Agreement
    said: str
    faults: Mapping[str, str] = field(default_factory=dict)


def self_assessment(
    tables: ReturnTables, bad: SetAside, shown: Shown, rules: Mapping[str, Rule]
) -> SelfAssessment:
    """Set each declared verdict beside the one that was reached.

    A row whose standard, clause or verdict is blank or set aside in `bad` declares nothing: the
    cell has a finding of its own. An edition of the return without the sheet asks for nothing.
    """
    data = tables.tables.get(TABLE)
    if data is None:
        return SelfAssessment()
    rows = list(declared_rows(data, bad.get(TABLE, {}), shown.packs))
    laid = _laid(rows, shown, data)
    return SelfAssessment(
        tuple(_declared(beside, data) for beside in laid),
        tuple(
            _finding(rules[name], beside, data)
            for beside in laid
            for name in beside.faults
            if name in rules
        ),
        {name: _outcome(rules[name], laid) for name in _AT if name in rules},
    )


def _laid(rows: Sequence[Row], shown: Shown, data: TableData) -> list[_Beside]:
    words = {(v.standard, v.clause): v.verdict for v in shown.verdicts}
    checked = {f"{pack.id}@{pack.edition}" for pack in shown.packs}
    first: dict[Key, Row] = {}
    laid = []
    for row in rows:
        key = (row.standard, row.clause)
        if not row.clause or row.standard not in checked:
            beside = _not_compared(row)
        else:
            beside = _compared(row, words[key], shown.assessed.get(key))
        laid.append(_twice(beside, first.setdefault(key, row), data) if row.clause else beside)
    return laid


def _not_compared(row: Row) -> _Beside:
    """A row on a clause that was not looked at."""
    key = "standard-not-checked" if row.clause else "unknown-clause"
    said = say(f"declared.{key if row.held else 'standard-not-held'}", standard=row.code)
    faults = {_UNKNOWN: said} if row.held and not row.clause else {}
    return _Beside(row, "cannot tell", "cannot be compared", said, faults)


def _compared(row: Row, shown: VerdictWord, assessed: Assessed | None) -> _Beside:
    """A row beside the verdict of the data, or the assessor's where they leave it to a person."""
    judged = assessed if shown == "for an assessor" else None
    computed = judged.verdict if judged else shown
    agreement = _agreement(row.word, computed)
    words: Words = {"clause": row.clause, "declared": row.word, "computed": computed}
    if agreement == "agrees":
        return _Beside(row, computed, agreement, "")
    if agreement == "cannot be compared":
        return _Beside(row, computed, agreement, _why_not(row, computed, words))
    if judged:
        return _Beside(row, computed, agreement, say("declared.assessor-otherwise", **words))
    key = "rows-fall-under-it" if row.word == "not applicable" else "data-otherwise"
    rule, said = _OTHERWISE if row.word == "met" else _OUT_OF_STEP, say(f"declared.{key}", **words)
    return _Beside(row, computed, agreement, said, {rule: said})


def _agreement(declared: VerdictWord, computed: VerdictWord) -> Agreement:
    if declared == computed:
        return "agrees"
    firm = computed in _DECIDED and declared in (*_DECIDED, "not applicable")
    return "contradicts" if firm else "cannot be compared"


def _why_not(row: Row, computed: VerdictWord, words: Words) -> str:
    if computed == "for an assessor":
        said = say("declared.for-an-assessor", **words)
        wanting = row.word == "met" and not row.evidence
        return f"{said} {say('declared.no-evidence')}" if wanting else said
    if computed in _DECIDED:
        return say("declared.provider-cannot-tell", **words)
    key = "nothing-falls-under-it" if computed == "not applicable" else "data-cannot-tell"
    return say(f"declared.{key}", **words)


def _twice(beside: _Beside, first: Row, data: TableData) -> _Beside:
    """The row, with what an earlier row on the same clause says if that is something else."""
    row = beside.row
    if first.word == row.word:
        return beside
    cell = data.cell(first.number, _AT[_TWICE])
    other = say("declared.twice", clause=row.clause, declared=row.word, other=first.word, cell=cell)
    said = f"{beside.said} {other}".strip()
    return replace(beside, said=said, faults={**beside.faults, _TWICE: other})


def _declared(beside: _Beside, data: TableData) -> Declared:
    row = beside.row
    return Declared(
        standard=row.standard,
        clause=row.clause,
        declared=row.word,
        computed=beside.computed,
        agreement=beside.agreement,
        evidence=row.evidence,
        sheet=data.sheet,
        cell=data.cell(row.number, "declared_verdict"),
        said=beside.said,
    )


def _finding(rule: Rule, beside: _Beside, data: TableData) -> Finding:
    """Its key is the standard and the clause, so that an explanation can name them."""
    row, at = beside.row, _AT[rule.id]
    return Finding(
        id="",
        rule=rule.id,
        tier=rule.tier,
        message=beside.faults[rule.id],
        fix=rule.fix,
        sheet=data.sheet,
        cell=data.cell(row.number, at),
        table=TABLE,
        key=f"{row.code} {row.clause}" if row.clause else "",
        field=at,
        expected=say(f"advice.expected-{rule.id}"),
        found=say(f"advice.found-{rule.id}"),
    )


def _outcome(rule: Rule, laid: Sequence[_Beside]) -> Outcome:
    """One outcome for each rule, over the rows that it could look at."""
    looked = [beside for beside in laid if _falls_under(rule.id, beside)]
    failed = sum(rule.id in beside.faults for beside in looked)
    if not looked:
        return Outcome(rule.id, rule.pack, "not run", why=say("declared.nothing-to-compare"))
    status: Status = "failed" if failed else "passed"
    count = len(looked)
    return Outcome(rule.id, rule.pack, status, checked=count, failed=failed, in_scope=count)


def _falls_under(rule: str, beside: _Beside) -> bool:
    if rule == _UNKNOWN:
        return beside.row.held
    return bool(beside.row.clause) and (rule == _TWICE or beside.agreement != "cannot be compared")
