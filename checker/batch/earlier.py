"""What an earlier run left in the output folder, and the taking away of what no longer counts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from shutil import rmtree
from typing import Any, Final, NamedTuple

from checker.batch.lines import from_data
from checker.errors import UsageError
from checker.model.batch import Entry

RESULTS: Final = "results.jsonl"
UNFINISHED: Final = "results.unfinished.jsonl"
# Every file that a run wrote, with its digest: a line of JSON each.
FILES: Final = "files.jsonl"
# The folder in which a pack is made before its files take their places.
PACKING: Final = "pack.unfinished"


class Spot(NamedTuple):
    """Where a line stands."""

    path: Path
    offset: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """What earlier runs left. `kept` are the lines that still hold, by name of their entry.

    `names` are the returns that they checked, `files` what they wrote or were about to write, as
    paths below the output folder with slashes.
    """

    names: frozenset[str]
    files: frozenset[str]
    kept: Mapping[str, Spot]


def look(out: Path, still: Callable[[Entry], bool]) -> Earlier:
    """What earlier runs left in `out`; `still` decides which of their lines hold.

    A line that a killed run did not finish is no line. Raises UsageError when another run is at
    work there.
    """
    names, kept = set(), {}
    files = {str(line.get("file")) for _, line in _lines(out / FILES)}
    for path in (out / RESULTS, out / UNFINISHED):
        for offset, line in _lines(path):
            if "planned" in line:
                _refuse_if_running(line, out)
                files |= set(map(str, line["planned"]))
            elif (entry := _entry(line)) is not None:
                names.add(entry.name)
                files |= {f"{entry.name}/{file}" for file in entry.reports}
                if still(entry):
                    kept[entry.name] = Spot(path, offset)
    return Earlier(frozenset(names), frozenset(files), kept)


def clear(out: Path, files: Iterable[str]) -> None:
    """Remove `files` below `out`, then folders that this left empty; nothing else.

    What no longer counts must not stay and look current.
    """
    if (out / UNFINISHED).exists():
        rmtree(out / PACKING, ignore_errors=True)
    elif (out / PACKING).exists():
        raise UsageError(f"There is a folder {PACKING} there that no batch left. Move it away.")
    folders = set()
    for path in filter(None, (inside(out, file) for file in files)):
        path.unlink(missing_ok=True)
        folders |= {folder for folder in path.parents if out in folder.parents}
    for folder in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
        with suppress(OSError):  # it holds something of the user's, or is gone already
            folder.rmdir()


def inside(out: Path, file: str) -> Path | None:
    """The path of a file below `out`; None for one that leads elsewhere.

    A list of files comes from a folder that others can write to, and must not reach beyond it.
    """
    parts = PurePosixPath(file).parts
    path = out.joinpath(*parts)
    leads_out = not parts or ".." in parts or "\\" in file or PurePosixPath(file).is_absolute()
    if leads_out or path.is_dir() or not _is_below(path.parent, out):
        return None
    return path


def _is_below(folder: Path, out: Path) -> bool:
    return folder.resolve().is_relative_to(out.resolve())


def files_of(folder: Path) -> frozenset[Path]:
    """The files that a finished run wrote into `folder`."""
    listed = (inside(folder, str(line.get("file"))) for _, line in _lines(folder / FILES))
    return frozenset(path for path in listed if path is not None)


def process_now() -> dict[str, float]:
    """This process, told apart from another that gets its number later."""
    import psutil

    process = psutil.Process()
    return {"pid": process.pid, "since": process.create_time()}


def _refuse_if_running(line: Mapping[str, Any], out: Path) -> None:
    """Two runs at once would take each other's files away. Only this machine can be asked."""
    import psutil

    told = line.get("process")
    if not isinstance(told, dict) or told == process_now():
        return
    with suppress(psutil.Error, TypeError, ValueError):
        process = psutil.Process(told.get("pid"))
        if process.create_time() == told.get("since") and process.status() != "zombie":
            raise UsageError(
                f"Another run is at work in {out.name}. Wait until it has ended, or stop it."
            )


def _lines(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """(offset, object) of each whole line that holds one."""
    if not path.is_file():
        return
    with path.open("rb") as file:
        while line := file.readline():
            with suppress(ValueError):
                made = json.loads(line) if line.endswith(b"\n") else None
                if isinstance(made, dict):
                    yield file.tell() - len(line), made


def _entry(line: Mapping[str, Any]) -> Entry | None:
    with suppress(ValueError, KeyError, TypeError):
        entry = from_data(line)
        return entry if isinstance(entry.name, str) and isinstance(entry.reports, dict) else None
    return None
