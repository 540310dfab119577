"""Which code of its list a wrong entry may stand for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from checker.advice.likeness import nearest
from checker.language import say
from checker.layout.codes import entry_words
from checker.layout.values import DASH, folded
from checker.model.findings import Suggestion
from checker.model.specs import Code, CodeList


def nearest_code(codes: CodeList, text: str) -> Code | None:
    """The entry whose code, label, Welsh label or other spelling is clearly nearest, or None."""
    code = nearest(_plain(text), _spellings(codes))
    return next((entry for entry in codes.codes if entry.code == code), None)


@lru_cache(maxsize=256)
def _spellings(codes: CodeList) -> Mapping[str, str]:
    """Every spelling, made plain, to its code; what two entries share belongs to the first."""
    found: dict[str, str] = {}
    for code in codes.codes:
        whole = f"{code.code}{DASH}{code.label}"
        for text in filter(None, (code.code, code.label, code.label_cy, whole, *code.aliases)):
            found.setdefault(_plain(text), code.code)
    return found


def _plain(text: str) -> str:
    """Words without case and marks: "N/K" and "nk" stay apart, "Dropped-out" is "dropped out"."""
    return " ".join("".join(c if c.isalnum() else " " for c in folded(text)).split())


def mended(codes: CodeList, entries: list[str]) -> tuple[Code, ...] | None:
    """The code of each entry of a cell, or None where an entry has no clearly nearest one."""
    found = []
    by_code = {code.code: code for code in codes.codes}
    for entry in entries:
        code = by_code.get(entry) or nearest_code(codes, entry)
        if code is None:
            return None
        found.append(code)
    return tuple(dict.fromkeys(found))


def code_suggestion(codes: CodeList, value: object) -> tuple[Suggestion, ...]:
    """What may be meant by a cell that is not on the list; nothing where that is not clear.

    `value` is the cell as layout gives it to the rows: a text, or a list of codes and texts.
    """
    entries = value if isinstance(value, list) else [value]
    known = {code.code for code in codes.codes}
    wrong = [entry for entry in entries if isinstance(entry, str) and entry not in known]
    found = [nearest_code(codes, entry) for entry in wrong[:3]]
    meant = dict.fromkeys(code for code in found if code is not None)
    return tuple(
        Suggestion("code", say("advice.code", entry=entry_words(c)), value=c.code) for c in meant
    )
