"""Every type of expectation on generated tables: the compiler says what Great Expectations says.

The long form of the same, with its count of cases, is `benchmarks/equality.py`.
"""

from __future__ import annotations

import pytest
from generated_cases import CASES, cases
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from same_answers import differences
from sparing import some

from checker.suites.known import KINDS, REFUSED
from checker.suites.shape import RESULT_FORMATS

QUICK = settings(
    max_examples=2,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("kind", some(sorted(KINDS), 2))
def test_both_engines_say_the_same(kind):
    @QUICK
    @given(st.data())
    def held(data):
        frame, expectations = data.draw(cases(kind, 15))
        assert differences(frame, expectations) == []
        shorter = data.draw(st.sampled_from(RESULT_FORMATS[:-1]))
        assert differences(frame, expectations[:5], shorter) == []

    held()


def test_every_type_is_generated():
    assert set(CASES) == set(KINDS)


def test_what_great_expectations_has_is_known_or_refused_by_name():
    from great_expectations.expectations import core
    from great_expectations.util import camel_to_snake

    theirs = {camel_to_snake(name) for name in dir(core) if name.startswith("Expect")}
    assert theirs == set(KINDS) | set(REFUSED)
