"""What changes from one edition of a pack to another, and for whom."""

from checker.packdiff.comparing import Comparison, compare
from checker.packdiff.impact import Impact
from checker.packdiff.impact import impact as judge_impact
from checker.packdiff.saying import FORMATS
from checker.packdiff.telling import check_out, write_impact
from checker.packdiff.telling import text as impact_text

__all__ = [
    "FORMATS",
    "Comparison",
    "Impact",
    "check_out",
    "compare",
    "impact_text",
    "judge_impact",
    "write_impact",
]
