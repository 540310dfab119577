"""Reading pack files: safe YAML, JSON, and the digest that names a pack's exact content."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from checker.errors import PackError
from checker.resources import standards_folder
from checker.resources.parsed import parsed


def read_yaml(path: Path) -> Any:
    """Parse one YAML file with the safe loader, which can build no Python objects.

    Raises PackError when the file is missing or is not YAML.
    """
    try:
        return parsed(path, standards_folder())
    except (LookupError, OSError):
        return parse_yaml(path)


def parse_yaml(path: Path) -> Any:
    """As `read_yaml`, always from the YAML itself."""
    import yaml

    # libyaml is about ten times faster; the pure loader is the same language without a compiler.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - safe
    except OSError as error:
        raise PackError(f"{path.name} cannot be read: {error.strerror}.") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise PackError(f"{path.name} is not YAML: {error}") from error


def read_json(path: Path) -> Any:
    """Parse one JSON file; raises PackError when it is missing or is not JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PackError(f"{path.name} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise PackError(f"{path.name} is not JSON: {error}") from error


@contextmanager
def fields_of(name: str) -> Iterator[None]:
    """Turns a field that is missing or misshapen, met inside, into a PackError naming the file."""
    try:
        yield
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise PackError(f"{name}: {error} is missing or has the wrong shape.") from error


def digest(*folders: Path) -> str:
    """SHA-256 (hex) over the names and bytes of every file of a pack except its guide.

    A return that extends others is digested with them, the earliest first. Line endings are
    normalised so that a checkout on Windows has the same digest.
    """
    total = hashlib.sha256()
    for folder in folders:
        for parts, path in sorted(_files(str(folder))):
            with open(path, "rb") as file:  # noqa: PTH123 - a path object for each takes as long
                content = file.read().replace(b"\r\n", b"\n")
            name = "/".join(parts).encode()
            total.update(len(name).to_bytes(4, "big") + name)
            total.update(len(content).to_bytes(8, "big") + content)
    return total.hexdigest()


def _files(folder: str, *above: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every file below a folder: the parts of its name, and its path."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, *above, entry.name)
            elif entry.name != "GUIDE.md" and entry.is_file():
                yield (*above, entry.name), entry.path


def as_counted(name: str) -> list[tuple[int, str]]:
    """A sorting key under which names with numbers count as people do: "1.9" before "1.10"."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", name)]
