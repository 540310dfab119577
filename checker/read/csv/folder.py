"""A folder of CSV files: what is in it, under limits, and its digest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from checker.errors import Unreadable
from checker.language import say
from checker.read import stops
from checker.read.csv.files import SUFFIXES, read_files
from checker.read.limits import Limits
from checker.read.workbook import Progress, Sheet


@dataclass(frozen=True, slots=True)
class Folder:
    """The CSV files of a folder by name, in the order of their names.

    `over` says which limit they are over, and then `files` is empty. `others` counts what was not
    read: files of another kind, folders, and links that lead out of the folder.
    """

    digest: str
    files: tuple[tuple[str, bytes], ...]
    others: int = 0
    over: Unreadable | None = None


def is_csv_folder(path: Path) -> bool:
    """Whether this is a folder with a CSV file in it."""
    return path.is_dir() and any(_is_sheet(entry, path) for entry in path.iterdir())


def is_csv_return(path: Path) -> bool:
    """Whether this is a folder of CSV files with one named Return among them."""
    return path.is_dir() and any(
        _plain(entry.stem) == "return" and _is_sheet(entry, path) for entry in path.iterdir()
    )


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def load_folder(path: Path, limits: Limits) -> Folder:
    """The CSV files of a folder; those of folders in it are not read. Raises OSError.

    The digest is the SHA-256 of one line for each file, sorted by name: its own SHA-256 in hex,
    two spaces, its name, and a line end. It is what `sha256sum` prints for the files in that order.
    """
    every = sorted(path.iterdir(), key=lambda entry: entry.name)
    wanted = [entry for entry in every if _is_sheet(entry, path)]
    lines = hashlib.sha256()
    files: list[tuple[str, bytes]] = []
    room, over = limits.inflated_bytes, None
    if len(wanted) > limits.sheets:
        over = stops.over("sheets", say("read.folder-csv-files", wanted=len(wanted)), limits.sheets)
    for entry in wanted:
        with entry.open("rb") as file:
            data = b"" if over else file.read(min(limits.file_bytes, room) + 1)
            room -= len(data)
            if over is None and (len(data) > limits.file_bytes or room < 0):
                over = _too_much(limits, entry.stat().st_size)
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        lines.update(f"{digest}  {entry.name}\n".encode("utf-8", "surrogateescape"))
        files.append((entry.name, data))
    return Folder(lines.hexdigest(), () if over else tuple(files), len(every) - len(wanted), over)


def read_folder(folder: Folder, limits: Limits, progress: Progress) -> tuple[Sheet, ...]:
    """The sheets of a folder. Raises Unreadable."""
    if folder.over:
        raise folder.over
    if folder.others:
        one = say("read.other-thing-folder-was-read")
        many = say("read.other-things-folder-were-read", others=folder.others)
        progress.notes.append(one if folder.others == 1 else many)
    return read_files(folder.files, limits, progress)


def _is_sheet(entry: Path, folder: Path) -> bool:
    """Whether an entry is a CSV file of this folder, and no link that leads out of it."""
    return (
        entry.suffix.lower() in SUFFIXES
        and not entry.name.startswith((".", "~$"))
        and entry.is_file()
        and entry.resolve().is_relative_to(folder.resolve())
    )


def _too_much(limits: Limits, size: int) -> Unreadable:
    if size > limits.file_bytes:
        found = say("read.file-folder-large", size=stops.amount(size))
        return stops.over("file_bytes", found, limits.file_bytes)
    found = say(
        "read.csv-files-folder-have-over", inflated_bytes=stops.amount(limits.inflated_bytes)
    )
    return stops.over("inflated_bytes", found, limits.inflated_bytes)
