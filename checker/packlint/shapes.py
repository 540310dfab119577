"""Every file of a pack against the schema of its kind."""

from __future__ import annotations

from collections.abc import Iterator

from checker.packlint.documents import Documents
from checker.packs.shapes import misfits


def shape_problems(documents: Documents) -> Iterator[str]:
    """A line for each place where a file does not fit its schema."""
    for document in documents.files:
        if document.kind != "measure":
            lines = misfits(document.kind, document.data)
            yield from (f"{document.name}: {line}" for line in lines)
