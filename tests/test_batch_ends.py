"""A run of a batch that ends before its time loses nothing, and the next one goes on from there."""

from __future__ import annotations

import random
import sys

import batches
import pytest
from test_batch import small_returns

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its terminals are others")

RETURNS = 14


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return small_returns(tmp_path_factory.mktemp("returns"), RETURNS)


@pytest.fixture(scope="module")
def undisturbed(source, tmp_path_factory):
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    batches.subprocess.run(batches.words(source, out), check=False, capture_output=True)
    return batches.tree(out)


IN_PACK = batches.Moment(in_pack=True)


@pytest.mark.parametrize(
    ("end", "moment"),
    [
        ("worker", batches.Moment(2)),
        pytest.param("parent", batches.Moment(4), marks=pytest.mark.long),
        ("parent", IN_PACK),
        pytest.param("terminal", batches.Moment(3), marks=pytest.mark.long),
        ("Ctrl-C", batches.Moment(3)),
    ],
)
def test_no_end_of_a_run_loses_a_result(end, moment, source, undisturbed, tmp_path):
    told = batches.end_and_resume(source, tmp_path / "out", end, moment, random.Random(1))
    # A quick machine may be done with the pack before it is told to end.
    assert told or moment is IN_PACK
    assert batches.tree(tmp_path / "out") == undisturbed


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("end", batches.ENDS)
def test_no_end_at_any_moment_loses_a_result(end, seed, source, undisturbed, tmp_path):
    chance = random.Random(seed)
    moment = [*batches.moments(chance, RETURNS, seed + 1)][-1]
    batches.end_and_resume(source, tmp_path / "out", end, moment, chance)
    assert batches.tree(tmp_path / "out") == undisturbed
