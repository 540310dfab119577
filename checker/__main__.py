"""`python -m checker`, and where the build for people without Python begins (`.ci/dist.py`)."""

import os
import sys

from checker.cli import process
from checker.cli.commands import PLACES


def _begin_frozen() -> None:
    """What only a frozen program needs, before it is told what to do."""
    from multiprocessing import freeze_support

    # It is its own interpreter, so each worker comes in through this door, and goes no further.
    freeze_support()
    _give_back_libraries()
    if len(sys.argv) == 1 and "serve" in PLACES:
        # Without words it was opened with the mouse, by someone who wants the page.
        sys.argv.append("serve")


def _give_back_libraries() -> None:
    """Let a program that is started from here, a browser above all, find its own libraries.

    On Linux the frozen program is started with its folder as the place where libraries are looked
    for, and whatever it starts would look there too.
    """
    os.environ.pop("LD_LIBRARY_PATH", None)
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        _begin_frozen()
    process()
