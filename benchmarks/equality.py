"""The compiler beside Great Expectations on many thousand generated cases of each type.

A case is one expectation with generated arguments over a generated table. The types share out
over the processors; the run ends with exit code 1 when any case disagrees.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parent.parent / "tests"
EACH = 20  # expectations over one table
TOLD = 3  # disagreements of a type that are told in full


def quicker() -> None:
    """Let Great Expectations do once what it does over and over: the answers stay the same.

    An expectation's configuration is made some 170 times, from the expectation alone, which nothing
    changes; the rows that meet a row condition are looked for a dozen times in the same table; and
    the name of a metric is the digest of its arguments, worked out some 60 times.
    """
    _one_configuration()
    _one_query()
    _one_name()
    _one_trial()


def _one_trial() -> None:
    """What raises is tried three times, and all that stood beside it as often again."""
    from great_expectations.validator import validation_graph

    validation_graph.MAX_METRIC_COMPUTATION_RETRIES = 1


def _one_name() -> None:
    from great_expectations.core.id_dict import IDDict

    named = IDDict.to_id
    held: dict[tuple[str, ...], Any] = {}

    def once(self: Any, id_keys: Any = None, id_ignore_keys: Any = None) -> Any:
        own = (repr(sorted(self.items())), repr(id_keys), repr(id_ignore_keys))
        if len(held) > 20_000:
            held.clear()
        if own not in held:
            held[own] = named(self, id_keys, id_ignore_keys)
        return held[own]

    IDDict.to_id = once


def _one_query() -> None:
    from great_expectations.execution_engine import PandasExecutionEngine

    looked_for = PandasExecutionEngine._apply_row_condition_filter
    held: dict[str, Any] = {}

    def once(self: Any, data: Any, condition: Any, domain: Any) -> Any:
        if held.get("table") is not data:
            held.clear()
            held["table"] = data
        if repr(condition) not in held:
            held[repr(condition)] = looked_for(self, data, condition, domain)
        return held[repr(condition)]

    PandasExecutionEngine._apply_row_condition_filter = once


def _one_configuration() -> None:
    from great_expectations.expectations.expectation import Expectation

    made = Expectation.configuration.fget

    def once(self: Any) -> Any:
        held = self.__dict__.get("_made_once")
        if held is None:
            held = made(self)
            object.__setattr__(self, "__dict__", {**self.__dict__, "_made_once": held})
        return held

    Expectation.configuration = property(once)


def held(kind: str, count: int, seed: int) -> tuple[str, int, list[str]]:
    """The type, how many cases were held, and what disagreed."""
    sys.path.insert(0, str(TESTS))
    gc.set_threshold(200_000)  # a case makes objects by the thousand, and hardly a ring of them
    quicker()
    from generated_cases import cases
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded
    from same_answers import differences

    found: list[str] = []
    done = 0

    @seeded(seed)
    @settings(
        max_examples=-(-count // EACH),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases(kind, EACH))
    def hold(case: tuple[Any, list[dict[str, Any]]]) -> None:
        nonlocal done
        done += len(case[1])
        found.extend(differences(*case))

    hold()
    return kind, done, found


def main() -> None:
    from checker.suites.known import KINDS

    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cases", type=int, default=20_000, help="of each type")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument("--only", nargs="*", default=sorted(KINDS))
    chosen = arguments.parse_args()
    start, disagreed, total = time.monotonic(), 0, 0
    with ProcessPoolExecutor(chosen.jobs) as pool:
        work = [pool.submit(held, kind, chosen.cases, chosen.seed) for kind in chosen.only]
        for one in work:
            kind, done, found = one.result()
            total, disagreed = total + done, disagreed + len(found)
            print(f"{kind}: {done:,} cases, {len(found)} disagreements", flush=True)
            for line in found[:TOLD]:
                print(f"  {line}")
    took = time.monotonic() - start
    print(f"{total:,} cases, {disagreed} disagreements, {took:.0f} s")
    sys.exit(1 if disagreed else 0)


if __name__ == "__main__":
    main()
