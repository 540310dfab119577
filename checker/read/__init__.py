"""Reading: a file becomes sheets of values and a receipt that says what was in it."""

from checker.read.limits import Limits
from checker.read.reading import READERS, Reader, digest_of, inspect, read
from checker.read.source import InMemory, Source, name_of, size_of
from checker.read.workbook import Progress, Sheet, Text, Workbook

__all__ = [
    "READERS",
    "InMemory",
    "Limits",
    "Progress",
    "Reader",
    "Sheet",
    "Source",
    "Text",
    "Workbook",
    "digest_of",
    "inspect",
    "name_of",
    "read",
    "size_of",
]
