"""What became of every candidate check: carried by a rule or clause, or left out, and why."""

from __future__ import annotations

from checker.model.specs import ReturnSpec, Standard
from checker.packbuild.markdown import code, table
from checker.packs.files import as_counted

_HEADINGS = ("Check", "What became of it")
_STOP = "stop:"


def accounts(pack: ReturnSpec | Standard) -> str:
    """One Markdown table of the pack's candidate checks in their order; empty without any."""
    rows = [(entry.check, f"Carried by {_carriers(entry.by)}.") for entry in pack.carried]
    rows += [(entry.check, f"Not carried. {entry.because}") for entry in pack.not_carried]
    return table(_HEADINGS, sorted(rows, key=lambda row: as_counted(row[0].split(".")[0])))


def _carriers(names: tuple[str, ...]) -> str:
    stops = [name.removeprefix(_STOP) for name in names if name.startswith(_STOP)]
    others = [code(name) for name in names if not name.startswith(_STOP)]
    return ", ".join([*others, *(f"the reader, which stops with {code(name)}" for name in stops)])
