"""What runs in the process that checks one return.

The server names these two functions to the processes it keeps ready, so that nothing heavy may be
loaded with this module: what they need is loaded when they are called, in such a process.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.web.records import News, Setup, Upload
from checker.workers import Lost


@dataclass(frozen=True, slots=True)
class LostUpload:
    """A return whose process gave no report, and why. It is not read again."""

    upload: Upload
    lost: Lost


def answer(setup: Setup, task: Upload | LostUpload) -> Iterator[News]:
    """Check a return, and tell what came of it in the order that `News` names.

    Nothing is written to disk. Any error but those that the checker raises on purpose goes to the
    caller; its words may quote the return.
    """
    from checker.web.checking import checked, stopped

    if isinstance(task, LostUpload):
        yield from stopped(setup, task.upload, task.lost)
    else:
        yield from checked(setup, task)


def prepare(setup: Setup) -> None:
    """Warm a process: check a small return to the end, so that all that a check needs is loaded.

    Raises nothing: what is at fault then is told of each return that is handed over.
    """
    from checker.web.warming import warm

    warm(setup)
