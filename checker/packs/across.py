"""What is told of returns side by side: `across.yaml` of a return to its `AcrossRule`s."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from checker.model.specs import AcrossRule
from checker.packs.files import fields_of
from checker.packs.lineage import files, read_merged

ACROSS_FILE = "across.yaml"


def read_across(folders: Sequence[Path]) -> tuple[AcrossRule, ...]:
    """The findings across returns of a lineage, in order; none where no edition has any.

    Raises PackError for a faulty file.
    """
    paths = [path for layers in files(folders, ACROSS_FILE).values() for path in layers]
    if not paths:
        return ()
    with fields_of(ACROSS_FILE):
        return tuple(_rule(raw) for raw in read_merged(paths))


def _rule(raw: Mapping[str, Any]) -> AcrossRule:
    words = {name: raw[name].strip() for name in ("summary", "why", "fix", "limits")}
    return AcrossRule(id=raw["id"], tier=raw["tier"], **words)
