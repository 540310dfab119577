"""The sample of an audit: how large, from where, and drawn the same by everybody."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.audit.drawing import drawn, shared_out
from checker.audit.sizes import least_conforming, size_for


@pytest.mark.parametrize(
    ("population", "margin", "size"),
    # Worked by hand from the formula, z = 1.959964.
    [(57, 0.1, 37), (200, 0.1, 66), (10_000, 0.05, 370), (1, 0.1, 1), (0, 0.1, 0)],
)
def test_the_size_is_cochrans(population, margin, size):
    assert size_for(population, 0.95, margin) == size


@given(st.integers(0, 5000), st.sampled_from([0.8, 0.9, 0.95, 0.99]), st.floats(0.01, 0.5))
def test_a_size_never_exceeds_the_population_and_grows_with_it(population, confidence, margin):
    size = size_for(population, confidence, margin)
    assert 0 <= size <= population
    assert size <= size_for(population + 1, confidence, margin)


@given(st.integers(1, 9), st.data())
def test_the_bound_is_what_counting_every_sample_gives(population, data):
    size = data.draw(st.integers(1, population))
    failing = data.draw(st.integers(0, size))
    possible = [
        bad
        for bad in range(failing, population - (size - failing) + 1)
        if _share_of_samples(population, bad, size, failing) > 0.05
    ]
    assert least_conforming(population, size, failing, 0.95) == population - max(possible)


def _share_of_samples(population: int, bad: int, size: int, failing: int) -> float:
    """Of all samples, the share that holds no more failing cases: the first `bad` are failing."""
    counts = [
        sum(case < bad for case in sample) for sample in combinations(range(population), size)
    ]
    return sum(count <= failing for count in counts) / len(counts)


def test_a_sample_of_all_shows_all():
    assert least_conforming(57, 57, 0, 0.95) == 57
    assert least_conforming(57, 57, 3, 0.95) == 54


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 60), max_size=8), st.integers(0, 200))
def test_strata_get_their_part_and_no_more_than_they_hold(sizes, size):
    given_out = shared_out(sizes, size)
    filled = [name for name, held in sizes.items() if held]
    assert sum(given_out.values()) == min(size, sum(sizes.values()))
    assert all(0 <= given_out[name] <= held for name, held in sizes.items())
    if size >= len(filled):
        assert all(given_out[name] >= 1 for name in filled)


def test_the_order_of_rows_changes_nothing_and_the_seed_does():
    keys = [f"C-{number}" for number in range(200)]
    sample = drawn(keys, 20, 7, "S1")
    assert drawn(keys[::-1], 20, 7, "S1") == sample
    assert set(drawn(keys, 20, 8, "S1")) != set(sample)
    assert set(drawn(keys, 20, 7, "S2")) != set(sample)


def test_every_case_is_drawn_about_as_often():
    keys = [f"C-{number}" for number in range(20)]
    times = dict.fromkeys(keys, 0)
    for seed in range(400):
        for key in drawn(keys, 5, seed, "S1"):
            times[key] += 1
    # 100 are expected of each; five standard deviations are 43.
    assert all(57 < count < 143 for count in times.values())
