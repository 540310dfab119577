"""The commissioner's files, read for use: their words are looked through before they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from checker.language import say
from checker.model.profile import Given
from checker.model.specs import Standard
from checker.packs.given import read_given, refuse
from checker.packs.profiles import read_profile
from checker.packs.waivers import read_waivers
from checker.privacy import identifier_kind, identifier_words
from checker.read import Limits, Source, digest_of

_NO_WORDS = frozenset(("value_digest", "provider", "providers"))


def given(
    profile: Path | None, waivers: Path | None, standards: Sequence[str | Standard] = ()
) -> Given:
    """Read the profile and the waivers that were named, if any.

    They may speak of the shipped packs, and of those among `standards` that are no names. Raises
    UsageError for a file that does not exist, and PackError that names every fault of one that does
    not fit, or that holds what looks like an identifier.
    """
    beside = [standard for standard in standards if isinstance(standard, Standard)]
    found = Given(
        read_profile(profile, beside) if profile else None,
        read_waivers(waivers, beside) if waivers else None,
    )
    for path, kind in ((profile, "profile"), (waivers, "waivers")):
        if path:
            refuse(path, identifier_problems(read_given(path, kind, empty=[])[0], kind))
    return found


def of_return(given: Given, source: Source, limits: Limits) -> Given:
    """What was given, without the worksheets of other returns: those are nobody's business here.

    Raises UsageError where no file is at `source`.
    """
    if not given.attested:
        return given
    digest = digest_of(source, limits)
    return replace(given, attested=tuple(s for s in given.attested if s.return_digest == digest))


def identifier_problems(data: Any, kind: str) -> list[str]:
    """A line for each text of the file's data that looks like it holds an identifier."""
    return [
        say("checks.words-given-look-like", where=where, kind=identifier_words(found))
        for where, text in _texts(data, kind)
        if (found := identifier_kind(text))
    ]


def _texts(node: Any, where: str) -> Iterator[tuple[str, str]]:
    """Every text with its place, but for references of organisations and digests."""
    if isinstance(node, Mapping):
        for name, value in node.items():
            if name not in _NO_WORDS:
                yield from _texts(value, f"{where} > {name}")
    elif isinstance(node, list):
        for number, value in enumerate(node, 1):
            yield from _texts(value, f"{where} > entry {number}")
    elif isinstance(node, str):
        yield where, node
