"""What is said of a file whose process gave no report."""

from __future__ import annotations

from checker.errors import Unreadable
from checker.read import stops
from checker.workers import Bounds, Lost


def stop_of(lost: Lost, bounds: Bounds) -> Unreadable | None:
    """The STOP for a file that the reading did not survive; None for a fault of our own code."""
    match lost.why:
        case "took too long":
            return stops.took_too_long(bounds.seconds)
        case "too much memory":
            return stops.too_much_memory(bounds.memory_bytes)
        case "too much output":
            return stops.too_much_output(bounds.output_bytes)
        case "died":
            return stops.reader_died()
        case "failed":
            return None


def our_fault(lost: Lost) -> str:
    """The words for an exception in our code: only its kind, since its words may quote a cell."""
    return f"The checker itself failed ({lost.kind})."
