"""The differences between two packs as text, Markdown or JSON."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from checker.packdiff.changes import Detail, Difference
from checker.packdiff.comparing import Comparison

SCHEMA_VERSION: Final = "1.0"
WIDTH: Final = 96

_HEADINGS: Final[Mapping[str, str]] = {
    "standard": "The standard itself",
    "return": "The return itself",
    "table": "Tables",
    "column": "Columns",
    "condition": "Conditions between columns",
    "reference": "References between tables",
    "code list": "Code lists",
    "code": "Codes",
    "layout": "Layouts",
    "sheet": "Sheets of layouts",
    "term": "Words used",
    "measure": "Measures",
    "clause": "Clauses",
    "rule": "Rules",
    "across returns": "Findings across returns",
}
_SAME: Final = "Nothing that the checker reads differs."


def text(comparison: Comparison) -> str:
    """The differences for a terminal, a heading for each kind of part, and a closing count."""
    blocks = [f"{comparison.before} → {comparison.after}"]
    for part, found in _by_part(comparison.differences):
        lines = [line for one in found for line in _text_lines(one)]
        blocks.append("\n".join([_HEADINGS[part], *lines]))
    return "\n\n".join([*blocks, closing(comparison)])


def markdown(comparison: Comparison) -> str:
    """The same as `text`, for a page."""
    blocks = [f"# {comparison.before} → {comparison.after}"]
    for part, found in _by_part(comparison.differences):
        lines = [line for one in found for line in _markdown_lines(one)]
        blocks.append("\n".join([f"## {_HEADINGS[part]}", "", *lines]))
    return "\n\n".join([*blocks, closing(comparison)]) + "\n"


def as_json(comparison: Comparison) -> str:
    """The same as data; fields are added under one schema version, never renamed."""
    data = {
        "schema_version": SCHEMA_VERSION,
        "before": {"pack": comparison.before, "digest": comparison.digests[0]},
        "after": {"pack": comparison.after, "digest": comparison.digests[1]},
        "same": not comparison.differences,
        "differences": [_entry(one) for one in comparison.differences],
    }
    return json.dumps(data, indent=2, ensure_ascii=False)


FORMATS: Final[Mapping[str, Callable[[Comparison], str]]] = {
    "text": text,
    "json": as_json,
    "markdown": markdown,
}


def closing(comparison: Comparison) -> str:
    """How much differs, in one line."""
    found = comparison.differences
    if not found:
        return _SAME
    counted = Counter(one.kind for one in found)
    kinds = [f"{counted[kind]} {kind}" for kind in ("added", "removed", "changed", "words only")]
    whole = f"{len(found)} difference{'' if len(found) == 1 else 's'}"
    return f"{whole}: {', '.join(k for k in kinds if not k.startswith('0 '))}."


def _by_part(found: Iterable[Difference]) -> Iterator[tuple[str, list[Difference]]]:
    parts: dict[str, list[Difference]] = {}
    for one in found:
        parts.setdefault(one.part, []).append(one)
    yield from parts.items()


def _paragraphs(one: Difference) -> Iterator[str]:
    """What differs in words: a paragraph each for the facts of a pack, else one for it all."""
    if one.part in ("standard", "return"):
        yield from (detail.said for detail in one.details)
    else:
        yield _said(one)


def _said(one: Difference) -> str:
    """One difference in one paragraph, its name first."""
    if one.kind in ("added", "removed"):
        return f"{one.name}: {one.kind}. {one.title}".rstrip(" .") + "."
    parts = [detail.said for detail in one.details if not detail.wording or detail.long]
    short = [detail.said for detail in one.details if detail.wording and not detail.long]
    if short:
        parts.append(f"words only: {', '.join(short)}")
    return f"{one.name}: {'; '.join(parts)}"


def _text_lines(one: Difference) -> Iterator[str]:
    for paragraph in _paragraphs(one):
        yield from _wrapped(paragraph, "  ", "    ")
    for label, words in _versions(one.details):
        yield from _wrapped(f"{label}: {words}", "      ", "        ")


def _markdown_lines(one: Difference) -> Iterator[str]:
    for paragraph in _paragraphs(one):
        yield f"- {_plain(paragraph)}"
    yield from (f"  - {label}: {_plain(words)}" for label, words in _versions(one.details))


def _plain(words: str) -> str:
    """Words of a pack as Markdown shows them: no emphasis, no tags, no links made from them."""
    return "".join(f"\\{letter}" if letter in "\\`*_<>[]|#" else letter for letter in words)


def _versions(details: Iterable[Detail]) -> Iterator[tuple[str, str]]:
    for detail in details:
        if detail.long:
            yield "before", detail.before or "nothing"
            yield "after", detail.after or "nothing"


def _wrapped(words: str, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        words,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _entry(one: Difference) -> dict[str, Any]:
    return {
        "part": one.part,
        "name": one.name,
        "kind": one.kind,
        "title": one.title,
        "details": [
            {
                "field": detail.field,
                "before": detail.before,
                "after": detail.after,
                "said": detail.said,
                "words_only": detail.wording,
            }
            for detail in one.details
        ],
    }
