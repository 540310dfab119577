"""The same rows in another order: every rule must find the same ones at fault."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

from checker.expectations import Result, evaluate
from checker.packverify.answers import Answer
from checker.packverify.bench import Bench
from checker.packverify.bundles import Bundle
from checker.packverify.tables import measured
from checker.packverify.tally import Tally

ORDERS = 3

Permutations = Mapping[str, Sequence[int]]


def other_orders(bench: Bench, bundle: Bundle, told: Sequence[Answer]) -> Tally:
    """Judge a return's rows in other orders than the one in which they gave `told`."""
    lines: list[str] = []
    tried = list(_orders(bundle))
    for order in tried:
        rows = {table: [bundle.rows[table][n] for n in places] for table, places in order.items()}
        frames = measured(bench.spec, rows)
        for table in {answer.table for answer in told}:
            mine = [answer for answer in told if answer.table == table]
            results = evaluate(frames[table], [answer.entry for answer in mine], "polars")
            places = order.get(table, ())
            lines += [
                f"{answer.subject.name} on {bundle.name}: other rows of {table} are at fault when "
                "the rows stand in another order. Make its measures independent of the order."
                for answer, result in zip(mine, results, strict=True)
                if not _same(answer, result, places)
            ]
    return Tally(shuffled_runs=len(tried) * len(told), disagreements=tuple(lines))


def _orders(bundle: Bundle) -> Iterator[Permutations]:
    """Permutations of each table's rows: backwards, then drawn by lot, always the same ones."""
    backwards = {table: range(len(rows))[::-1] for table, rows in bundle.rows.items()}
    if all(len(places) < 2 for places in backwards.values()):
        return
    yield backwards
    # A return of one example is small: backwards is as good as any other order.
    for seed in range(1, ORDERS) if len(bundle.examples) > 1 else ():
        lot = random.Random(seed)  # noqa: S311 - an order, not a secret
        yield {table: lot.sample(places, len(places)) for table, places in backwards.items()}


def _same(answer: Answer, result: Result, places: Sequence[int]) -> bool:
    return not result.broke and {places[row] for row in result.failed} == answer.failed
