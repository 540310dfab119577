"""Packs: return specifications and standards, read from their folders. No pack can run code."""

from checker.model.specs import ReturnSpec, Standard
from checker.packs.returns import list_returns, load_return
from checker.packs.standards import list_standards, load_standard, read_standard

__all__ = [
    "list_returns",
    "list_standards",
    "load_pack",
    "load_return",
    "load_standard",
    "read_standard",
]


def load_pack(name: str) -> ReturnSpec | Standard:
    """The return or standard called "ID" or "ID@EDITION"; raises UsageError when unknown."""
    if name in list_returns():
        return load_return(name)
    standard, _, edition = name.partition("@")
    return load_standard(standard, edition or None)
