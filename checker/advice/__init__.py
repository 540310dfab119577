"""What may put a finding right, and which cause to put right first: by trying, not by counting."""

from __future__ import annotations

from checker.advice.adviser import NOTHING, Advice, Adviser
from checker.advice.around import Around
from checker.advice.shape import Shape, shape_of

__all__ = ["NOTHING", "Advice", "Adviser", "Around", "Shape", "shape_of"]
