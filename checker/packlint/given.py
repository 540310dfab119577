"""A commissioner's own files: a profile, or a list of waivers."""

from __future__ import annotations

from pathlib import Path

from checker.packs.given import read_given
from checker.packs.profiles import profile_problems
from checker.packs.waivers import waiver_problems
from checker.pipeline.given import identifier_problems


def file_problems(path: Path) -> list[str]:
    """Every fault of a profile or waiver file: "file: what is wrong and what to do".

    A list is taken for waivers, anything else for a profile. Both are held against the packs that
    ship. Raises UsageError when there is no such file.
    """
    data, _ = read_given(path, "waivers", empty=[])
    is_list = isinstance(data, list)
    problems = waiver_problems(path) if is_list else profile_problems(path)
    problems += identifier_problems(data, "waivers" if is_list else "profile")
    return [f"{path.name}: {problem}" for problem in problems]
