"""What is said of a file whose process gave no report."""

from __future__ import annotations

from checker.errors import Unreadable
from checker.language import say
from checker.read.stops import amount, resave
from checker.workers import Bounds, Lost


def stop_of(lost: Lost, bounds: Bounds) -> Unreadable | None:
    """The STOP for a file that the reading did not survive; None where that is no fault of it."""
    match lost.why:
        case "took too long":
            return _over("took-too-long", "seconds", f"{bounds.seconds:g} seconds")
        case "too much memory":
            memory = say("checks.memory", memory_bytes=amount(bounds.memory_bytes))
            return _over("too-much-memory", "memory", memory)
        case "too much output":
            output = say("checks.reports", output_bytes=amount(bounds.output_bytes))
            return _over("too-large", "output", output)
        case "died":
            return Unreadable("reader-died", say("checks.died"), resave())
        case "failed" | "given up":
            return None


def _over(code: str, setting: str, most: str) -> Unreadable:
    # How much more it would have been, nobody knows: the process was ended there.
    message = say("checks.checking-file-took-more-than", most=most, setting=setting)
    return Unreadable(code, say("checks.nothing-was-checked", message=message), say("checks.less"))


def our_fault(lost: Lost) -> str:
    """The words for an exception in our code: only its kind, since its words may quote a cell."""
    return say("checks.checker-itself-failed", kind=lost.kind)
