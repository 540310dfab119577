"""What became of every candidate check: carried by a rule or clause, or left out, and why."""

from __future__ import annotations

import re

from checker.model.specs import ReturnSpec, Standard
from checker.packbuild.markdown import code, table

_HEADINGS = ("Check", "What became of it")
_STOP = "stop:"


def accounts(pack: ReturnSpec | Standard) -> str:
    """One Markdown table of the pack's candidate checks in their order; empty without any."""
    rows = [(entry.check, f"Carried by {_carriers(entry.by)}.") for entry in pack.carried]
    rows += [(entry.check, f"Not carried. {entry.because}") for entry in pack.not_carried]
    return table(_HEADINGS, sorted(rows, key=lambda row: _place(row[0])))


def _carriers(names: tuple[str, ...]) -> str:
    stops = [name.removeprefix(_STOP) for name in names if name.startswith(_STOP)]
    others = [code(name) for name in names if not name.startswith(_STOP)]
    return ", ".join([*others, *(f"the reader, which stops with {code(name)}" for name in stops)])


def _place(check: str) -> list[tuple[int, str]]:
    """Checks count as people do: 2 before 10, KEY-002 before KEY-010."""
    parts = re.split(r"(\d+)", check.split(".")[0])
    return [(int(part), "") if part.isdigit() else (0, part) for part in parts]
