"""The pack is made out of sight, and its files take their places together, each of them listed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from shutil import rmtree

from checker.batch.earlier import FILES, PACKING, RESULTS
from checker.batch.journal import FRESH
from checker.batch.pack import Pack
from checker.errors import UsageError
from checker.model.batch import Entry


def packed(entries: Sequence[Entry], out: Path, write_into: Callable[[Path], Pack]) -> Pack:
    """The pack in `out`; `write_into` writes it into a folder and tells of it.

    A run that ends on the way leaves either no pack, or one whose files are all listed in
    files.jsonl, so that the next run knows what to take away.
    """
    folder = out / PACKING
    folder.mkdir()
    pack = write_into(folder)
    made = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    _list(out, [*_of_entries(entries), *_of_pack(out, made)])
    for path in made:
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        _move(folder / path, out / path)
    rmtree(folder)
    return replace(pack, page=out / pack.page.relative_to(folder))


def _of_entries(entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        yield from ((f"{entry.name}/{file}", digest) for file, digest in entry.reports.items())


def _of_pack(out: Path, made: Sequence[Path]) -> Iterator[tuple[str, str]]:
    yield RESULTS, _digest(out / RESULTS)
    yield from ((path.as_posix(), _digest(out / PACKING / path)) for path in made)


def _list(out: Path, files: Sequence[tuple[str, str]]) -> None:
    """Say of every file of this run where it is and what its digest is."""
    fresh = (out / FILES).with_suffix(FRESH)
    with fresh.open("wb") as target:
        for file, digest in sorted(files):
            line = json.dumps({"file": file, "sha256": digest}, separators=(",", ":"))
            target.write(line.encode() + b"\n")
    fresh.replace(out / FILES)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _move(source: Path, target: Path) -> None:
    """Windows replaces no file that a program holds open."""
    try:
        source.replace(target)
    except PermissionError:
        raise UsageError(
            f"{target.name} could not be replaced. Close it in other programs, and give the same"
            " command with --resume: what was checked stays."
        ) from None
