"""Regular expressions in Polars beside Python's own, on patterns and texts without end."""

from __future__ import annotations

import re
import sys
import warnings

import polars as pl
import pytest
from generated_patterns import patterns, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.suites.kinds.patterns import found, rewritten
from checker.suites.kinds.scope import Stopped


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(patterns, st.lists(texts | st.none(), min_size=1, max_size=20))
def test_a_pattern_finds_what_python_finds(pattern, column):
    frame = pl.DataFrame({"text": column}, schema={"text": pl.String})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            search = re.compile(pattern).search
        except (re.error, OverflowError):
            with pytest.raises(Stopped):
                found(pl.col("text"), pattern)
            return
    got = frame.select(found(pl.col("text"), pattern)).to_series().to_list()
    assert got == [None if text is None else search(text) is not None for text in column]


EVERYDAY = [
    "^[A-Z]{2}[0-9]{4}$", "^a|b$", "[^,;]+@[^,;]+", "^(?:yes|no)$", r"^\s*$", "(?s).*", "^$",
    "(?a)^\\d{4}-\\d{2}$",
]  # fmt: skip


@pytest.mark.parametrize("pattern", EVERYDAY)
def test_everyday_patterns_run_in_polars_on_any_text(pattern):
    assert rewritten(pattern, only_ascii=False) is not None


@pytest.mark.parametrize("pattern", [r"^\d{4}$", r"\bword\b", "(?i)yes", r"^\w+$"])
def test_patterns_that_ask_unicode_run_in_polars_on_ascii_texts(pattern):
    assert rewritten(pattern, only_ascii=False) is None
    assert rewritten(pattern, only_ascii=True) is not None


@pytest.mark.parametrize("pattern", [r"(a)\1", "(?=a)b", "(?<!a)b", "a*+b", r"\B", "(?:a?)*b"])
def test_what_has_no_counterpart_goes_to_python(pattern):
    assert rewritten(pattern, only_ascii=True) is None


@pytest.mark.parametrize("pattern", [r"\s", r"[^\S]", r"[\S\n]"])
def test_spaces_are_pythons_spaces_over_all_of_unicode(pattern):
    every = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    got = pl.Series(every).str.contains(rewritten(pattern, only_ascii=False))
    assert got.to_list() == [re.search(pattern, one) is not None for one in every]
