"""The page as a commissioner hosts it: how soon a result is there, and what many at once do to it.

    python benchmarks/serving.py [latency] [load] [late] [many] [--short] [--rounds N] [--out FILE]

- latency: the first result of a return of 200 cases on a warm, idle page: by HTTP as the page's
  script asks, and in a real browser from the drop until the headline is seen; beside that the
  whole command `checker check` on the same file, by turns. The processor time is that of the
  server and the process that checks, up to the result.
- load: rounds of 200 uploads from 20 visitors at once, a twentieth of them hostile; what each must
  be answered and see is in tests/visitors.py. Whatever is wrong ends the run with 1. After each
  round the memory of the server and of its processes is taken once these stand ready again; a line
  through the server's figures says how it grows. Every file that any process opens to write, and
  each one that is left, is told.

- late: returns that take longer than a check may; each is told so.
- many: far more uploads than that, with a stand-in for the processes, and what the page holds.

Returns are synthetic. A provider hands in a handful of returns in a quarter: 20 providers in one
round do what an hour before a deadline brings.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests")]

import hosting  # noqa: E402
import psutil  # noqa: E402
import visitors  # noqa: E402
from hosting import Hosted  # noqa: E402
from visitors import Visitor  # noqa: E402

TARGET = 1.5
SHORTEST = 1  # second that a check may take, where that is to be too little
KEPT = 60  # seconds: the shortest --keep
MEGABYTE = 1_000_000
RETURNS = {
    "nothing wrong": "",
    "some faults": "orphan-row=2,support-offer-late=1",
    "every fault": "all",
}
# Where a server leaves things that it does not mean to: all but the first are of the machine.
PLACES = (Path("/dev/shm"), ROOT / "checker", ROOT / "standards", ROOT / "templates")


@dataclass(frozen=True)
class Sizes:
    turns: int = 12
    rounds: int = 5
    uploads: int = 200
    visitors: int = 20
    many: int = 10_000


SHORT = Sizes(turns=3, rounds=2, uploads=40, visitors=8, many=1_000)


def latency(sizes: Sizes) -> dict[str, Any]:
    found: dict[str, Any] = {"load before": round(os.getloadavg()[0], 1)}
    with hosting.hosted("--rate", "9999/hour") as page:
        for name, faults in RETURNS.items():
            data = visitors.sample(200, faults)
            ways = {
                "http": partial(by_http, page, page.client(), data),
                "browser": partial(by_browser, page, data),
                "checker check": partial(by_command, data),
            }
            taken: dict[str, list[Taken]] = {way: [] for way in ways}
            with opened_browser() as view:
                for _ in range(sizes.turns):
                    for way, run in ways.items():
                        until_ready(page)
                        taken[way].append(run(view) if way == "browser" else run())
            found[name] = {way: figures(several) for way, several in taken.items()}
            report_latency(name, found[name])
    return found


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock, and of processors."""

    seconds: float
    processor: float


def figures(several: Sequence[Taken]) -> dict[str, float]:
    seconds = [one.seconds for one in several]
    return {
        "median": round(statistics.median(seconds), 3),
        "best": round(min(seconds), 3),
        "worst": round(max(seconds), 3),
        "processor": round(statistics.median(one.processor for one in several), 3),
        "turns": len(seconds),
    }


def report_latency(name: str, ways: dict[str, dict[str, float]]) -> None:
    command = ways["checker check"]["median"]
    print(f"200 cases, {name} (target {TARGET} s; load {os.getloadavg()[0]:.1f}):")
    for way, one in ways.items():
        print(
            f"  {way:14} median {one['median']:.2f} s, best {one['best']:.2f}, worst"
            f" {one['worst']:.2f}; processor {one['processor']:.2f} s;"
            f" {one['median'] / command:.2f} of the command",
            flush=True,
        )


def by_http(page: Hosted, client: Any, data: bytes) -> Taken:
    since, before = time.perf_counter(), processor(page)
    answer = client.hand(
        "/checks", {}, [("return", "return.xlsx", data)], headers={"Accept": "application/json"}
    )
    shown = client.get(page.address + answer.json()["location"])
    taken = Taken(time.perf_counter() - since, processor(page) - before)
    assert shown.status_code == 200
    assert "headline" in shown.text, "it was not there in time"
    return taken


def by_browser(page: Hosted, data: bytes, view: Any) -> Taken:
    view.goto(page.address)
    # All but the drop itself is done before.
    view.evaluate(
        """bytes => {
            const given = new DataTransfer();
            given.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))],
                "return.xlsx"));
            window.dropped = new DragEvent("drop", {dataTransfer: given, bubbles: true});
        }""",
        base64(data),
    )
    before = processor(page)
    since = time.perf_counter()
    view.evaluate("() => { dispatchEvent(window.dropped); }")
    if not view.evaluate("'once' in document.querySelector('[data-upload]').dataset"):
        view.click("[data-upload] button:not([type])")
    view.locator(".headline").first.wait_for(state="visible", timeout=120_000)
    return Taken(time.perf_counter() - since, processor(page) - before)


def base64(data: bytes) -> str:
    from base64 import b64encode

    return b64encode(data).decode()


@contextmanager
def opened_browser() -> Iterator[Any]:
    import shutil

    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        found = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield found.new_page()
        found.close()


def by_command(data: bytes) -> Taken:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "return.xlsx"
        path.write_bytes(data)
        words = [sys.executable, "-m", "checker", "check", str(path), "--out", f"{folder}/out"]
        since, before = time.perf_counter(), os.times()
        subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        seconds, after = time.perf_counter() - since, os.times()
    spent = after.children_user + after.children_system
    return Taken(seconds, spent - before.children_user - before.children_system)


def processor(page: Hosted) -> float:
    """Seconds of processors that the server has had, and the processes that it has now."""
    spent = 0.0
    for process in (psutil.Process(page.process.pid), *page.workers()):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        spent += times.user + times.system
    return spent


def until_ready(page: Hosted) -> None:
    """Until its processes stand ready: they are there, and none does anything for a while."""
    still = 0
    while still < 4:
        before = processor(page)
        time.sleep(0.25)
        still = still + 1 if abs(processor(page) - before) < 0.02 and page.workers() else 0


def load(sizes: Sizes) -> dict[str, Any]:
    options = (
        *("--keep", "1", "--upload-mb", "20", "--proxy", "127.0.0.1"),
        *("--limit", visitors.MEMORY, "--limit", "seconds=300"),
    )
    for size in range(len(visitors.SIZES)):
        visitors.sample(*visitors.SIZES[size])
    # Made beforehand: to make it keeps this process from anything else for many seconds.
    visitors.sample(visitors.HEAVY, "all")
    before = left(*PLACES)
    with hosting.hosted(*options, watch=True) as page:
        until_ready(page)
        rounds = [memory(page) | {"round": 0}]
        report_round(rounds[0])
        statuses: dict[str, int] = {}
        for number in range(1, sizes.rounds + 1):
            rounds.append(one_round(page, sizes, number) | {"round": number})
            report_round(rounds[-1])
        for line in page.log:
            if line["event"] == "answered":
                key = f"{line['status']}"
                statuses[key] = statuses.get(key, 0) + 1
        assert page.watch
        written, watched = page.watch.of("wrote"), len(page.watch.of("started"))
        new = sorted(map(str, left(page.folder, *PLACES) - before))
        faults = [line for line in page.log if line["level"] == "error"]
    grown = slope([float(one["server"]) for one in rounds[1:]])
    found = {
        "uploads": sizes.uploads * sizes.rounds,
        "visitors": sizes.visitors,
        "rounds": rounds,
        "megabytes a round": round(grown, 2),
        "answers": statuses,
        "watched processes": watched,
        "opened to write": written,
        "left on disk": new,
        "faults in the log": faults,
    }
    print(
        f"{found['uploads']} uploads from {sizes.visitors} visitors: the server grows by"
        f" {grown:+.2f} MB a round; {len(written)} files opened to write in"
        f" {watched} processes, {len(new)} left; {len(faults)} faults"
    )
    if written or new or faults:
        raise SystemExit(json.dumps(found, indent=1))
    return found


def one_round(page: Hosted, sizes: Sizes, number: int) -> dict[str, Any]:
    hostile = max(1, sizes.uploads // 20)
    plan = visitors.plans(sizes.visitors, sizes.uploads, hostile, number)
    several = [Visitor(page, at + 1) for at in range(sizes.visitors)]
    since, spent = time.perf_counter(), os.times()
    with highest(page) as most:
        visitors.at_once(lambda one: visit(one, plan[one.number - 1], several), several)
    seconds = time.perf_counter() - since
    wrong = [each for one in several for each in one.wrong]
    if wrong:
        raise SystemExit("\n".join(wrong))
    # Those that were not deleted are dropped when their minute is over.
    time.sleep(KEPT + 6)
    until_ready(page)
    return memory(page) | {
        "checks": sum(len(one.handed) for one in several),
        "looks at others'": sum(one.peeped for one in several),
        "seconds": round(seconds, 1),
        "server at most": most[0],
        "load": round(os.getloadavg()[0], 1),
        "asking": round(os.times().user - spent.user, 1),
    }


def visit(visitor: Visitor, deeds: Sequence[Any], several: Sequence[Visitor]) -> None:
    """Hand in everything, one after the other as quickly as it goes, then follow it."""
    for deed, size in deeds:
        deed(visitor, size)
    visitors.follow(visitor, several)


@contextmanager
def highest(page: Hosted) -> Iterator[list[float]]:
    """The most megabytes that the server held meanwhile, looked at four times a second."""
    most, over = [0.0], Event()

    def look() -> None:
        while not over.wait(0.25):
            most[0] = max(most[0], float(memory(page)["server"]))

    thread = Thread(target=look)
    thread.start()
    try:
        yield most
    finally:
        over.set()
        thread.join()


def memory(page: Hosted) -> dict[str, Any]:
    """Megabytes of the server and of all its processes; private ones where the system tells."""
    server = psutil.Process(page.process.pid)
    return {
        "server": round(server.memory_info().rss / MEGABYTE, 1),
        "processes": round(sum(map(rss, page.workers())) / MEGABYTE, 1),
        "number": len(page.workers()),
        "descriptors": server.num_fds() if hasattr(server, "num_fds") else 0,
        "threads": server.num_threads(),
    }


def rss(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def report_round(one: dict[str, Any]) -> None:
    print("  " + ", ".join(f"{name} {figure}" for name, figure in one.items()), flush=True)


def slope(several: Sequence[float]) -> float:
    """By how much each is more than the one before, by the line that fits best."""
    if len(several) < 2:
        return 0.0
    return statistics.linear_regression(range(len(several)), several).slope


def left(*folders: Path) -> set[Path]:
    return {path for folder in folders if folder.exists() for path in folder.rglob("*")}


def late(sizes: Sizes) -> dict[str, Any]:
    data = visitors.sample(visitors.HEAVY, "all")
    with hosting.hosted("--limit", f"seconds={SHORTEST}", "--proxy", "127.0.0.1") as page:
        until_ready(page)
        several = [Visitor(page, at + 1) for at in range(4)]
        since = time.perf_counter()
        visitors.at_once(lambda one: visitors.hand(one, data, "took-too-long"), several)
        visitors.at_once(lambda one: visitors.follow(one, several), several)
        seconds = time.perf_counter() - since
    wrong = [each for one in several for each in one.wrong]
    print(f"{len(several)} returns that take longer than {SHORTEST} s: {seconds:.1f} s; {wrong}")
    if wrong:
        raise SystemExit(1)
    return {"returns": len(several), "seconds": round(seconds, 1)}


def many(sizes: Sizes) -> dict[str, Any]:
    """In this process: what it holds besides the page is the same all the time."""
    import pytest
    from in_house import in_house

    sizes_of = [b"x" * random.Random(at).randrange(1_000, 600_000) for at in range(20)]
    me, held = psutil.Process(), []
    with pytest.MonkeyPatch.context() as patch, in_house(patch, keep=2, rate="999999/hour") as page:
        patch.setattr("checker.web.app._SWEEP_SECONDS", 0.5)
        clients = [page.client() for _ in range(20)]
        for _ in range(10):
            with ThreadPoolExecutor(len(clients)) as pool:
                work = partial(hand_in, page.address, sizes_of, sizes.many // 10 // len(clients))
                list(pool.map(work, clients))
            while page.store.used:
                time.sleep(0.1)
            held.append(round(me.memory_info().rss / MEGABYTE, 1))
            print(f"  {held[-1]} MB", flush=True)
        kept = len(page.store._held), len(page.store._waiting), page.store.used
    grown = slope(held[2:])
    print(f"{sizes.many} uploads that no process checks: {grown:+.2f} MB a tenth; {kept} kept")
    return {"uploads": sizes.many, "megabytes": held, "megabytes a tenth": round(grown, 2)}


def hand_in(address: str, several: Sequence[bytes], times: int, client: Any) -> None:
    for at in range(times):
        files = [("return", "return.xlsx", several[at % len(several)])]
        place = client.hand("/checks", {}, files, allow_redirects=False).headers["location"]
        assert client.get(f"{address}{place}?now").status_code == 200
        if at % 2:
            assert client.hand(f"{place}/delete").status_code == 200


PARTS: dict[str, Callable[[Sizes], dict[str, Any]]] = {
    "latency": latency,
    "load": load,
    "late": late,
    "many": many,
}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    arguments.add_argument("--short", action="store_true", help="few turns and small rounds")
    arguments.add_argument("--rounds", type=int)
    arguments.add_argument("--out", type=Path)
    chosen = arguments.parse_args()
    # Where this is ended, the page that it started ends with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sizes = SHORT if chosen.short else Sizes()
    if chosen.rounds:
        sizes = Sizes(sizes.turns, chosen.rounds, sizes.uploads, sizes.visitors)
    found = {part: PARTS[part](sizes) for part in chosen.parts or PARTS}
    if chosen.out:
        chosen.out.parent.mkdir(parents=True, exist_ok=True)
        chosen.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
