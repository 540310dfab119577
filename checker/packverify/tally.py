"""What was run, counted, and what did not agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

_WORDS = {
    "packs": ("pack", "packs"),
    "rules": ("live rule", "live rules"),
    "examples": ("example on both engines", "examples on both engines"),
    "blank_runs": (
        "run on an empty, one-row or blank table",
        "runs on empty, one-row and blank tables",
    ),
    "shuffled_runs": ("run on a shuffled table", "runs on shuffled tables"),
    "boundary_rows": ("generated boundary row", "generated boundary rows"),
    "boundary_answers": (
        "answer by JSON Schema, Great Expectations and the compiler compared",
        "answers by JSON Schema, Great Expectations and the compiler compared",
    ),
    "bound_values": (
        "value at a column's bounds on both JSON Schema libraries",
        "values at columns' bounds on both JSON Schema libraries",
    ),
}


@dataclass(frozen=True)
class Tally:
    """`disagreements` name the rule or column, the row or example, and what each side said."""

    packs: int = 0
    rules: int = 0
    examples: int = 0
    blank_runs: int = 0
    shuffled_runs: int = 0
    boundary_rows: int = 0
    boundary_answers: int = 0
    bound_values: int = 0
    disagreements: tuple[str, ...] = ()

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def lines(self) -> list[str]:
        """The counts as people read them, then each disagreement on a line of its own."""
        counts = [(getattr(self, name), words) for name, words in _WORDS.items()]
        counts.append((len(self.disagreements), ("disagreement", "disagreements")))
        width = max(len(f"{count:,}") for count, _ in counts)
        told = [f"{count:>{width},} {words[count != 1]}" for count, words in counts]
        return [*told, *self.disagreements]


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of all tallies; each disagreement is told once."""
    whole = sum(tallies, Tally())
    told = tuple(dict.fromkeys(whole.disagreements))
    return Tally(**{f.name: getattr(whole, f.name) for f in fields(whole)[:-1]}, disagreements=told)
