"""Reading: a file becomes sheets of values and a receipt that says what was in it."""

from checker.read.limits import Limits
from checker.read.reading import READERS, Reader, digest_of, inspect, read
from checker.read.workbook import Progress, Sheet, Text, Workbook

__all__ = [
    "READERS",
    "Limits",
    "Progress",
    "Reader",
    "Sheet",
    "Text",
    "Workbook",
    "digest_of",
    "inspect",
    "read",
]
