"""Precision and recall of the identifier scan on a labelled synthetic set, kind by kind.

The rules were written with the first half of the set in view; the other half is only counted.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from labelled import PARTS, Labelled, labelled
from labelled_score import Score, recalls, scores, told_of


def main() -> None:
    every = labelled()
    print(f"{len(every)} labelled texts, {sum(not one.kind for one in every)} of them with nothing")
    for part in PARTS:
        table([one for one in every if one.part == part], part)


def table(every: Sequence[Labelled], part: str) -> None:
    """One line a kind, the kinds of names apart, and what the false alarms were about."""
    told = told_of(every)
    print(f"\n{part}: {len(every)} texts")
    print(f"{'':36}{'texts':>7}{'found':>7}{'recall':>8}{'alarms':>8}{'precision':>11}")
    for kind, score in scores(every, told).items():
        print(line(kind, score))
    groups = {one.group for one in every if one.kind == "a name"}
    for group, recall in recalls(every, told).items():
        if group in groups:
            print(f"  recall of names, {group:33}{recall:8.3f}")
    alarms = Counter(one.group for one in every if not one.kind and told[one])
    print("false alarms:", ", ".join(f"{group} {n}" for group, n in alarms.items()) or "none")


def line(kind: str, score: Score) -> str:
    return (
        f"{kind:36}{score.there:7}{score.found:7}{score.recall:8.3f}"
        f"{score.wrong:8}{score.precision:11.3f}"
    )


if __name__ == "__main__":
    main()
