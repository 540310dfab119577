"""Files that a commissioner gives: read with the guards for strangers, held to their schema."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from checker.errors import PackError, UsageError
from checker.packs.guarded import read_guarded
from checker.packs.shapes import misfits

_SAID = "does not exist or is a folder. Name the file itself."


def read_given(path: Path, kind: str, empty: Any = None) -> tuple[Any, list[str]]:
    """The data of a profile or waiver file, and a line for each way in which it does not fit.

    `empty` stands for a file that holds nothing, or only comments. Raises UsageError when there is
    no such file.
    """
    if not path.is_file():
        raise UsageError(f"The file {path.name} {_SAID}")
    if path.suffix != ".yaml":
        return None, ["has another ending than .yaml. Save it as YAML under such a name."]
    problems, data = read_guarded(path)
    if problems:
        return None, problems
    data = empty if data is None else data
    return data, list(misfits(kind, data))


def text_digest(path: Path) -> str:
    """SHA-256 (hex) of a file's text, the same whichever line endings a machine gave it."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def refuse(path: Path, problems: Sequence[str]) -> None:
    """Raise PackError naming the file and every problem; nothing when there is none."""
    if problems:
        raise PackError("\n".join(f"{path.name}: {problem}" for problem in problems))
