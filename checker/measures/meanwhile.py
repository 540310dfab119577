"""Work in a thread beside the caller's own, where most of it waits for a library."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def meanwhile(work: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Begin `work` in a thread; what is yielded waits for it and gives what it gave.

    What the work raised is raised there. The thread has ended when the block has.
    """
    found: list[T] = []
    raised: list[BaseException] = []

    def at_work() -> None:
        try:
            found.append(work())
        except BaseException as error:  # noqa: BLE001 - it is raised where the result is asked for
            raised.append(error)

    thread = threading.Thread(target=copy_context().run, args=(at_work,))
    thread.start()

    def result() -> T:
        thread.join()
        if raised:
            raise raised[0]
        return found[0]

    try:
        yield result
    finally:
        thread.join()
