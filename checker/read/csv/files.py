"""A return sent as CSV files: one file, a zip of files, or a folder of files; each is a sheet.

A CSV file holds texts and nothing else. What it cannot tell (formulas, hidden content, comments)
is not there to be read; values are read from their texts by the layout stage.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from checker.errors import Unreadable
from checker.language import say
from checker.model.receipt import SheetReceipt
from checker.read import stops
from checker.read.csv import text as csv_text
from checker.read.csv.second import trimmed
from checker.read.error_values import is_error_name
from checker.read.finished import finish
from checker.read.limits import Limits
from checker.read.parts import Parts
from checker.read.places import SHIFT
from checker.read.tally import SharedStrings, Tally
from checker.read.workbook import Progress, Sheet

_HASHES = re.compile("#{3,}").fullmatch

SUFFIXES = (".csv", ".tsv", ".txt")
"""Names of files that are read as sheets, in a folder or a zip."""


def read_csv(data: bytes, limits: Limits, progress: Progress) -> tuple[Sheet, ...]:
    """One file as one sheet. Raises Unreadable."""
    return read_files([(f"{progress.stem}.csv", data)], limits, progress)


def read_csv_zip(data: bytes, limits: Limits, progress: Progress) -> tuple[Sheet, ...]:
    """A zip of CSV files, each a sheet. Raises Unreadable."""
    parts = Parts(data, limits)
    wanted = sorted(filter(_is_data, parts.names()))
    if len(wanted) > limits.sheets:
        raise stops.more_than("sheets", limits.sheets, "sheets")
    files = [(PurePosixPath(parts.written_name(name)).name, parts.inflate(name)) for name in wanted]
    for name in list(parts.unread):
        parts.inflate(name)
    return read_files(files, limits, progress)


def only_csv(names: Sequence[str]) -> bool:
    """Whether a zip holds CSV files alone, at its top or in one folder.

    `names` are in lower case. What a Mac adds of its own does not count.
    """
    wanted = [PurePosixPath(name) for name in names if _is_data(name)]
    return (
        bool(wanted)
        and all(path.suffix in SUFFIXES and len(path.parts) <= 2 for path in wanted)
        and len({path.parent for path in wanted}) == 1
    )


def _is_data(name: str) -> bool:
    return not name.startswith("__macosx/") and not PurePosixPath(name).name.startswith(".")


def read_files(
    files: Iterable[tuple[str, bytes]], limits: Limits, progress: Progress
) -> tuple[Sheet, ...]:
    """The sheets that these files (name, content) give, in their order.

    Raises Unreadable. What was counted and decided goes to `progress`.
    """
    decided: dict[str, list[str]] = {}
    try:
        sheets = _sheets(files, limits, progress, decided)
    finally:
        progress.notes.extend(
            say("read.read", how=how, names=", ".join(names)) for how, names in decided.items()
        )
    progress.notes.append(say("read.csv-file-does-say-how"))
    progress.confirmed = True
    return sheets


def _sheets(
    files: Iterable[tuple[str, bytes]],
    limits: Limits,
    progress: Progress,
    decided: dict[str, list[str]],
) -> tuple[Sheet, ...]:
    sheets: dict[str, Sheet] = {}
    left = limits.cells
    for file, data in files:
        name = PurePosixPath(file).stem
        if name.casefold() in sheets:
            raise stops.two_files(sheets[name.casefold()].name)
        read = _table(data, name, limits, progress)
        rows, counts = _counted(read.rows, limits, left)
        left -= counts.cells
        sheets[name.casefold()] = Sheet(name, "visible", rows)
        _tell(name, counts, progress, decided.setdefault(read.how, []))
        if trimmed(read.rows) != read.second:
            raise stops.readings_disagree(name, _filled(read.rows), _filled(read.second))
    return tuple(sheets.values())


def _table(data: bytes, name: str, limits: Limits, progress: Progress) -> csv_text.Table:
    try:
        return csv_text.table(data, name, limits)
    except Unreadable:
        # The file that cannot be read is listed as well: what is listed has its name looked at.
        progress.sheets.append(SheetReceipt(name, "visible", 0, 0, 0, 0, 0, 0))
        raise


def _counted(
    rows: list[list[str | None]], limits: Limits, left: int
) -> tuple[list[list[object]], Tally]:
    """The values and their counts: an error value is counted, and is no value."""
    counts = Tally(SharedStrings(), limits, left)
    counts.add(sum(map(len, rows)))
    values: list[list[object]] = []
    for number, row in enumerate(rows, 1):
        base = number << SHIFT
        filled = [base | at for at, text in enumerate(row) if text is not None]
        counts.filled.extend(filled)
        values.append([None if text and _is_error(text) else text for text in row])
        counts.errors.extend(p for p in filled if values[-1][p - base] is None)
    return values, counts


def _is_error(text: str) -> bool:
    """The name of an error value, or the signs that Excel writes for a column too narrow."""
    return is_error_name(text) or _HASHES(text) is not None


def _tell(name: str, counts: Tally, progress: Progress, decided: list[str]) -> None:
    counted = finish(counts, name, "visible")
    progress.sheets.append(counted.receipt)
    progress.notes.extend(counted.notes)
    rows = counted.receipt.last_row
    decided.append(say("read.counted", name=name, rows=rows, value="row" if rows == 1 else "rows"))


def _filled(rows: list[list[str | None]]) -> int:
    return sum(value is not None for row in rows for value in row)
