"""Damaged workbooks without end: each is read rightly or stopped in words, and nothing leaks."""

from __future__ import annotations

import json
import random
import tempfile
from functools import cache
from pathlib import Path

import pytest
from fuzzing import CANARY, DAMAGES, damaged, givers, judged
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from read_files import save

GIVERS = givers()


@settings(
    max_examples=250, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)
@given(st.sampled_from(sorted(GIVERS)), st.randoms(use_true_random=False))
def test_a_damaged_file_is_read_rightly_or_stopped(giver: str, chance: random.Random) -> None:
    content = damaged(chance, GIVERS[giver])
    with tempfile.TemporaryDirectory() as folder:
        assert judged(save(Path(folder), content, f"file.{giver}")) == ""


@pytest.mark.parametrize("name", DAMAGES)
def test_each_kind_of_damage_changes_files_and_still_lets_some_be_read(name: str) -> None:
    """Damage that always or never stops the reading would test nothing."""
    outcomes = [stopped(name, seed) for seed in range(40)]
    assert any(outcomes), "nothing was ever stopped"
    assert name in ("bytes", "cut", "part") or not all(outcomes), "nothing was ever read"


@cache
def stopped(name: str, seed: int) -> bool:
    from checker.read import inspect

    content = DAMAGES[name](random.Random(seed), GIVERS["xlsx"])
    with tempfile.TemporaryDirectory() as folder:
        return inspect(save(Path(folder), content)).stop is not None


def test_the_canary_is_in_the_files_that_are_damaged() -> None:
    """Else no leak could ever be seen."""
    from checker.read import read

    with tempfile.TemporaryDirectory() as folder:
        sheets = read(save(Path(folder), GIVERS["xlsx"])).sheets
    assert CANARY in json.dumps([sheet.rows for sheet in sheets], default=str)
