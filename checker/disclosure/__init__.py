"""Disclosure control: which counts of a table may leave the house, and what gives one away."""

from checker.disclosure.differences import Differenced, differences
from checker.disclosure.protect import Protected, protect, rule
from checker.disclosure.rates import Rate, rate_cells, rate_hidden
from checker.disclosure.reach import reach
from checker.disclosure.table import Key, Sum

__all__ = [
    "Differenced",
    "Key",
    "Protected",
    "Rate",
    "Sum",
    "differences",
    "protect",
    "rate_cells",
    "rate_hidden",
    "reach",
    "rule",
]
