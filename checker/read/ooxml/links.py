"""Relationships: which part of a package belongs to which, and what lies outside it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from checker.language import say
from checker.read import markup, stops
from checker.read.limits import Limits
from checker.read.parts import Parts


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship: `kind` is the last word of its type, `target` a part name.

    `words` is the target as written: for an external one, an address or the path of a file.
    """

    kind: str
    target: str
    external: bool
    words: str


class Links:
    """The relationships of every part that was asked for, each read once."""

    def __init__(self, parts: Parts, limits: Limits) -> None:
        self._parts, self._limits = parts, limits
        self._known: dict[str, dict[str, Link]] = {}
        self._once: set[str] = set()

    def of(self, source: str) -> dict[str, Link]:
        """Relationships of a part by id; those of the package itself for an empty name.

        Raises Unreadable when they are damaged or unsafe.
        """
        key = source.lower()
        if key not in self._known:
            self._known[key] = {}
            self._known[key] = self._read(source)
        return self._known[key]

    def are_once(self, source: str) -> bool:
        """Whether the relationships of a part that was asked for have an id each, for certain."""
        return source.lower() in self._once

    def sources(self) -> Iterator[str]:
        """Names, in lower case, of all parts that have relationships."""
        for name in self._parts.names():
            folder, file = posixpath.split(name)
            if file.endswith(".rels") and posixpath.basename(folder) == "_rels":
                yield posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))

    def _read(self, source: str) -> dict[str, Link]:
        rels = rels_of(source)
        found: dict[str, Link] = {}
        folder = posixpath.dirname(source)

        def on_start(element: str, values: dict[str, str]) -> None:
            if element == "Relationship":
                words = values.get("Target", "")
                found[values.get("Id", "")] = Link(
                    kind=values.get("Type", "").rpartition("/")[2],
                    target=posixpath.normpath(posixpath.join("/", folder, words)).lstrip("/"),
                    external=values.get("TargetMode", "") == "External",
                    words=words,
                )

        if self._parts.has(rels):
            data = self._parts.inflate(rels)
            markup.elements(data, self._limits, on_start)
            if data.count(b"<Relationship ") == len(found):
                self._once.add(source.lower())
        return found


def main_part(links: Links) -> str:
    """The name of the workbook part. Raises Unreadable when there is none."""
    for link in links.of("").values():
        if link.kind == "officeDocument" and not link.external:
            return link.target
    raise stops.corrupt(say("read.does-say-where-workbook"))


def rels_of(source: str) -> str:
    """The name of the part that holds the relationships of `source`."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")
