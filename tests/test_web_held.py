"""What is kept is seen by its owner alone, counted, and gone when its time is over."""

from __future__ import annotations

import asyncio

import pytest
from looping import run

from checker.web import held as held_module
from checker.web.held import Store
from checker.web.records import Output, Told
from checker.web.upload import Refused

TOLD = Told("a.xlsx", "ready", "Ready", "P", "Q", "", 0, {})


@pytest.fixture
def clock(monkeypatch):
    now = [1_000.0]
    monkeypatch.setattr(held_module, "time", lambda: now[0])
    return now


def test_nobody_else_sees_a_check():
    store = Store(60, 1_000)
    mine, other = store.take("me", "a", 1), store.take("you", "b", 1)
    assert store.find(mine.id, "me") is mine
    assert store.find(mine.id, "you") is None
    assert store.find("nonsense", "me") is None
    assert store.of("me") == (mine,)
    assert store.of("you") == (other,)
    assert len(mine.id) >= 32


def test_what_is_kept_and_on_its_way_has_a_bound():
    store = Store(60, 100)
    with store.arriving() as count:
        count(60)
        with store.arriving() as other, pytest.raises(Refused) as caught:
            other(41)
        assert caught.value.status == 503
    assert store.used == 0
    store.take("me", "a", 70)
    with pytest.raises(Refused), store.arriving() as count:
        count(31)
    with store.arriving() as count:
        count(30)
    assert store.used == 70


def test_a_check_weighs_what_it_holds_until_it_is_deleted():
    store = Store(60, 1_000)
    held = store.take("me", "a", 70)
    held.outputs["report.html"] = Output("report.html", "text/html", b"x" * 30)
    store.weigh(held, 70)
    assert store.used == 100
    store.finish(held)
    assert store.used == 30
    store.delete(held)
    assert store.used == 0
    assert not held.outputs
    store.weigh(held, 70)
    assert store.used == 0


def test_what_was_kept_long_enough_goes_and_what_is_going_on_stays(clock):
    store = Store(60, 1_000)
    done, going = store.take("me", "a", 1), store.take("me", "b", 1)
    clock[0] += 70
    done.state = "done"
    assert store.sweep() == []
    done.complete = True
    store.finish(done)
    clock[0] += 50
    assert store.sweep() == []
    clock[0] += 11
    assert store.sweep() == [done]
    assert store.of("me") == (going,)


def test_what_checks_have_in_common_counts_until_the_last_of_them_is_done():
    store = Store(60, 1_000)
    one, other = (store.take("me", name, 1) for name in "ab")
    store.share(500, (one, other))
    assert store.used == 502
    store.finish(one)
    assert store.used == 501
    store.delete(other)
    assert store.used == 0


def test_who_waits_hears_of_news_and_does_not_wait_for_ever():
    store = Store(60, 1_000)

    async def waiting_for_it():
        held = store.take("me", "a", 1)

        async def later():
            await asyncio.sleep(0.01)
            held.told = TOLD
            store.changed()

        waiting = asyncio.create_task(later())
        assert await store.until(lambda: held.told is not None, 30)
        assert not await store.until(lambda: held.complete, 0.01)
        await waiting

    run(waiting_for_it())
