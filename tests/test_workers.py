"""Functions that die, hang and swell in processes of their own, and nobody else notices."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from functools import partial
from multiprocessing import util
from pathlib import Path

import psutil
import pytest

from checker.workers import Bounds, Lost, each, isolated

MEGABYTE = 1_000_000
BOUNDS = Bounds(seconds=60, memory_bytes=300 * MEGABYTE, output_bytes=5 * MEGABYTE)


def misbehave(task):
    """Do what `task` says, as a stranger's file makes a reader do it."""
    what, *rest = task
    return _DEEDS[what](*rest)


def _allocate(size):
    return len(bytearray(b"x") * size)


def _swell():
    """Grow step by step, each too small for the system to refuse."""
    held = []
    while True:
        held.append(bytearray(b"x") * MEGABYTE)


def _keep(size):
    _KEPT.append(bytearray(b"x") * size)


def _hang(folder):
    """Say that the work has begun, and never come back."""
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(60)


def _raise(value):
    raise ValueError(value)


class Panic(BaseException):
    """As libraries in Rust raise it."""


def _panic():
    raise Panic("a secret")


def _print(size):
    sys.stdout.write("x" * size)
    sys.stdout.flush()
    os.write(2, b"x" * size)
    return "printed"


def _write(path, size):
    Path(path).write_bytes(bytes(size))
    return "written"


def _interrupt():
    """Ctrl-C reaches every process of a terminal; here the worker alone."""
    os.kill(os.getpid(), signal.SIGINT)
    return "went on"


def _abort_once(mark):
    """End the process as somebody from outside may do, the first time only."""
    if Path(mark).exists():
        return "done in another process"
    Path(mark).touch()
    os.abort()


def _hold(folder):
    """Say that the work has begun, and let no other thread run, as some libraries do."""
    (Path(folder) / str(os.getpid())).touch()
    ctypes.PyDLL(None).sleep(60)


_KEPT = []
_DEEDS = {
    "add": lambda a, b: a + b,
    "sleep": time.sleep,
    "swell": _swell,
    "allocate": _allocate,
    "keep": _keep,
    "hang": _hang,
    "abort": os.abort,
    "abort once": _abort_once,
    "hold": _hold,
    "exit": os._exit,
    "raise": _raise,
    "panic": _panic,
    "leave": sys.exit,
    "print": _print,
    "return": lambda size: "x" * size,
    "return a module": lambda: sys,
    "write": _write,
    "pid": os.getpid,
    "interrupt": _interrupt,
}


@pytest.mark.parametrize("jobs", [1, 3])
def test_each_task_gets_its_own_outcome_whatever_the_others_do(jobs, tmp_path, capfd):
    work = {
        ("add", 1, 2): 3,
        ("abort",): Lost("died"),
        ("add", 3, 4): 7,
        ("exit", 0): Lost("died"),
        ("swell",): Lost("too much memory"),
        ("allocate", 3_000 * MEGABYTE): Lost("too much memory"),
        ("raise", "a secret"): Lost("failed", "ValueError"),
        ("panic",): Lost("failed", "Panic"),
        ("leave",): Lost("failed", "SystemExit"),
        ("print", 100 * MEGABYTE): "printed",
        ("return", 6 * MEGABYTE): Lost("too much output"),
        ("return a module",): Lost("failed", "TypeError"),
        ("write", str(tmp_path / "large"), 6 * MEGABYTE): Lost("too much output"),
        ("write", str(tmp_path / "small"), 4 * MEGABYTE): "written",
        ("interrupt",): "went on",
        ("add", 5, 6): 11,
    }
    tasks = list(work)
    found = {tasks[number]: made for number, made in each(misbehave, tasks, BOUNDS, jobs)}
    assert found == work
    assert capfd.readouterr() == ("", "")


def test_a_task_that_takes_too_long_is_ended_and_the_next_is_done():
    work = {("sleep", 60): Lost("took too long"), ("add", 1, 2): 3}
    tasks = list(work)
    bounds = Bounds(seconds=2)
    assert {tasks[number]: made for number, made in each(misbehave, tasks, bounds, 1)} == work


def _pids(*tasks, jobs=1):
    found = dict(each(misbehave, tasks, BOUNDS, jobs))
    return [found[number] for number, task in enumerate(tasks) if task == ("pid",)]


def test_a_process_serves_task_after_task_until_one_is_lost():
    first, second, third, fourth = _pids(
        ("pid",), ("pid",), ("raise", ""), ("pid",), ("abort",), ("pid",)
    )
    assert first == second == third != fourth
    assert os.getpid() not in (first, fourth)


def test_what_a_task_leaves_in_memory_is_not_held_against_the_next():
    first, second = _pids(("pid",), ("keep", 200 * MEGABYTE), ("pid",))
    assert first != second


def test_a_process_that_was_killed_costs_no_outcome(tmp_path):
    """Nobody knows who killed it: the task may be innocent, and is done in a fresh process."""
    mark = str(tmp_path / "mark")
    assert isolated(misbehave, ("abort once", mark), BOUNDS) == "done in another process"


def _second(first, second):
    return second


@pytest.mark.skipif(sys.platform == "win32", reason="starts processes in another way")
def test_a_process_killed_in_its_first_moments_does_not_stop_the_others(monkeypatch):
    """It dies before it took what it is to do, of which there is more than a pipe holds."""
    start, killed = util.spawnv_passfds, []

    def start_and_kill(path, words, handed):
        pid = start(path, words, handed)
        if not killed and any(b"spawn_main" in os.fsencode(word) for word in words):
            killed.append(pid)
            os.kill(pid, signal.SIGKILL)
        return pid

    monkeypatch.setattr(util, "spawnv_passfds", start_and_kill)
    assert isolated(partial(_second, bytes(MEGABYTE)), 7, BOUNDS) == 7
    assert killed


def test_one_task_alone_is_isolated_too():
    assert isolated(misbehave, ("add", 1, 2), BOUNDS) == 3
    assert isolated(misbehave, ("exit", 3), BOUNDS) == Lost("died")


def test_no_tasks_need_no_process():
    assert list(each(misbehave, [], BOUNDS)) == []


def test_leaving_early_ends_every_process():
    outcomes = each(misbehave, [("pid",), ("sleep", 60), ("sleep", 60)], BOUNDS, 2)
    number, pid = next(outcomes)
    assert number == 0
    outcomes.close()
    assert not psutil.pid_exists(pid)
    assert not _workers_of(psutil.Process())


def _workers_of(process):
    """Its worker processes; the tracker that multiprocessing starts beside them is none."""
    return [p for p in process.children() if "spawn_main" in " ".join(p.cmdline())]


_CALLER = """
import sys
from test_workers import misbehave
from checker.workers import Bounds, each
if __name__ == "__main__":
    deed, seconds = sys.argv[2:]
    list(each(misbehave, [(deed, sys.argv[1])] * 2, Bounds(seconds=float(seconds)), 2))
"""


@pytest.fixture
def caller(tmp_path, request):
    """A process with two workers at some work, each for so many seconds at most."""
    script = tmp_path / "caller.py"
    script.write_text(_CALLER, encoding="utf-8")
    begun = tmp_path / "begun"
    begun.mkdir()
    path = os.pathsep.join((str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")))
    process = subprocess.Popen(
        [sys.executable, str(script), str(begun), *map(str, request.param)],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while len(found := list(begun.iterdir())) < 2:
        assert process.poll() is None
        time.sleep(0.05)
    yield process, [psutil.Process(int(file.name)) for file in found]
    process.kill()
    process.communicate()


@pytest.mark.parametrize("caller", [("hang", 60)], indirect=True)
def test_an_interrupt_ends_the_workers_without_a_word_of_theirs(caller):
    process, workers = caller
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all at once
    _, told = process.communicate(timeout=20)
    assert process.returncode
    assert told.count("KeyboardInterrupt") == 1, told
    assert not psutil.wait_procs(workers, timeout=10)[1]


@pytest.mark.parametrize("caller", [("hang", 60), ("hold", 1)], indirect=True)
def test_workers_do_not_outlive_a_caller_that_was_killed(caller):
    process, workers = caller
    process.kill()
    assert not psutil.wait_procs(workers, timeout=20)[1]
