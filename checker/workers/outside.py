"""The caller's side: it hires processes, gives them tasks, watches them and ends them.

Every worker has a pipe of its own and one task at a time, so that a death is never blamed on
another task and takes nothing along.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from multiprocessing.connection import wait
from typing import Any, TypeVar

from checker.workers.bounds import Bounds, Lost
from checker.workers.hiring import PAUSE, Worker, begin, end, give, heard, hired, is_fit, overdrawn
from checker.workers.inside import START_SECONDS, serve

Task = TypeVar("Task")
Made = TypeVar("Made")


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
    workers: list[Worker] = []
    tried: set[int] = set()
    try:
        while waiting or workers:
            _staff(workers, waiting, jobs or os.cpu_count() or 1, function, bounds)
            for worker in workers:
                if worker.number is None and waiting:
                    _give(worker, waiting[0], tasks, bounds)
                    waiting.popleft()
            wait([worker.pipe for worker in workers], PAUSE)
            yield from _finished(workers, tried, tasks, function, bounds)
    finally:
        for worker in workers:
            _end(worker)


def _staff(
    workers: list[Worker],
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
        workers.append(hired(serve, function, bounds))


def _finished(
    workers: list[Worker],
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
                workers[place] = hired(serve, function, bounds)
                _give(workers[place], number, tasks, bounds)
                continue
        if not is_fit(worker, bounds):
            _end(worker)
        yield number, outcome
    workers[:] = [worker for worker in workers if not worker.pipe.closed]


def _give(worker: Worker, number: int, tasks: Sequence[Any], bounds: Bounds) -> None:
    worker.number = number
    give(worker, tasks[number], bounds)


def _news(worker: Worker, bounds: Bounds) -> tuple[bool, Any]:
    """Whether the worker's task is over, and its outcome."""
    said = heard(worker, bounds)
    if isinstance(said, Lost):
        return True, said
    if said is not None:
        begun, outcome = said
        if not begun:
            return True, outcome
        begin(worker)
    lost = overdrawn(worker, bounds, bounds.seconds if worker.begun else START_SECONDS)
    return lost is not None, lost


def _end(worker: Worker) -> None:
    """End a process that is idle or lost; more than once does no harm."""
    if not worker.pipe.closed:
        worker.pipe.close()
        end(worker)
