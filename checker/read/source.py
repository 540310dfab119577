"""Where a file to be read stands: at a path, or in memory as it was handed over."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class InMemory:
    """A file that stands on no disk: what it is called, and its bytes."""

    name: str
    data: bytes = field(repr=False)


Source = Path | InMemory


def name_of(source: Source) -> str:
    """What a file or a folder is called; a path such as "." or ".." has no name of its own."""
    return source.name or (source.resolve().name if isinstance(source, Path) else "")


def size_of(source: Source) -> int:
    """The size of a file in bytes; 0 of a folder, or of nothing at all."""
    if isinstance(source, InMemory):
        return len(source.data)
    return source.stat().st_size if source.is_file() else 0
