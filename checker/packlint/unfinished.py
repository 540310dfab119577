"""Scaffolds that nobody has filled in yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.packlint.pack import Pack
from checker.packs.files import read_yaml

TODO = "TODO"


def unfinished_problems(pack: Pack) -> Iterator[str]:
    """A line for each file with texts that `checker standards new` left to its author."""
    for path in sorted(pack.folder.rglob("*.yaml")):
        # Reading the text first spares the parsing of nearly every file.
        if TODO in path.read_text(encoding="utf-8"):
            places = list(_places(read_yaml(path), ""))
            if places:
                name = path.relative_to(pack.folder).as_posix()
                hold = "holds" if len(places) == 1 else "hold"
                yield (
                    f"{name}: {', '.join(places)} still {hold} the scaffold's words. "
                    "Write your own."
                )


def _places(node: Any, where: str) -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield from _places(value, f"{where} > {name}" if where else str(name))
    elif isinstance(node, list):
        for number, value in enumerate(node, start=1):
            named = value.get("id", "") if isinstance(value, dict) else ""
            place = str(named or f"entry {number}")
            yield from _places(value, f"{where} > {place}" if where else place)
    elif isinstance(node, str) and node.startswith(TODO):
        yield where
