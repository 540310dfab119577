"""A query that runs for too long is interrupted."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from time import monotonic

# An engine needs a moment to stop; it is asked again when it has not.
_AGAIN = 0.05


@contextmanager
def watched(
    interrupt: Callable[[], object], seconds: Callable[[], float]
) -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """Yield a context for each piece of work: one that lasts over `seconds()` is interrupted.

    One thread watches them all and has ended when the block has: a timer for each query would cost
    as much as a small query does, and one that has not ended yet would hold on to its connection.
    """
    begun: list[float] = []
    over = threading.Event()

    def watch() -> None:
        wait = seconds()
        while not over.wait(wait):
            since = begun[:]
            wait = max(since[0] + seconds() - monotonic(), 0.0) if since else seconds()
            if since and not wait:
                interrupt()
                wait = _AGAIN

    @contextmanager
    def work() -> Iterator[None]:
        begun[:] = [monotonic()]
        try:
            yield
        finally:
            begun.clear()

    thread = threading.Thread(target=watch, name="watch")
    thread.start()
    try:
        yield work
    finally:
        over.set()
        thread.join()
