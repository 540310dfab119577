"""What may put a finding right, and which cause to put right first: by trying, not by counting."""

from __future__ import annotations

from checker.advice.adviser import NOTHING, Advice, Adviser
from checker.advice.around import Around
from checker.advice.causes import Candidate, Scene, candidates
from checker.advice.shape import Shape, shape_of
from checker.advice.trials import try_causes

__all__ = [
    "NOTHING",
    "Advice",
    "Adviser",
    "Around",
    "Candidate",
    "Scene",
    "Shape",
    "candidates",
    "shape_of",
    "try_causes",
]
