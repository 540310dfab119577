"""Which files are returns, and the folder that each gets."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Final

from checker.batch.earlier import FILES, PACKING, RESULTS, UNFINISHED, files_of
from checker.errors import UsageError
from checker.pipeline.beside import told_name
from checker.read.csv.files import SUFFIXES as CSV
from checker.read.csv.folder import is_csv_return

# What people send as a return, readable or not: a file passed over would look like one not sent.
SUFFIXES = frozenset(
    (
        *(".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".fods", ".csv", ".tsv", ".zip"),
        *(".numbers", ".docx", ".doc", ".pdf"),
    )
)


# What the pack itself is made of: no return's folder may stand in its place.
OWN: Final = frozenset(
    (
        *(RESULTS, UNFINISHED, FILES, PACKING),
        *("index.html", "pack.xlsx", "pack.ods", "foi.csv", "verdicts.parquet", "findings.parquet"),
        *("letters", "providers", "plots", "charts", "figures", "trends", "audit", "history"),
    )
)
# Windows takes paths of 260 characters, and most systems names of 255 bytes.
_LONGEST: Final = 60


def workbooks(paths: Iterable[Path], out: Path | None = None) -> list[Path]:
    """The files of `paths` and those below its folders that are sent as returns, in order.

    A folder of CSV files with one named Return among them is one return; other CSV files are a line
    each. What lies under `out` is left out, and so is what an earlier batch wrote elsewhere. Raises
    UsageError when there are none, or no such path, or a folder that cannot be opened.
    """
    every = _workbooks(paths, out and out.resolve())
    # One file may be given twice, by two ways of writing its path. A link is a file of its own.
    found = {os.path.abspath(path): path for path in every}  # noqa: PTH100
    if not found:
        raise UsageError("No workbook was found there.")
    return [found[whole] for whole in sorted(found, key=Path)]


def _workbooks(paths: Iterable[Path], out: Path | None) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from _below(path, out)
        elif path.exists():
            yield path
        else:
            raise UsageError(f"There is no file or folder {path.name} there.")


def _below(folder: Path, out: Path | None) -> Iterator[Path]:
    every = [folder, *_everything(folder)]
    returns = {path for path in every if is_csv_return(path)}
    written = {file for path in every if path.name == FILES for file in files_of(path.parent)}
    for path in every:
        suffix = path.suffix.lower()
        is_sheet = suffix in CSV and path.parent in returns
        # "~$" files are Excel's locks; what an earlier run wrote is no return.
        if path.name.startswith("~$") or path in written or _is_under(path, out):
            continue
        if path in returns or (suffix in SUFFIXES and not is_sheet):
            yield path


def _everything(folder: Path) -> Iterator[Path]:
    for top, folders, files in os.walk(folder, onerror=_refuse):
        yield from (Path(top) / name for name in (*folders, *files))


def _refuse(error: OSError) -> None:
    """What is in a folder that cannot be opened would look like returns that were not sent."""
    name = Path(str(error.filename)).name
    raise UsageError(f"The folder {name} could not be opened: {error.strerror}.")


def _is_under(path: Path, out: Path | None) -> bool:
    whole = path.resolve()
    return out in (whole, *whole.parents)


def folder_names(files: Sequence[Path]) -> list[str]:
    """A folder name for each return: its stem, numbered where two share one.

    A name that looks like an identifier is not passed on to the folders and links of the output.
    """
    taken = {name.casefold() for name in OWN}
    names = []
    for path in files:
        # Windows drops dots and spaces at the end of a folder's name.
        known = told_name(path.name) == path.name
        stem = (path.name if path.is_dir() else path.stem) if known else ""
        stem = stem[:_LONGEST].rstrip(". ") or "return"
        name = next(n for n in _numbered(stem) if n.casefold() not in taken)
        taken.add(name.casefold())
        names.append(name)
    return names


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{number}" for number in count(2))
