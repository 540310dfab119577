"""The hosted page with its processes: many visitors at once, the log, and how it ends."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import psutil
import pytest
import requests
import visitors
from hosting import Hosted, hosted, within
from visitors import Visitor

pytestmark = pytest.mark.skipif(os.name == "nt", reason="watched through a named pipe")

OPTIONS = ("--jobs", "1", "--upload-mb", "20", "--proxy", "127.0.0.1", "--limit", visitors.MEMORY)
WORDS = {
    "level": {"info"},
    "event": {"answered", "checked", "dropped"},
    "method": {"GET", "POST", "DELETE"},
    "outcome": {"done", "deleted"},
    "ready": {"", "ready", "not-ready", "stop"},
    "stop": {"", *(stop for _, stop in visitors.BOMBS.values()), "too-much-memory"},
    "lost": {"", "too much memory"},
    "route": {
        "", "/", "/health", "/checks", "/checks/{id}", "/checks/{id}/state", "/checks/{id}/delete",
        "/checks/{id}/files/{name}", "/api/checks", "/api/checks/{id}",
        "/api/checks/{id}/{output}",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def page() -> Iterator[Hosted]:
    with hosted(*OPTIONS, watch=True) as running:
        yield running


def checking(page: Hosted) -> psutil.Process:
    """The process that stands ready or checks."""
    return next(one for one in page.workers() if "resource_tracker" not in str(one.cmdline()))


@pytest.mark.parametrize(
    ("number", "uploads"), [(3, 5), pytest.param(6, 24, marks=pytest.mark.long)], ids=str
)
def test_each_of_many_visitors_gets_their_own_and_sees_no_other(page, number, uploads):
    plan = visitors.plans(number, uploads, 2, 0)
    several = [Visitor(page, at + 1) for at in range(number)]
    visitors.at_once(lambda one: [do(one, size) for do, size in plan[one.number - 1]], several)
    visitors.at_once(lambda one: visitors.follow(one, several), several)
    assert [wrong for one in several for wrong in one.wrong] == []
    assert sum(len(one.handed) for one in several) == uploads - 1
    assert sum(one.peeped for one in several) == (uploads - 1) * (number - 1)
    assert_told_nothing(page, several)


def assert_told_nothing(page: Hosted, several: list[Visitor]) -> None:
    """One line for each request and check, each word of which is one of ours."""
    checks = sum(len(one.handed) for one in several)
    # The last line may be on its way.
    assert within(30, lambda: sum(line["event"] == "checked" for line in page.log) >= checks)
    assert sum(line["event"] == "answered" for line in page.log) > 3 * checks
    for line in page.log:
        for name, told in line.items():
            if name not in ("time", "ms", "status", "checks"):
                assert told in WORDS[name], name
    whole = "".join(page.lines)
    for one in several:
        secrets = [one.provider, f"return {one.number}", f"100.{one.number}", one.client.token]
        secrets += [*one.client.cookies.values(), *(handed.place[-32:] for handed in one.handed)]
        assert not [secret for secret in secrets if secret in whole]
    assert page.watch
    assert len(page.watch.of("started")) > 3
    assert page.watch.of("wrote") == []
    assert not list(page.folder.iterdir())


def test_a_body_without_end_takes_no_memory(page):
    client = page.client()
    server = psutil.Process(page.process.pid)
    before = server.memory_info().rss
    highest = before

    def endless():
        nonlocal highest
        yield b'--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n'
        yield client.token.encode() + b'\r\n--b\r\nContent-Disposition: form-data; name="return"'
        yield b'; filename="a.xlsx"\r\n\r\n'
        while True:
            yield bytes(1_000_000)
            highest = max(highest, server.memory_info().rss)

    with suppress(requests.ConnectionError):
        headers = {"content-type": "multipart/form-data; boundary=b"}
        answer = client.post(f"{page.address}/checks", endless(), headers=headers)
        assert answer.status_code == 413
    # The 20 MB that may come, and what holding them takes while they grow.
    assert highest - before < 60_000_000


def test_deletion_ends_the_process_that_checks(page):
    assert within(60, lambda: bool(page.workers()))
    client = page.client()
    data = visitors.sample(40)
    files = [("return", "a.xlsx", data)]
    place = client.hand("/checks", {}, files, allow_redirects=False).headers["location"]
    while client.get(f"{page.address}{place}/state").json()["state"] == "waiting":
        time.sleep(0.01)
    process = checking(page)
    assert client.hand(f"{place}/delete").status_code == 200
    assert within(30, lambda: not process.is_running())
    assert client.get(page.address + place).status_code == 404


@pytest.mark.parametrize("way", ["asked", "killed"])
def test_no_process_stays_when_the_page_ends(page, way):
    """Runs last: asked to end, the page of all tests does; another is killed."""
    if way == "asked":
        leave(page, page.end)
        return
    with hosted("--jobs", "1") as another:
        leave(another, another.process.kill)


def leave(page: Hosted, end: Callable[[], object]) -> None:
    """End a page while it checks one return and another waits."""
    client = page.client()
    files = [("return", f"{name}.xlsx", visitors.sample(40)) for name in "ab"]
    client.hand("/checks", {}, files, allow_redirects=False)
    assert within(120, lambda: "checking" in client.get(f"{page.address}/checks/state").text)
    processes = page.workers()
    assert processes
    end()
    page.process.wait(30)
    assert within(30, lambda: not any(map(is_alive, processes)))
    assert page.process.returncode in (0, -signal.SIGTERM, -signal.SIGKILL)
    assert "Traceback" not in "".join(page.lines)


def is_alive(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False
