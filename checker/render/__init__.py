"""Reports for people and for programs, made from a finished `Report` and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
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
    "RECEIPT",
    "Making",
    "Writer",
    "check_audiences",
    "check_formats",
    "files",
    "inspect_json",
    "inspect_text",
    "made",
    "receipt_bytes",
    "summary",
    "to_json",
    "waiver_states",
    "write",
]


Making = Callable[["Report"], bytes]
_NO_FILES: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Writer:
    """One output format: the name of its file and the function that makes it of a report."""

    file: str
    make: Making


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


def _html(report: Report) -> bytes:
    from checker.render.html import html_bytes

    return html_bytes(report)


def _json(report: Report) -> bytes:
    from checker.render.json_report import json_bytes

    return json_bytes(report)


def _xlsx(report: Report) -> bytes:
    from checker.render.findings import workbook_bytes

    return workbook_bytes(report, "xlsx")


def _ods(report: Report) -> bytes:
    from checker.render.findings import workbook_bytes

    return workbook_bytes(report, "ods")


def _csv(report: Report) -> bytes:
    from checker.render.findings import csv_bytes

    return csv_bytes(report)


def receipt_bytes(report: Report, digests: Mapping[str, str] = _NO_FILES) -> bytes:
    """The bytes of receipt.txt, which names the SHA-256 of each file made before, by its name."""
    from checker.render.receipt import receipt_bytes

    return receipt_bytes(report, digests)


RECEIPT: Final = "receipt.txt"
FORMATS: Final[dict[str, Writer]] = {
    "html": Writer("report.html", _html),
    "json": Writer("report.json", _json),
    "xlsx": Writer("findings.xlsx", _xlsx),
    "ods": Writer("findings.ods", _ods),
    "csv": Writer("findings.csv", _csv),
    **{name: Writer(*made) for name, made in MACHINE_FORMATS.items()},
    "receipt": Writer(RECEIPT, receipt_bytes),
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
    names, digests = files(formats, audiences), dict[str, str]()
    out.mkdir(parents=True, exist_ok=True)
    # No file is held in memory while the next is made.
    return tuple(
        _written(out / name, _made(report, name, names[name], digests)) for name in _in_order(names)
    )


def made(
    report: Report, formats: Sequence[str], audiences: Sequence[str] = ("provider",)
) -> dict[str, bytes]:
    """What `write` would write: the bytes of each file by its name below the folder, with "/".

    Raises as `write` does. The receipt comes last.
    """
    names, digests = files(formats, audiences), dict[str, str]()
    return {name: _made(report, name, names[name], digests) for name in _in_order(names)}


def _in_order(names: Iterable[str]) -> list[str]:
    """The receipt last, since it names the digests of the others."""
    return sorted(names, key=lambda name: name == RECEIPT)


def _made(report: Report, name: str, making: Making, digests: dict[str, str]) -> bytes:
    """One file; its digest is put to those of the files made before."""
    if name == RECEIPT:
        return receipt_bytes(report, digests)
    with speaking(report.language):
        data = making(report)
    digests[name] = sha256(data).hexdigest()
    return data


def _written(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def files(formats: Sequence[str], audiences: Sequence[str] = ("provider",)) -> dict[str, Making]:
    """What makes each file that `write` would write, by its name below the folder, with "/".

    The provider has every format, the others those of `SHARED`. Raises as `write` does.
    """
    wanted, readers = check_formats(formats), check_audiences(audiences)
    own = [(FORMATS[name].file, FORMATS[name].make) for name in wanted if "provider" in readers]
    shared = [
        (f"{reader}/{FORMATS[name].file}", SHARED[reader][name])
        for reader in readers
        if reader != "provider"
        for name in wanted
        if name in SHARED[reader]
    ]
    found = dict([*own, *shared])
    bare = [r for r in readers if r != "provider" and not any(n.startswith(f"{r}/") for n in found)]
    if bare:
        raise UsageError(say("formats.for-reader", bare=bare[0], shared=", ".join(SHARED[bare[0]])))
    return found


def check_formats(formats: Sequence[str]) -> tuple[str, ...]:
    """The formats without repeats; raises `UsageError` for one that is not in `FORMATS`."""
    wanted = tuple(dict.fromkeys(name.strip() for name in formats))
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown:
        known = ", ".join(FORMATS)
        raise UsageError(say("formats.no-format", unknown=", ".join(unknown), known=known))
    return wanted
