"""Processes that stand ready: one task each, and nothing that a task does is felt by another's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from threading import Event, Thread

import deeds
import psutil
import pytest

from checker.workers import Bounds, Lost, standing

BOUNDS = Bounds(
    seconds=60,
    memory_bytes=200 * deeds.MEGABYTE,
    output_bytes=5 * deeds.MEGABYTE,
    writes_files=False,
)
_MODULE = import_module("checker.workers.standing")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the system cannot refuse it")


@pytest.fixture(autouse=True)
def _light(monkeypatch):
    """Each process imports what the caller was started as; that would be all of pytest."""
    for name in ("__spec__", "__file__"):
        monkeypatch.setattr(sys.modules["__main__"], name, None, raising=False)


def _places(count=1, bounds=BOUNDS, prepare=deeds.warm):
    return standing(deeds.act, prepare, bounds, count)


def _done(places, *task, **further):
    """What was yielded, and what became of the task."""
    heard = []
    lost = places.run(task, heard.append, **further)
    return heard, lost


def _until(condition):
    """Wait for what happens by itself; the suite's own patience ends it otherwise."""
    for _ in range(3000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("it never happened")


def test_what_is_yielded_comes_in_its_order_and_the_end_is_told():
    with _places() as places:
        assert _done(places, "count", 100) == (list(range(100)), None)
        assert _done(places, "count", 0) == ([], None)


def test_news_come_while_the_work_goes_on(tmp_path):
    """The task waits for what is done when its first news is heard."""
    heard = []

    def hear(news):
        heard.append(news)
        (tmp_path / "go on").touch()

    with _places() as places:
        assert places.run(("meet", "news", str(tmp_path / "go on")), hear) is None
    assert heard == ["news", "met"]


def test_a_process_is_prepared_and_has_one_task_alone():
    with _places() as places:
        assert _done(places, "keep", "the first client's") == ([("warm",)], None)
        assert _done(places, "keep", "the second client's") == ([("warm",)], None)


def test_processes_stand_ready_before_a_task_comes():
    with _places(2) as places:
        _until(lambda: places.ready() == 2)
        assert len(_workers()) == 2


def _workers():
    """The processes there are; the tracker that multiprocessing starts beside them is none."""
    return [child for child in psutil.Process().children() if _is_worker(child)]


def _is_worker(process):
    try:
        return "spawn_main" in " ".join(process.cmdline())
    except (psutil.NoSuchProcess, psutil.ZombieProcess):  # it has just ended
        return False


def test_whatever_becomes_of_a_task_the_next_is_done(capfd, tmp_path):
    work = {
        ("abort",): (["before"], Lost("died")),
        ("exit",): (["before"], Lost("died")),
        ("raise",): (["before"], Lost("failed", "ValueError")),
        ("short of memory",): (["before"], Lost("too much memory")),
        ("print",): (["printed"], None),
        ("yield a module",): ([], Lost("failed", "TypeError")),
        ("yield", 4 * deeds.MEGABYTE, 2 * deeds.MEGABYTE): (
            ["x" * 4 * deeds.MEGABYTE],
            Lost("too much output"),
        ),
        ("no such deed",): ([], Lost("failed", "KeyError")),
        ("count", 2): ([0, 1], None),
    }
    with _places() as places:
        assert {task: _done(places, *task) for task in work} == work
    assert capfd.readouterr() == ("", "")


def test_a_task_that_swells_is_ended():
    with _places() as places:
        _, lost = _done(places, "swell")
    assert lost == Lost("too much memory")


def test_a_task_has_its_seconds_from_when_it_arrives():
    """Those in which its process stood are not counted."""
    with _places(bounds=Bounds(seconds=0.5)) as places:
        _until(places.ready)
        time.sleep(0.6)
        assert _done(places, "count", 1) == ([0], None)
        heard, lost = _done(places, "hang")
    assert lost == Lost("took too long")
    assert heard
    assert not psutil.pid_exists(heard[0])


@POSIX
@pytest.mark.parametrize("deed", ["write", "write in a thread"])
def test_nothing_is_written_to_a_disk(deed, tmp_path):
    with _places() as places:
        _, lost = _done(places, deed, str(tmp_path / "upload"))
        assert lost == Lost("too much output")
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) == 0


@POSIX
def test_a_process_that_may_write_files_writes_them(tmp_path):
    with _places(bounds=Bounds()) as places:
        assert _done(places, "write", str(tmp_path / "file")) == (["before"], None)
    assert (tmp_path / "file").stat().st_size


def test_one_that_is_killed_while_it_stands_is_replaced_and_never_handed_out():
    with _places(2) as places:
        _until(lambda: places.ready() == 2)
        killed = [worker.pid for worker in _workers()]
        _kill(killed)
        _until(lambda: not any(map(psutil.pid_exists, killed)))
        [pid], lost = _done(places, "pid")
        assert lost is None
        assert pid not in killed


def _kill(pids):
    for pid in pids:
        psutil.Process(pid).kill()


def test_a_task_that_never_arrived_goes_to_another_process():
    """The system may end a process in the moment in which it is handed out."""
    with _places() as places:
        _until(places.ready)
        [killed] = [worker.pid for worker in _workers()]
        _kill([killed])
        [pid], lost = _done(places, "pid")
        assert (lost, pid == killed) == (None, False)


@pytest.mark.parametrize(("how", "kind"), [("raise", "KeyError"), ("abort", "Unprepared")])
def test_where_none_can_be_prepared_nobody_waits_for_ever(how, kind, tmp_path):
    log = tmp_path / "log"
    # Preparing writes its log here.
    with _places(1, Bounds(), partial(deeds.fail, str(log), how)) as places:
        assert _done(places, "pid") == ([], Lost("failed", kind))
        assert _done(places, "pid") == ([], Lost("failed", kind))
        starts = [float(line) for line in log.read_text().split()]
        # Each start comes later after the one before it, so a fault takes no processor for itself.
        assert all(b - a > 0.1 * 2**n for n, (a, b) in enumerate(pairwise(starts)))
        (tmp_path / "mended").touch()
        _until(places.ready)
        assert _done(places, "count", 1) == ([0], None)


def test_preparing_has_an_end(tmp_path, monkeypatch):
    monkeypatch.setattr(_MODULE, "START_SECONDS", 0.3)
    with _places(1, Bounds(), partial(deeds.fail, str(tmp_path / "log"), "hang")) as places:
        assert _done(places, "pid") == ([], Lost("failed", "Unprepared"))


def test_where_the_system_starts_no_process_nobody_waits_for_ever(monkeypatch):
    def refuse(*given):
        raise BlockingIOError

    monkeypatch.setattr(_MODULE, "hired", refuse)
    with _places() as places:
        assert _done(places, "pid") == ([], Lost("failed", "BlockingIOError"))


def test_a_caller_may_give_up_while_the_work_goes_on():
    with _places() as places:
        heard, gone = [], Event()

        def hear(pid):
            heard.append(pid)
            gone.set()

        assert places.run(("hang",), hear, gone.is_set) == Lost("given up")
        assert _done(places, "count", 1) == ([0], None)
        assert not psutil.pid_exists(heard[0])


def test_a_caller_may_give_up_while_waiting(tmp_path):
    with _places() as places, ThreadPoolExecutor() as threads:
        gone = Event()
        first = threads.submit(_done, places, "hang", str(tmp_path / "begun"), gone=gone.is_set)
        _until((tmp_path / "begun").exists)
        assert _done(places, "pid", gone=lambda: True) == ([], Lost("given up"))
        assert not first.done()
        gone.set()
        assert first.result()[1] == Lost("given up")


def test_an_exception_of_who_hears_ends_the_process():
    heard = []

    def hear(pid):
        heard.append(pid)
        raise RuntimeError

    with _places() as places:
        with pytest.raises(RuntimeError):
            places.run(("hang",), hear)
        assert _done(places, "count", 1) == ([0], None)
        assert not psutil.pid_exists(heard[0])


def test_who_came_first_is_served_first(tmp_path):
    order = []
    with _places() as places:
        threads = [
            Thread(
                target=places.run, args=(("meet", number, str(tmp_path / "go on")), order.append)
            )
            for number in range(4)
        ]
        threads[0].start()
        _until(lambda: order == [0])
        for before, thread in enumerate(threads[1:]):
            thread.start()
            _until(lambda before=before: len(places._rota._waiting) > before)
        (tmp_path / "go on").touch()
        for thread in threads:
            thread.join()
    assert [number for number in order if number != "met"] == [0, 1, 2, 3]


def test_many_threads_at_once_each_have_a_fresh_process(monkeypatch):
    """And never are there more processes than were asked for."""
    alive, most = [], []

    def hired(*given, before=_MODULE.hired):
        alive.append(before(*given))
        most.append(len(alive))
        return alive[-1]

    def end(*workers, before=_MODULE.end):
        before(*workers)
        alive[:] = [worker for worker in alive if worker not in workers]

    monkeypatch.setattr(_MODULE, "hired", hired)
    monkeypatch.setattr(_MODULE, "end", end)
    with _places(2) as places, ThreadPoolExecutor(20) as threads:

        def thrice(_):
            return [_done(places, "pid") for _ in range(3)]

        answers = [answer for three in threads.map(thrice, range(20)) for answer in three]
    assert [lost for _, lost in answers] == [None] * 60
    assert len({pid for [pid], _ in answers}) == 60
    assert max(most) == 2
    assert not alive


def test_leaving_ends_every_process_and_answers_every_caller(tmp_path):
    with ThreadPoolExecutor() as threads:
        with _places(2) as places:
            calls = [
                threads.submit(_done, places, "hang", str(tmp_path / str(number)))
                for number in range(3)
            ]
            _until(lambda: len(list(tmp_path.iterdir())) == 2)
        assert not _workers()
        assert [call.result()[1] for call in calls] == [Lost("given up")] * 3
    assert _done(places, "pid") == ([], Lost("given up"))


_CALLER = """
import sys
import deeds
from checker.workers import Bounds, standing
if __name__ == "__main__":
    with standing(deeds.act, deeds.warm, Bounds(), 2) as places:
        places.run(("hang", sys.argv[1]), print)
"""


@pytest.fixture
def caller(tmp_path):
    """A process with one worker at work and perhaps one that stands."""
    script = tmp_path / "caller.py"
    script.write_text(_CALLER, encoding="utf-8")
    path = os.pathsep.join((str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")))
    process = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "begun")],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    _until((tmp_path / "begun").exists)
    yield process, psutil.Process(process.pid).children()
    process.kill()
    process.communicate()


def test_processes_do_not_outlive_a_caller_that_was_killed(caller):
    process, workers = caller
    assert len(workers) > 1
    process.kill()
    assert not psutil.wait_procs(workers, timeout=20)[1]


@pytest.mark.skipif(sys.platform == "win32", reason="a group of processes is another thing there")
def test_an_interrupt_ends_all_without_a_word_of_theirs(caller):
    process, workers = caller
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all at once
    _, told = process.communicate(timeout=20)
    assert process.returncode
    assert told.count("KeyboardInterrupt") == 1, told
    assert not psutil.wait_procs(workers, timeout=10)[1]
