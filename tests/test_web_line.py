"""Clients take turns, and who is in line learns how many come before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checker.web.line import Line


def test_one_client_with_many_does_not_keep_others_waiting():
    line = Line[str]()
    for number in range(60):
        line.join("a", f"a{number}", f"a{number}")
    line.join("b", "b0", "b0")
    line.join("c", "c0", "c0")
    line.join("b", "b1", "b1")
    assert [line.take() for _ in range(6)] == ["a0", "b0", "c0", "a1", "b1", "a2"]
    assert len(line) == 57


def test_what_left_is_not_kept():
    line = Line[str]()
    line.join("a", "1", "one")
    line.join("b", "2", "two")
    line.leave("1")
    line.leave("1")
    assert (len(line), line.ahead("2"), line.take(), line.take()) == (1, 0, "two", None)
    assert not line._clients


@given(st.lists(st.sampled_from("abc"), max_size=12), st.integers(0, 6))
def test_as_many_come_before_as_was_said(clients, taken):
    line = Line[int]()
    for number, client in enumerate(clients):
        line.join(client, str(number), number)
    for _ in range(min(taken, len(clients))):
        line.take()
    said = {number: line.ahead(str(number)) for number in range(len(clients))}
    order = [line.take() for _ in range(len(line))]
    assert sorted(order) == sorted(set(order))
    assert [said[number] for number in order] == list(range(len(order)))
