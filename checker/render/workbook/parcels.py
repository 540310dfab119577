"""The parts of a package on their way into its zip: without a clock, and none held in memory."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TextIO

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def entry(name: str, *, stored: bool = False) -> zipfile.ZipInfo:
    """The entry of a part, the same on every day and every system."""
    made = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
    made.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    made.create_system = 0  # otherwise Windows and Linux would give different bytes
    made.external_attr = 0
    return made


@contextmanager
def part(package: zipfile.ZipFile, name: str) -> Iterator[TextIO]:
    """A part to write text to, which is in the package at the end of the block."""
    with (
        package.open(entry(name), "w") as stream,
        TextIOWrapper(stream, encoding="utf-8", newline="\n") as text,
    ):
        yield text
