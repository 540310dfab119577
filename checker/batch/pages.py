"""The pages of the pack on disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from checker.model.batch import Entry, Together
from checker.pipeline.beside import told_name

# Every page of ours says so near its top; a file that does not is somebody else's.
_OURS: Final = b'<meta name="generator" content="perpetrator programme checker">'
_TOP: Final = 2_000


def write_pages(entries: Sequence[Entry], out: Path, together: Together) -> Path:
    """Write index.html, and a page and a letter for each provider; gives the first page.

    Pages of an earlier run about a provider that is not in this batch are taken away.
    """
    from checker.render.pack import FIRST, FOLDERS, pack_pages

    for folder in FOLDERS:
        (out / folder).mkdir(parents=True, exist_ok=True)
    written = set()
    for page in pack_pages(entries, together, lambda text: told_name(text) == text):
        path = out / page.path
        path.write_text(page.text, encoding="utf-8", newline="\n")
        written.add(path.name)
    for folder in FOLDERS:
        _drop_stale(out / folder, written)
    return out / FIRST


def _drop_stale(folder: Path, written: set[str]) -> None:
    for path in sorted(folder.glob("*.html")):
        if path.name not in written and path.is_file():
            with path.open("rb") as file:
                ours = _OURS in file.read(_TOP)
            if ours:
                path.unlink()
