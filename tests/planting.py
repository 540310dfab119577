"""One edit of a pack: how faults are planted in copies of real ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

Fault = Callable[[Path], object]


def edit(name: str, change: Callable[[Any], Any]) -> Fault:
    """Load a YAML or JSON file of the pack, change its data, and write it back."""

    def plant(folder: Path) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        data = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
        changed = change(data)
        data = data if changed is None else changed
        dumped = json.dumps(data) if path.suffix == ".json" else yaml.safe_dump(data)
        # The first line names the file's schema to editors, and lint asks for it.
        line, end, _ = text.partition("\n")
        path.write_text(line + end + dumped if line[:1] == "#" else dumped, encoding="utf-8")

    return plant


def put(name: str, *path: str | int, value: Any) -> Fault:
    """Set one field of a file."""

    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return edit(name, change)


def drop(name: str, *path: str | int) -> Fault:
    """Take one field out of a file."""

    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        del data[path[-1]]

    return edit(name, change)


def append(name: str, *path: str | int, value: Any) -> Fault:
    """Add one entry to a list in a file."""

    def change(data: Any) -> None:
        for step in path:
            data = data[step]
        data.append(value)

    return edit(name, change)


def write(name: str, text: str) -> Fault:
    def plant(folder: Path) -> None:
        (folder / name).write_text(text, encoding="utf-8")

    return plant


def extend(name: str, text: str) -> Fault:
    def plant(folder: Path) -> None:
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    return plant


def swap(name: str, old: str, new: str) -> Fault:
    def plant(folder: Path) -> None:
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    return plant


def remove(name: str) -> Fault:
    return lambda folder: (folder / name).unlink()


def rename(name: str, new: str) -> Fault:
    def plant(folder: Path) -> None:
        (folder / name).rename(folder / new)

    return plant


def both(*faults: Fault) -> Fault:
    def plant(folder: Path) -> None:
        for fault in faults:
            fault(folder)

    return plant
