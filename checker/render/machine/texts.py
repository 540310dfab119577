"""Texts on their way into a file for programs: one line, and nothing that a format cannot hold."""

from __future__ import annotations

import re
from typing import Final

# What XML 1.0 cannot hold (its production 2, Char), lone surrogates among it, and the control
# characters that it may hold but that no reader shows; also marks that turn the order of writing.
_UNFIT: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069"
    r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def one_line(text: str) -> str:
    """The text on one line without space at its ends; what cannot be held becomes "\ufffd"."""
    return " ".join(_UNFIT.sub("\ufffd", text).split())


def sentences(*parts: str) -> str:
    """The parts that say something, on one line, each closed with a full stop."""
    lines = (one_line(part) for part in parts)
    return " ".join(line if line[-1] in ".!?:" else f"{line}." for line in lines if line)
