"""`python -m checker`, and where the build for people without Python begins (`.ci/dist.py`)."""

import os
import sys
from contextlib import suppress

from checker.cli import process
from checker.cli.commands import PLACES


def _begin_frozen() -> bool:
    """What only a frozen program needs, before it is told what to do.

    Gives whether it was opened with the mouse, by someone who wants the page.
    """
    from multiprocessing import freeze_support

    # It is its own interpreter, so each worker comes in through this door, and goes no further.
    freeze_support()
    _give_back_libraries()
    opened = len(sys.argv) == 1 and "serve" in PLACES
    if opened:
        sys.argv.append("serve")
    return opened


def _give_back_libraries() -> None:
    """Let a program that is started from here, a browser above all, find its own libraries.

    On Linux the frozen program is started with its folder as the place where libraries are looked
    for, and whatever it starts would look there too.
    """
    os.environ.pop("LD_LIBRARY_PATH", None)
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before


def _hold(code: int) -> None:
    """Let the window of a program that failed stay until its last words were read."""
    if code:
        from checker.language import say

        with suppress(EOFError, OSError, RuntimeError):
            input(say("serve.hold"))


if __name__ == "__main__":
    by_mouse = getattr(sys, "frozen", False) and _begin_frozen()
    # Windows closes the window of what was opened with the mouse as soon as it ends.
    process(_hold if by_mouse and os.name == "nt" else None)
