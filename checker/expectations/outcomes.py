"""Rules to outcomes: exactly one for each rule, with the rows at fault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING, Any

from checker.expectations.links import astray, set_aside_rows
from checker.expectations.results import Engine, Result, evaluate
from checker.language import say
from checker.layout.tables import ReturnTables, SetAside
from checker.model.findings import Outcome, Share
from checker.model.specs import Rule

if TYPE_CHECKING:
    import polars as pl

Frames = Mapping[str, "pl.DataFrame"]
Suites = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Failure:
    """A row at fault under a rule; `field` is the column at whose cell to look."""

    rule: str
    table: str
    row: int
    field: str


@dataclass(frozen=True, slots=True)
class Judged:
    outcomes: tuple[Outcome, ...]
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """One expectation of a rule on one table: its result, or why it was not run."""

    expectation: Mapping[str, Any]
    set_aside: int
    result: Result | None
    why: str = ""


def judge(
    tables: ReturnTables,
    frames: Frames,
    bad: SetAside,
    rules: Sequence[Rule],
    suites: Suites,
    engine: Engine,
    minimum: int,
) -> Judged:
    """One outcome for each expectation rule of one pack, in the order of `rules`.

    `bad` are the cells set aside; an indicator needs at least `minimum` rows to be told.
    """
    runs: dict[str, list[_Run]] = {rule.id: [] for rule in rules}
    for name, suite in suites.items():
        wanted = [e for e in suite["expectations"] if e["meta"]["rule"] in runs]
        for run in _run_table(tables, frames, bad, name, wanted, engine):
            runs[run.expectation["meta"]["rule"]].append(run)
    outcomes = tuple(_outcome(rule, runs[rule.id], minimum) for rule in rules)
    # The odd rows under an indicator that reached its target are no faults.
    failed = [rule for rule, o in zip(rules, outcomes, strict=True) if o.status == "failed"]
    failures = tuple(f for rule in failed for run in runs[rule.id] for f in _failures(rule, run))
    return Judged(outcomes, failures)


def _run_table(
    tables: ReturnTables,
    frames: Frames,
    bad: SetAside,
    name: str,
    expectations: Sequence[Mapping[str, Any]],
    engine: Engine,
) -> list[_Run]:
    """Run one table's expectations, those that skip the same rows together."""
    runs: list[_Run] = []
    groups: dict[frozenset[int], list[Mapping[str, Any]]] = {}
    for expectation in expectations:
        why = absent(tables, expectation["meta"]["reads"])
        if why:
            runs.append(_Run(expectation, 0, None, why))
            continue
        skipped = set_aside_rows(tables.spec, frames, bad, name, expectation["meta"]["reads"])
        groups.setdefault(frozenset(skipped), []).append(expectation)
    for skipped_rows, group in groups.items():
        for run in _run_group(frames[name], skipped_rows, group, engine):
            uncertain = astray(tables.spec, bad, name, run.expectation["meta"]["reads"])
            runs.append(_withhold(run) if uncertain else run)
    return runs


def _withhold(run: _Run) -> _Run:
    """Set the failed rows aside: a record that lost its key may be just what they lack."""
    if run.result is None or not run.result.failed:
        return run
    count = len(run.result.failed)
    result = replace(run.result, in_scope=run.result.in_scope - count, failed=())
    return replace(run, result=result, set_aside=run.set_aside + count)


def _run_group(
    frame: pl.DataFrame,
    skipped: frozenset[int],
    group: Sequence[Mapping[str, Any]],
    engine: Engine,
) -> list[_Run]:
    import polars as pl

    kept = frame.filter(~pl.col("_row").is_in(list(skipped))) if skipped else frame
    results = evaluate(kept, group, engine)
    return [_Run(e, len(skipped), result) for e, result in zip(group, results, strict=True)]


def absent(tables: ReturnTables, reads: Sequence[str]) -> str:
    """Why a rule that reads these columns cannot run on this return; empty when it can."""
    carried = {sheet.table: sheet for sheet in tables.layout.sheets}
    for read in reads:
        name, _, column = read.partition(".")
        table = tables.spec.tables.get(name)
        if table is None or column not in (known.name for known in table.columns):
            return say("outcomes.return-does-ask-for-later", id=tables.spec.id)
        title = table.title
        if name not in carried:
            return say("outcomes.layout-no-sheet", id=tables.layout.id, title=title)
        if not tables.tables[name].present:
            return say("outcomes.sheet-could-read", title=title)
        if column not in carried[name].columns:
            return say("outcomes.layout-s-sheet-does-ask", id=tables.layout.id, title=title)
        if column not in tables.tables[name].present:
            return say("outcomes.column-reads-missing-from-sheet", title=title)
    return ""


def _outcome(rule: Rule, runs: Sequence[_Run], minimum: int) -> Outcome:
    done = [run.result for run in runs if run.result is not None]
    broke = next((result.broke for result in done if result.broke), "")
    if broke:
        return Outcome(rule.id, rule.pack, "broke", why=say("outcomes.rule-stopped", broke=broke))
    if not done:
        why = runs[0].why if runs else say("outcomes.no-expectation-rule-was-built")
        return Outcome(rule.id, rule.pack, "not run", why=why, ran=False)
    scope, missing = sum(r.in_scope for r in done), sum(r.missing for r in done)
    failed = sum(len(r.failed) for r in done)
    outcome = Outcome(
        rule.id,
        rule.pack,
        "failed" if failed else "passed",
        checked=scope - missing,
        set_aside=sum(run.set_aside for run in runs),
        failed=failed,
        in_scope=scope,
        missing=missing,
    )
    if scope == missing:
        why = (
            say("outcomes.blank")
            if scope
            else say("outcomes.set-aside")
            if outcome.set_aside
            else say("outcomes.nothing")
        )
        return replace(outcome, status="not run", why=why)
    mostly = (rule.check.kwargs or {}).get("mostly", 1.0)
    return _indicator(outcome, mostly, minimum) if mostly < 1 else outcome


def _indicator(outcome: Outcome, target: float, minimum: int) -> Outcome:
    passing = outcome.checked - outcome.failed
    low, high = wilson(passing, outcome.checked)
    share = Share(passing, outcome.checked, target, low, high)
    why = ""
    if outcome.checked < minimum:
        why = say("outcomes.fewer-than-rows-too-few", minimum=minimum)
    elif low < target <= high:
        why = say("outcomes.share-too-close-target-tell")
    if why:
        return replace(outcome, status="not run", why=why, share=share)
    return replace(outcome, status="passed" if low >= target else "failed", share=share)


def wilson(successes: int, trials: int, z: float = 1.959964) -> tuple[float, float]:
    """The 95 % Wilson score interval of a share (Wilson 1927), from 0 to 1.

    `trials` must be at least 1.
    """
    share = successes / trials
    middle = share + z * z / (2 * trials)
    spread = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    scale = 1 + z * z / trials
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def _failures(rule: Rule, run: _Run) -> list[Failure]:
    if run.result is None:
        return []
    meta = run.expectation["meta"]
    return [Failure(rule.id, meta["table"], row, meta["at"]) for row in run.result.failed]
