"""Patterns that both engines can match, in time that grows only with the text."""

from __future__ import annotations

import re


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
    return ""
