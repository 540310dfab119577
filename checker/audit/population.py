"""The cases that a sample is drawn from, in strata by programme and by whether they are closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checker.audit.drawing import drawn, shared_out
from checker.audit.sizes import size_for
from checker.layout.tables import ReturnTables, SetAside
from checker.model.audit import Drawn, Sample, Wanted
from checker.model.specs import Standard

_NO_PROGRAMME = "no programme"


@dataclass(frozen=True, slots=True)
class Population:
    """Keys of cases by stratum; `left_out` counts the cases that are in none."""

    strata: Mapping[str, tuple[str, ...]]
    left_out: int


def population(tables: ReturnTables, unusable: SetAside, standard: Standard) -> Population:
    """The cases of a return that a standard is about, by its case types where it names them.

    A case is left out where its key or, if that decides, its type is blank, in error or looks like
    an identifier, or where its key stands twice.
    """
    strata: dict[str, set[str]] = {}
    seen: set[str] = set()
    left_out = 0
    for row in _rows(tables, unusable):
        key, kind = row["case_ref"], row["case_type"]
        if not key or key in seen or (standard.case_types and not kind):
            left_out += 1
        elif not standard.case_types or kind in standard.case_types:
            seen.add(key)
            strata.setdefault(_stratum(row), set()).add(key)
    ordered = {name: tuple(sorted(strata[name])) for name in sorted(strata)}
    return Population(ordered, left_out)


def _rows(tables: ReturnTables, unusable: SetAside) -> Iterator[dict[str, str]]:
    names = ("case_ref", "case_type", "programme_ref", "case_status")
    frame, bad = tables.tables["cases"].frame, unusable.get("cases", {})
    held = [frame[name] if name in frame.columns else [None] * frame.height for name in names]
    for number, values in enumerate(zip(*held, strict=True)):
        yield {
            name: "" if value is None or number in bad.get(name, ()) else str(value)
            for name, value in zip(names, values, strict=True)
        }


def _stratum(row: Mapping[str, str]) -> str:
    state = {"": "state not known", "CLOSED": "closed"}.get(row["case_status"], "open")
    return f"{row['programme_ref'] or _NO_PROGRAMME}, {state}"


def sample(tables: ReturnTables, unusable: SetAside, standard: Standard, wanted: Wanted) -> Sample:
    """The sample for one standard: the same for whoever has the return and names the same seed."""
    found = population(tables, unusable, standard)
    sizes = {name: len(keys) for name, keys in found.strata.items()}
    whole = sum(sizes.values())
    size = size_for(whole, wanted.confidence, wanted.margin) if wanted.size is None else wanted.size
    named = f"{standard.id}@{standard.edition}"
    cases = tuple(
        Drawn(key, name)
        for name, count in shared_out(sizes, size).items()
        for key in drawn(found.strata[name], count, wanted.seed, named)
    )
    return Sample(named, standard.digest, sizes, found.left_out, cases)
