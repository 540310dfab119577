"""Expectations: Great Expectations suites over a table's columns and measures, on two engines.

The suites are native Great Expectations JSON. `polars` compiles each expectation to a Polars
expression; `great-expectations` runs the same suites through the library itself, the reference.
"""

from __future__ import annotations

from checker.expectations.compile import SUPPORTED
from checker.expectations.outcomes import Failure, Judged, judge
from checker.expectations.results import ENGINES, Result, evaluate

__all__ = ["ENGINES", "SUPPORTED", "Failure", "Judged", "Result", "evaluate", "judge"]
