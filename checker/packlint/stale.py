"""Generated files: that they are what the rules now say."""

from __future__ import annotations

from collections.abc import Iterator

from checker.packbuild import build
from checker.packlint.pack import Pack


def stale_files(pack: Pack) -> Iterator[str]:
    """A line for each generated file that is missing, out of date or left over."""
    for name in build(pack.folder, check=True):
        yield f"{name}: is not what the pack's files now say. Run `checker standards build`."
