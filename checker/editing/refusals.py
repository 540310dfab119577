"""What keeps a workbook from being changed, found before anything is."""

from __future__ import annotations

from typing import Final

from checker.editing.draft import Draft, main_root
from checker.errors import Uneditable
from checker.language import say

# Beginning of a part's name in lower case -> the sentence of the catalogue that says why not.
_PARTS: Final = (
    ("_xmlsignatures/", "annotate.signed"),
    ("xl/revisions/", "annotate.shared"),
)


def draft_of(data: bytes) -> Draft:
    """The workbook, ready to be changed.

    A lock on sheets or on the order of sheets is no reason against it: the copy keeps the lock.
    Raises Uneditable for what is no plain .xlsx or .xlsm, is signed, or keeps a history of changes
    that a new change would break. Raises Unreadable for a package that is broken.
    """
    if not data.startswith(b"PK\x03\x04"):
        raise Uneditable(say("annotate.not-xlsx"), say("annotate.save-anew"))
    draft = Draft(data)
    for name in draft.parts.names():
        for start, key in _PARTS:
            if name.startswith(start):
                raise Uneditable(say(key), say(f"{key}-fix"))
    main_root(draft.read(draft.main))
    return draft
