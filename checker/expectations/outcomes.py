"""Rules to outcomes: exactly one for each rule, with the rows at fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from math import sqrt
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.expectations.links import astray, skips
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


class Part(NamedTuple):
    """The expectation rules of one pack that are to be judged, and its suites by table."""

    rules: Sequence[Rule]
    suites: Suites


class _Job(NamedTuple):
    """One expectation to run on one table without the rows `skipped`, or why it cannot be."""

    table: str
    expectation: Mapping[str, Any]
    why: str
    skipped: frozenset[int] = frozenset()


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
    return judge_each(tables, frames, bad, [Part(rules, suites)], engine, minimum)[0]


def judge_each(
    tables: ReturnTables,
    frames: Frames,
    bad: SetAside,
    parts: Sequence[Part],
    engine: Engine,
    minimum: int,
) -> list[Judged]:
    """What `judge` gives for each pack, with one query for each table over all of them."""
    skipped, why = skips(tables.spec, frames, bad), cache(partial(_absent, tables))
    jobs = [list(_jobs(part, skipped, why)) for part in parts]
    results = iter(_results(frames, [job for mine in jobs for job in mine], engine))
    found = []
    for part, mine in zip(parts, jobs, strict=True):
        runs: dict[str, list[_Run]] = {rule.id: [] for rule in part.rules}
        for job in mine:
            run = _run(tables, bad, job, next(results))
            runs[run.expectation["meta"]["rule"]].append(run)
        found.append(_judged(part.rules, runs, minimum))
    return found


def _judged(rules: Sequence[Rule], runs: Mapping[str, Sequence[_Run]], minimum: int) -> Judged:
    outcomes = tuple(_outcome(rule, runs[rule.id], minimum) for rule in rules)
    # The odd rows under an indicator that reached its target are no faults.
    failed = [rule for rule, o in zip(rules, outcomes, strict=True) if o.status == "failed"]
    failures = tuple(f for rule in failed for run in runs[rule.id] for f in _failures(rule, run))
    return Judged(outcomes, failures)


def _jobs(
    part: Part, skipped: Callable[[str, Sequence[str]], frozenset[int]], why: Callable[[str], str]
) -> Iterator[_Job]:
    """A pack's expectations table by table, those that skip the same rows together."""
    wanted = {rule.id for rule in part.rules}
    for name, suite in part.suites.items():
        jobs = []
        order: dict[frozenset[int], int] = {}
        for expectation in suite["expectations"]:
            reads = expectation["meta"]["reads"]
            if expectation["meta"]["rule"] not in wanted:
                continue
            missing = next(filter(None, map(why, reads)), "")
            rows = frozenset() if missing else skipped(name, reads)
            place = -1 if missing else order.setdefault(rows, len(order))
            jobs.append((place, _Job(name, expectation, missing, rows)))
        yield from (job for _, job in sorted(jobs, key=itemgetter(0)))


def _results(frames: Frames, jobs: Sequence[_Job], engine: Engine) -> list[Result | None]:
    """The result of each job; those of one table that skip the same rows are run together."""
    groups: dict[tuple[str, frozenset[int]], list[int]] = {}
    for number, job in enumerate(jobs):
        if not job.why:
            groups.setdefault((job.table, job.skipped), []).append(number)
    found: list[Result | None] = [None] * len(jobs)
    for (table, skipped), numbers in groups.items():
        kept = _kept(frames[table], skipped)
        results = evaluate(kept, [jobs[number].expectation for number in numbers], engine)
        for number, result in zip(numbers, results, strict=True):
            found[number] = result
    return found


def _kept(frame: pl.DataFrame, skipped: frozenset[int]) -> pl.DataFrame:
    import polars as pl

    return frame.filter(~pl.col("_row").is_in(list(skipped))) if skipped else frame


def _run(tables: ReturnTables, bad: SetAside, job: _Job, result: Result | None) -> _Run:
    run = _Run(job.expectation, len(job.skipped), result, job.why)
    if result is None or not result.failed:
        return run
    uncertain = astray(tables.spec, bad, job.table, job.expectation["meta"]["reads"])
    return _withhold(run, result) if uncertain else run


def _withhold(run: _Run, result: Result) -> _Run:
    """Set the failed rows aside: a record that lost its key may be just what they lack."""
    count = len(result.failed)
    certain = replace(result, in_scope=result.in_scope - count, failed=())
    return replace(run, result=certain, set_aside=run.set_aside + count)


def absent(tables: ReturnTables, reads: Sequence[str]) -> str:
    """Why a rule that reads these columns cannot run on this return; empty when it can."""
    return next(filter(None, (_absent(tables, read) for read in reads)), "")


def _absent(tables: ReturnTables, read: str) -> str:
    name, _, column = read.partition(".")
    table = tables.spec.tables.get(name)
    if table is None or column not in (known.name for known in table.columns):
        return say("outcomes.return-does-ask-for-later", id=tables.spec.id)
    title, present = table.title, tables.tables[name].present
    sheet = next((sheet for sheet in tables.layout.sheets if sheet.table == name), None)
    if sheet is None:
        return say("outcomes.layout-no-sheet", id=tables.layout.id, title=title)
    if not present:
        return say("outcomes.sheet-could-read", title=title)
    if column not in sheet.columns:
        return say("outcomes.layout-s-sheet-does-ask", id=tables.layout.id, title=title)
    return "" if column in present else say("outcomes.column-reads-missing-from-sheet", title=title)


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
