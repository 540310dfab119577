"""An area's own figures, as a profile gives them, against its periods and what returns declare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checker.packs.guarded import twice
from checker.packs.returns import load_return


def area_problems(raw: Mapping[str, Any]) -> Iterator[str]:
    """A line for each area total that nothing could be held against."""
    entries = raw.get("area_totals", ())
    if not entries:
        return
    known = _measures()
    periods = raw.get("expected", {}).get("periods", ())
    expected = {(period["start"], period["end"]) for period in periods}
    for entry in entries:
        where = f"area_totals > {entry['measure']}"
        if entry["measure"] not in known:
            yield f"{where}: no return declares this figure. Known are: {', '.join(known)}."
        if entry["end"] < entry["start"]:
            yield f"{where}: the period from {entry['start']} ends before it starts."
        elif (entry["start"], entry["end"]) not in expected:
            yield (
                f"{where}: the period from {entry['start']} to {entry['end']} is not among the"
                " expected periods, so nothing could be held against it. Correct its days, or add"
                " the period under expected."
            )
    named = (f"{e['measure']}: stands twice for the period from {e['start']}" for e in entries)
    for name in sorted(twice(named)):
        yield f"area_totals > {name}. Keep one."


def _measures() -> tuple[str, ...]:
    """The codes of the headline figures that the newest return declares."""
    spec = load_return()
    columns = {column.name: column for column in spec.tables["totals"].columns}
    return tuple(code.code for code in spec.code_lists[columns["measure"].code_list].codes)
