"""`python -m checker`, and where the build for people without Python begins (`.ci/dist.py`)."""

import sys

from checker.cli import process
from checker.cli.commands import PLACES


def _begin_frozen() -> None:
    """What only a frozen program needs, before it is told what to do."""
    from multiprocessing import freeze_support

    # It is its own interpreter, so each worker comes in through this door, and goes no further.
    freeze_support()
    if len(sys.argv) == 1 and "serve" in PLACES:
        # Without words it was opened with the mouse, by someone who wants the page.
        sys.argv.append("serve")


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        _begin_frozen()
    process()
