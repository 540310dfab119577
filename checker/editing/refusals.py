"""What keeps a workbook from being changed, found before anything is."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from checker.editing.draft import Draft, main_root
from checker.errors import Uneditable
from checker.language import say
from checker.read import Limits, guard
from checker.read.markup import STRICT

# Beginning of a part's name in lower case, why not, and what to do: sentences of the catalogue.
_PARTS: Final = (
    ("_xmlsignatures/", "annotate.signed", "annotate.signed-fix"),
    ("xl/revisions/", "annotate.shared", "annotate.shared-fix"),
)
# A part is read again for each change, and what is read twice counts twice.
_AGAIN: Final = 20
_DEFAULTS: Final = Limits()


def draft_of(data: bytes, limits: Limits = _DEFAULTS) -> Draft:
    """The workbook, ready to be changed.

    A lock on sheets or on the order of sheets is no reason against it: the copy keeps the lock.
    Raises Uneditable for what is no plain .xlsx or .xlsm, is signed, or keeps a history of changes
    that a new change would break. Raises Unreadable for a package that is broken or too large.
    """
    kind = guard.sniff(data, limits)
    if kind == "encrypted":
        raise Uneditable(say("annotate.protected"), say("annotate.protected-fix"))
    if kind != "xlsx":
        raise Uneditable(say("annotate.not-xlsx"), say("annotate.save-anew"))
    most, tags = limits.inflated_bytes * _AGAIN, limits.tags * _AGAIN
    draft = Draft(data, replace(limits, inflated_bytes=most, tags=tags))
    for name in draft.parts.names():
        for start, why, fix in _PARTS:
            if name.startswith(start):
                raise Uneditable(say(why), say(fix))
    main = draft.read(draft.main)
    if f'"{STRICT}'.encode() in main or f"'{STRICT}".encode() in main:
        raise Uneditable(say("annotate.strict"), say("annotate.save-anew"))
    main_root(main)
    return draft


def suffix_of(data: bytes) -> str:
    """The ending that the name of such a workbook has: programs go by it."""
    kinds = Draft(data).read("[Content_Types].xml").lower()
    template = b"template.main+xml" in kinds or b"template.macroenabled" in kinds
    if b"macroenabled.main+xml" in kinds:
        return ".xltm" if template else ".xlsm"
    return ".xltx" if template else ".xlsx"
