"""Ids against the names of files and folders, by which everything else finds them."""

from __future__ import annotations

from collections.abc import Iterator

from checker.packlint.documents import Document, Documents
from checker.packs.guarded import twice


def name_problems(documents: Documents) -> Iterator[str]:
    """A line for each id that is not its file's or folder's name, or is used twice."""
    folder = documents.folder.resolve()
    for kind, field in (("rule", "id"), ("layout", "id"), ("codelist", "list_id")):
        for document in documents.of(kind):
            yield from _same(document, field, document.stem, "file")
    for document in documents.of("return"):
        yield from _same(document, "id", folder.name, "folder")
    for document in documents.of("standard"):
        yield from _same(document, "id", folder.parent.name, "upper folder")
        yield from _same(document, "edition", folder.name, "folder")
    for kind, thing in (("clauses", "clause"), ("across", "finding")):
        for document in documents.of(kind):
            ids = [entry["id"] for entry in document.data]
            yield from (
                f"{document.name}: {thing} {name} stands twice. Keep one." for name in twice(ids)
            )


def _same(document: Document, field: str, name: str, thing: str) -> Iterator[str]:
    value = document.data[field]
    if value != name:
        yield (
            f"{document.name}: {field} is {value}, but the {thing} is named {name}. "
            "Make the two agree."
        )
