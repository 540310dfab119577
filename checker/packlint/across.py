"""Checks between the packs of one tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from checker.packbuild import is_return


def shared_rule_ids(folders: Sequence[Path]) -> Iterator[str]:
    """A line for each rule id used by two packs that one return can meet together.

    Explanations name a rule by its id alone. Two editions of one standard may share ids, and so
    may two editions of a return.
    """
    owners: dict[str, dict[str, str]] = {}
    for folder in folders:
        for path in sorted(folder.glob("rules/*.yaml")):
            series, name = _series(folder)
            owners.setdefault(path.stem, {}).setdefault(series, name)
    for rule, packs in owners.items():
        if len(packs) > 1:
            named = " and ".join(sorted(packs.values()))
            yield f"rules/{rule}.yaml: stands in {named}. Rename one of them."


def _series(folder: Path) -> tuple[str, str]:
    """What the editions of a standard, or of the return, have in common; and the pack's name."""
    standard = folder.resolve().parent.name
    return ("return", folder.name) if is_return(folder) else (standard, standard)
