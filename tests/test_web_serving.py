"""Who connects and says nothing does not stay."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
import requests
import uvicorn
from starlette.responses import PlainTextResponse

from checker.web import serving


@pytest.fixture
def port(monkeypatch) -> Iterator[int]:
    monkeypatch.setattr(serving, "_HEAD_SECONDS", 0.3)
    listening = serving.bound(serving.LOOPBACK, 0)
    config = uvicorn.Config(
        PlainTextResponse("ok"), http=serving._Connection, log_config=None, lifespan="off"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join()


def test_silence_and_half_a_request_are_ended_and_others_are_answered(port):
    silent, halting, second = (socket.create_connection(("127.0.0.1", port)) for _ in range(3))
    whole = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    halting.sendall(whole[:-2])
    second.sendall(whole)
    assert second.recv(10_000).endswith(b"ok")
    second.sendall(whole[:-2])
    for one in (silent, halting, second):
        one.settimeout(30)
        assert one.recv(10_000) == b""
        one.close()
    assert requests.get(f"http://127.0.0.1:{port}/").text == "ok"
