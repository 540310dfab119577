"""Rules against their own examples: passes pass and fails fail, in whatever order rows stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from checker.model.specs import ReturnSpec
from checker.packverify.answers import Answer, answers
from checker.packverify.bench import Bench
from checker.packverify.bundles import Bundle, Example, bundles, examples_of
from checker.packverify.orders import other_orders
from checker.packverify.reference import CellFaults, reference_faults
from checker.packverify.tables import QUARTER, example_tables, measured
from checker.packverify.tally import Tally
from checker.rows import check_rows

if TYPE_CHECKING:
    import polars as pl

# By table, the measured rows of examples, kept for the other engines.
Pool = dict[str, list["pl.DataFrame"]]


def example_stages(bench: Bench, pool: Pool) -> Iterator[Callable[[], Tally]]:
    """A piece of work for each return made of examples, then what only all of them can show.

    The measured rows are put into `pool`.
    """
    looked_at: set[str] = set()
    for bundle in bundles(bench):
        yield partial(_bundle, bench, bundle, looked_at, pool)
    yield partial(_never_looked_at, bench, looked_at)
    yield partial(_schema_rules, bench)


def _bundle(bench: Bench, bundle: Bundle, looked_at: set[str], pool: Pool) -> Tally:
    """Measure one return of examples, hold each rule to its own rows of it, then shuffle them."""
    frames = measured(bench.spec, bundle.rows)
    subjects = {example.subject.name: example.subject for example in bundle.examples}
    told: list[Answer] = []
    for table, pairs in bench.by_table(subjects.values()).items():
        told += answers(frames[table], pairs)
        if frames[table].height:
            pool.setdefault(table, []).append(frames[table])
    lines = list(_broke(told, bundle))
    for number, example in enumerate(bundle.examples):
        mine = [a for a in told if a.subject.name == example.subject.name]
        failed, checked = _own(bundle, number, mine)
        lines += _contradiction(example, _is_at_fault(example, failed, checked))
        if checked and example.side == "passes":
            looked_at.add(example.subject.name)
    tally = Tally(examples=len(bundle.examples), disagreements=tuple(lines))
    return tally + other_orders(bench, bundle, told)


def _broke(told: list[Answer], bundle: Bundle) -> Iterator[str]:
    for answer in told:
        if answer.broke:
            yield f"{answer.subject.name} on {bundle.name}: stopped with {answer.broke}."


def _own(bundle: Bundle, number: int, told: list[Answer]) -> tuple[int, int]:
    """How many rows of one example its rule found at fault, and how many it looked at."""
    failed = sum(len(answer.failed & bundle.of(number, answer.table)) for answer in told)
    return failed, sum(len(a.looked_at & bundle.of(number, a.table)) for a in told)


def _is_at_fault(example: Example, failed: int, checked: int) -> bool:
    """Whether the example misses its rule's target: every row, or the share that it names.

    A handful of rows is never told from chance, so the share itself is looked at.
    """
    target = (example.subject.rule.check.kwargs or {}).get("mostly", 1)
    return checked > 0 and (checked - failed) / checked < target


def _contradiction(example: Example, failed: bool) -> list[str]:
    if failed == (example.side == "fails"):
        return []
    said = "finds fault with it" if failed else "finds no fault with it"
    return [f"{example.name}: the rule {said}. Correct the example or the rule."]


def _never_looked_at(bench: Bench, looked_at: set[str]) -> Tally:
    idle = (s.name for s in bench.judged() if s.name not in looked_at)
    words = "no example that passes has a row that the rule looks at. Add one."
    return Tally(disagreements=tuple(f"{name}: {words}" for name in idle))


def _schema_rules(bench: Bench) -> Tally:
    subjects = [subject for subject in bench.subjects if subject.rule.check.kind == "schema"]
    found = [schema_example(example, bench.spec) for example in examples_of(subjects)]
    lines = tuple(line for lines in found for line in lines)
    return Tally(examples=len(found), disagreements=lines)


def schema_example(example: Example, spec: ReturnSpec) -> list[str]:
    """A line for whatever does not hold of one example of a rule that words schema faults."""
    tables = example_tables(spec, example.rows)
    day = dict([QUARTER, *example.rows.get("return", ())][-1]).get("period_end", "")
    fast: CellFaults = {(f.table, f.row, f.field): f.keyword for f in check_rows(tables, day)}
    keyword = example.subject.rule.check.keyword
    failed = any(fast[place] == keyword for place in fast if place[0] in example.rows)
    lines = _contradiction(example, failed)
    # Whether a code is still current is no question that a JSON Schema can ask.
    plain = {place: group for place, group in fast.items() if group != "validity"}
    if plain != reference_faults(tables):
        lines.append(f"{example.name}: jsonschema-rs and jsonschema find different cells at fault.")
    return lines
