"""Packs: return specifications and standards, read from their folders. No pack can run code."""

from checker.packs.returns import list_returns, load_return
from checker.packs.standards import list_standards, load_standard, read_standard

__all__ = ["list_returns", "list_standards", "load_return", "load_standard", "read_standard"]
