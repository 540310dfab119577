"""The pages of the pack on disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from checker.model.batch import Entry, Together
from checker.pipeline.beside import told_name

_DIGITS: Final = 9


def write_pages(entries: Sequence[Entry], out: Path, together: Together) -> Path:
    """Write index.html, and a page and a letter for each provider; gives the first page.

    Only writes: what an earlier run left in the folder is for the batch to take away.
    """
    from checker.render.pack import FIRST, FOLDERS, pack_pages

    for folder in FOLDERS:
        (out / folder).mkdir(parents=True, exist_ok=True)
    for page in pack_pages(entries, together, may_tell):
        (out / page.path).write_text(page.text, encoding="utf-8", newline="\n")
    return out / FIRST


def may_tell(reference: str) -> bool:
    """Whether a provider's reference may stand in a file name.

    Registers of charities and companies have eight digits at most; a number with more could be
    somebody's health or telephone number, which nothing in the number itself would tell.
    """
    digits = sum(character.isdigit() for character in reference)
    return digits < _DIGITS and told_name(reference) == reference
