"""From a file to the tables of a return: read, named, laid out, and looked through."""

from __future__ import annotations

from dataclasses import dataclass, replace

from checker.errors import Unreadable
from checker.layout import (
    ReturnTables,
    find_layout,
    find_tables,
    same_version,
    template_version,
)
from checker.model.receipt import Receipt, Stop
from checker.model.specs import Layout, ReturnSpec
from checker.packs import list_returns, load_return
from checker.pipeline.beside import outside_cells, receipt_events, withheld
from checker.privacy import Sighting
from checker.read import Limits, Source, Workbook, digest_of, inspect, read

LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Opened:
    """A return ready to be judged; `outside` are the sightings outside its cells."""

    workbook: Workbook
    tables: ReturnTables
    outside: tuple[Sighting, ...]


def open_return(
    source: Source, return_id: str, limits: Limits, password: str, name: str = ""
) -> Opened:
    """The return in a file; raises Unreadable for a file that cannot be read as one.

    `return_id` reads it as that specification; without it the version that it names decides.
    `name` is what the file is taken to be called, by default its own name.
    """
    spec = load_return(return_id)
    found = read(source, limits, password)
    workbook, outside = outside_cells(replace(found, receipt=_called(found.receipt, name)))
    spec = spec if return_id else _own_spec(workbook, spec)
    layout = find_layout(workbook, spec, any_version=bool(return_id))
    return Opened(workbook, laid_out(workbook, spec, layout), outside)


def laid_out(workbook: Workbook, spec: ReturnSpec, layout: Layout) -> ReturnTables:
    """The tables of a workbook, with the events that its sheets and its receipt gave rise to."""
    tables = find_tables(workbook, spec, layout)
    return replace(tables, events=(*tables.events, *receipt_events(workbook, spec)))


def receipt_of(
    source: Source, limits: Limits = LIMITS, password: str = "", name: str = ""
) -> Receipt:
    """The reading receipt of any file, names that look like identifiers withheld.

    `name` is as in `open_return`. Raises UsageError for a path that leads to no file.
    """
    return withheld(_called(inspect(source, limits, password), name))


def _called(receipt: Receipt, name: str) -> Receipt:
    return replace(receipt, file=name or receipt.file)


def told(stop: Unreadable) -> Stop:
    """A stop as the receipt carries it."""
    return Stop(stop.code, stop.message, stop.fix)


def unread_receipt(source: Source, stop: Unreadable) -> Receipt:
    """The receipt of a file that was not opened: its name, its digest, and why.

    Raises UsageError for a path that leads to no file.
    """
    return withheld(Receipt(source.name, digest_of(source), "unknown", told(stop), (), ()))


def _own_spec(workbook: Workbook, newest: ReturnSpec) -> ReturnSpec:
    """The specification of the version that the workbook names, else the newest."""
    version = template_version(workbook, newest)
    if same_version(version, newest.version):
        return newest
    earlier = (load_return(name) for name in list_returns() if name != newest.id)
    return next((spec for spec in earlier if same_version(version, spec.version)), newest)
