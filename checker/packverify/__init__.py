"""Proof of packs: that every rule says what its examples, its bounds and both engines say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from checker.packbuild import pack_folders
from checker.packverify.agreement import agreement_stages
from checker.packverify.bench import Bench, benches
from checker.packverify.bounds import bound_stages
from checker.packverify.examples import Pool, example_stages
from checker.packverify.survival import survival_stages
from checker.packverify.tables import QUARTER, example_tables, measured
from checker.packverify.tally import Tally, total
from checker.packverify.watching import with_bar
from checker.suites import ENGINES, check_engine

__all__ = ["QUARTER", "Tally", "example_tables", "measured", "verify", "with_bar"]

Stage = Callable[[], Tally]


def verify(folder: Path, watch: Callable[[Sequence[Stage]], Iterable[Stage]] = iter) -> Tally:
    """Run every live rule of a pack, or of all packs of a tree, against everything it promises.

    The packs are taken to be free of problems: lint them first. `watch` hands the pieces of work
    through, so that a caller can show how far they are. Raises UsageError when `folder` holds no
    pack or an engine is not there, and PackError when one cannot be read.
    """
    for engine in ENGINES:
        check_engine(engine)
    folders = pack_folders(folder)
    found = benches(folders)
    stages = [stage for bench in found for stage in _stages(bench)]
    counts = Tally(packs=len(folders), rules=sum(len(bench.subjects) for bench in found))
    return total([counts, *(stage() for stage in watch(stages))])


def _stages(bench: Bench) -> Iterator[Stage]:
    pool: Pool = {}
    yield from bound_stages(bench)
    yield from survival_stages(bench)
    yield from example_stages(bench, pool)
    yield from agreement_stages(bench, pool)
