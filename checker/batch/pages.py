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
_DIGITS: Final = 9


def write_pages(entries: Sequence[Entry], out: Path, together: Together) -> Path:
    """Write index.html, and a page and a letter for each provider; gives the first page.

    Pages of an earlier run about a provider that is not in this batch are taken away.
    """
    from checker.render.pack import FIRST, FOLDERS, pack_pages

    for folder in FOLDERS:
        (out / folder).mkdir(parents=True, exist_ok=True)
    written = set()
    for page in pack_pages(entries, together, may_tell):
        path = out / page.path
        path.write_text(page.text, encoding="utf-8", newline="\n")
        written.add(path.name)
    for folder in FOLDERS:
        _drop_stale(out / folder, written)
    return out / FIRST


def may_tell(reference: str) -> bool:
    """Whether a provider's reference may stand in a file name.

    Registers of charities and companies have eight digits at most; a number with more could be
    somebody's health or telephone number, which nothing in the number itself would tell.
    """
    digits = sum(character.isdigit() for character in reference)
    return digits < _DIGITS and told_name(reference) == reference


def _drop_stale(folder: Path, written: set[str]) -> None:
    for path in sorted(folder.glob("*.html")):
        if path.name not in written and path.is_file():
            with path.open("rb") as file:
                ours = _OURS in file.read(_TOP)
            if ours:
                path.unlink()
