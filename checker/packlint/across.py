"""Checks between the packs of one tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from checker.packbuild import is_return


def shared_rule_ids(folders: Sequence[Path]) -> Iterator[str]:
    """A line for each rule id used by two packs that one return can meet together.

    Explanations name a rule by its id alone. Two editions of one standard may share ids.
    """
    owners: dict[str, set[str]] = {}
    for folder in folders:
        for path in sorted(folder.glob("rules/*.yaml")):
            owners.setdefault(path.stem, set()).add(_pack_name(folder))
    for rule, packs in owners.items():
        if len(packs) > 1:
            yield f"rules/{rule}.yaml: stands in {' and '.join(sorted(packs))}. Rename one of them."


def _pack_name(folder: Path) -> str:
    return folder.name if is_return(folder) else folder.resolve().parent.name
