"""The parts of a package that hold no cells: looked through for texts, and told."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from checker.errors import Unreadable
from checker.read.limits import Limits
from checker.read.ooxml.kinds import UNKNOWN, Kind, kind_of, things_of
from checker.read.ooxml.links import Links, rels_of
from checker.read.ooxml.textwalk import TextWalk, walk
from checker.read.parts import Parts
from checker.read.runs import wide
from checker.read.texts import Texts, in_pieces, is_worth

_XML = (".xml", ".rels", ".vml")
_LINE_END = (b"<br>", b"<br/>")  # old programs write the first in drawings, which is not XML
_MARKS = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
_HEAD = 200
# Told only when the part holds one: our template has comments, other programs an empty list.
_IF_MET = frozenset({"comments", "properties"})
# Relationships out of the file, by the place of what they lead to.
_PLACES: Mapping[str, str] = {
    "externalLinkPath": "external-cache",
    "xlPathMissing": "external-cache",
    "externalLinkLongPath": "external-cache",
    "queryTable": "connection",
}


@dataclass(slots=True)
class Rest:
    """The rest of one package; `rims` has what was gathered around the cells, by name of part."""

    parts: Parts
    links: Links
    limits: Limits
    texts: Texts
    rims: Mapping[str, TextWalk]
    # What looks through a part that is not XML, where parts with texts can be such.
    binary: Callable[[bytes, Kind, str], set[str]] | None = None

    def look(self) -> set[str]:
        """Inflate and look through every part that nobody has read; words of `beside`.

        That every part is inflated proves sizes and checksums of the whole file. Raises Unreadable
        for a part that cannot be unpacked, for unsafe XML, and beyond the limits.
        """
        things: set[str] = set()
        self._follow(things)
        owners, kinds = self._owners()
        for name in self.parts.names():
            things.update(set(things_of(name, kinds.get(name, ""))) - _IF_MET)
            written = self.parts.written_name(name)
            if is_worth(written):
                self.texts.add("other", written, owners.get(name, ""))
        for remark in self.parts.remarks():
            self.texts.add("other", remark.decode("utf-8", "replace"))
        for name in list(self.parts.unread):
            kind = kind_of(name, kinds.get(name, ""))
            things.update(self._part(name, kind, owners.get(name, "")))
        return things

    def _follow(self, things: set[str]) -> None:
        """Read the relationships of every part, and gather what leads out of the file."""
        for source in self.links.sources():
            try:
                links = self.links.of(source)
            except Unreadable as stop:
                self._damaged(stop, self.parts.inflate(rels_of(source)), "", things)
                continue
            rim = self.rims.get(source)
            for identity, link in links.items():
                if link.external:
                    place = _PLACES.get(link.kind, "hyperlink")
                    sheet, cell = (rim.sheet, rim.linked.get(identity, "")) if rim else ("", "")
                    self.texts.add(place, link.words, sheet, cell)

    def _owners(self) -> tuple[dict[str, str], dict[str, str]]:
        """The sheet that each part belongs to, and the kind of relationship that leads to it."""
        owners = {name: rim.sheet for name, rim in self.rims.items()}
        kinds = dict[str, str]()
        waiting = deque(["", *owners, *self.links.sources()])
        done = set[str]()
        while waiting:
            source = waiting.popleft()
            if source in done:
                continue
            done.add(source)
            for link in self.links.of(source).values():
                target = link.target.lower()
                if not link.external and self.parts.has(target):
                    kinds.setdefault(target, link.kind)
                    if source in owners:
                        owners.setdefault(target, owners[source])
                        waiting.appendleft(target)
        return owners, kinds

    def _part(self, name: str, kind: Kind, sheet: str) -> set[str]:
        data = self.parts.inflate(name)
        if not data.lstrip(_MARKS):
            return set()
        if name.endswith(_XML) or _is_xml(data):
            return self._xml(name, data, kind, sheet)
        if kind.binary:
            return set()
        if self.binary is not None:
            return self.binary(data, kind, sheet)
        if kind.thing or kind is UNKNOWN:
            return {"unread-parts"}
        for words in wide(data):
            self.texts.add(kind.place, words, sheet)
        return set()

    def _xml(self, name: str, data: bytes, kind: Kind, sheet: str) -> set[str]:
        things: set[str] = set()
        found = TextWalk(kind, sheet, self.texts, self.limits)
        if name.endswith(".vml"):
            data = data.replace(*_LINE_END)
        try:
            walk(data, found)
        except Unreadable as stop:
            if stop.code == "unsafe-xml" and not name.endswith(_XML):
                return {"unread-parts"} if not kind.binary else set()
            self._damaged(stop, data, sheet, things)
        return things | _things_met(kind, found.signs)

    def _damaged(self, stop: Unreadable, data: bytes, sheet: str, things: set[str]) -> None:
        # A damaged part that no reader opens does not stand in the way of the data.
        if stop.code != "corrupt":
            raise stop
        things.add("damaged-parts")
        for words in in_pieces(data):
            self.texts.add("other", words, sheet)


def _is_xml(data: bytes) -> bool:
    return data[:_HEAD].lstrip(_MARKS).startswith(b"<")


def _things_met(kind: Kind, signs: set[str]) -> set[str]:
    """Words of `beside` that depend on what a part holds."""
    things = {"unread-parts"} if "blob" in signs and kind.thing != "signature" else set()
    if kind.place == "external-cache" and "stored" in signs:
        things.add("external-cache")
    if kind.place == "property":
        things |= signs & {"author", "properties"}
    # The template's own author is no person; where no author can be made out, it may be one.
    if kind.place == "comment" and ("comments" in signs or "ours" not in signs):
        things.add("comments")
    if kind.place == "text-box" and "drawings" in signs:
        things.add("drawings")
    return things
