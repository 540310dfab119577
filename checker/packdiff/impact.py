"""Two editions of a standard over many returns: whose verdicts change, and by which rule.

Every return is read once and judged twice. One that cannot be read is said, never dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.batch import BOUNDS, spread, workbooks
from checker.errors import CheckerError
from checker.model.specs import Standard
from checker.packdiff.comparing import named
from checker.packdiff.moves import Move, moves, raised
from checker.packlint.opening import open_standard
from checker.pipeline.lost import our_fault, stop_of
from checker.workers import Lost


@dataclass(frozen=True, slots=True)
class Task:
    path: str
    before: Standard
    after: Standard


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one return: its moves, or why it could not be read (then `unread` says it).

    `alone` counts verdicts under clauses that one edition lacks, as (clause, verdict); `raised`
    holds the rules that newly fail (True) or no longer fail without moving a verdict.
    """

    file: str
    provider: str = ""
    period: str = ""
    moves: tuple[Move, ...] = ()
    alone: tuple[tuple[str, str], ...] = ()
    raised: tuple[tuple[str, bool], ...] = ()
    unread: str = ""
    exit_code: int = 0

    @property
    def who(self) -> str:
        """The provider, or the file where the return does not name one."""
        return self.provider or self.file


@dataclass(frozen=True, slots=True)
class Impact:
    before: str
    after: str
    digests: tuple[str, str]
    clauses: Mapping[str, str]
    returns: tuple[Judged, ...]

    @property
    def unread(self) -> tuple[Judged, ...]:
        """The returns that nothing can be said about."""
        return tuple(one for one in self.returns if one.unread)

    @property
    def moved(self) -> tuple[tuple[Judged, Move], ...]:
        """Every verdict that changes: newly failing first, then by provider, file and clause."""
        found = [(one, move) for one in self.returns for move in one.moves]
        return tuple(sorted(found, key=lambda pair: (pair[1].order, pair[0].who, pair[0].file)))

    @property
    def exit_code(self) -> int:
        """The worst of the returns that could not be read; else 1 when a verdict changes."""
        worst = max((one.exit_code for one in self.returns), default=0)
        return worst or int(any(one.moves for one in self.returns))

    def alone(self) -> dict[str, Counter[str]]:
        """Verdicts counted by clause, for clauses that stand in one edition only."""
        counted: dict[str, Counter[str]] = {}
        for clause, verdict in (pair for one in self.returns for pair in one.alone):
            counted.setdefault(clause, Counter())[verdict] += 1
        return counted

    def raised(self) -> dict[str, Counter[bool]]:
        """Returns counted by rule that newly fail it, or no longer do, with verdicts unmoved."""
        counted: dict[str, Counter[bool]] = {}
        for rule, newly in (pair for one in self.returns for pair in one.raised):
            counted.setdefault(rule, Counter())[newly] += 1
        return counted


def impact(before: str, after: str, paths: Sequence[Path], *, jobs: int | None = None) -> Impact:
    """Judge every return under `paths` by both editions, whichever standards it claims.

    `before` and `after` are ids, "ID@EDITION" or folders. Raises UsageError when there is no such
    standard or no workbook, PackError when a standard is faulty.
    """
    old, new = open_standard(before), open_standard(after)
    work = [Task(str(path), old, new) for path in workbooks(paths)]
    return Impact(
        named(old, before),
        named(new, after),
        (old.digest, new.digest),
        {clause.id: clause.title for clause in (*old.clauses, *new.clauses)},
        tuple(spread(work, judge_twice, _lost, jobs)),
    )


def judge_twice(task: Task) -> Judged:
    """Judge one return by both editions; a fault of the file is a line, not an end."""
    from checker.pipeline import check_each

    path = Path(task.path)
    try:
        before, after = check_each(path, ((task.before,), (task.after,)))
    except CheckerError as error:
        return _unread(task, str(error), error.exit_code)
    if after.receipt.stop is not None:
        return _unread(task, after.receipt.stop.message, 3)
    found = moves(before, after)
    old, new = (_clauses(pack) for pack in (task.before, task.after))
    verdicts = [(v.clause, v.verdict) for v in (*before.verdicts, *after.verdicts)]
    return Judged(
        path.name,
        after.facts.provider,
        after.facts.period,
        found,
        alone=tuple((clause, word) for clause, word in verdicts if clause in old ^ new),
        raised=raised(before, after, found),
    )


def _clauses(standard: Standard) -> set[str]:
    return {clause.id for clause in standard.clauses}


def _lost(task: Task, lost: Lost) -> Judged:
    stop = stop_of(lost, BOUNDS)
    return _unread(task, stop.message, 3) if stop else _unread(task, our_fault(lost), 4)


def _unread(task: Task, why: str, code: int) -> Judged:
    return Judged(Path(task.path).name, unread=why, exit_code=code)


def providers(found: Iterable[Judged]) -> int:
    """How many providers these returns come from."""
    return len({one.who for one in found})
