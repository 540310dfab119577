"""How much one task may take, and what is said when it took more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Why = Literal["died", "took too long", "too much memory", "too much output", "failed", "given up"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Upper bounds for one task.

    `seconds` are by the clock, from the moment the function is called. `memory_bytes` is what the
    whole process holds at any moment, interpreter and libraries included. `output_bytes` bounds
    each file that the function writes, and what it returns. Without `writes_files` whatever a
    process that stood ready writes to a file is refused, and the task lost as "too much output"; an
    empty file may still come about, and preparing is free. Files are bounded where the system can:
    on Windows they are not.
    """

    seconds: float = 60
    memory_bytes: int = 1_000_000_000
    output_bytes: int = 250_000_000
    writes_files: bool = True


@dataclass(frozen=True, slots=True)
class Lost:
    """A task of which nothing came.

    "failed" is an exception in the function: a fault of ours. `kind` is then the name of the
    exception's class; its words are never passed on, since they may quote a file. "given up" is a
    task that nobody wants done any more.
    """

    why: Why
    kind: str = ""
