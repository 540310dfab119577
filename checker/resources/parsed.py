"""What the checker's own YAML files hold, from a copy that needs no parser.

To parse the YAML of a few packs takes longer than to judge a return by them; JSON takes a
thirtieth of that. So in the folder above the files stands a generated one, PARSED, with a line for
each: its name, the digest of its text, and what it holds as JSON. A line counts only while the file
has that very text, so that nothing which is read from it can be out of date.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, Final

PARSED: Final = "_parsed.tsv"


def parsed(path: Path, root: Path) -> Any:
    """What the YAML file `path` below `root` holds, as told by the copy in `root`.

    Raises LookupError where there is no such line or it was made of another text, and OSError where
    the file cannot be read.
    """
    name = path.as_posix().removeprefix(f"{root.as_posix()}/")
    digest, _, data = _lines(root)[name].partition(b"\t")
    if digest != _digest(path.read_bytes()):
        raise LookupError(name)
    try:
        return json.loads(data)
    except ValueError as error:
        raise LookupError(name) from error


def parsed_line(path: Path, root: Path, data: Any) -> str:
    """The line of a file that holds `data`; nothing for what JSON would give back otherwise."""
    try:
        text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        same = repr(json.loads(text)) == repr(data)
    except (TypeError, ValueError):
        return ""
    name = path.relative_to(root).as_posix()
    return f"{name}\t{_digest(path.read_bytes()).decode()}\t{text}\n" if same else ""


@cache
def _lines(root: Path) -> dict[str, bytes]:
    try:
        whole = (root / PARSED).read_bytes()
    except OSError:
        return {}
    named = (line.rstrip(b"\r").partition(b"\t") for line in whole.split(b"\n"))
    return {name.decode("utf-8", "replace"): rest for name, _, rest in named}


def _digest(content: bytes) -> bytes:
    """SHA-256 (hex) of a text, the same whichever line endings a checkout gave it."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest().encode()
