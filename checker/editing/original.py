"""The original inside its annotated copy: what was changed is kept, so that it can be had back.

The copy has one more part: a line of JSON, and after it the bytes that the original had and the
copy has not. The line says from where each stretch of the original is to be taken, and has the
digest of the whole, so that nothing else than the original can come out.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, Final

from checker.editing.draft import Draft
from checker.editing.package import directory, rewritten
from checker.errors import Uneditable, Unreadable
from checker.language import say
from checker.read import Limits, guard
from checker.read.beside import ORIGINAL
from checker.read.parts import Parts

_TYPE: Final = "application/octet-stream"
_FORMAT: Final = 1
_LONGEST_LINE: Final = 2_000_000
_MOST_STRETCHES: Final = 100_000
_DEFAULTS: Final = Limits()

# Where a stretch is taken from: the copy itself, or what it keeps of the original.
_COPY, _KEPT = 0, 1


@dataclass(slots=True)
class _Recipe:
    """Stretches of the original in order: where each is taken from, where it begins, its length."""

    stretches: list[list[int]] = field(default_factory=list)
    kept: list[bytes] = field(default_factory=list)
    length: int = 0  # of all that is kept

    def copy(self, start: int, length: int) -> None:
        last = self.stretches[-1] if self.stretches else None
        if last and last[0] == _COPY and last[1] + last[2] == start:
            last[2] += length
        else:
            self.stretches.append([_COPY, start, length])

    def keep(self, data: bytes) -> None:
        last = self.stretches[-1] if self.stretches else None
        if last and last[0] == _KEPT:
            last[2] += len(data)
        else:
            self.stretches.append([_KEPT, self.length, len(data)])
        self.kept.append(data)
        self.length += len(data)


def with_original(draft: Draft) -> bytes:
    """The changed workbook as a file, with what gives the original back as its last part."""
    draft.declare(ORIGINAL, _TYPE)
    original, changed = draft.original, draft.changed
    alone = rewritten(original, changed, draft.added)
    before, after = directory(original), directory(alone)
    recipe = _Recipe()
    for old, new in zip(before.as_they_lie(), after.as_they_lie(), strict=False):
        if old.name in changed:
            recipe.keep(original[old.start : old.end])
        else:
            recipe.copy(new.start, new.end - new.start)
    recipe.keep(original[before.start :])
    line = {
        "format": _FORMAT,
        "original": hashlib.sha256(original).hexdigest(),
        "copy": hashlib.sha256(alone[: after.start]).hexdigest(),
        "stretches": recipe.stretches,
    }
    part = b"\n".join([json.dumps(line, sort_keys=True).encode(), b"".join(recipe.kept)])
    return rewritten(original, changed, {**draft.added, ORIGINAL: part})


def stripped(data: bytes, limits: Limits = _DEFAULTS) -> bytes:
    """The original that a copy was made from, byte for byte.

    Raises Uneditable for a file that is no annotated copy, or was changed since it was made, and
    Unreadable for a package that is broken or beyond the limits.
    """
    if guard.sniff(data, limits) != "xlsx" or not (parts := Parts(data, limits)).has(ORIGINAL):
        raise Uneditable(say("annotate.nothing-kept"), say("annotate.nothing-kept-fix"))
    line, _, kept = parts.inflate(ORIGINAL).partition(b"\n")
    wanted = _wanted(line)
    last = directory(data).as_they_lie()[-1]
    same = hashlib.sha256(data[: last.start]).hexdigest() == wanted.get("copy")
    if last.name != ORIGINAL or not same:
        raise _changed()
    made = _joined(wanted.get("stretches"), (data, kept), limits.file_bytes)
    if hashlib.sha256(made).hexdigest() != wanted.get("original"):
        raise _changed()
    return made


def _wanted(line: bytes) -> dict[str, Any]:
    if len(line) > _LONGEST_LINE:
        raise _changed()
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise _changed() from None
    if not isinstance(found, dict) or found.get("format") != _FORMAT:
        raise _changed()
    return found


def _joined(stretches: object, sources: tuple[bytes, bytes], most: int) -> bytes:
    """The stretches one after the other. Raises Uneditable for any that cannot be, or too much."""
    if not isinstance(stretches, list) or len(stretches) > _MOST_STRETCHES:
        raise _changed()
    pieces: list[memoryview] = []
    for stretch in stretches:
        if not isinstance(stretch, list) or [type(part) for part in stretch] != [int] * 3:
            raise _changed()
        source, start, length = stretch
        most -= length
        whole = source in (_COPY, _KEPT) and start >= 0 and length > 0
        if not whole or most < 0 or start + length > len(sources[source]):
            raise _changed()
        pieces.append(memoryview(sources[source])[start : start + length])
    return b"".join(pieces)


def _changed() -> Uneditable:
    return Uneditable(say("annotate.changed-since"), say("annotate.changed-since-fix"))


def is_annotated(data: bytes, limits: Limits = _DEFAULTS) -> bool:
    """Whether a file carries an original, so that it is a copy that was annotated."""
    try:
        return Parts(data, limits).has(ORIGINAL)
    except Unreadable:
        return False
