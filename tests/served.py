"""`checker serve` as a process of its own, and what the tests hand to it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import requests

ADDRESS = re.compile(r"http://[^\s]+")


@dataclass
class Served:
    """A page that answers at `address`, without a "/" at its end."""

    process: subprocess.Popen[str]
    address: str
    log: list[str] = field(default_factory=list)

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.terminate()
        out, err = self.process.communicate(timeout=60)
        self.log += [out, err]
        return self.process.returncode


@contextmanager
def served(
    *options: str, before: tuple[str, ...] = ("-m", "checker"), **env: str
) -> Iterator[Served]:
    command = [sys.executable, *before, "serve", "--no-browser", "--port", "0", *options]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **env},
    )
    try:
        assert process.stdout
        line = process.stdout.readline()
        found = ADDRESS.search(line)
        assert found, line + (process.stderr.read() if process.stderr else "")
        yield Served(process, found[0].rstrip("/"))
    finally:
        if process.poll() is None:
            process.terminate()
            process.communicate(timeout=60)
        for pipe in (process.stdout, process.stderr):
            if pipe:
                pipe.close()


class Client(requests.Session):
    """A browser without a script: keeps its cookie and sends the forms' token."""

    def __init__(self, address: str, headers: dict[str, str] | None = None) -> None:
        super().__init__()
        self.headers.update(headers or {})
        self.address = address
        self.token = re.search(r'name="token" value="([^"]+)"', self.get(f"{address}/").text)[1]

    def hand(self, path: str, fields: dict | None = None, files: list | None = None, **asked):
        """A form as a browser sends it: the token first."""
        parts = [("token", (None, self.token))]
        parts += [(name, (None, text)) for name, text in (fields or {}).items()]
        parts += [(name, (file, data)) for name, file, data in files or ()]
        return self.post(self.address + path, files=parts, **asked)

    def check(self, *returns: tuple[str, bytes], **fields: str):
        return self.hand("/checks", fields, [("return", *one) for one in returns])
