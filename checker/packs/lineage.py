"""Returns that extend returns: a later edition holds only what it adds to the earlier one.

A file of the same name is laid over the earlier one: mappings merge key by key, lists are
appended, other values replace. SQL cannot be merged, so each edition's stands beside the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import Any, TypeVar

from checker.errors import PackError
from checker.packs.files import read_json, read_yaml
from checker.resources import standards_folder

RETURN_FILE = "return.yaml"

Named = TypeVar("Named", bound=Mapping[str, Any])


def lineage(folder: Path) -> tuple[Path, ...]:
    """`folder` and every return that it extends, the earliest first.

    A base stands beside the folder, or ships with the checker. Raises PackError where there is
    none, and for returns that extend each other in a ring.
    """
    folders = [folder]
    while base := _base(folders[0]):
        found = _find(base, folders[0].parent)
        if found.resolve() in [known.resolve() for known in folders]:
            raise PackError(
                f"{RETURN_FILE}: extends {base}, which extends this return again. "
                "Let the earlier edition stand by itself."
            )
        folders.insert(0, found)
    return tuple(folders)


def _base(folder: Path) -> str:
    raw = read_yaml(folder / RETURN_FILE)
    base = raw.get("extends", "") if isinstance(raw, Mapping) else ""
    # The name becomes part of a path: only the name of a folder may come out of it.
    if not isinstance(base, str) or Path(base).name != base or base == "..":
        raise PackError(f"{RETURN_FILE}: extends must be the id of a return.")
    return base


def _find(base: str, beside: Path) -> Path:
    for folder in (beside / base, standards_folder() / "returns" / base):
        if (folder / RETURN_FILE).is_file() and not folder.is_symlink():
            return folder
    raise PackError(
        f"{RETURN_FILE}: extends {base}, but there is no such return beside this one. "
        "Correct the id, or put the earlier edition there."
    )


def files(folders: Sequence[Path], pattern: str) -> dict[str, list[Path]]:
    """The files of a lineage that fit a pattern, by stem in order, each with its layers."""
    found: dict[str, list[Path]] = {}
    for folder in folders:
        for path in sorted(folder.glob(pattern)):
            found.setdefault(path.name.split(".")[0], []).append(path)
    return dict(sorted(found.items()))


def read_merged(paths: Iterable[Path]) -> Any:
    """The layers of one YAML or JSON file as one; raises PackError for a faulty file."""
    return merged([read_json(p) if p.suffix == ".json" else read_yaml(p) for p in paths])


def merged(layers: Iterable[Any]) -> Any:
    """The layers of one file, the earliest first, laid over one another."""
    return reduce(_over, layers)


def _over(lower: Any, upper: Any) -> Any:
    if isinstance(lower, Mapping) and isinstance(upper, Mapping):
        rest = {name: value for name, value in upper.items() if name not in lower}
        return {n: _over(v, upper[n]) if n in upper else v for n, v in lower.items()} | rest
    if isinstance(lower, list) and isinstance(upper, list):
        return lower + upper
    return upper


def in_place(entries: Mapping[str, Named]) -> dict[str, Named]:
    """The entries in order, one that says `after` another moved to just behind it."""
    order = [name for name, entry in entries.items() if not entry.get("after")]
    for name, entry in entries.items():
        if entry.get("after"):
            place = order.index(entry["after"]) + 1 if entry["after"] in order else len(order)
            order.insert(place, name)
    return {name: entries[name] for name in order}
