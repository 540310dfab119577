"""The page in this process, with a stand-in for the processes that check."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvicorn
from served import Client

from checker.web import app as app_module
from checker.web import serving
from checker.web.app import application
from checker.web.records import Hosting, Output, Stage, Told, Upload
from checker.web.work import LostUpload
from checker.workers import Lost

PAGE = "<html><main><h1>Report</h1><div class='headline'>of {}</div></main></html>"


@dataclass
class Processes:
    """Answers each return with its own bytes.

    One that says "hang" is ended by its deletion; "fail" makes the process fail, each time.
    """

    given_up: list[str] = field(default_factory=list)

    def run(self, task: Upload | LostUpload, hear: Any, gone: Any) -> Lost | None:
        hear(Stage("checking"))
        if isinstance(task, LostUpload) or b"fail" in task.data:
            return Lost("failed", "ValueError")
        if b"hang" in task.data:
            while not gone():
                threading.Event().wait(0.01)
            self.given_up.append(task.name)
            return Lost("given up")
        words = task.data.decode()
        hear(Told(task.name, "ready", "Ready", words, "2026", "", 0, {}))
        # As in a real one the page takes more room than the return.
        page = PAGE.format(words + "<p>words</p>" * (len(words) // 4))
        hear(Output("report.html", "text/html", page.encode()))
        hear(Output("report.json", "application/json", b"{}"))
        hear(Output("annotated.xlsx", "application/zip", bytes(2 * len(words))))
        return None


@dataclass
class InHouse:
    """The page at an address, what its handlers work with, and what stands in."""

    address: str
    port: int
    app: Any
    processes: Processes

    @property
    def store(self) -> Any:
        return self.app._app.state.rooms.store

    def client(self, **headers: str) -> Client:
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        return Client(self.address, named)


@contextmanager
def in_house(monkeypatch: pytest.MonkeyPatch, **given: Any) -> Iterator[InHouse]:
    """The page with these fields of Hosting; `hosts` and `hosted` are given already."""
    processes = Processes()

    @contextmanager
    def stand_in(*_: object) -> Iterator[Processes]:
        yield processes

    monkeypatch.setattr(app_module, "standing", stand_in)
    listening = serving.bound(serving.LOOPBACK, 0)
    port = listening.getsockname()[1]
    hosting = Hosting(**{"hosts": (f"127.0.0.1:{port}",), "hosted": True, **given})
    app = application(hosting)
    config = uvicorn.Config(
        app, http=serving._Connection, log_config=None, ws="none", proxy_headers=False,
        server_header=False, timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    while not server.started:
        threading.Event().wait(0.01)
    try:
        yield InHouse(f"http://127.0.0.1:{port}", port, app, processes)
    finally:
        server.should_exit = True
        thread.join()
