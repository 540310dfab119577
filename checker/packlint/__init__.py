"""Checks of packs: everything that can be said about a pack without a return.

A pack may come from a stranger. Nothing in it is run except its measures, and those only in a
locked database over empty tables; every fault becomes a line that says what to do.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["lint"]


def lint(folder: Path) -> list[str]:
    """Every problem of a pack, or of all packs of a tree: "file: what is wrong and what to do".

    A file is taken for a profile or for waivers. Raises UsageError when `folder` holds no pack.
    """
    # Here, so that who opens a pack that ships does not pay for what looks into strangers' packs.
    from checker.packlint.linting import problems

    return problems(folder)
