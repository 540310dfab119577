"""What runs in a worker process: it confines itself, then answers one task after another."""

from __future__ import annotations

import errno
import faulthandler
import os
import signal
import sys
from collections.abc import Callable, Iterator
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any

from checker.workers.bounds import Bounds, Lost

# Libraries reserve more memory than they use: measured, 250 MB on two processors after a check.
_RESERVED = 512_000_000
_RESERVED_BY_PROCESSOR = 16_000_000
# A process that has not begun by then never will: it needs one second, on a busy machine ten.
START_SECONDS = 120
# The caller ends a worker that takes too long. This is for when the caller is no more, and a
# library never lets the thread run that watches for that.
_PATIENCE = 2


def serve(pipe: Connection, bounds: Bounds) -> None:
    """Answer the tasks that come through `pipe` until it is closed at the other end.

    First comes the function that is called with each. Each task is answered twice: by (True, None)
    once it has arrived and the function's module is loaded, and by (False, what became of it).
    """
    nowhere = _confine(bounds)
    Thread(target=_end_with_caller, daemon=True).start()
    try:
        function = pipe.recv()
        while True:
            task = pipe.recv()
            pipe.send((True, None))
            # Unlike any thread of Python, this one also ends a library that never comes back.
            faulthandler.dump_traceback_later(_PATIENCE * bounds.seconds, exit=True, file=nowhere)
            answer = _answer(function, task)
            faulthandler.cancel_dump_traceback_later()
            _send(pipe, answer)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def stand(pipe: Connection, bounds: Bounds) -> None:
    """Prepare, stand ready, answer the one task that comes through `pipe`, and end.

    First come two functions: the one that is called with the task, and the one that prepares.
    Said are ("ready", None) once it is prepared, ("begun", None) once the task has arrived,
    ("news", thing) for each thing that is yielded, and last ("over", None or Lost).
    """
    nowhere = _confine(bounds)
    Thread(target=_end_with_caller, daemon=True).start()
    try:
        faulthandler.dump_traceback_later(_PATIENCE * START_SECONDS, exit=True, file=nowhere)
        function, prepare = pipe.recv()
        outcome = _answer(prepare)
        faulthandler.cancel_dump_traceback_later()
        if isinstance(outcome, Lost):
            pipe.send(("over", outcome))
            return
        if not bounds.writes_files:
            _write_nothing()
        pipe.send(("ready", None))
        task = pipe.recv()
        pipe.send(("begun", None))
        faulthandler.dump_traceback_later(_PATIENCE * bounds.seconds, exit=True, file=nowhere)
        pipe.send(("over", _answer(_tell, pipe, function, task)))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _tell(pipe: Connection, function: Callable[[Any], Iterator[Any]], task: Any) -> None:
    for thing in function(task):
        pipe.send(("news", thing))


def _answer(function: Callable[..., Any], *given: Any) -> Any:
    try:
        return function(*given)
    except MemoryError:
        return Lost("too much memory")
    except OSError as error:
        if error.errno == errno.EFBIG:
            return Lost("too much output")
        return Lost("failed", type(error).__name__)
    except BaseException as error:  # noqa: BLE001 - a panic of a Rust library is no Exception
        return Lost("failed", type(error).__name__)


def _send(pipe: Connection, answer: Any) -> None:
    try:
        pipe.send((False, answer))
    except (EOFError, OSError):
        raise
    except MemoryError:
        pipe.send((False, Lost("too much memory")))
    except Exception as error:  # noqa: BLE001 - what cannot be sent is a fault of ours
        pipe.send((False, Lost("failed", type(error).__name__)))


def _end_with_caller() -> None:
    """End this process as soon as its caller has ended, killed perhaps.

    What it went on to write would come between what the next run of the caller writes.
    """
    caller = parent_process()
    if caller is not None:
        wait([caller.sentinel])
        os._exit(1)


def _confine(bounds: Bounds) -> int:
    """Set what the system can enforce; gives a descriptor that swallows what is written to it."""
    # Each process has the machine's threads to itself otherwise, and they fight over the cores.
    os.environ["POLARS_MAX_THREADS"] = "1"
    # Windows tells every process of a terminal of Ctrl-C; the caller is told, and ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A library may print what it read, and a stranger's file decides how much of it.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    if sys.platform != "win32":
        _limit_resources(bounds)
    return nowhere


def _write_nothing() -> None:
    """From now on no byte gets into a file, whatever a library tries. Windows has no such net."""
    # Each module's would come about empty.
    sys.dont_write_bytecode = True
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _limit_resources(bounds: Bounds) -> None:
    """Hard nets of POSIX: no core dumps, which hold the file; no file, no allocation too large.

    The net for memory lies above the bound, because reserved memory counts here, used or not. It
    is for the allocation that is too quick for the caller's watch.
    """
    import resource

    # By itself too large a file ends the process; in Python that is an error of the writing.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    reserved = _RESERVED + _RESERVED_BY_PROCESSOR * (os.cpu_count() or 1)
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, bounds.output_bytes),
        (resource.RLIMIT_DATA, bounds.memory_bytes + reserved),
    ):
        _, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, hard))
