"""A fault of ours is told with a number, and its words go nowhere."""

from __future__ import annotations

import json
import logging

import pytest
from looping import run

from checker.web import app as app_module
from checker.web import site
from checker.web.records import Hosting

HOST = "127.0.0.1:1"


@pytest.mark.parametrize("path", ["/about", "/api/openapi.json"])
def test_a_fault_is_told_with_a_number_that_stands_in_the_log(monkeypatch, caplog, path):
    async def broken(request):
        raise ValueError("secret")

    monkeypatch.setattr(site, "about", broken)
    monkeypatch.setattr(app_module.api, "described", broken)
    page = app_module.application(Hosting(hosts=(HOST,)))
    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "root_path": ""}
    scope |= {"headers": [(b"host", HOST.encode())], "client": ("127.0.0.1", 2)}
    logging.getLogger("checker.web").propagate = True
    # What stands around it hears of the fault too, and logs it without its words.
    with caplog.at_level(logging.INFO, "checker.web"), pytest.raises(ValueError):
        run(page(scope, None, send))
    assert sent[0]["status"] == 500
    headers = dict(sent[0]["headers"])
    assert headers[b"x-frame-options"] == b"DENY"
    body = b"".join(message.get("body", b"") for message in sent).decode()
    [fault] = [record for record in caplog.records if record.message == "fault"]
    assert fault.number in body
    assert "secret" not in body + json.dumps([str(vars(record)) for record in caplog.records])
    assert fault.place.startswith("ValueError in broken")
