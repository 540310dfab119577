"""Whole processes, measured from outside: by the clock, in processor time, in memory."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

LOOK_EVERY = 0.01


@dataclass(frozen=True)
class Taken:
    """What one run took.

    `seconds` by the clock, `processor` seconds of it and all processes that it waited for, `peak`
    bytes of memory of the whole tree of processes (0 where nobody looked), `code` its exit code,
    or None where it was ended for taking too long.
    """

    seconds: float
    processor: float
    peak: int
    code: int | None


def run(words: Sequence[str], out: Path, limit: float, look: bool = False) -> Taken:
    """Run a command to its end, or to `limit` seconds, with what it prints in the file `out`.

    What it says on standard error is in a file beside it. To look at its memory costs it a little
    time, so that a run is either looked at or timed.
    """
    before, start = os.times(), time.perf_counter()
    with out.open("wb") as told, out.with_suffix(".err").open("wb") as said:
        process = subprocess.Popen(words, stdout=told, stderr=said)
        late = threading.Event()
        clock = threading.Timer(limit, _end, (process, late))
        clock.start()
        peak = _peak(process) if look else 0
        code = process.wait()
        seconds = time.perf_counter() - start
        clock.cancel()
    after = os.times()
    processor = after.children_user + after.children_system
    processor -= before.children_user + before.children_system
    return Taken(seconds, processor, peak, None if late.is_set() else code)


def _end(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    with suppress(psutil.Error):
        for child in psutil.Process(process.pid).children(recursive=True):
            with suppress(psutil.Error):
                child.kill()
    process.kill()


def _peak(process: subprocess.Popen[bytes]) -> int:
    most = 0
    with suppress(psutil.Error):
        parent = psutil.Process(process.pid)
        while process.poll() is None:
            most = max(most, _held(parent))
            time.sleep(LOOK_EVERY)
    return most


def _held(parent: psutil.Process) -> int:
    """Bytes that a process and all below it hold now; pages that they share count for each."""
    total = 0
    for one in (parent, *parent.children(recursive=True)):
        with suppress(psutil.Error):
            total += one.memory_info().rss
    return total
