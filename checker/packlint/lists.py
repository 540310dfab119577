"""Code lists: the codes against the enum, and words that could mean two codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checker.packlint.documents import Documents
from checker.packlint.tables import folded
from checker.packs.guarded import twice


def code_list_problems(documents: Documents) -> Iterator[str]:
    """A line for each code list that contradicts itself."""
    for document in documents.of("codelist"):
        yield from (f"{document.name}: {line}" for line in _code_list(document.data))


def _code_list(data: Mapping[str, Any]) -> Iterator[str]:
    codes = [entry["code"] for entry in data["codes"]]
    if codes != data["enum"]:
        yield "enum and codes differ. List the same codes in the same order in both."
    for code in twice(codes):
        yield f"code {code} stands twice. Keep one."
    for entry in data["codes"]:
        if entry.get("valid_to") and entry["valid_to"] < entry.get("valid_from", ""):
            yield f"code {entry['code']} ends before it begins. Correct valid_from or valid_to."
    yield from _ambiguous(data["codes"])


def _ambiguous(codes: list[Mapping[str, Any]]) -> Iterator[str]:
    owners: dict[str, set[str]] = {}
    for entry in codes:
        words = (
            entry["code"],
            entry["label"],
            entry.get("label_cy", ""),
            *entry.get("aliases", ()),
        )
        for word in words:
            if word:
                owners.setdefault(folded(word), set()).add(entry["code"])
    for word, owned in owners.items():
        if len(owned) > 1:
            yield f'"{word}" could mean {" or ".join(sorted(owned))}. Keep it for one of them.'
