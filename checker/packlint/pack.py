"""A pack as the deeper checks see it: loaded, with the columns its rules may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from checker.model.specs import ReturnSpec, Rule, Standard
from checker.packbuild import is_return, spec_beside
from checker.packs import read_standard


@dataclass(frozen=True)
class Pack:
    """`standard` is None for a return specification; `measures` holds derived columns by table."""

    folder: Path
    spec: ReturnSpec
    standard: Standard | None
    measures: Mapping[str, tuple[str, ...]]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of the pack itself."""
        return self.spec.rules if self.standard is None else self.standard.rules


def open_pack(folder: Path) -> Pack:
    """Load a pack and ask the database for the columns of its measures.

    Raises PackError when a file or a measure is at fault.
    """
    from checker.measures import measure_columns

    spec = spec_beside(folder)
    standard = None if is_return(folder) else read_standard(folder)
    return Pack(folder, spec, standard, measure_columns(spec))


def file_of(rule: Rule) -> str:
    """Where a rule stands in its pack."""
    return f"rules/{rule.id}.yaml"


def columns_of(spec: ReturnSpec, table: str) -> tuple[str, ...]:
    """The real columns of a table; none when there is no such table."""
    found = spec.tables.get(table)
    return tuple(column.name for column in found.columns) if found else ()
