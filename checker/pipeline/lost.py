"""What is said of a file whose process gave no report."""

from __future__ import annotations

from checker.errors import Unreadable
from checker.read.stops import amount, resave
from checker.workers import Bounds, Lost

_LESS = (
    "Check that this is the right file. Remove sheets, pictures and copied data that are not part "
    "of the return, then save a copy. If the file opens in Excel and looks right, check it by "
    "itself, or with a higher limit."
)
_DIED = (
    "The process that read this file ended before it was done. That happens when a file is damaged "
    "in a way that nobody foresaw. Nothing was checked."
)


def stop_of(lost: Lost, bounds: Bounds) -> Unreadable | None:
    """The STOP for a file that the reading did not survive; None for a fault of our own code."""
    match lost.why:
        case "took too long":
            return _over("took-too-long", "seconds", f"{bounds.seconds:g} seconds")
        case "too much memory":
            memory = f"{amount(bounds.memory_bytes)} of memory"
            return _over("too-much-memory", "memory", memory)
        case "too much output":
            output = f"{amount(bounds.output_bytes)} of reports"
            return _over("too-large", "output", output)
        case "died":
            return Unreadable("reader-died", _DIED, resave())
        case "failed":
            return None


def _over(code: str, setting: str, most: str) -> Unreadable:
    # How much more it would have been, nobody knows: the process was ended there.
    message = f"Checking this file took more than {most}, which is the limit (setting {setting})."
    return Unreadable(code, f"{message} Nothing was checked.", _LESS)


def our_fault(lost: Lost) -> str:
    """The words for an exception in our code: only its kind, since its words may quote a cell."""
    return f"The checker itself failed ({lost.kind})."
