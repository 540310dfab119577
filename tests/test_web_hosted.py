"""A page that strangers use: each sees their own, nobody takes it all, and nothing stays."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
import requests
from hosting import within
from in_house import InHouse, in_house

from checker.packs import load_return
from checker.template import template_bytes
from checker.web import app as app_module
from checker.web import held as held_module
from checker.web import serving, site

PROXY = {"proxies": ("127.0.0.1",)}
SIGNED_IN = {**PROXY, "identity_header": "X-Who"}


@pytest.fixture
def page(monkeypatch) -> Iterator[InHouse]:
    monkeypatch.setattr(serving, "_LAST_SECONDS", 0.1)
    with in_house(monkeypatch, largest=1_000_000) as running:
        yield running


def hand(client, *texts: str, **asked):
    files = [("return", f"{text[:20]}.xlsx", text.encode()) for text in texts]
    return client.hand("/checks", {}, files, **asked)


def started(client, text: str) -> str:
    """The address of a new check."""
    return hand(client, text, allow_redirects=False).headers["location"]


def places(check: str) -> tuple[str, ...]:
    return (
        check,
        f"{check}?now",
        f"{check}/state",
        f"{check}/files/report.json",
        f"{check}/files/all.zip",
        f"/api{check}",
        f"/api{check}/report.json",
    )


def test_a_browser_sees_its_own_checks_and_no_other_browsers(page):
    mine, other = page.client(), page.client()
    check = started(mine, "secret of mine")
    assert "secret of mine" in mine.get(page.address + check).text
    for place in places(check):
        answer = other.get(page.address + place)
        assert (answer.status_code, "secret" in answer.text) == (404, False), place
    assert other.hand(f"{check}/delete").status_code == 404
    assert other.hand("/checks/delete").status_code == 200
    answer = other.hand("/checks", {"since": check[8:]}, [("return", "b.xlsx", b"b")])
    assert answer.status_code == 422
    assert "secret" not in other.get(f"{page.address}/checks").text
    assert other.get(f"{page.address}/checks/state").json()["checks"] == []
    assert mine.get(page.address + check).status_code == 200


def test_who_is_signed_in_sees_their_checks_in_every_browser_and_program(monkeypatch):
    with in_house(monkeypatch, **SIGNED_IN) as page:
        ann, again, eve = (page.client(X_Who=name) for name in ("ann", "ann", "eve"))
        check = started(ann, "secret of ann")
        eve.cookies.update(ann.cookies)
        eve.token = ann.token
        for place in places(check):
            assert eve.get(page.address + place).status_code == 404, place
            asked = again.get(page.address + place)
            assert asked.status_code == 200, place
        assert eve.hand(f"{check}/delete").status_code == 404
        assert eve.delete(f"{page.address}/api{check}").status_code == 404
        assert requests.get(page.address).status_code == 401
        assert again.hand(f"{check}/delete").status_code == 200
        assert ann.get(page.address + check).status_code == 404


def test_too_many_of_one_client_are_told_when_to_come_back(monkeypatch):
    with in_house(monkeypatch, **PROXY, rate="3/hour") as page:
        one = page.client(X_Forwarded_For="198.51.100.1")
        assert hand(one, "a", "b").status_code == 200
        for answer in (
            hand(one, "c", "d"),
            hand(page.client(X_Forwarded_For="6.6.6.6, 198.51.100.1"), "c", "d"),
        ):
            assert answer.status_code == 429
            assert answer.headers.get("retry-after") == "3600"
            assert "60 minutes" in answer.text
        assert hand(one, "c").status_code == 200
        answer = one.post(f"{page.address}/api/checks", files=[("return", ("a", b"1"))])
        assert answer.status_code == 429
        assert answer.headers["retry-after"] == "3600"
        assert "60 minutes" in answer.json()["detail"]
        assert hand(page.client(X_Forwarded_For="198.51.100.2"), "a").status_code == 200


def test_what_would_be_too_much_in_memory_is_refused(monkeypatch):
    with in_house(monkeypatch, held=100_000) as page:
        client = page.client()
        hanging = started(client, "hang" + "x" * 60_000)
        answer = hand(client, "y" * 60_000)
        assert answer.status_code == 503
        assert answer.headers.get("retry-after") == "60"
        answer = client.post(f"{page.address}/api/checks", files=[("return", ("a", b"1" * 60_000))])
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
        client.hand(f"{hanging}/delete")
        assert page.store.used == 0
        assert hand(client, "y" * 60_000).status_code == 200
        assert len(page.processes.given_up) == 1


def test_what_is_not_read_on_for_ever_is_cut(page):
    """A body without a length, and without an end."""
    sent, client = 0, page.client()

    def endless():
        nonlocal sent
        yield b'--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n'
        yield client.token.encode() + b'\r\n--b\r\nContent-Disposition: form-data; name="return"'
        yield b'; filename="a.xlsx"\r\n\r\n'
        while True:
            sent += 100_000
            yield b"x" * 100_000

    headers = {"content-type": "multipart/form-data; boundary=b"}
    # It hears the answer, or only that nobody listens any more, but it comes to an end.
    with suppress(requests.ConnectionError):
        answer = client.post(f"{page.address}/checks", endless(), headers=headers)
        assert answer.status_code == 413
    assert sent
    assert page.store.used == 0
    assert client.get(page.address).status_code == 200


def test_results_go_when_their_time_is_over(monkeypatch):
    now = [1_000.0]
    monkeypatch.setattr(held_module, "time", lambda: now[0])
    monkeypatch.setattr(app_module, "_SWEEP_SECONDS", 0.01)
    given_back: list[int] = []
    monkeypatch.setattr(app_module, "give_back", lambda: given_back.append(page.store.used))
    with in_house(monkeypatch, keep=60) as page:
        client = page.client()
        check = started(client, "a")
        assert client.get(page.address + check).status_code == 200
        now[0] += 61
        while page.store.used:
            time.sleep(0.01)
        assert within(30, lambda: 0 in given_back)
        for place in places(check):
            assert client.get(page.address + place).status_code == 404


def test_who_waits_for_a_check_that_is_deleted_hears_that_at_once(page, monkeypatch):
    monkeypatch.setattr(site, "_PATIENCE", 600)
    client = page.client()
    with ThreadPoolExecutor(2) as threads:
        check = started(client, "hang")
        asked = [
            threads.submit(client.get, page.address + place, timeout=60)
            for place in (check, f"{check}/state?after=checking-checking")
        ]
        assert within(30, lambda: len(page.store._waiting) >= 2)
        client.hand(f"{check}/delete")
        answers = [one.result() for one in asked]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_a_form_counts_only_from_a_page_of_that_browser(page):
    client, other = page.client(), page.client()
    files = [("return", ("a.xlsx", b"1"))]
    address = f"{page.address}/checks"
    for token in ("", "nonsense", other.token):
        answer = client.post(address, files=[("token", (None, token)), *files])
        assert answer.status_code == 403
    assert client.post(address, files=[*files, ("token", (None, client.token))]).status_code == 403
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert hand(client, "a", headers=headers).status_code == 403
        assert client.post(f"{page.address}/api/checks", files=files, headers=headers).ok is False
    assert client.get(address).text.count("a.xlsx") == 0
    own = {"Origin": page.address, "Sec-Fetch-Site": "same-origin"}
    assert hand(client, "a", headers=own).status_code == 200


def answers(page: InHouse) -> Iterator[requests.Response]:
    """One of every kind."""
    client = page.client()
    check = started(client, "a")
    for place in ("/", "/checks", check, f"{check}/state", f"{check}/files/report.json", "/about",
                  "/api", "/api/openapi.json", "/assets/page.css", "/assets/page.js", "/health",
                  "/nowhere", "/checks/nowhere", "/api/checks/nowhere", "/about/", "/stop",
                  f"{check}/files/nowhere", "/assets/../page.css"):  # fmt: skip
        yield client.get(page.address + place, allow_redirects=False)
    yield hand(client, "x" * 1_100_000)
    yield client.post(f"{page.address}/api/checks", files=[("return", ("a", b"1" * 1_100_000))])
    yield client.post(f"{page.address}/checks", data="nothing")
    yield hand(client, "b", allow_redirects=False)
    yield requests.get(page.address, headers={"Host": "evil.example"})
    for method in ("HEAD", "OPTIONS", "PUT", "TRACE", "PROPFIND"):
        yield client.request(method, f"{page.address}/checks")


def test_every_kind_of_answer_forbids_what_no_page_needs(page):
    seen = set()
    for answer in answers(page):
        headers = answer.headers
        assert "default-src 'none'" in headers["content-security-policy"], answer.url
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cache-control"] in ("no-store", "no-cache")
        assert "server" not in headers
        assert answer.status_code < 500
        assert not answer.is_redirect or answer.headers["location"].startswith("/checks/")
        seen.add(answer.status_code)
    assert {200, 303, 400, 404, 405, 413, 415, 421} >= seen >= {200, 303, 404, 405, 413, 415, 421}


def test_with_https_the_cookie_and_the_browser_are_held_to_it(monkeypatch):
    with in_house(monkeypatch, secure=True) as page:
        answer = requests.get(page.address)
        assert answer.headers["strict-transport-security"].startswith("max-age=")
        cookie = answer.headers["set-cookie"].lower()
        assert cookie.startswith("__host-checker=")
        for flag in ("secure", "httponly", "samesite=lax", "path=/"):
            assert re.search(rf";\s*{flag}(;|$)", cookie), flag
        assert "domain" not in cookie


def test_who_is_refused_may_have_the_stylesheet_and_no_more(monkeypatch):
    with in_house(monkeypatch, **SIGNED_IN) as page:
        for path, status in (("/assets/page.css", 200), ("/assets/x", 404), ("/health", 200),
                             ("/assets/../checks", 404), ("/", 401), ("/api", 401)):  # fmt: skip
            asked = (
                f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{page.port}\r\nConnection: close\r\n\r\n"
            )
            assert raw(page.port, asked.encode()).split(b" ")[1] == b"%d" % status, path
        assert requests.put(f"{page.address}/health").status_code == 405


@pytest.mark.parametrize("layout", ["full", "compact"])
def test_the_template_is_the_one_that_the_command_writes(page, layout):
    answer = page.client().get(f"{page.address}/template/{layout}.xlsx")
    spec = load_return()
    assert answer.headers["content-disposition"] == 'attachment; filename="return.xlsx"'
    assert answer.content == template_bytes(spec, spec.layouts[layout])


def raw(port: int, sent: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(sent)
        got = b""
        while piece := connection.recv(65_536):
            got += piece
        return got


def test_nonsense_is_answered_and_the_next_one_served(page):
    host = f"Host: 127.0.0.1:{page.port}\r\nConnection: close\r\n".encode()
    for asked, status in (
        (b"GET /checks/" + b"x" * 30_000 + b" HTTP/1.1\r\n" + host + b"\r\n", b"404"),
        (b"GET /" + b"x" * 300_000 + b" HTTP/1.1\r\n" + host + b"\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n" + host + b"A: " + b"b" * 300_000 + b"\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n" + host + b"A: b\r\n" * 50_000 + b"\r\n", b"400"),
        (b"GET /checks/%00%ff HTTP/1.1\r\n" + host + b"\r\n", b"404"),
        (b"BREW / HTTP/1.1\r\n" + host + b"\r\n", b"405"),
        (b"GET / HTTP/1.1\r\n" + host + b"Host: evil.example\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", b"400"),
        (b"nonsense\r\n\r\n", b"400"),
    ):
        try:
            found = raw(page.port, asked)
        except ConnectionError:
            # It hung up before all of it was sent.
            found = b"HTTP/1.1 400" if status == b"400" else b""
        assert found.split(b" ")[1][:3] == status, asked[:40]
    assert page.client().get(page.address).status_code == 200


def test_who_only_connects_keeps_nobody_waiting(page):
    idle = [socket.create_connection(("127.0.0.1", page.port)) for _ in range(30)]
    idle[0].sendall(b"GET / HT")
    assert hand(page.client(), "a").status_code == 200
    for one in idle:
        one.close()
