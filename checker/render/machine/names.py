"""Names for things in machine formats, made from what they name: the same thing, the same name."""

from __future__ import annotations

from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

URN: Final = "urn:perpetrator-programme-checker"
SPACE: Final[UUID] = uuid5(NAMESPACE_URL, URN)


def uuid_of(*parts: str) -> str:
    """A UUID (version 5, RFC 9562) of the parts, the same for the same parts."""
    return str(uuid5(SPACE, "\x1f".join(parts)))
