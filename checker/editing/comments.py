"""The comments part of a sheet: notes are put into it, those that are there stay as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Final

from checker.editing.draft import MAIN, main_root, odd_part
from checker.editing.tags import (
    Element,
    Splice,
    attribute,
    child,
    children,
    content,
    spliced,
    whole_number,
    with_child,
)
from checker.read.beside import OURS

BLANK: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'
).encode()
# The author of the copy that Excel keeps of a conversation: it is written anew each time.
_OF_CONVERSATION: Final = "tc="
# Small and plain, as Excel itself writes notes.
_FACE: Final = '<p:sz val="9"/><p:color indexed="81"/><p:rFont val="Tahoma"/><p:family val="2"/>'


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a cell, such as "F12": a line in bold, and what stands below it."""

    cell: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Noted:
    """The part with the notes in it.

    `fresh` are those on cells that had none; `left` are cells with a conversation, which got none.
    """

    data: bytes
    fresh: tuple[Note, ...]
    left: tuple[str, ...]


def with_notes(data: bytes, notes: Sequence[Note]) -> Noted:
    """The comments part with these notes: a cell that has a note already gets more words in it.

    Raises Uneditable for a part that is put together in another way than Excel does.
    """
    whole = main_root(data)
    authors, listed = child(data, whole, "authors"), child(data, whole, "commentList")
    if authors is None or listed is None:
        raise odd_part()
    there = {comment.value("ref"): comment for comment in children(data, listed)}
    names = [_words(data, author) for author in children(data, authors)]
    fresh = tuple(note for note in notes if note.cell not in there)
    kept = [note for note in notes if note.cell in there]
    talked = {note.cell for note in kept if _is_conversation(there[note.cell], names)}
    changes = [_longer(data, there[note.cell], note) for note in kept if note.cell not in talked]
    if fresh:
        changes += _added(data, authors, listed, names, fresh)
    return Noted(
        spliced(data, changes), fresh, tuple(note.cell for note in kept if note.cell in talked)
    )


def _words(data: bytes, element: Element) -> str:
    return unescape(data[element.inner : element.outer].decode()).strip()


def _is_conversation(comment: Element, authors: Sequence[str]) -> bool:
    number = whole_number(comment.value("authorId"))
    known = number is not None and number < len(authors)
    return known and authors[number or 0].startswith(_OF_CONVERSATION)


def _added(
    data: bytes, authors: Element, listed: Element, names: Sequence[str], notes: Sequence[Note]
) -> Iterator[Splice]:
    prefix = authors.prefix
    number = names.index(OURS) if OURS in names else len(names)
    if number == len(names):
        author = f"<{prefix}author>{content(OURS)}</{prefix}author>"
        yield with_child(data, authors, author.encode())
    new = "".join(
        f'<{prefix}comment ref="{attribute(note.cell)}" authorId="{number}"><{prefix}text>'
        f"{_runs(note, prefix)}</{prefix}text></{prefix}comment>"
        for note in notes
    )
    yield with_child(data, listed, new.encode())


def _longer(data: bytes, comment: Element, note: Note) -> Splice:
    """More words at the end of a comment: after its last run, or inside its only text."""
    text = child(data, comment, "text")
    if text is None:
        raise odd_part()
    prefix = comment.prefix
    inside = list(children(data, text))
    runs = [element for element in inside if element.name == f"{prefix}r"]
    plain = [element for element in inside if element.name == f"{prefix}t"]
    if runs or not inside:
        at = runs[-1].end if runs else text.inner
        if not runs and text.outer == text.end:
            return with_child(data, text, _runs(note, prefix).encode())
        return at, at, _runs(note, prefix, "\n\n" if runs else "").encode()
    if len(plain) != 1:
        raise odd_part()
    return _in_runs(data, plain[0], note)


def _in_runs(data: bytes, plain: Element, note: Note) -> Splice:
    """A text without runs becomes the first run: readers differ on a text with runs after it."""
    prefix = plain.prefix
    raw = data[plain.start : plain.end].decode()
    first = f"<{prefix}r>{raw}</{prefix}r>"
    return plain.start, plain.end, (first + _runs(note, prefix, "\n\n")).encode()


def _runs(note: Note, prefix: str, before: str = "") -> str:
    face = _FACE.replace("p:", prefix)
    bold = f"<{prefix}b/>"
    return "".join(
        f"<{prefix}r><{prefix}rPr>{weight}{face}</{prefix}rPr>"
        f'<{prefix}t xml:space="preserve">{content(words)}</{prefix}t></{prefix}r>'
        for weight, words in ((bold, before + note.title), ("", "\n" + note.words))
    )
