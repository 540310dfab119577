"""Disclosure control: what is shown gives no small count away, whoever computes with it."""

from __future__ import annotations

import itertools
import math
import random
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from checker.disclosure import (
    Differenced,
    Protected,
    Rate,
    Sum,
    differences,
    protect,
    rate_cells,
    rate_hidden,
    reach,
)

ALL = "all"


def attack(shown, hidden, sums, enough=None):
    """The range of each hidden cell in whole numbers: written apart from `reach` on purpose.

    Every cell is a variable, shown ones with equal bounds; a count is at most a thousand, which
    no range in question depends on. `enough` is {cell: value}: where the highest is that high,
    the lowest is not looked for (None).
    """
    cells = [*shown, *hidden]
    place = {key: at for at, key in enumerate(cells)}
    lines = np.zeros((len(sums), len(cells)))
    for line, each in zip(lines, sums, strict=True):
        line[place[each.total]] = 1
        for part in each.parts:
            line[place[part]] = -1
    low = np.array([shown.get(key, 0) for key in cells])
    high = np.array([shown.get(key, 1000) for key in cells])
    ranges = {}
    for key in hidden:
        ends = []
        for sign in (-1, 1):
            aim = np.zeros(len(cells))
            aim[place[key]] = sign
            rules = LinearConstraint(lines, 0, 0) if sums else ()
            done = milp(aim, constraints=rules, bounds=Bounds(low, high), integrality=1 + 0 * aim)
            assert done.status == 0
            ends.append(round(done.x[place[key]]))
            if enough and ends[0] >= enough[key]:
                break
        ranges[key] = (ends[-1] if len(ends) == 2 else None, ends[0])
    return ranges


def unsafe(values, sums, smallest, done, known=None):
    """What an outsider learns against the promise: keys of cells, none if the promise is kept."""
    outside = {**(known or {}), **done.shown}
    hidden = [*done.hidden, *(key for key in (known or {}) if key not in outside)]
    enough = {key: values[key] + smallest for key in hidden}
    ranges = attack(outside, hidden, sums, enough)
    return {
        key
        for key, (low, high) in ranges.items()
        if low is not None
        and (high == low or (done.hidden[key] == "small" and high - low < smallest))
    }


def crossed(*ways):
    """All cells and sums of a table with these ways; each way is a tree {total: parts}."""
    names = [
        sorted({name for total, parts in way.items() for name in (total, *parts)}) for way in ways
    ]
    sums = []
    for at, way in enumerate(ways):
        for total, parts in way.items():
            for rest in itertools.product(*(n for i, n in enumerate(names) if i != at)):
                key = lambda name: (*rest[:at], name, *rest[at:])  # noqa: B023, E731
                sums.append(Sum(key(total), tuple(key(part) for part in parts)))
    leaves = [[n for n in name if n not in way] for name, way in zip(names, ways, strict=True)]
    return list(itertools.product(*leaves)), tuple(sums)


def totalled(leaves, sums):
    values = dict(leaves)
    ahead = list(sums)
    while ahead:
        ready = [s for s in ahead if all(part in values for part in s.parts)]
        for each in ready:
            values[each.total] = sum(values[part] for part in each.parts)
        ahead = [s for s in ahead if s not in ready]
    return values


FLAT = {ALL: ("a", "b", "c")}
PAIR = {ALL: ("x", "y")}
TREE = {ALL: ("p", "q"), "p": ("p1", "p2"), "q": ("q1", "q2", "q3")}
COUNTS = st.one_of(st.integers(0, 4), st.integers(0, 30), st.just(0))


@st.composite
def tables(draw):
    way = st.sampled_from([FLAT, PAIR, TREE])
    ways = draw(st.lists(way, min_size=1, max_size=2))
    if draw(st.booleans()) and len(ways) == 2:
        ways = [PAIR, PAIR, draw(st.sampled_from([FLAT, PAIR]))]
    leaves, sums = crossed(*ways)
    return totalled({key: draw(COUNTS) for key in leaves}, sums), sums


@given(tables(), st.sampled_from([2, 3, 5, 10]))
@settings(max_examples=25, deadline=None)
def test_an_attack_in_whole_numbers_recovers_nothing(table, smallest):
    values, sums = table
    done = protect(values, sums, smallest)
    assert done.shown.keys() | done.hidden.keys() == values.keys()
    assert all(values[key] == count for key, count in done.shown.items())
    assert not any(0 < count < smallest for count in done.shown.values())
    assert done.given_away == ()
    assert unsafe(values, sums, smallest, done) == set()


def test_the_attack_itself_finds_what_is_withheld_without_others():
    values, sums = row(a=3, b=12, c=40, d=90, e=70)
    alone = Protected({k: v for k, v in values.items() if v != 3}, {("a",): "small"}, "")
    assert unsafe(values, sums, 5, alone) == {("a",)}
    near = row(a=1, b=2, c=40, d=90)
    pair = Protected(
        {k: v for k, v in near[0].items() if v > 2}, dict.fromkeys([("a",), ("b",)], "small"), ""
    )
    assert unsafe(*near, 5, pair) == {("a",), ("b",)}  # neither is above three
    assert unsafe(*near, 3, pair) == set()


@given(tables(), st.randoms(use_true_random=False))
@settings(max_examples=8, deadline=None)
def test_the_order_of_what_is_given_changes_nothing(table, order):
    values, sums = table
    done = protect(values, sums, 5)
    items, mixed = list(values.items()), [Sum(s.total, s.parts[::-1]) for s in sums]
    order.shuffle(items)
    order.shuffle(mixed)
    assert protect(dict(items), mixed, 5) == done


@given(tables(), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_given_what_is_known_the_rest_is_protected_or_said_to_be_given_away(table, choice):
    values, sums = table
    known = {key: values[key] for key in choice.sample(sorted(values), min(3, len(values)))}
    done = protect(values, sums, 5, known)
    assert not known.keys() & done.hidden.keys()
    found = unsafe(values, sums, 5, done, known) - set(done.given_away)
    if "so all are withheld" in done.rule:  # of a table that is refused only the small ones matter
        found = {key for key in found if done.hidden[key] == "small"}
    assert found == set()


@given(tables())
@settings(max_examples=8, deadline=None)
def test_the_reach_is_never_narrower_than_the_attack_in_whole_numbers(table):
    values, sums = table
    hidden = [key for key in values if sum(map(ord, "".join(key))) % 3]
    shown = {key: count for key, count in values.items() if key not in hidden}
    ranges = reach(shown, hidden, sums)
    for key, (low, high) in attack(shown, hidden, sums).items():
        assert ranges[key][0] <= low + 1e-6
        assert high - 1e-6 <= ranges[key][1]
        if len(key) == 1:  # with one way, fractions know as much as whole numbers
            assert ranges[key] == (low, math.inf if high > 900 else high)


def row(**counts):
    values = {(name,): count for name, count in counts.items()}
    sums = (Sum((ALL,), tuple(values)),)
    return totalled(values, sums), sums


def test_a_small_cell_in_a_row_hides_with_the_cheapest_that_is_enough():
    done = protect(*row(a=3, b=12, c=40, d=90, e=70), 5)
    assert dict(done.hidden) == {("a",): "small", ("b",): "with others"}
    assert "from 1 to 4" in done.rule
    assert "within 5" in done.rule


def test_a_zero_is_withheld_only_when_nothing_else_is_left():
    done = protect(*row(a=3, b=12, c=0, d=90, e=70), 5)
    assert done.shown[("c",)] == 0
    done = protect(*row(a=5, b=0, c=0, d=0), 2)
    assert done.hidden == {}


def test_two_small_cells_that_hide_each_other_need_no_third():
    assert protect(*row(a=3, b=4, c=40, d=90), 5).hidden.keys() == {("a",), ("b",)}
    # The sum of these two says that neither is above three, so a third is needed.
    assert len(protect(*row(a=1, b=2, c=40, d=90, e=95), 5).hidden) == 3


def test_nobody_is_described_by_the_zeros_of_a_group_of_few():
    leaves, sums = crossed(FLAT, PAIR)
    counts = [50, 60, 70, 40, 3, 0]
    values = totalled(dict(zip(leaves, counts, strict=True)), sums)
    done = protect(values, sums, 5)
    assert done.hidden[("c", "y")] == "small"  # none of three people: it says something of each
    values[("c", "x")], values[("c", ALL)] = 0, 0
    values[(ALL, "x")], values[(ALL, ALL)] = values[(ALL, "x")] - 3, values[(ALL, ALL)] - 3
    assert protect(values, sums, 5).hidden == {}  # a group of nobody says nothing


@pytest.mark.parametrize(("count", "reason"), [(9, "small"), (10, None)])
def test_a_small_group_of_one_kind_is_withheld_with_its_zeros(count, reason):
    leaves, sums = crossed(FLAT, PAIR)
    values = totalled(dict(zip(leaves, [50, 60, 70, 40, count, 0], strict=True)), sums)
    done = protect(values, sums, 5)
    assert done.hidden.get(("c", "x")) == done.hidden.get(("c", "y")) == reason
    assert done.hidden.get(("c", ALL)) != "small"


def test_of_two_providers_neither_may_take_itself_off_the_total():
    values, sums = row(north=3, south=40)
    done = protect(values, sums, 5)
    assert done.shown == {}  # at most two of three would be left
    assert "At most 2 counts would have been left" in done.rule
    given = protect(values, sums, 5, {("south",): 40})
    assert given.hidden.keys() == {("north",), (ALL,)}
    assert given.given_away == ()


def test_what_was_published_earlier_is_given_away_and_said():
    values, sums = row(north=3, south=40)
    done = protect(values, sums, 5, {("south",): 40, (ALL,): 43})
    assert done.given_away == (("north",),)
    assert done.hidden == {("north",): "small"}


def test_a_half_year_is_protected_given_the_first_quarter():
    sums = (Sum(("half", "a"), (("q1", "a"), ("q2", "a"))),)
    sums += (Sum(("half", "b"), (("q1", "b"), ("q2", "b"))),)
    sums += tuple(Sum((p, ALL), ((p, "a"), (p, "b"), (p, "c"))) for p in ("q1", "q2", "half"))
    sums += (Sum(("half", "c"), (("q1", "c"), ("q2", "c"))),)
    q1 = {("q1", "a"): 20, ("q1", "b"): 30, ("q1", "c"): 40, ("q1", ALL): 90}
    values = {("q2", "a"): 2, ("q2", "b"): 30, ("q2", "c"): 40, ("q2", ALL): 72}
    values |= {("half", n): q1["q1", n] + values["q2", n] for n in ("a", "b", "c", ALL)}
    done = protect(values, sums, 5, q1)
    assert ("half", "a") in done.hidden  # 22, less the 20 that everybody has
    assert unsafe({**values, **q1}, sums, 5, done, q1) == set()
    assert done.given_away == ()


def test_tables_of_nothing_and_of_one_cell():
    assert protect({}, (), 5).shown == {}
    zeros, sums = row(a=0, b=0, c=0)
    assert protect(zeros, sums, 5).hidden == {}
    assert protect({("a",): 50}, (), 5).shown == {("a",): 50}
    assert protect({("a",): 3}, (), 5).hidden == {("a",): "small"}
    assert protect(*row(a=1, b=2, c=3), 1).hidden == {}


@pytest.mark.parametrize(
    ("values", "known"),
    [
        ({("a",): -777, ("b",): 778, (ALL,): 1}, None),
        ({("a",): 777, ("b",): 1, (ALL,): 779}, None),
        ({("a",): 777.0, ("b",): 1, (ALL,): 778}, None),
        ({("a",): 777, ("b",): True, (ALL,): 778}, None),
        ({("a",): 777, (ALL,): 777}, None),
        ({("a",): 777, ("b",): 1, (ALL,): 778}, {("a",): 776}),
    ],
)
def test_counts_that_cannot_be_are_refused_without_a_value(values, known):
    with pytest.raises(ValueError) as refused:
        protect(values, (Sum((ALL,), (("a",), ("b",))),), 5, known)
    assert "77" not in str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("parts", [(), (("a",), ("a",)), ((ALL,), ("a",))])
def test_sums_that_cannot_be_are_refused(parts):
    with pytest.raises(ValueError, match="no parts, or names one cell twice"):
        protect({("a",): 7, (ALL,): 7}, (Sum((ALL,), parts),), 5)


def test_a_smallest_count_below_one_and_contradictions_are_refused():
    with pytest.raises(ValueError, match="1 or more"):
        protect({}, (), 0)
    values, sums = row(a=30, b=20)
    with pytest.raises(ValueError, match="does not add up"):
        reach({**values, (ALL,): 51}, (), sums)
    with pytest.raises(ValueError, match="does not add up"):
        reach({("a",): 30, (ALL,): 20}, [("b",)], sums)
    with pytest.raises(ValueError, match="both shown and hidden"):
        reach(values, [("a",)], sums)


def test_the_reach_of_what_nothing_bounds_has_no_end():
    values, sums = row(a=30, b=20)
    assert reach({}, values, sums)[("a",)] == (0, math.inf)
    assert reach({}, [("a",)], ()) == {("a",): (0, math.inf)}
    assert reach({("a",): 30}, [("b",), (ALL,)], sums)[(ALL,)] == (30, math.inf)
    assert reach({("a",): 30, (ALL,): 50}, [("b",)], sums) == {("b",): (20, 20)}


def test_an_output_and_its_revision_tell_what_changed():
    values, sums = row(a=30, b=20, c=50, d=60)
    earlier = {**values, ("a",): None, ("b",): None}
    now = {**values, ("a",): None, ("b",): None, ("c",): 52, ("d",): None, (ALL,): 162}
    assert differences(earlier, now, sums, 5) == (
        Differenced((ALL,), "changed by little"),
        Differenced(("c",), "changed by little"),
        Differenced(("d",), "shown then, withheld now"),
    )
    assert differences(now, earlier, sums, 5)[2].why == "withheld then, shown now"
    assert differences(earlier, earlier, sums, 5) == ()


def test_what_two_outputs_give_away_together_is_named():
    values, sums = row(a=3, b=20, c=50)
    earlier = {**values, ("a",): None, ("b",): None}
    now = {**values, ("a",): None, ("c",): None}
    assert Differenced(("a",), "can be worked out") in differences(earlier, now, sums, 5)


def test_a_quarter_is_worked_out_from_its_half_year():
    sums = (Sum(("half",), (("q1",), ("q2",))),)
    found = differences({("q1",): 20}, {("q2",): None, ("half",): 22}, sums, 5)
    assert found == (Differenced(("q2",), "can be worked out"),)


def test_one_contradiction_does_not_blind_the_rest():
    sums = (Sum(("t1",), (("a",), ("b",))), Sum(("t2",), (("c",), ("d",), ("e",))))
    earlier = {
        ("t1",): 50,
        ("a",): 60,
        ("b",): None,
        ("t2",): 9,
        ("c",): 3,
        ("d",): None,
        ("e",): None,
    }
    now = {("b",): None, ("t2",): 9, ("c",): None, ("d",): 2, ("e",): None}
    assert Differenced(("e",), "can be worked out") in differences(earlier, now, sums, 5)


def test_a_rate_goes_with_its_numerator_its_complement_and_its_denominator():
    rates = [Rate("few", 3, 60), Rate("most", 58, 60), Rate("tiny", 2, 4), Rate("plain", 50, 90)]
    rates += [Rate(f"more-{n}", 60 + n, 150) for n in range(4)]
    total = Rate(ALL, sum(r.numerator for r in rates), sum(r.denominator for r in rates))
    values, sums = rate_cells(rates, total)
    done = protect(values, sums, 5)
    assert [rate_hidden(done.hidden, name) for name in ("few", "most", "tiny")] == [True] * 3
    assert not rate_hidden(done.hidden, ALL)
    assert not all(rate_hidden(done.hidden, rate.name) for rate in rates)
    assert unsafe(values, sums, 5, done) == set()


def test_rates_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="one name"):
        rate_cells([Rate("a", 1, 2), Rate("a", 1, 2)])
    with pytest.raises(ValueError, match="whole number"):
        protect(*rate_cells([Rate("a", 3, 2)]), 5)


def area(providers, seed):
    """Programmes in providers in an area, by sex and by route: most cells are small."""
    draw = random.Random(seed)
    names = [f"p{n:03}" for n in range(providers)]
    place = {ALL: tuple(names)} | {name: (f"{name}-1", f"{name}-2") for name in names}
    leaves, sums = crossed(place, {ALL: ("m", "f", "n")}, {ALL: ("police", "court", "self")})
    size = {name: draw.expovariate(1) for name in names}
    chance = {"m": 2.4, "f": 0.4, "n": 0.2, "police": 1.5, "court": 1, "self": 0.5}
    return totalled(
        {
            key: min(
                90,
                int(draw.expovariate(1) * 8 * size[key[0][:4]] * chance[key[1]] * chance[key[2]]),
            )
            for key in leaves
        },
        sums,
    ), sums


def test_a_larger_table_is_protected_in_reasonable_time():
    values, sums = area(8, 1)
    started = time.process_time()
    done = protect(values, sums, 10)
    assert time.process_time() - started < 60
    assert len(done.shown) > len(values) // 20
    few = random.Random(1).sample(sorted(done.hidden), 6)
    ranges = attack_some(done, few, sums)
    assert all(
        high - low >= (10 if done.hidden[k] == "small" else 1) for k, (low, high) in ranges.items()
    )


def attack_some(done, some, sums):
    import scipy.sparse as sparse

    cells = [*done.shown, *done.hidden]
    place = {key: at for at, key in enumerate(cells)}
    lines = sparse.lil_matrix((len(sums), len(cells)))
    for at, each in enumerate(sums):
        lines[at, place[each.total]] = 1
        for part in each.parts:
            lines[at, place[part]] = -1
    low = np.array([done.shown.get(key, 0) for key in cells])
    high = np.array([done.shown.get(key, 10000) for key in cells])
    rules, bounds = LinearConstraint(lines.tocsr(), 0, 0), Bounds(low, high)
    ranges = {}
    for key in some:
        aim = np.zeros(len(cells))
        aim[place[key]] = 1
        ends = [milp(sign * aim, constraints=rules, bounds=bounds).fun * sign for sign in (1, -1)]
        ranges[key] = tuple(ends)
    return ranges
