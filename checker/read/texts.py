"""The texts that a file carries outside its cells: gathered once each, within the limits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.language import say
from checker.read import stops
from checker.read.limits import Limits
from checker.read.workbook import Text

# Short numbers, truth values and identities made by programs hold nothing that a person wrote.
_NOTHING = re.compile(
    r"[-+]?\d{0,6}(?:[.,]\d*)?(?:[eE][-+]?\d+)?|[Tt]rue|TRUE|[Ff]alse|FALSE"
    r"|\{?[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}\}?"
)
# Of attributes that programs fill, only these could hold what tells of a person.
_WORTH = re.compile(r"[\s@]|//|\d\D*\d\D*\d\D*\d\D*\d\D*\d")
_MADE = re.compile(r"[-+]?\d{0,9}(?:[.,]\d*)?|[0-9A-F]{8}|#?_x0000_[a-z]\d{1,6}")
_SCHEMA = re.compile(
    r"(?:https?://(?:schemas\.|purl\.|www\.w3\.org/)|urn:schemas-|application/vnd\.)", re.IGNORECASE
)
_EDGES = "\0 \t\r\n"
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)?")
SHORTEST = 5  # no identifier is shorter
_CONSTANT = re.compile(r'"((?:[^"]|"")*)"')
_LONG_NUMBER = re.compile(r"[\d ]{9,20}")
_ELSEWHERE = ("[", "@", "//", "\\")
_DOUBLED = "\ufffc"  # stands for a doubled sign while codes are taken out
_CODE = r'&(?:"[^"]*"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|[A-JL-Za-z])'
_SECTION = re.compile(r"&[LCR]")
_MAKER = re.compile(r"https://go\.microsoft\.com/fwlink/\?linkid=\d{1,8}")
_BLOB, _BLOB_TOKEN = 200, 40
_BASE64 = re.compile(r"[A-Za-z0-9+/=]+")
_TAG = re.compile(r"<[^<>]*>")
_QUOTED = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)')")


class Texts:
    """Texts in the order they were found; `kept` is the list that they are added to.

    `names` and `roles` are for whoever walks the parts of the file: what was made of the name of an
    element, and of the name of an attribute, once for all parts; `idle` are values of attributes
    that were found to hold nothing of a person.
    """

    def __init__(self, limits: Limits, kept: list[Text]) -> None:
        self.kept = kept
        self._limits = limits
        self._seen: set[tuple[str, str, str, str]] = set()
        self.names: dict[str, str] = {}
        self.roles: dict[str, str] = {}
        self.idle: set[str] = set()
        self._characters = self._elements = 0

    def add(self, place: str, words: str, sheet: str = "", cell: str = "") -> None:
        """Keep one text. Raises Unreadable when there are too many, or too long ones."""
        words = words.strip(_EDGES)
        text = (place, words, sheet, cell)
        if not words or text in self._seen:
            return
        self._seen.add(text)
        self._characters += len(words)
        self.weigh(len(self._seen))
        self.kept.append(Text(*text))

    def pass_element(self) -> None:
        """Count an element of any part. Raises Unreadable when all parts together have too many."""
        self._elements += 1
        if self._elements > self._limits.elements:
            found = say("read.parts-beside-cells-have-least", elements=self._elements)
            raise stops.over("elements", found, self._limits.elements)

    def weigh(self, count: int) -> None:
        """Raises Unreadable when so many texts, or all their characters, are over a limit."""
        limits = self._limits
        if count > limits.texts:
            raise stops.more_than("texts", limits.texts, say("read.texts-outside-cells"))
        if self._characters > limits.text_characters:
            found = say("read.texts-outside-cells-have-least", characters=self._characters)
            raise stops.over("text_characters", found, limits.text_characters)


def is_nothing(words: str) -> bool:
    """Whether words are a short number, a truth value or a made-up identity."""
    return _NOTHING.fullmatch(words.strip()) is not None


def is_time(words: str) -> bool:
    """Whether words are a day and a time as programs stamp them."""
    return _STAMP.fullmatch(words) is not None


def is_worth(value: str) -> bool:
    """Whether an attribute that programs fill could hold something of a person."""
    if len(value) < SHORTEST or not _WORTH.search(value):
        return False
    return not (_NOTHING.fullmatch(value) or _MADE.fullmatch(value) or _SCHEMA.match(value))


def is_blob(words: str) -> bool:
    """Whether words are bytes written as letters, which nobody can look through."""
    if len(words) < _BLOB:
        return False
    pieces = words.split()
    full = pieces[:-1] or pieces
    return all(map(_BASE64.fullmatch, pieces)) and min(map(len, full)) >= _BLOB_TOKEN


def constants(formula: str) -> Iterator[str]:
    """What a formula holds in itself: texts in quotes, a long number, the name of another file."""
    for found in _CONSTANT.findall(formula):
        yield found.replace('""', '"')
    bare = formula.strip().lstrip("=")
    if _LONG_NUMBER.fullmatch(bare) or any(mark in formula for mark in _ELSEWHERE):
        yield bare


def without_maker(comment: str) -> str:
    """A comment less the address that Excel puts into the copy of one for older programs."""
    return _MAKER.sub("", comment)


def without_codes(header: str) -> Iterator[str]:
    """A header or footer as it is printed, without the codes for fonts, places and fields.

    A size stands before the text without an end: where digits follow, every reading is given.
    """
    header = _SECTION.sub("\n", header.replace("&&", _DOUBLED))
    for digits in (1, 2, 3) if re.search(r"&\d", header) else (1,):
        plain = re.sub(rf"{_CODE}|&\d{{1,{digits}}}", "", header)
        yield plain.replace(_DOUBLED, "&")


def in_pieces(data: bytes) -> Iterator[str]:
    """What can be read of a damaged part: everything between tags, and quoted values in them."""
    from html import unescape

    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    yield unescape(_TAG.sub(" ", text))
    for tag in _TAG.findall(text):
        for pair in _QUOTED.findall(tag):
            value = unescape("".join(pair))
            if is_worth(value):
                yield value
