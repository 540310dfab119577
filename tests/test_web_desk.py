"""Returns get a process by turns; what was deleted is let go of at once."""

from __future__ import annotations

import asyncio
import gc
from threading import Event

import pytest
from looping import run

from checker.web import desk as desk_module
from checker.web.desk import Desk
from checker.web.held import Store
from checker.web.records import Early, Failed, Output, Told, Upload
from checker.web.upload import Refused
from checker.web.work import LostUpload
from checker.workers import Lost

TOLD = Told("a.xlsx", "ready", "Ready", "P", "Q", "", 0, {})


class Processes:
    """Stands in for the processes: each task waits until it is let go, or `gone`."""

    def __init__(self) -> None:
        self.order: list[str] = []
        self.free = Event()
        self.fault: Exception | None = None

    def run(self, task, hear, gone):
        upload = task.upload if isinstance(task, LostUpload) else task
        self.order.append(upload.name)
        while not self.free.wait(0.001):
            if gone():
                return Lost("given up")
        if self.fault:
            raise self.fault
        hear(TOLD)
        if b"early" in upload.data:
            hear(Early(b"<main>early"))
            if b"lost" in upload.data:
                return Lost("died")
        hear(Output("report.html", "text/html", b"<main>"))
        hear(Output("report.json", "application/json", b"{}"))
        return None


def held_by(going, jobs: int = 1) -> None:
    async def whole() -> None:
        store, processes = Store(60, 10_000), Processes()
        desk = Desk(store, processes, jobs)
        try:
            await going(store, desk, processes)
        finally:
            desk.close()

    run(whole())


def hand(store: Store, desk: Desk, client: str, name: str, data: bytes = b"1"):
    held = store.take(client, name, len(data))
    desk.check(client, held, Upload(name, data))
    return held


def uploads(names: str) -> list[str]:
    """Those that are in memory still."""
    gc.collect()
    return [one.name for one in gc.get_objects() if isinstance(one, Upload) and one.name in names]


async def ended(store: Store, *several) -> None:
    assert await store.until(lambda: all(held.complete for held in several), 30)


def test_clients_take_turns_and_are_told_how_many_come_before():
    async def told(store, desk, processes):
        first = [hand(store, desk, "a", f"a{number}") for number in range(4)]
        other = hand(store, desk, "b", "b0")
        assert [desk.ahead(held) for held in (*first, other)] == [0, 1, 3, 4, 2]
        processes.free.set()
        await ended(store, *first, other)
        assert processes.order == ["a0", "a1", "b0", "a2", "a3"]
        assert {held.state for held in first} == {"done"}
        assert desk.ahead(other) == 0

    held_by(told)


def test_what_is_deleted_in_the_queue_or_at_work_is_let_go_of():
    async def told(store, desk, processes):
        going, waiting = (hand(store, desk, "a", name, b"x" * 500) for name in "ab")
        assert (store.used, len(uploads("ab"))) == (1_000, 2)
        desk.delete(waiting)
        desk.delete(going)
        last = hand(store, desk, "a", "last")
        while processes.order != ["a", "last"]:
            await asyncio.sleep(0.001)
        assert not uploads("ab")
        processes.free.set()
        await ended(store, last)
        assert processes.order == ["a", "last"]
        assert not desk._gone
        assert store.of("a") == (last,)

    held_by(told)


def test_a_fault_of_ours_ends_the_wait(caplog):
    async def told(store, desk, processes):
        processes.fault = ValueError("secret")
        processes.free.set()
        held = hand(store, desk, "a", "a")
        await ended(store, held)
        assert (held.state, held.failed.exit_code) == ("failed", Failed("").exit_code)
        processes.fault = None
        after = hand(store, desk, "a", "b")
        await ended(store, after)
        assert after.state == "done"

    held_by(told)
    assert "secret" not in caplog.text


def test_what_is_shown_early_makes_way_for_the_report():
    async def told(store, desk, processes):
        seen = []
        tell = store.changed
        store.changed = lambda: (seen.append((held.state, held.early)), tell())
        held = hand(store, desk, "a", "a", b"early")
        processes.free.set()
        await ended(store, held)
        assert ("done", b"<main>early") in seen
        assert (held.state, held.early, held.failed) == ("done", b"", None)

    held_by(told)


def test_what_was_shown_early_of_a_check_that_then_failed_is_no_result():
    async def told(store, desk, processes):
        held = hand(store, desk, "a", "a", b"early, lost")
        processes.free.set()
        await ended(store, held)
        assert (held.state, held.early, held.outputs) == ("failed", b"", {})
        assert held.failed

    held_by(told)


def test_the_queue_has_an_end(monkeypatch):
    monkeypatch.setattr(desk_module, "_LONGEST_LINE", 3)

    async def told(store, desk, processes):
        for name in "abcd":
            desk.admit(1)
            hand(store, desk, "a", name)
        with pytest.raises(Refused) as caught:
            desk.admit(1)
        assert caught.value.status == 503

    held_by(told)
