"""The two doors of the reading stage, and the readers behind them."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from checker.errors import Unreadable, UsageError
from checker.language import say
from checker.model.receipt import Receipt, Stop
from checker.read import guard, stops
from checker.read.beside import THINGS, beside_words
from checker.read.limits import Limits
from checker.read.source import InMemory, Source, name_of
from checker.read.workbook import Progress, Sheet, Workbook

if TYPE_CHECKING:
    from checker.read.csv.folder import Folder

Reader = Callable[[bytes, Limits, Progress], tuple[Sheet, ...]]


def _in(module: str, name: str) -> Reader:
    """A reader that is imported when a file of its format is met."""

    def reader(data: bytes, limits: Limits, progress: Progress) -> tuple[Sheet, ...]:
        read: Reader = getattr(import_module(f"checker.read.{module}"), name)
        return read(data, limits, progress)

    return reader


READERS: dict[str, Reader] = {
    "xlsx": _in("ooxml.reader", "read_xlsx"),
    "xlsb": _in("xlsb.reader", "read_xlsb"),
    "xls": _in("xls.reader", "read_xls"),
    "ods": _in("ods.reader", "read_ods"),
    "fods": _in("ods.reader", "read_fods"),
    "csv": _in("csv.files", "read_csv"),
    "csv-zip": _in("csv.files", "read_csv_zip"),
}
"""Readers by the format that `guard.sniff` names. A new format is one more entry."""

_MAY_HAVE_A_PASSWORD = ("encrypted", "xls")
_DEFAULT = Limits()


def read(source: Source, limits: Limits = _DEFAULT, password: str = "") -> Workbook:
    """Read a workbook and prove that nothing was lost on the way.

    A folder of CSV files is read like a workbook, each file a sheet; one in memory like one on
    disk. `password` opens a protected file and is kept nowhere. Raises Unreadable for a file that
    cannot be read, and UsageError for a path that leads to neither.
    """
    workbook, stop = _attempt(source, limits, password)
    if stop is not None:
        raise stop
    return workbook


def inspect(source: Source, limits: Limits = _DEFAULT, password: str = "") -> Receipt:
    """The receipt of any file; a file that cannot be read has its `stop` and what was counted.

    Raises UsageError as `read` does.
    """
    return _attempt(source, limits, password)[0].receipt


def digest_of(source: Source, limits: Limits = _DEFAULT) -> str:
    """The digest of a file or folder, as in its receipt. Raises UsageError as `read` does.

    That of a folder is told in `folder.load_folder`.
    """
    return _load(source, limits)[0]


def _attempt(source: Source, limits: Limits, password: str) -> tuple[Workbook, Unreadable | None]:
    name = name_of(source)
    progress = Progress(stem=PurePath(name).stem)
    sheets: tuple[Sheet, ...] = ()
    stop: Unreadable | None = None
    digest, data = _load(source, limits)
    try:
        with _uncollected():
            sheets = _sheets(data, password, limits, progress)
    except Unreadable as failure:
        stop = failure
    beside = tuple(thing for thing in THINGS if thing in progress.beside)
    receipt = Receipt(
        file=name,
        digest=digest,
        format=progress.format,
        stop=Stop(stop.code, stop.message, stop.fix) if stop else None,
        sheets=tuple(progress.sheets),
        notes=(*progress.notes, *(beside_words(thing) for thing in beside)),
        beside=beside,
        confirmed=progress.confirmed and stop is None,
    )
    return Workbook(receipt, sheets, tuple(progress.texts)), stop


@contextmanager
def _uncollected() -> Iterator[None]:
    """Reading makes cells by the hundred thousand and no circles: looking for these is in vain."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _sheets(
    data: bytes | Folder | int, password: str, limits: Limits, progress: Progress
) -> tuple[Sheet, ...]:
    progress.format = "unknown"
    if isinstance(data, int):
        found = say("read.file-large", data=stops.amount(data))
        raise stops.over("file_bytes", found, limits.file_bytes)
    if not isinstance(data, bytes):
        from checker.read.csv.folder import read_folder

        progress.format = "csv-folder"
        return read_folder(data, limits, progress)
    if data.startswith(b"PK"):
        progress.format = "zip"
    progress.format = guard.sniff(data, limits)
    if progress.format in _MAY_HAVE_A_PASSWORD:
        from checker.read.passwords import without_password

        opened = without_password(progress.format, data, password, limits, progress)
        if opened is not data:
            data, progress.format = opened, guard.sniff(opened, limits)
    if progress.format not in READERS:
        raise stops.refused(progress.format)
    return READERS[progress.format](data, limits, progress)


def _load(source: Source, limits: Limits) -> tuple[str, bytes | Folder | int]:
    """Digest and bytes of a file, or the files of a folder; the number of bytes over the limit."""
    if not isinstance(source, InMemory):
        return _loaded(source, limits)
    data = source.data
    digest = hashlib.sha256(data).hexdigest()
    return digest, data if len(data) <= limits.file_bytes else len(data)


def _loaded(path: Path, limits: Limits) -> tuple[str, bytes | Folder | int]:
    if not path.exists():
        raise UsageError(say("read.there-no-file-place-given", name=path.name))
    try:
        if path.is_dir():
            return _folder(path, limits)
        if not path.is_file():
            raise UsageError(say("read.file-nor-folder-csv-files", name=path.name))
        return _bytes(path, limits)
    except OSError:
        raise UsageError(say("read.could-opened-close-other-programs", name=path.name)) from None


def _folder(path: Path, limits: Limits) -> tuple[str, Folder]:
    from checker.read.csv.folder import is_csv_folder, load_folder

    if not is_csv_folder(path):
        raise UsageError(say("read.file-nor-folder-csv-files", name=path.name))
    folder = load_folder(path, limits)
    return folder.digest, folder


def _bytes(path: Path, limits: Limits) -> tuple[str, bytes | int]:
    with path.open("rb") as file:
        data = file.read(limits.file_bytes + 1)
        if len(data) <= limits.file_bytes:
            return hashlib.sha256(data).hexdigest(), data
        file.seek(0)
        return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
