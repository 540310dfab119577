"""Reports for people and for programs, made from a finished `Report` and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from checker.errors import UsageError
from checker.model.report import Report
from checker.render.commissioner import waiver_states
from checker.render.findings import write_csv, write_workbook
from checker.render.html import html_bytes
from checker.render.json_report import inspect_json, json_bytes, to_json
from checker.render.terminal import inspect_text, summary

__all__ = [
    "FORMATS",
    "Writer",
    "check_formats",
    "inspect_json",
    "inspect_text",
    "summary",
    "to_json",
    "waiver_states",
    "write",
]


@dataclass(frozen=True, slots=True)
class Writer:
    """One output format: the name of its file and the function that writes it there."""

    file: str
    write: Callable[[Report, Path], object]


def _whole(made: Callable[[Report], bytes]) -> Callable[[Report, Path], object]:
    """A writer of files that are made in one piece."""
    return lambda report, path: path.write_bytes(made(report))


FORMATS: Final[dict[str, Writer]] = {
    "html": Writer("report.html", _whole(html_bytes)),
    "json": Writer("report.json", _whole(json_bytes)),
    "xlsx": Writer("findings.xlsx", write_workbook),
    "ods": Writer("findings.ods", write_workbook),
    "csv": Writer("findings.csv", write_csv),
}


def write(report: Report, out: Path, formats: Sequence[str]) -> tuple[Path, ...]:
    """Write the report into folder `out`, one file per format, and return their paths.

    The folder is created when missing. The same report always gives the same bytes.
    Raises `UsageError` for a format that is not in `FORMATS`, before anything is written.
    """
    wanted = check_formats(formats)
    out.mkdir(parents=True, exist_ok=True)
    return tuple(_write_one(report, out, FORMATS[name]) for name in wanted)


def check_formats(formats: Sequence[str]) -> tuple[str, ...]:
    """The formats without repeats; raises `UsageError` for one that is not in `FORMATS`."""
    wanted = tuple(dict.fromkeys(name.strip() for name in formats))
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown:
        known = ", ".join(FORMATS)
        raise UsageError(f"There is no format {', '.join(unknown)}. The formats are: {known}.")
    return wanted


def _write_one(report: Report, out: Path, writer: Writer) -> Path:
    path = out / writer.file
    writer.write(report, path)
    return path
