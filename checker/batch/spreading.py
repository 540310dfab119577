"""Work spread over processes, with a bar for who waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import TypeVar

from checker.errors import Interrupted
from checker.workers import Bounds, Lost, each

Task = TypeVar("Task")
Made = TypeVar("Made")

BOUNDS = Bounds()


def as_they_end(
    work: Sequence[Task],
    one: Callable[[Task], Made],
    lost: Callable[[Task, Lost], Made],
    jobs: int | None,
    bounds: Bounds = BOUNDS,
) -> Iterator[tuple[int, Made]]:
    """(place of the task, what `one` makes of it), in processes of their own, as they end.

    `one` is a function of a module. A task of which nothing came becomes what `lost(task, why)`
    says, and never ends the others. Raises Interrupted when the user stopped the work.
    """
    done = 0
    try:
        with closing(each(one, work, bounds, jobs)) as outcomes:
            for number, outcome in _progress(outcomes, len(work)):
                yield number, lost(work[number], outcome) if isinstance(outcome, Lost) else outcome
                done += 1
    except KeyboardInterrupt:
        raise Interrupted(done, len(work)) from None


def spread(
    work: Sequence[Task],
    one: Callable[[Task], Made],
    lost: Callable[[Task, Lost], Made],
    jobs: int | None,
    bounds: Bounds = BOUNDS,
) -> list[Made]:
    """What `as_they_end` gives, all of it, in the order of the tasks."""
    made = dict(as_they_end(work, one, lost, jobs, bounds))
    return [made[number] for number in range(len(work))]


def _progress(done: Iterator[Made], total: int) -> Iterator[Made]:
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    if not console.is_terminal:
        return done
    return iter(track(done, "Checking", total=total, console=console))
