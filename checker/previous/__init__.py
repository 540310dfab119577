"""The previous report: reading its report.json, and setting a new report beside it."""

from checker.previous.comparing import CLEARED_KEPT, Now, compared, gave_answer
from checker.previous.reading import LARGEST_REPORT, read_previous
from checker.previous.sameness import newest, other, refuse_other, same_provider

__all__ = [
    "CLEARED_KEPT",
    "LARGEST_REPORT",
    "Now",
    "compared",
    "gave_answer",
    "newest",
    "other",
    "read_previous",
    "refuse_other",
    "same_provider",
]
