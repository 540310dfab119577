"""Disclosure control: which counts of a table may leave the house, and what gives one away."""

from checker.disclosure.protect import Protected, protect, rule
from checker.disclosure.table import Key, Sum

__all__ = ["Key", "Protected", "Sum", "protect", "rule"]
