"""Folders of returns for a batch, some of them damaged, and ways to end a run before its time."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import random
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import bombs
import locking
import psutil
from read_files import pack, unpack

from checker.packs import load_return
from checker.synth import parse_faults, write_sample

RESULTS, UNFINISHED = "results.jsonl", "results.unfinished.jsonl"
PERIODS = [dt.date(2026, month, 1) for month in (4, 7, 10)]
FAULTS = "orphan-row=2,support-offer-late=1"


def distinct(cache: Path, layout: str, cases: int, number: int) -> list[Path]:
    """So many synthetic returns, made once: of several seeds, providers and periods."""
    spec = load_return()
    shape = spec.layouts[layout]
    folder = cache / f"{layout}-{cases}"
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"return-{at:03}.xlsx" for at in range(number)]
    for at, path in enumerate(paths):
        if not path.exists():
            faults = parse_faults(FAULTS, spec, shape) if at % 3 == 1 and cases > 20 else {}
            fresh = path.with_suffix(".new.xlsx")
            start = PERIODS[at % len(PERIODS)]
            write_sample(
                spec, shape, cases=cases, seed=at, faults=faults, out=fresh, period_start=start
            )
            fresh.replace(path)
    return paths


def copies(originals: Sequence[Path], folder: Path, number: int) -> list[Path]:
    """So many files that hold the originals by turns. Their bytes differ by a comment of the zip,
    so that no two have one digest; what is read from copies of one original is the same."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for at in range(number):
        path = folder / f"r{at:04}.xlsx"
        path.write_bytes(originals[at % len(originals)].read_bytes())
        with zipfile.ZipFile(path, "a") as package:
            package.comment = f"copy {at}".encode()
        made.append(path)
    return made


def _without(part: str) -> Callable[[bytes], bytes]:
    def damage(content: bytes) -> bytes:
        parts = unpack(content)
        return pack({name: body for name, body in parts.items() if name != part})

    return damage


def _flipped(content: bytes) -> bytes:
    """As a bad disk does it: a stretch in the middle holds other bytes."""
    middle = len(content) // 2
    return content[:middle] + random.Random(7).randbytes(4_000) + content[middle + 4_000 :]


def _laughs(content: bytes) -> bytes:
    return pack({**unpack(content), "xl/workbook.xml": bombs.LAUGHS.encode() + b"<w>&a11;</w>"})


DAMAGES: Mapping[str, Callable[[bytes], bytes]] = {
    "cut off in the middle": lambda content: content[: len(content) // 2],
    "nothing in it": lambda content: b"",
    "zeros": lambda content: bytes(len(content)),
    "bytes changed": _flipped,
    "no workbook part": _without("xl/workbook.xml"),
    "a page of the web": lambda content: b"<html><body><table><tr><td>1</td></tr></table></body>",
    "entities": _laughs,
    "inflates without end": lambda content: bombs.ratio(),
    "a password": lambda content: locking.agile(content, "unknown"),
    "no return": lambda content: bombs.plain(),
}


def damage(paths: Sequence[Path]) -> dict[str, str]:
    """Damage these files, each in another way; gives the way by name of the file."""
    ways = list(DAMAGES.items())
    told = {}
    for at, path in enumerate(paths):
        told[path.name], way = ways[at % len(ways)]
        path.write_bytes(way(path.read_bytes()))
    return told


def tree(out: Path) -> dict[str, str]:
    """The digest of every file below the folder, and the folders, by path."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else "folder"
        for path in sorted(out.rglob("*"))
    }


def lines(out: Path) -> set[bytes]:
    """The whole lines of entries that a run has left so far."""
    found: set[bytes] = set()
    for name in (RESULTS, UNFINISHED):
        with suppress(OSError):
            text = (out / name).read_bytes()
            found |= {line for line in text.split(b"\n")[:-1] if b'"planned"' not in line}
    return found


def words(source: Path, out: Path, *more: str) -> list[str]:
    batch = ["-m", "checker", "batch", str(source), "--out", str(out), "--jobs", "2"]
    return [sys.executable, *batch, *more]


@dataclass
class Run:
    """A batch in a terminal of its own; `said` is what it showed there."""

    process: subprocess.Popen[bytes]
    terminal: int
    said: list[bytes] = field(default_factory=list)

    def workers(self) -> list[psutil.Process]:
        """Its worker processes; the tracker that multiprocessing starts beside them is none."""
        with suppress(psutil.Error):
            children = psutil.Process(self.process.pid).children()
            return [child for child in children if _is_worker(child)]
        return []

    def text(self) -> str:
        return b"".join(self.said).decode("utf-8", "replace")

    def close(self) -> None:
        """The window is closed: what runs in it is told so by the system."""
        terminal, self.terminal = self.terminal, -1
        if terminal >= 0:
            os.close(terminal)


def _is_worker(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return "spawn_main" in " ".join(process.cmdline())
    return False


# The process makes the terminal its own, and becomes the command. It hears of Ctrl-C and of the end
# of its terminal even where who runs the tests was told not to, as things in the background are.
_OWN_TERMINAL = """
import fcntl, os, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
for told in (signal.SIGHUP, signal.SIGINT):
    signal.signal(told, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])
"""


@contextmanager
def running(command: Sequence[str]) -> Iterator[Run]:
    """The command in a session and a terminal of its own, as a person starts it."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", _OWN_TERMINAL, *command],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    run = Run(process, ours)
    listener = threading.Thread(target=_listen, args=(run, ours), daemon=True)
    listener.start()
    try:
        yield run
    finally:
        process.kill()
        process.wait()
        listener.join(10)
        run.close()


def _listen(run: Run, terminal: int) -> None:
    import select

    with suppress(OSError, ValueError):
        while run.terminal >= 0:
            if select.select([terminal], [], [], 0.1)[0]:
                said = os.read(terminal, 65_536)
                if not said:
                    return
                run.said.append(said)


def kill_worker(run: Run, chance: random.Random) -> None:
    with suppress(psutil.Error):
        if found := run.workers():
            chance.choice(found).kill()


def kill_parent(run: Run, chance: random.Random) -> None:
    run.process.kill()


def close_terminal(run: Run, chance: random.Random) -> None:
    run.close()


def interrupt(run: Run, chance: random.Random) -> None:
    os.write(run.terminal, b"\x03")  # Ctrl-C, as the keyboard sends it


ENDS: Mapping[str, Callable[[Run, random.Random], None]] = {
    "worker": kill_worker,
    "parent": kill_parent,
    "terminal": close_terminal,
    "Ctrl-C": interrupt,
}


@dataclass(frozen=True)
class Moment:
    """So many lines are there, or the pack is begun, and then so many seconds more."""

    lines: int = 0
    in_pack: bool = False
    seconds: float = 0

    def wait_for(self, run: Run, out: Path) -> bool:
        """Whether it came while the run was alive."""
        while not self._has_come(out):
            if run.process.poll() is not None:
                return False
            time.sleep(0.001 if self.in_pack else 0.01)
        time.sleep(self.seconds)
        return run.process.poll() is None

    def _has_come(self, out: Path) -> bool:
        if self.in_pack:
            return (out / RESULTS).exists()
        path = out / UNFINISHED
        return path.exists() and len(lines(out)) >= self.lines


def moments(chance: random.Random, returns: int, number: int) -> Iterator[Moment]:
    """Random moments of a run, every fourth of them in the making of the pack."""
    for at in range(number):
        if at % 4 == 3:
            yield Moment(in_pack=True, seconds=chance.choice((0, 0, 0.001, 0.003, 0.01)))
        else:
            yield Moment(chance.randrange(returns), seconds=chance.random() * 0.5)


def end_and_resume(
    source: Path, out: Path, end: str, moment: Moment, chance: random.Random
) -> str | None:
    """End a run at the moment, look that nothing is lost, and go on; gives what it took over.

    None when the run was over before the moment came.
    """
    with running(words(source, out)) as run:
        if not moment.wait_for(run, out):
            return None
        workers, before = run.workers(), lines(out)
        ENDS[end](run, chance)
        code = run.process.wait(600)
        assert not psutil.wait_procs(workers, timeout=20)[1], "workers outlive their caller"
        time.sleep(0.2)
        said = run.text()
    assert before <= lines(out), "a finished result is lost"
    if end == "worker":
        assert not (out / UNFINISHED).exists()
        return "went on by itself"
    if code in (0, 1, 3):
        return None
    if end == "Ctrl-C":
        assert code == 130
        assert "--resume goes on from there" in " ".join(said.split()), said
    done = subprocess.run(words(source, out, "--resume"), capture_output=True, text=True)
    assert done.returncode in (0, 1, 3), done.stderr
    return done.stdout.splitlines()[0]


def codes(out: Path) -> dict[str, str]:
    """Why each file that was not read was not, by its name."""
    found = {}
    for line in (out / RESULTS).read_bytes().splitlines():
        entry = json.loads(line)
        if entry.get("ready") is None:
            found[entry["file"]] = (entry.get("stop") or {}).get("code") or entry["failed"]
    return found
