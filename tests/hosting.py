"""`checker serve` as others meet it: hosted, its log read while it runs, its folders its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import IO, Any

import psutil
import requests
from listening import Watch, watching
from read_files import pack, unpack
from served import Client

ROOT = Path(__file__).parent.parent
SHEET, PROVIDER = "xl/worksheets/sheet2.xml", b"Example Change Project (synthetic)"


@dataclass
class Hosted:
    """A hosted page, what it logs, and what its processes tell where they are watched."""

    process: subprocess.Popen[str]
    address: str
    folder: Path
    lines: list[str] = field(default_factory=list)
    watch: Watch | None = None

    @property
    def log(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in list(self.lines)]

    def client(self, **headers: str) -> Client:
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        return Client(self.address, named)

    def workers(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self, seconds: float = 30) -> int:
        """Ask it to end, as a system does; gives what it says in the end."""
        self.process.terminate()
        return self.process.wait(seconds)


@contextmanager
def hosted(*options: str, https: bool = False, watch: bool = False) -> Iterator[Hosted]:
    """The page at an address of its own; temporary files, home and all would go to one folder."""
    port = _free_port()
    public = "https://checks.example.org" if https else f"http://127.0.0.1:{port}"
    words = [sys.executable, "-m", "checker", "serve", "--host", "127.0.0.1", "--port", str(port)]
    with tempfile.TemporaryDirectory() as name, ExitStack() as several:
        folder = Path(name) / "own"
        folder.mkdir()
        env = _environment(folder)
        seen = several.enter_context(watching(Path(name) / "pipe", str(ROOT))) if watch else None
        process = subprocess.Popen(
            [*words, "--public-url", public, *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
            env=env | (seen.env if seen else {}),
        )
        page = Hosted(process, f"http://127.0.0.1:{port}", folder, watch=seen)
        assert process.stderr
        Thread(target=_read, args=(process.stderr, page.lines), daemon=True).start()
        try:
            _until_it_answers(page)
            yield page
        except BaseException as error:
            # Where it is the server that ended, this says how.
            error.add_note(f"server: {process.poll()}, {''.join(page.lines[-3:])}")
            raise
        finally:
            process.kill()
            process.communicate()


def _environment(folder: Path) -> dict[str, str]:
    places = ("HOME", "TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")
    return {
        **os.environ,
        **dict.fromkeys(places, str(folder)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(ROOT),
    }


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _read(stream: IO[str], lines: list[str]) -> None:
    lines.extend(iter(stream.readline, ""))


def _until_it_answers(page: Hosted) -> None:
    while page.process.poll() is None:
        try:
            requests.get(f"{page.address}/health", timeout=60)
        except requests.ConnectionError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("".join(page.lines))


def within(seconds: float, reached: Callable[[], bool]) -> bool:
    """Whether something came about in so many seconds."""
    end = time.monotonic() + seconds
    while not reached() and time.monotonic() < end:
        time.sleep(0.02)
    return reached()


def of_provider(data: bytes, provider: str) -> bytes:
    """A synthetic return, as another provider's."""
    parts = unpack(data)
    assert PROVIDER in parts[SHEET]
    return pack({**parts, SHEET: parts[SHEET].replace(PROVIDER, provider.encode())})
