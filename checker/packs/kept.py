"""What was read from packs, kept in this process for as long as its files stay as they are.

A batch asks for the same few packs with every return, and reading one takes longer than judging a
return by it. Looking whether its files are still the same takes a millisecond.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

Found = TypeVar("Found")
Stamp = tuple[tuple[str, int, int, int], ...]

# A file may change twice within one tick of its disk's clock, and the second change would not show.
# The coarsest clock, that of FAT, ticks every two seconds.
_TICK = 2_000_000_000


def _itself(path: Path) -> Path:
    return path


def kept(
    read: Callable[[Path], Found], watched: Callable[[Path], Path] = _itself
) -> Callable[[Path], Found]:
    """A function that gives what `read` gives, and for the same path again the same object.

    It reads anew once anything has changed in the file or folder `watched(path)`. What it gives is
    shared: nobody may change it. Nothing is kept where `read` raises.
    """
    # As many entries as there are packs: a path that is read again takes its own place.
    results: dict[Path, tuple[Stamp, Found]] = {}

    def reading(path: Path) -> Found:
        # Before the reading, so that a change during it shows at the next.
        now = stamp(watched(path))
        if path in results and results[path][0] == now:
            return results[path][1]
        found = read(path)
        if _is_settled(now):
            results[path] = now, found
        return found

    return reading


def stamp(path: Path) -> Stamp:
    """Name, size and times (in ns) of a file, or of all files below a folder, in order of name."""
    if path.is_dir():
        return tuple(sorted(_below(path)))
    return (_fact(str(path), path.stat),)


def _below(folder: Path | str) -> Iterator[tuple[str, int, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path)
            else:
                yield _fact(entry.path, entry.stat)


def _fact(path: str, look: Callable[[], os.stat_result]) -> tuple[str, int, int, int]:
    try:
        found = look()
    except OSError:
        return path, 0, 0, 0
    # A program can set the one time back, as an unpacker does, but not both.
    return path, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _is_settled(now: Stamp) -> bool:
    latest = max((max(times) for _, _, *times in now), default=0)
    return latest < time.time_ns() - _TICK
