"""Who may ask the page, how often, and what a browser may do with its answers."""

from __future__ import annotations

import json
import logging

import pytest
from looping import run
from starlette.responses import PlainTextResponse, Response

from checker.web import guarding
from checker.web.guarding import Guard, Rate, Sessions, owner_of, place_of, rate_limit
from checker.web.records import Hosting
from checker.web.serving import _Lines, hosts_of, networks, own_hosts
from checker.web.upload import Refused

HOST = "checks.example.org"
PROXY = "10.1.2.3"


def asked(hosting, method="GET", path="/", client="203.0.113.9", raw=(), **headers):
    """(status, headers, scope) of one request."""
    seen = {}

    async def app(scope, receive, send):
        seen["scope"] = scope
        await PlainTextResponse("ok")(scope, receive, send)

    async def send(message):
        if message["type"] == "http.response.start":
            seen["start"] = message

    headers = {"host": HOST} | {name.replace("_", "-"): value for name, value in headers.items()}
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "headers": raw or [(name.encode(), text.encode()) for name, text in headers.items()],
        "client": (client, 1234),
    }
    guard = Guard(app, hosting, lambda scope, refused: Response(status_code=refused.status))
    run(guard(scope, None, send))
    found = {name.decode(): value.decode() for name, value in seen["start"]["headers"]}
    return seen["start"]["status"], found, seen.get("scope")


HOSTED = Hosting(hosts=(HOST,), hosted=True, secure=True, proxies=("10.1.0.0/16",))
SIGNED_IN = Hosting(hosts=(HOST,), hosted=True, proxies=(PROXY,), identity_header="X-Who")


def test_every_answer_forbids_what_no_page_needs():
    for status, headers, _ in (asked(HOSTED), asked(HOSTED, host="other.example")):
        policy = dict(
            part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";")
        )
        assert policy.pop("default-src") == "'none'"
        assert policy.pop("base-uri") == policy.pop("frame-ancestors") == "'none'"
        assert set(policy.values()) == {"'self'"}
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["strict-transport-security"]
        assert status in (200, 421)
    assert "strict-transport-security" not in asked(SIGNED_IN, client=PROXY, x_who="a")[1]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:8642.evil.example", "", "localhost"])
def test_another_name_does_not_lead_here(host):
    local = Hosting(hosts=own_hosts(8642))
    assert asked(local, host=host)[0] == 421
    for own in ("127.0.0.1:8642", "localhost:8642", "LOCALHOST:8642", "[::1]:8642"):
        assert asked(local, host=own)[0] == 200


def test_the_watcher_needs_no_name():
    assert asked(SIGNED_IN, path="/health", host="10.0.0.7:8000")[0] == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": f"https://{HOST}"}, 200),
        ({"sec_fetch_site": "same-origin", "origin": f"https://{HOST}"}, 200),
        ({"sec_fetch_site": "none"}, 200),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "same-site"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec_fetch_site": "same-origin", "origin": "https://evil.example"}, 403),
    ],
)
def test_no_other_website_sends_a_form(headers, status):
    for method in ("POST", "DELETE", "PUT"):
        assert asked(HOSTED, method, **headers)[0] == status
    assert asked(HOSTED, **headers)[0] == 200


def test_who_is_signed_in_is_believed_of_the_proxy_alone():
    assert asked(SIGNED_IN, x_who="ann")[0] == 403
    assert asked(SIGNED_IN, client=PROXY)[0] == 401
    status, _, scope = asked(SIGNED_IN, client=PROXY, x_who="ann")
    assert (status, scope["identity"]) == (200, "ann")
    # A proxy that adds its word to the visitor's own is not understood.
    twice = [(b"host", HOST.encode()), (b"x-who", b"eve"), (b"x-who", b"ann")]
    assert asked(SIGNED_IN, client=PROXY, raw=twice)[0] == 401
    # Where nobody signs in the header is nothing.
    assert asked(HOSTED, client=PROXY, x_who="ann")[2]["identity"] == ""


@pytest.mark.parametrize(
    ("client", "forwarded", "found"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        (PROXY, "198.51.100.1", "198.51.100.1"),
        (PROXY, "192.0.2.66, 198.51.100.1", "198.51.100.1"),
        (PROXY, "198.51.100.1, 10.1.9.9", "198.51.100.1"),
        (PROXY, "", PROXY),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.1", "", "198.51.100.1"),
        (PROXY, "198.51.100.1, nonsense", "nonsense"),
    ],
)
def test_a_client_cannot_say_that_it_is_another(client, forwarded, found):
    _, _, scope = asked(HOSTED, client=client, x_forwarded_for=forwarded)
    assert scope["client_key"] == found


@pytest.fixture
def clock(monkeypatch):
    now = [1_000.0]
    monkeypatch.setattr(guarding, "monotonic", lambda: now[0])
    return now


def refused(count, client: str, returns: int) -> int:
    """After how many minutes there may be so many more."""
    with pytest.raises(Refused) as caught:
        count(client, returns)
    assert caught.value.status == 429
    assert str(caught.value.minutes) in caught.value.words or caught.value.minutes == 1
    return caught.value.minutes


def test_too_many_returns_of_one_client_are_refused_and_others_go_on(clock):
    count = rate_limit("5/hour")
    count("a", 3)
    clock[0] += 600
    count("a", 1)
    assert refused(count, "a", 2) == 50
    assert refused(count, "a", 5) == 60
    count("a", 1)
    count("b", 5)
    assert refused(count, "a", 1) == 50
    clock[0] += 3_000
    count("a", 3)
    assert refused(count, "a", 6) == 60
    for never in range(1_000):
        rate_limit("")("a", never)


def test_no_client_is_remembered_for_longer_than_the_window(clock):
    rate = Rate(2, 60)
    for client in range(100):
        rate.count(str(client), 1)
    clock[0] += 30
    rate.count("0", 1)
    clock[0] += 31
    rate.count("1", 2)
    assert len(rate._seen) == 2
    with pytest.raises(Refused):
        rate.count("0", 2)


def test_a_token_is_of_one_browser_and_one_run():
    sessions = Sessions(secure=True)
    one, other = sessions.new(), sessions.new()
    sessions.hold(one, sessions.token(one))
    for cookie, token in ((one, sessions.token(other)), ("", sessions.token("")), (one, "é")):
        with pytest.raises(Refused) as caught:
            sessions.hold(cookie, token)
        assert caught.value.status == 403
    with pytest.raises(Refused):
        Sessions(secure=True).hold(one, sessions.token(one))


def test_the_cookie_is_for_us_alone():
    response = Response()
    Sessions(secure=True).set(response, "value")
    said = response.headers["set-cookie"].lower()
    assert said.startswith("__host-checker=value")
    assert {"httponly", "secure", "samesite=lax", "path=/"} <= set(said.split("; "))


def test_an_owner_is_no_key():
    assert "ann" not in owner_of("ann", "cookie")
    assert "cookie" not in owner_of("", "cookie")
    assert owner_of("ann", "one") == owner_of("ann", "two") != owner_of("", "ann")


@pytest.mark.parametrize(
    ("url", "hosts", "secure"),
    [
        ("https://a.example", ("a.example", "a.example:443"), True),
        ("https://A.example/", ("a.example", "a.example:443"), True),
        ("http://a.example:8000", ("a.example:8000",), False),
        ("https://a.example:443", ("a.example", "a.example:443"), True),
        ("http://[::1]:80/", ("[::1]", "[::1]:80"), False),
    ],
)
def test_the_address_that_people_type(url, hosts, secure):
    assert hosts_of(url) == (hosts, secure)


@pytest.mark.parametrize(
    "url", ["a.example", "ftp://a.example", "https://", "https://a/b", "https://a:x", "https://u@a"]
)
def test_what_is_no_such_address(url):
    from checker.errors import UsageError

    with pytest.raises(UsageError):
        hosts_of(url)
    with pytest.raises(UsageError):
        networks((url,))


def test_the_log_holds_neither_words_of_libraries_nor_of_exceptions():
    with pytest.raises(ValueError) as caught:
        raise ValueError("secret")
    assert "secret" not in place_of(caught.value)
    info = (caught.type, caught.value, caught.tb)
    own = logging.makeLogRecord({"name": "checker.web", "msg": "checked", "ms": 3})
    theirs = logging.makeLogRecord(
        {"name": "uvicorn.error", "msg": "secret %s", "args": ("secret",), "exc_info": info}
    )
    assert json.loads(_Lines().format(own)).items() >= {"event": "checked", "ms": 3}.items()
    assert "secret" not in _Lines().format(theirs)
    assert json.loads(_Lines().format(theirs))["place"].startswith("ValueError in test_")
