"""What every rule must survive: tables that are empty, blank, or of one row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from checker.expectations import ENGINES, Judged, Result, evaluate, judge
from checker.layout.tables import ReturnTables
from checker.measures import measure
from checker.model.specs import Rule
from checker.packbuild.suites import suites
from checker.packverify.answers import looked_at, unlike
from checker.packverify.bench import Bench
from checker.packverify.bundles import bundles
from checker.packverify.tables import QUARTER, Row, example_tables
from checker.packverify.tally import Tally

if TYPE_CHECKING:
    import polars as pl

Frames = Mapping[str, "pl.DataFrame"]


def survival_stages(bench: Bench) -> Iterator[Callable[[], Tally]]:
    """A piece of work for each way in which a return can hold hardly anything."""
    for words, rows in scarce_returns(bench).items():
        yield partial(one_outcome_each, bench, words, rows)
    yield partial(_blank_by_both, bench)


def scarce_returns(bench: Bench) -> dict[str, dict[str, Sequence[Row]]]:
    """Returns with hardly anything in them, by what they are; the return's own row is there."""
    tables = [name for name in bench.spec.tables if name != "return"]
    filled = [bundle.rows for bundle in bundles(bench)]
    first: dict[str, Sequence[Row]] = {
        t: next((rows[t][:1] for rows in filled if rows.get(t)), ({},)) for t in tables
    }
    return {
        "empty tables": dict.fromkeys(tables, ()),
        "tables of one row": first,
        "tables of one blank row": {table: ({},) for table in tables},
        "blank tables": {table: ({}, {}, {}) for table in tables},
    }


def one_outcome_each(bench: Bench, words: str, rows: Mapping[str, Sequence[Row]]) -> Tally:
    """Every rule gives one outcome and does not break; `words` say what the tables are."""
    tables = example_tables(bench.spec, {"return": [QUARTER], **rows})
    frames = measure(tables)
    lines: list[str] = []
    for pack in dict.fromkeys(subject.pack for subject in bench.judged()):
        rules = [subject.rule for subject in bench.judged() if subject.pack == pack]
        found = _outcomes(_judged(bench, rules, tables, frames), rules)
        lines += (f"{pack} on {words}: {line}" for line in found)
    return Tally(blank_runs=len(bench.judged()), disagreements=tuple(lines))


def _judged(bench: Bench, rules: Sequence[Rule], tables: ReturnTables, frames: Frames) -> Judged:
    built = suites(rules, bench.spec, rules[0].pack)
    # One row is enough here: whether there are too few to tell is another question.
    return judge(tables, frames, {}, rules, built, "polars", 1)


def _outcomes(judged: Judged, rules: Sequence[Rule]) -> Iterator[str]:
    given = [outcome.rule for outcome in judged.outcomes]
    if given != [rule.id for rule in rules]:
        yield f"{len(rules)} rules gave {len(given)} outcomes."
    for outcome in judged.outcomes:
        if outcome.status == "broke":
            yield f"{outcome.rule} broke: {outcome.why}"


def _blank_by_both(bench: Bench) -> Tally:
    """Blank tables on both engines: where nothing is filled in, each has its own way to be wrong.

    The engines agree on filled rows elsewhere, on all that there are at once.
    """
    rows = scarce_returns(bench)["blank tables"]
    frames = measure(example_tables(bench.spec, {"return": [QUARTER], **rows}))
    lines: list[str] = []
    for table, pairs in bench.by_table(bench.judged()).items():
        entries = [entry for _, entry in pairs]
        frame = frames[table].select("_row", *looked_at(entries))
        results = {engine: evaluate(frame, entries, engine) for engine in ENGINES}
        for n, (subject, _) in enumerate(pairs):
            said: dict[str, Result] = {engine: answers[n] for engine, answers in results.items()}
            lines += unlike(f"{subject.name} on a blank {table}", said)
    return Tally(blank_runs=len(bench.judged()), disagreements=tuple(lines))
