"""Addresses of links, written so that nothing in them can be taken for anything else."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

# Excel calls a file damaged that holds a longer one.
_LONGEST: Final = 2_000
_OPEN: Final = ("https://", "http://")


def address_of(given: str) -> str:
    """The address with every other sign than an address may hold as %XX; nothing if it leads on.

    It may be a web address, or a file beside the workbook: no other scheme, no path to elsewhere.
    """
    made = quote(given.encode("utf-8", "replace"), safe="%/:=&?~#+!$,;'@()*[]-._")
    is_beside = not any(sign in made.partition("#")[0] for sign in (":", "/", "%5C"))
    return made if len(made) <= _LONGEST and (made.startswith(_OPEN) or is_beside) else ""


def quoted(name: str) -> str:
    """The name of a sheet inside a reference."""
    return "'" + name.replace("'", "''") + "'"
