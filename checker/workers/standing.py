"""Processes that stand ready and warm, each for exactly one task.

What one stranger's file leaves in a process, another's never meets, and no task waits until a
process has started. A task is never tried a second time here, as `each` does: no earlier task was
in its process that could be to blame, so a file that ended one would end the next as well. Only
where the process had ended before the task arrived in it, another takes its place, once.

At most `count` processes exist, whether they are being prepared, stand, or work: the next one is
started when one has ended. To prepare it beside the work makes that slower and needs more memory,
and gains nothing in a burst, where every task costs its work and one preparation in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import wait
from threading import Thread
from typing import Any

from checker.workers.bounds import Bounds, Lost
from checker.workers.hiring import PAUSE, Worker, begin, end, give, heard, hired, overdrawn
from checker.workers.inside import START_SECONDS, stand
from checker.workers.rota import GIVEN_UP, Rota, Turn

# Seconds between two looks at whether the caller who waits for a process has given up.
_GLANCE = 0.1


def _never() -> bool:
    return False


class Standing:
    """Processes that stand ready, for callers in any number of threads."""

    def __init__(self, rota: Rota, bounds: Bounds) -> None:
        self._rota = rota
        self._bounds = bounds

    def run(
        self, task: Any, hear: Callable[[Any], None], gone: Callable[[], bool] = _never
    ) -> Lost | None:
        """Give `task` to a process; each thing that its function yields goes to `hear` as it comes.

        Waits its turn where no process stands ready. `hear` is called in this thread, and the
        task's seconds go on meanwhile. Gives None once the generator has ended, and Lost
        "given up" soon after `gone` says True or the context is left. Where no process can be
        prepared it is Lost "failed", of the kind of the exception or "Unprepared".
        """
        arrived, lost = self._try(task, hear, gone)
        if lost == Lost("died") and not arrived:
            # Somebody ended the process while it stood, and nothing has seen the task yet.
            _, lost = self._try(task, hear, gone)
        return GIVEN_UP if lost and self._rota.closed else lost

    def _try(
        self, task: Any, hear: Callable[[Any], None], gone: Callable[[], bool]
    ) -> tuple[bool, Lost | None]:
        """Whether the task has arrived in a process, and what became of it."""
        turn = self._rota.queue()
        try:
            lost = _awaited(turn, gone)
            if turn.worker is None:
                return False, lost
            lost = _followed(turn.worker, task, hear, gone, self._bounds)
            return turn.worker.begun, lost
        finally:
            self._rota.leave(turn)

    def ready(self) -> int:
        """How many processes stand ready now."""
        return self._rota.ready()


@contextmanager
def standing(
    function: Callable[[Any], Iterator[Any]],
    prepare: Callable[[], object],
    bounds: Bounds,
    count: int,
) -> Iterator[Standing]:
    """`count` processes, each of which has run `prepare` and waits for one task of `function`.

    Both are functions of a module, or functools.partial of one. `function` gives an iterator.
    Each task has the seconds and the output of `bounds` for itself, counted from its arrival; the
    memory is the process's. Leaving the context ends every process at once, also those at work.
    """
    rota = Rota(count)
    hire = partial(hired, stand, (function, prepare), bounds)
    keeper = Thread(target=_keep, args=(rota, hire, bounds), name="keeper", daemon=True)
    keeper.start()
    try:
        yield Standing(rota, bounds)
    finally:
        rota.close()
        keeper.join()


def _awaited(turn: Turn, gone: Callable[[], bool]) -> Lost | None:
    # With an end to each wait: on Windows nothing interrupts one that has none.
    while not turn.told.wait(_GLANCE):
        if gone():
            return GIVEN_UP
    return turn.lost


def _followed(
    worker: Worker,
    task: Any,
    hear: Callable[[Any], None],
    gone: Callable[[], bool],
    bounds: Bounds,
) -> Lost | None:
    give(worker, task, bounds)
    while not gone():
        wait([worker.pipe], PAUSE)
        said = heard(worker, bounds)
        if isinstance(said, Lost):
            return said
        match said:
            case ("begun", _):
                begin(worker)
            case ("news", thing):
                hear(thing)
            case ("over", Lost() | None as lost):
                return lost
        lost = overdrawn(worker, bounds, bounds.seconds if worker.begun else START_SECONDS)
        if lost:
            return lost
    return GIVEN_UP


def _keep(rota: Rota, hire: Callable[[], Worker], bounds: Bounds) -> None:
    """Start, watch and end the processes of `rota` until it is closed."""
    try:
        while not rota.closed:
            end(*rota.gone())
            for _ in range(rota.wanted()):
                _hire(rota, hire)
            preparing = rota.preparing()
            pipes = [worker.pipe for worker in preparing]
            wait([rota.bell, *pipes, *rota.signs()], PAUSE if preparing else rota.pause())
            for worker in preparing:
                _attend(rota, worker, bounds)
    finally:
        rota.close()
        end(*rota.all())


def _hire(rota: Rota, hire: Callable[[], Worker]) -> None:
    try:
        worker = hire()
    except Exception as error:  # noqa: BLE001 - of the system, short of memory or processes
        rota.fail(Lost("failed", type(error).__name__))
    else:
        rota.prepare(worker)


def _attend(rota: Rota, worker: Worker, bounds: Bounds) -> None:
    """See how far a process is that prepares itself."""
    said = heard(worker, bounds)
    if said == ("ready", None):
        rota.stand(worker)
        return
    lost = said[1] if isinstance(said, tuple) else said
    lost = lost or overdrawn(worker, bounds, START_SECONDS)
    if lost:
        rota.fail(lost, worker)
