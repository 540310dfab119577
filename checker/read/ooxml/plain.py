"""Text between tags, proved well-formed without a parser."""

from __future__ import annotations

import re

_ESCAPE = re.compile("&([^;<]{0,12};?)")
_ODD_ESCAPE = re.compile("&(?!amp;|lt;|gt;|quot;|apos;)")
_NAMED = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_NUMBERED = re.compile("#(?:([0-9]{1,7})|x([0-9a-fA-F]{1,6}));")
_CONTROL = bytes(code for code in range(32) if code not in b"\t\r\n")


def plain(data: bytes) -> str | None:
    """The data as text, or None for what is not well-formed although it has no markup in it."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if len(data.translate(None, _CONTROL)) != len(data):
        return None
    if not text.isascii() and ("\ufffe" in text or "\uffff" in text):
        return None
    # One character is found faster than three.
    if "]" in text and "]]>" in text:
        return None
    if not _ODD_ESCAPE.search(text):
        return text
    return text if all(map(_is_known, set(_ESCAPE.findall(text)))) else None


def _is_known(escape: str) -> bool:
    return escape in _NAMED or character(escape) is not None


def character(escape: str) -> str | None:
    """The character of a numbered escape, or None when XML does not allow it."""
    number = _NUMBERED.fullmatch(escape)
    if number is None:
        return None
    code = int(number[1]) if number[1] else int(number[2], 16)
    if code < 0x20:
        return chr(code) if code in b"\t\n\r" else None
    allowed = code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF and code not in (0xFFFE, 0xFFFF)
    return chr(code) if allowed else None
