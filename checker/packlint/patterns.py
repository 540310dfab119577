"""Patterns that both engines can match, in time that grows only with the text."""

from __future__ import annotations

import re

from checker.packlint.regex import Piece, everything_in, taken_apart

MOST_WIDE = 2


def pattern_problem(pattern: str) -> str:
    """What is wrong with a regular expression, or empty text.

    The pattern must compile in Python (Great Expectations) and in Rust (Polars and the row
    checks); Rust's engine has no look-around and no back-references, which is what keeps it
    linear.
    """
    import polars as pl

    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"has a pattern that does not compile: {error}. Correct it."
    try:
        pl.Series([""]).str.contains(pattern)
    except pl.exceptions.PolarsError as error:
        if "look-around" in str(error) or "backreference" in str(error) or "(?P=" in pattern:
            return (
                "has a pattern with a look-around or a back-reference, which can take for ever. "
                "Write it without."
            )
        return "has a pattern that the fast engine cannot read. Write it more plainly."
    return _endless(pattern)


def _endless(pattern: str) -> str:
    """What would keep a backtracking engine busy for ever; Great Expectations has such a one."""
    try:
        whole = taken_apart(pattern)
    except ValueError:
        return "has a pattern that cannot be taken apart. Write it more plainly."
    pieces = (whole, *everything_in(whole))
    if any(piece.repeats and _has_choice(piece) for piece in pieces):
        return (
            "has a pattern that repeats something which itself repeats or has a choice in it, "
            "which can take for ever. Repeat one character or class at a time."
        )
    if any(_side_by_side(branch) for piece in pieces for branch in piece.branches):
        return (
            "has a pattern with two repetitions side by side, which can take for ever. Put "
            "something fixed between them, or make them one."
        )
    if sum(piece.is_wide and piece.most is None for piece in pieces) > MOST_WIDE:
        return (
            f"has a pattern with more than {MOST_WIDE} repetitions of nearly any character, which "
            "can take for ever. Say more closely what may stand there."
        )
    return ""


def _has_choice(piece: Piece) -> bool:
    inner = list(everything_in(piece))
    groups = [one for one in (piece, *inner) if len(one.branches) > 1]
    return bool(groups) or any(one.least != one.most for one in inner)


def _side_by_side(branch: list[Piece]) -> bool:
    """Whether two endless repetitions follow each other with nothing fixed between."""
    busy = False
    for piece in branch:
        if piece.most is None and busy:
            return True
        busy = piece.most is None or (busy and piece.least == 0)
    return False
