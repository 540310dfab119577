"""One process as its caller has it: how it is hired, heard, looked at and ended."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pickle import loads
from time import monotonic
from typing import Any

from checker.workers.bounds import Bounds, Lost

# Seconds between two looks at the memory of all workers. One look takes a tenth of a millisecond.
PAUSE = 0.02
# A worker that ends, or whose task left it, with more than this part of its memory is swollen.
_SWOLLEN = 0.5


@dataclass(slots=True, eq=False)
class Worker:
    """One process, and of its task: the number, the most memory in bytes, the bytes it may send."""

    process: SpawnProcess
    pipe: Connection
    used: Callable[[], int]
    since: float
    number: int | None = None
    begun: bool = False
    high: int = 0
    left: int = 0


def hired(serve: Callable[[Connection, Bounds], None], first: Any, bounds: Bounds) -> Worker:
    """A process that runs `serve`, a function of a module; `first` waits for it in its pipe."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, bounds), daemon=True)
    try:
        with _deaf_to_interrupts():
            process.start()
    except BaseException:
        ours.close()
        raise
    finally:
        theirs.close()
    # Not as one of the arguments: for much of that the library waits for ever where the process is
    # killed before it took it. A pipe of which nobody has the other end says so.
    with suppress(OSError):
        ours.send(first)
    worker = Worker(process, ours, _memory_of(process.pid or 0), monotonic())
    worker.left = bounds.output_bytes
    return worker


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """A process started herein is not told of Ctrl-C: its caller is, and ends it in silence."""
    if sys.platform == "win32":
        yield
        return
    # The library starts a process of its own with the first, and lets signals through after that.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def give(worker: Worker, task: Any, bounds: Bounds) -> None:
    """Send a task. Where the process has ended, what is found at the pipe's end soon says so."""
    worker.begun, worker.since, worker.high = False, monotonic(), 0
    worker.left = bounds.output_bytes
    with suppress(OSError):
        worker.pipe.send(task)


def begin(worker: Worker) -> None:
    """From now on the task's seconds are counted."""
    worker.begun, worker.since = True, monotonic()


def heard(worker: Worker, bounds: Bounds) -> Any:
    """What the process says next, None while it says nothing, Lost once it can say no more."""
    worker.high = max(worker.high, worker.used())
    try:
        if not worker.pipe.poll():
            return None
        data = worker.pipe.recv_bytes(worker.left)
    except (EOFError, ConnectionError):
        return _death(worker, bounds)
    except OSError:
        # A message that is too long leaves the pipe unreadable, one that breaks off does not.
        return _death(worker, bounds) if worker.pipe.readable else Lost("too much output")
    worker.left -= len(data)
    # What comes through the pipe was pickled by our own code at its other end.
    return loads(data)  # noqa: S301


def overdrawn(worker: Worker, bounds: Bounds, seconds: float) -> Lost | None:
    """What the process has taken too much of when last heard, by a bound in seconds and memory."""
    if worker.high > bounds.memory_bytes:
        return Lost("too much memory")
    if monotonic() - worker.since > seconds:
        return Lost("took too long")
    return None


def _death(worker: Worker, bounds: Bounds) -> Lost:
    """Why a process ended. Libraries abort where memory is refused, and the system kills."""
    much = worker.high > _SWOLLEN * bounds.memory_bytes
    return Lost("too much memory" if much else "died")


def is_fit(worker: Worker, bounds: Bounds) -> bool:
    """Whether what its last task left in memory leaves room for another."""
    return worker.used() <= _SWOLLEN * bounds.memory_bytes


def end(*workers: Worker) -> None:
    """End these processes, whatever they are at. Their pipes are for the thread that uses them."""
    for worker in workers:
        worker.process.kill()
    for worker in workers:
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
