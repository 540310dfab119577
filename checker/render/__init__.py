"""Reports for people and for programs, made from a finished `Report` and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from checker.errors import UsageError
from checker.language import say, speaking
from checker.render.machine import MACHINE_FORMATS
from checker.render.sharing import AUDIENCES, SHARED, check_audiences

if TYPE_CHECKING:
    from checker.model.report import Report
    from checker.render.commissioner import waiver_states
    from checker.render.json_report import inspect_json, to_json
    from checker.render.terminal import inspect_text, summary

__all__ = [
    "AUDIENCES",
    "FORMATS",
    "Writer",
    "check_audiences",
    "check_formats",
    "files",
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


# Each is imported when it is asked for: who writes JSON does not pay for pages.
_PLACES: Final = {
    "inspect_json": "json_report",
    "inspect_text": "terminal",
    "summary": "terminal",
    "to_json": "json_report",
    "waiver_states": "commissioner",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)


def _html(report: Report, path: Path) -> None:
    from checker.render.html import html_bytes

    path.write_bytes(html_bytes(report))


def _json(report: Report, path: Path) -> None:
    from checker.render.json_report import json_bytes

    path.write_bytes(json_bytes(report))


def _book(report: Report, path: Path) -> None:
    from checker.render.findings import write_workbook

    write_workbook(report, path)


def _csv(report: Report, path: Path) -> None:
    from checker.render.findings import write_csv

    write_csv(report, path)


def _receipt(report: Report, path: Path) -> None:
    from checker.render.receipt import write_receipt

    write_receipt(report, path)


RECEIPT: Final = "receipt.txt"
FORMATS: Final[dict[str, Writer]] = {
    "html": Writer("report.html", _html),
    "json": Writer("report.json", _json),
    "xlsx": Writer("findings.xlsx", _book),
    "ods": Writer("findings.ods", _book),
    "csv": Writer("findings.csv", _csv),
    **{name: Writer(*made) for name, made in MACHINE_FORMATS.items()},
    "receipt": Writer(RECEIPT, _receipt),
}


def write(
    report: Report,
    out: Path,
    formats: Sequence[str],
    audiences: Sequence[str] = ("provider",),
) -> tuple[Path, ...]:
    """Write the report into folder `out`, one file per format, and return their paths.

    What others than the provider may read goes into a folder below `out`, named for them. Folders
    are created when missing. The same report always gives the same bytes. Raises `UsageError` for
    a format that is not in `FORMATS` and for an unknown audience, before anything is written.
    """
    with speaking(report.language):
        return _written(report, out, files(formats, audiences))


def _written(
    report: Report, out: Path, names: dict[str, Callable[[Report, Path], object]]
) -> tuple[Path, ...]:
    # Last, since it names the digests of the others.
    receipt = names.pop(RECEIPT, None)
    out.mkdir(parents=True, exist_ok=True)
    for name, written in names.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        written(report, out / name)
    made = tuple(out / name for name in names)
    if receipt is None:
        return made
    from checker.render.receipt import write_receipt

    return (*made, write_receipt(report, out / RECEIPT, made))


def files(
    formats: Sequence[str], audiences: Sequence[str] = ("provider",)
) -> dict[str, Callable[[Report, Path], object]]:
    """What `write` would write: the writer of each file by its path below the folder, with "/".

    The provider has every format, the others those of `SHARED`. Raises as `write` does.
    """
    wanted, readers = check_formats(formats), check_audiences(audiences)
    own = [(FORMATS[name].file, FORMATS[name].write) for name in wanted if "provider" in readers]
    shared = [
        (f"{reader}/{FORMATS[name].file}", SHARED[reader][name])
        for reader in readers
        if reader != "provider"
        for name in wanted
        if name in SHARED[reader]
    ]
    made = dict([*own, *shared])
    bare = [r for r in readers if r != "provider" and not any(n.startswith(f"{r}/") for n in made)]
    if bare:
        raise UsageError(say("formats.for-reader", bare=bare[0], shared=", ".join(SHARED[bare[0]])))
    return made


def check_formats(formats: Sequence[str]) -> tuple[str, ...]:
    """The formats without repeats; raises `UsageError` for one that is not in `FORMATS`."""
    wanted = tuple(dict.fromkeys(name.strip() for name in formats))
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown:
        known = ", ".join(FORMATS)
        raise UsageError(say("formats.no-format", unknown=", ".join(unknown), known=known))
    return wanted
