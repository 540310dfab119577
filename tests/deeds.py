"""What a task does in tests of processes that stand ready; quick to import, since each one does."""

import os
import threading
import time
from pathlib import Path

MEGABYTE = 1_000_000
KEPT = []


def act(task):
    """Do what `task` says, as a generator."""
    what, *rest = task
    yield from DEEDS[what](*rest)


def pid():
    yield os.getpid()


def count(most):
    yield from range(most)


def meet(news, go_on):
    """Say something, and go on only when somebody else has heard it."""
    yield news
    while not Path(go_on).exists():
        time.sleep(0.01)
    yield "met"


def hang(mark=""):
    if mark:
        Path(mark).touch()
    yield os.getpid()
    time.sleep(60)


def end(how, *given):
    yield "before"
    how(*given)


def raise_(error):
    yield "before"
    raise error


def swell():
    held = []
    while True:
        held.append(bytearray(b"x") * MEGABYTE)
        yield len(held)


def print_much():
    os.write(1, b"x" * MEGABYTE)
    yield "printed"


def write(path):
    yield "before"
    Path(path).write_text("what a stranger sent", encoding="utf-8")


def write_in_a_thread(path):
    """As a library does, to which the system's signal goes as well."""
    told = []

    def act():
        try:
            Path(path).write_bytes(b"x")
        except OSError as error:
            told.append(error)

    thread = threading.Thread(target=act)
    thread.start()
    thread.join()
    raise told[0]
    yield


def keep(thing):
    """Leave something behind, and tell what was there before."""
    yield tuple(KEPT)
    KEPT.append(thing)


DEEDS = {
    "pid": pid,
    "count": count,
    "meet": meet,
    "hang": hang,
    "abort": lambda: end(os.abort),
    "exit": lambda: end(os._exit, 0),
    "raise": lambda: raise_(ValueError("a secret")),
    "short of memory": lambda: raise_(MemoryError()),
    "swell": swell,
    "print": print_much,
    "yield": lambda *sizes: ("x" * size for size in sizes),
    "yield a module": lambda: iter([os]),
    "write": write,
    "write in a thread": write_in_a_thread,
    "keep": keep,
}


def warm():
    """What is prepared is there when the task comes."""
    KEPT.append("warm")


def fail(log, how):
    """Note when, and come to nothing: "raise", "abort" or "hang"; "warm" once the file says so."""
    with Path(log).open("a", encoding="utf-8") as file:
        file.write(f"{time.monotonic()}\n")
    mended = Path(log).with_name("mended")
    if mended.exists():
        return
    if how == "raise":
        raise KeyError("a secret")
    if how == "abort":
        os.abort()
    time.sleep(60)
