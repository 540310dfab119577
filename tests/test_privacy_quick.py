"""What the scan leaves out to be quick: each short way finds what the long one finds."""

from __future__ import annotations

from re import _constants as code  # type: ignore[attr-defined]
from re import _parser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.privacy.texts import (
    _AREA,
    _OF_NUMBERS,
    _kinds,
    but_references,
    identifier_kind,
    is_reference,
)


def _fewest(parsed) -> int:
    """How many digits a text must have to match a parsed pattern, at the least."""
    return sum(_of_one(*one) for one in parsed)


def _of_one(kind, what) -> int:
    if kind is code.LITERAL:
        return int(chr(what).isdecimal())
    if kind is code.IN:
        return int(all(_is_digit(*one) for one in what))
    if kind is code.BRANCH:
        return min(map(_fewest, what[1]))
    if kind is code.SUBPATTERN:
        return _fewest(what[-1])
    if kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        return what[0] * _fewest(what[2])
    return 0


def _is_digit(kind, what) -> bool:
    if kind is code.RANGE:
        return all(chr(number).isdecimal() for number in range(what[0], what[1] + 1))
    if kind is code.LITERAL:
        return chr(what).isdecimal()
    return kind is code.CATEGORY and what is code.CATEGORY_DIGIT


@pytest.mark.parametrize("detector", _OF_NUMBERS, ids=lambda one: one.pattern.pattern[:40])
def test_no_text_with_fewer_digits_matches_a_detector(detector):
    assert detector.digits <= _fewest(_parser.parse(detector.pattern.pattern))


def test_the_count_of_digits_can_fail():
    assert _fewest(_parser.parse(r"\d{2}(?:[0-4]x|[5x]|)\d?7+")) == 3


AREAS = st.lists(st.from_regex(_AREA, fullmatch=True), min_size=1, max_size=6)


@given(AREAS, st.sampled_from(("; ", ";")))
def test_lists_of_areas_hold_nothing_for_any_detector(areas, mark):
    text = mark.join(areas)
    assert is_reference(text)
    assert next(_kinds(text, names=True, pages=True), "") == ""


def test_a_code_of_an_area_beside_a_word_is_looked_at():
    assert identifier_kind("URN E06000016")
    assert not is_reference("URN-1; E06000016")


TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(("C-4F2K9Q", "AB-12; C-1", "E06000016", "C-1\n", "C-1\nC-2", "\n", "\r", "")),
    st.floats(allow_nan=False),
    st.none(),
)


@given(st.lists(TEXTS, max_size=8))
def test_references_are_told_all_at_once_as_they_are_one_by_one(values):
    alone = [v for v in values if isinstance(v, str) and v and not is_reference(v)]
    assert but_references(values) == alone
