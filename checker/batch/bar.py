"""A bar for who waits at a terminal: how much is done, how quickly, and how long it will be."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, Task
    from rich.text import Text

Made = TypeVar("Made")


def shown(made: Iterator[Made], total: int, done: int = 0) -> Generator[Made, None, None]:
    """Gives `made` on, and shows on stderr how it goes, where that is a terminal.

    `done` of `total` were there before.
    """
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield from made
        return
    bar = _bar(console)
    task = bar.add_task("Checking", total=total, completed=done)
    try:
        bar.start()
        for one in made:
            bar.advance(task)
            yield one
    finally:
        # A terminal that is no more must not end the run: its user may have let it go on.
        with suppress(OSError):
            bar.stop()


def _bar(console: Console) -> Progress:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{60 * speed:,.0f} a minute" if (speed := task.speed) else "")

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=console,
    )
