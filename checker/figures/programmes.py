"""The programmes of a return, as far as they may be told."""

from __future__ import annotations

from checker.figures.cells import code, usable
from checker.layout.tables import ReturnTables, SetAside
from checker.model.figures import Programme

_FIELDS = (
    "programme_name",
    "intervention_type",
    "cohort",
    "funder_primary",
    "funder_match",
    "independent_evaluation",
)


def programmes(tables: ReturnTables, unusable: SetAside) -> tuple[Programme, ...]:
    """One for each row of the Programmes sheet, in its order."""
    columns = [usable(tables, unusable, "programmes", name) for name in _FIELDS]
    return tuple(Programme(*map(code, row)) for row in zip(*columns, strict=True))


def places(tables: ReturnTables, unusable: SetAside) -> dict[str, int]:
    """The place of each programme by its reference; of two with one reference, the first."""
    refs = usable(tables, unusable, "programmes", "programme_ref")
    found: dict[str, int] = {}
    for place, ref in enumerate(refs):
        if isinstance(ref, str):
            found.setdefault(ref, place)
    return found
