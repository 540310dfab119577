"""Work spread over processes."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from typing import TypeVar

from checker.batch.bar import shown
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
    done: int = 0,
) -> Generator[tuple[int, Made], None, None]:
    """(place of the task, what `one` makes of it), in processes of their own, as they end.

    `one` is a function of a module, alone or with its first arguments, which go to each process
    once. A task of which nothing came becomes what `lost(task, why)` says, and never ends the
    others. `done` tasks were done before and count in what the user is shown.
    """
    with (
        closing(each(one, work, bounds, jobs)) as outcomes,
        closing(shown(outcomes, done + len(work), done)) as told,
    ):
        for number, outcome in told:
            yield number, lost(work[number], outcome) if isinstance(outcome, Lost) else outcome


def spread(
    work: Sequence[Task],
    one: Callable[[Task], Made],
    lost: Callable[[Task, Lost], Made],
    jobs: int | None,
    bounds: Bounds = BOUNDS,
) -> list[Made]:
    """What `as_they_end` gives, all of it, in the order of the tasks.

    Raises Interrupted when the user stopped the work.
    """
    made: dict[int, Made] = {}
    try:
        made.update(as_they_end(work, one, lost, jobs, bounds))
    except KeyboardInterrupt:
        raise Interrupted(len(made), len(work)) from None
    return [made[number] for number in range(len(work))]
