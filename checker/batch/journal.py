"""The results of a batch on disk: a line as each return ends, so that no end of a run loses one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

from checker.batch.earlier import RESULTS, UNFINISHED, Earlier, Spot, process_now
from checker.batch.lines import Lines

# How the files are called that take the place of another once they are whole.
FRESH: Final = ".new"


class Journal:
    """The lines of a run that goes on, by the name of their entry; a context manager.

    It begins with what still holds of an earlier run. Each line is on the disk before the next
    return is waited for, so that nothing that is told as done can be lost. The file grows, the
    memory only by a number for each return.
    """

    def __init__(self, out: Path) -> None:
        self._out, self._path = out, out / UNFINISHED
        self._offsets: dict[str, int] = {}
        self._file: BinaryIO

    def __len__(self) -> int:
        return len(self._offsets)

    def __contains__(self, name: object) -> bool:
        return name in self._offsets

    def begin(self, earlier: Earlier, planned: Iterable[str]) -> Self:
        """Take over what `earlier` holds, and say which files this run is about to write."""
        fresh = self._path.with_suffix(FRESH)
        self._file = fresh.open("wb")
        with self._file:
            head = {"process": process_now(), "planned": sorted(planned)}
            self._file.write(json.dumps(head).encode() + b"\n")
            for name, spot in earlier.kept.items():
                self._write(name, _line_at(spot))
            os.fsync(self._file.fileno())
        fresh.replace(self._path)
        self._file = self._path.open("ab")
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, name: str, line: str) -> None:
        """One more return is done."""
        self._write(name, line.encode("utf-8") + b"\n")
        os.fsync(self._file.fileno())

    def _write(self, name: str, line: bytes) -> None:
        self._offsets[name] = self._file.tell()
        self._file.write(line)
        self._file.flush()

    def settle(self, names: Sequence[str]) -> Lines:
        """Write the entries called `names`, in this order, as results.jsonl; gives them."""
        results = self._out / RESULTS
        fresh = results.with_suffix(FRESH)
        offsets = []
        with self._path.open("rb") as source, fresh.open("wb") as target:
            for name in names:
                source.seek(self._offsets[name])
                offsets.append(target.tell())
                target.write(source.readline())
            target.flush()
            os.fsync(target.fileno())
        fresh.replace(results)
        return Lines(results, offsets)

    def close(self) -> None:
        """The run is complete: only results.jsonl stays."""
        self._file.close()
        self._path.unlink()


def _line_at(spot: Spot) -> bytes:
    with spot.path.open("rb") as file:
        file.seek(spot.offset)
        return file.readline()
