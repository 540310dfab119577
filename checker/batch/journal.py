"""The results of a batch on disk: a line as each return ends, and what a later run takes over."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

from checker.batch.lines import Lines, from_line
from checker.model.batch import Entry

RESULTS: Final = "results.jsonl"
UNFINISHED: Final = "results.unfinished.jsonl"


class Journal:
    """The lines of a run that goes on, by the name of their entry; a context manager.

    Each line is on the disk before the next return is waited for, so that nothing that is told as
    done can be lost. The file grows, the memory only by a number for each return.
    """

    def __init__(self, out: Path, kept: Mapping[str, bytes]) -> None:
        self._out, self._path = out, out / UNFINISHED
        self._offsets: dict[str, int] = {}
        self._kept = kept
        self._file: BinaryIO

    def __enter__(self) -> Self:
        fresh = self._path.with_suffix(".new")
        self._file = fresh.open("wb")
        for name, line in self._kept.items():
            self._write(name, line)
        self._file.close()
        # What is taken over must not be lost either, if this run ends here.
        fresh.replace(self._path)
        self._file = self._path.open("ab")
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
        self._write(name, line.encode("utf-8"))
        os.fsync(self._file.fileno())

    def _write(self, name: str, line: bytes) -> None:
        self._offsets[name] = self._file.tell()
        self._file.write(line + b"\n")
        self._file.flush()

    def settle(self, names: Sequence[str]) -> Lines:
        """Write the entries called `names`, in this order, as results.jsonl; gives them."""
        results = self._out / RESULTS
        fresh = results.with_suffix(".new")
        offsets = []
        with self._path.open("rb") as source, fresh.open("wb") as target:
            for name in names:
                source.seek(self._offsets[name])
                offsets.append(target.tell())
                target.write(source.readline())
        fresh.replace(results)
        return Lines(results, offsets)

    def close(self) -> None:
        """The run is complete: only results.jsonl stays."""
        self._file.close()
        self._path.unlink()


def earlier_lines(out: Path, still: Callable[[Entry], bool]) -> dict[str, bytes]:
    """The lines that an earlier run left in `out` and that still hold, by name of their entry.

    `still` decides. A line that a killed run did not finish is no line.
    """
    return {entry.name: line for entry, line in _earlier(out) if still(entry)}


def earlier_names(out: Path) -> list[str]:
    """The folders that an earlier run made in `out`."""
    return [entry.name for entry, _ in _earlier(out)]


def _earlier(out: Path) -> Iterator[tuple[Entry, bytes]]:
    for path in (out / RESULTS, out / UNFINISHED):
        if not path.is_file():
            continue
        with path.open("rb") as file:
            for line in file:
                entry = _entry(line)
                if entry is not None:
                    yield entry, line.rstrip(b"\n")


def _entry(line: bytes) -> Entry | None:
    try:
        return from_line(line) if line.endswith(b"\n") else None
    except (ValueError, KeyError, TypeError):
        return None
