"""Three answers to one question: JSON Schema, Great Expectations and the compiler, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from checker.errors import PackError
from checker.expectations import ENGINES, Result, evaluate
from checker.packverify.answers import is_blank, looked_at
from checker.packverify.bench import Bench, Entry, Subject
from checker.packverify.edges import Row, edge_rows
from checker.packverify.examples import Pool
from checker.packverify.meaning import instance, judged_by_schema
from checker.packverify.tally import Tally

if TYPE_CHECKING:
    import polars as pl

Pairs = Sequence[tuple[Subject, Entry]]


def agreement_stages(bench: Bench, pool: Pool) -> Iterator[Callable[[], Tally]]:
    """A piece of work for each table that has expectations; `pool` holds rows of examples."""
    for table, pairs in bench.by_table(bench.judged()).items():
        yield partial(_table, bench, table, pairs, pool)


def _table(bench: Bench, table: str, pairs: Pairs, pool: Pool) -> Tally:
    """Every expectation of a table over the edges of all of them, and over all examples."""
    types = bench.columns[table]
    rows: list[Row] = []
    own: list[range] = []
    for subject, entry in pairs:
        more = edge_rows(entry, types, _seen(subject, entry))
        own.append(range(len(rows), len(rows) + len(more)))
        rows += more
    entries = [entry for _, entry in pairs]
    frame = _frame(rows, pool.get(table, ()), types, looked_at(entries))
    cells = [instance(row) for row in frame.drop("_row").to_dicts()]
    results = {engine: evaluate(frame, entries, engine) for engine in ENGINES}
    lines: list[str] = []
    for n, (subject, entry) in enumerate(pairs):
        said: dict[str, Result] = {engine: answers[n] for engine, answers in results.items()}
        told = (*_differences(entry, cells, said), *_one_sided(entry, cells, own[n]))
        lines += (f"{subject.name} on {table}: {line}" for line in told)
    answers = frame.height * len(pairs) * (len(ENGINES) + 1)
    return Tally(boundary_rows=len(rows), boundary_answers=answers, disagreements=tuple(lines))


def _seen(subject: Subject, entry: Entry) -> list[str]:
    """The texts that the rule's examples hold in the column that it looks at."""
    column, table = entry["kwargs"].get("column"), entry["meta"]["table"]
    examples = [e for side in (subject.rule.examples or {}).values() for e in side]
    values = [row.get(column) for example in examples for row in example.get(table, ())]
    return [value for value in values if isinstance(value, str)]


def _frame(
    rows: Sequence[Row], pooled: Sequence[pl.DataFrame], types: Mapping[str, Any], used: list[str]
) -> pl.DataFrame:
    """The generated rows first, then the examples', numbered anew, in the columns used."""
    import polars as pl

    columns = {n: pl.Series([row.get(n) for row in rows], dtype=types[n]) for n in used}
    frames = [pl.DataFrame(columns), *(frame.select(used) for frame in pooled)]
    return pl.concat(frames).with_columns(_row=pl.int_range(pl.len(), dtype=pl.Int64))


def _differences(entry: Entry, cells: Sequence[Row], said: Mapping[str, Result]) -> Iterator[str]:
    """A line for each row on which the three answers are not the same."""
    broke = [f"{engine} stopped with {r.broke}" for engine, r in said.items() if r.broke]
    if broke:
        yield f"{' and '.join(broke)} on generated rows."
        return
    try:
        scope, failed = judged_by_schema(entry, cells)
    except PackError as error:
        yield str(error)
        return
    answers = {"JSON Schema": failed, **{e: set(r.failed) for e, r in said.items()}}
    for row in sorted(_disputed(list(answers.values()))):
        told = ", ".join(f"{e} {'fails' if row in f else 'passes'} it" for e, f in answers.items())
        yield f"on the row {_shown(cells[row], looked_at([entry]))} {told}."
    scopes = {"JSON Schema": len(scope), **{e: r.in_scope for e, r in said.items()}}
    if len(set(scopes.values())) > 1:
        counts = ", ".join(f"{engine} {count}" for engine, count in scopes.items())
        yield f"the row condition lets in different rows: {counts} of {len(cells)}."


def _disputed(answers: Sequence[set[int]]) -> set[int]:
    return set().union(*answers) - answers[0].intersection(*answers[1:])


def _one_sided(entry: Entry, cells: Sequence[Row], own: range) -> Iterator[str]:
    """A line when the edges of a rule do not show both of its sides: then they prove little."""
    if not own:
        yield "nothing can meet its row condition. Correct the condition."
        return
    scope, failed = judged_by_schema(entry, cells[own.start : own.stop])
    looked = [n for n in scope if not is_blank(entry, cells[own.start + n])]
    if not failed or failed.issuperset(looked):
        side = "right" if failed else "at fault"
        yield f"no generated row is {side}, so its bound was not tried. Correct its limit."


def _shown(cells: Row, names: Sequence[str]) -> str:
    """A row in words. It comes from a pack and never from a return, so its values may be told."""
    told = (f"{name} {cells[name]!r}" if name in cells else f"{name} blank" for name in names)
    return f"({', '.join(told)})"
