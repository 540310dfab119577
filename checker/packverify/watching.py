"""How far a long run is, on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

Piece = TypeVar("Piece")


def with_bar(pieces: Sequence[Piece]) -> Iterable[Piece]:
    """The pieces one by one, under a progress bar that goes away at the end.

    There is no bar where the output is no terminal.
    """
    from rich.console import Console
    from rich.progress import track

    console = Console()
    if not console.is_terminal:
        return pieces
    return track(pieces, "Verifying", console=console, transient=True)
