"""The caller's side: it hires processes, gives them tasks, watches them and ends them.

Every worker has a pipe of its own and one task at a time, so that a death is never blamed on
another task and takes nothing along.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pickle import loads
from time import monotonic
from typing import Any, TypeVar

from checker.workers.bounds import Bounds, Lost
from checker.workers.inside import serve

Task = TypeVar("Task")
Made = TypeVar("Made")

# Seconds between two looks at the memory of all workers. One look takes a tenth of a millisecond.
_PAUSE = 0.02
# A process that has not begun by then never will: it needs one second, on a busy machine ten.
_START_SECONDS = 120
# A worker whose last task left it with more than this part of its memory is replaced.
_SWOLLEN = 0.5


@dataclass(slots=True)
class _Worker:
    """One process. `number` is its task, `high` its most memory in bytes since that was given."""

    process: SpawnProcess
    pipe: Connection
    used: Callable[[], int]
    number: int | None = None
    begun: bool = False
    since: float = 0
    high: int = 0


def isolated(
    function: Callable[[Task], Made], argument: Task, bounds: Bounds | None = None
) -> Made | Lost:
    """What `function`, a function of a module, makes of `argument` in a process of its own.

    Takes a second to start. Gives Lost when the function took more than `bounds`, by default those
    of Bounds, when it ended its process, or when it raised.
    """
    [(_, outcome)] = each(function, [argument], bounds or Bounds(), 1)
    return outcome


def each(
    function: Callable[[Task], Made],
    tasks: Sequence[Task],
    bounds: Bounds,
    jobs: int | None = None,
) -> Generator[tuple[int, Made | Lost], None, None]:
    """What `function` makes of each task, as (number of the task, outcome), as they finish.

    At most `jobs` processes run at a time, by default one per processor. A task whose process
    ended, or took too much memory or output, is tried once more in a fresh one before it is lost.
    Closing the iterator, or an exception in the caller (Ctrl-C too), ends them all.
    """
    waiting = deque(range(len(tasks)))
    workers: list[_Worker] = []
    tried: set[int] = set()
    try:
        while waiting or workers:
            _staff(workers, waiting, jobs or os.cpu_count() or 1, function, bounds)
            for worker in workers:
                if worker.number is None and waiting:
                    _give(worker, waiting[0], tasks)
                    waiting.popleft()
            wait([worker.pipe for worker in workers], _PAUSE)
            yield from _finished(workers, tried, tasks, function, bounds)
    finally:
        for worker in workers:
            _end(worker)


def _staff(
    workers: list[_Worker],
    waiting: Sequence[int],
    jobs: int,
    function: Callable[[Any], Any],
    bounds: Bounds,
) -> None:
    """Dismiss those for whom nothing is left to do, hire as long as there is more."""
    idle = [worker for worker in workers if worker.number is None]
    for worker in idle[len(waiting) :]:
        _end(worker)
        workers.remove(worker)
    for _ in range(min(jobs - len(workers), len(waiting) - len(idle))):
        workers.append(_hired(function, bounds))


def _finished(
    workers: list[_Worker],
    tried: set[int],
    tasks: Sequence[Any],
    function: Callable[[Any], Any],
    bounds: Bounds,
) -> Iterator[tuple[int, Any]]:
    for place, worker in enumerate(list(workers)):
        number, (done, outcome) = worker.number, _news(worker, bounds)
        if number is None or not done:
            continue
        worker.number = None
        if isinstance(outcome, Lost) and outcome.why != "failed":
            _end(worker)
            if outcome.why != "took too long" and number not in tried:
                # What earlier tasks left behind may be to blame, or who ended it from outside: the
                # system does when memory is short. So once more, in a fresh process.
                tried.add(number)
                workers[place] = _hired(function, bounds)
                _give(workers[place], number, tasks)
                continue
        if not _is_fit(worker, bounds):
            _end(worker)
        yield number, outcome
    workers[:] = [worker for worker in workers if not worker.pipe.closed]


def _hired(function: Callable[[Any], Any], bounds: Bounds) -> _Worker:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, bounds), daemon=True)
    with _deaf_to_interrupts():
        process.start()
    theirs.close()
    # Not as one of the arguments: for much of that the library waits for ever where the process is
    # killed before it took it. A pipe of which nobody has the other end says so.
    with suppress(OSError):
        ours.send(function)
    return _Worker(process, ours, _memory_of(process.pid or 0))


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """A process started herein is not told of Ctrl-C: its caller is, and ends it in silence."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _give(worker: _Worker, number: int, tasks: Sequence[Any]) -> None:
    worker.number, worker.begun, worker.since, worker.high = number, False, monotonic(), 0
    try:
        worker.pipe.send(tasks[number])
    except OSError:
        # It died while idle. What is found at the pipe's end says so in a moment.
        return


def _news(worker: _Worker, bounds: Bounds) -> tuple[bool, Any]:
    """Whether the worker's task is over, and its outcome."""
    worker.high = max(worker.high, worker.used())
    try:
        if worker.pipe.poll():
            # What comes through the pipe was pickled by our own code at its other end.
            begun, outcome = loads(worker.pipe.recv_bytes(bounds.output_bytes))  # noqa: S301
            if not begun:
                return True, outcome
            worker.begun, worker.since = True, monotonic()
    except (EOFError, ConnectionError):
        return True, _death(worker, bounds)
    except OSError:
        return True, Lost("too much output")
    if worker.high > bounds.memory_bytes:
        return True, Lost("too much memory")
    if monotonic() - worker.since > (bounds.seconds if worker.begun else _START_SECONDS):
        return True, Lost("took too long")
    return False, None


def _death(worker: _Worker, bounds: Bounds) -> Lost:
    """Why a process ended. Libraries abort where memory is refused, and the system kills."""
    much = worker.high > _SWOLLEN * bounds.memory_bytes
    return Lost("too much memory" if much else "died")


def _is_fit(worker: _Worker, bounds: Bounds) -> bool:
    return worker.used() <= _SWOLLEN * bounds.memory_bytes


def _end(worker: _Worker) -> None:
    """End a process that is idle or lost; more than once does no harm."""
    if worker.pipe.closed:
        return
    worker.pipe.close()
    worker.process.kill()
    worker.process.join()
    worker.process.close()


def _memory_of(pid: int) -> Callable[[], int]:
    """A look at the resident memory of a process, in bytes; nothing once it has ended."""
    import psutil

    try:
        seen = psutil.Process(pid)
    except psutil.NoSuchProcess:
        return lambda: 0

    def used() -> int:
        try:
            return int(seen.memory_info().rss)
        except psutil.Error:
            return 0

    return used
