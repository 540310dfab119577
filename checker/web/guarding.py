"""What stands before every page: who may ask, how often, and what a browser may do with answers.

The rules are those of OWASP's cheat sheets on cross-site request forgery, content security policy
and HTTP headers (https://cheatsheetseries.owasp.org).
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import logging
import re
import secrets
from collections import deque
from collections.abc import Callable
from math import ceil
from time import monotonic
from typing import Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from checker.language import say
from checker.web.records import Hosting
from checker.web.upload import Refused

log = logging.getLogger("checker.web")

_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not "no-referrer": a browser then keeps from us which page a form came from.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "no-store",
}
_STRICT_TRANSPORT: Final = "max-age=31536000"
_SAFE: Final = ("GET", "HEAD", "OPTIONS")
_METHODS: Final = (*_SAFE, "POST", "DELETE", "PUT", "PATCH")
HEALTH: Final = "/health"
ASSETS: Final = "/assets/"

Answer = Callable[[Scope, Refused], Any]


class Guard:
    """Stands before `app`: refuses, adds the headers, and writes the log.

    `answer` gives the page, or the problem of the programming interface, for what is refused. The
    client whose uploads are counted stands in `scope["client_key"]`, who is signed in in
    `scope["identity"]`.
    """

    def __init__(self, app: ASGIApp, hosting: Hosting, answer: Answer) -> None:
        self._app, self._hosting, self._answer = app, hosting, answer
        self._networks = tuple(ipaddress.ip_network(one, strict=False) for one in hosting.proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        since, status = monotonic(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._add_headers(MutableHeaders(scope=message))
            await send(message)

        try:
            self._admit(scope)
        except Refused as refused:
            await self._answer(scope, refused)(scope, receive, sending)
        else:
            await self._app(scope, receive, sending)
        finally:
            log.info("answered", extra=_logged(scope, status, since))

    def _admit(self, scope: Scope) -> None:
        headers, hosting = Headers(scope=scope), self._hosting
        scope["identity"] = scope["client_key"] = ""
        # Who is refused is told so on a page, and that needs its stylesheet.
        if scope["path"] == HEALTH or scope["path"].startswith(ASSETS):
            return
        if headers.get("host", "").lower() not in hosting.hosts:
            raise Refused(421, say("serve.refused-host"))
        trusted = self._is_proxy(scope)
        if hosting.identity_header:
            if not trusted:
                raise Refused(403, say("serve.refused-proxy"))
            said = headers.getlist(hosting.identity_header)
            # Of two, one is what the visitor claims.
            if len(said) != 1 or not said[0]:
                raise Refused(401, say("serve.refused-identity"))
            scope["identity"] = said[0]
        scope["client_key"] = scope["identity"] or _household(
            self._address(scope, headers, trusted)
        )
        if scope["method"] not in _SAFE:
            _hold_to_origin(headers)

    def _is_proxy(self, scope: Scope) -> bool:
        client = scope.get("client")
        return client is not None and self._in_networks(client[0])

    def _in_networks(self, address: str) -> bool:
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self._networks)

    def _address(self, scope: Scope, headers: Headers, trusted: bool) -> str:
        """Where the request came from: the last address that no proxy of ours has."""
        own = scope["client"][0] if scope.get("client") else ""
        if not trusted:
            return own
        hops = [hop.strip() for hop in headers.get("x-forwarded-for", "").split(",")]
        return next((hop for hop in reversed(hops) if hop and not self._in_networks(hop)), own)

    def _add_headers(self, headers: MutableHeaders) -> None:
        for name, value in _HEADERS.items():
            headers.setdefault(name, value)
        if self._hosting.secure:
            headers.setdefault("strict-transport-security", _STRICT_TRANSPORT)


def _household(address: str) -> str:
    """An address as one client: of IPv6 each has a whole network of 64 bits to choose from."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return address
    return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))


def _hold_to_origin(headers: Headers) -> None:
    """Refuse what another website makes a browser send; programs send neither header."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site not in ("same-origin", "none"):
        raise Refused(403, say("serve.refused-origin"))
    if origin is not None and origin.partition("://")[2] != headers.get("host"):
        raise Refused(403, say("serve.refused-origin"))


def place_of(error: BaseException) -> str:
    """Kind and place of an exception, without its words: these may quote what was handed over."""
    trace, place = error.__traceback__, "nowhere"
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} in {place}"


def _logged(scope: Scope, status: int, since: float) -> dict[str, Any]:
    """One line of the log: the pattern of the address, since an id is as good as a key."""
    route = scope.get("route")
    return {
        "method": scope["method"] if scope["method"] in _METHODS else "other",
        "route": getattr(route, "path", ""),
        "status": status,
        "ms": round((monotonic() - since) * 1000),
    }


class Sessions:
    """Which browser is which, by a random cookie; and a token for its forms, made from that."""

    def __init__(self, *, secure: bool) -> None:
        self._secure, self._key = secure, secrets.token_bytes(32)
        # A browser takes such a name only from a secure page, for all of the host.
        self._name = "__Host-checker" if secure else "checker"

    def cookie(self, request: Request) -> str:
        """The cookie that came; nothing, where none did."""
        return request.cookies.get(self._name, "")

    def new(self) -> str:
        """A cookie for a browser that has none."""
        return secrets.token_urlsafe(32)

    def token(self, cookie: str) -> str:
        """What the forms of that browser carry."""
        return hmac.new(self._key, cookie.encode(), hashlib.sha256).hexdigest()

    def hold(self, cookie: str, token: str) -> None:
        """Raises Refused for a form that does not come from a page of that browser."""
        if not cookie or not hmac.compare_digest(self.token(cookie).encode(), token.encode()):
            raise Refused(403, say("serve.refused-token"))

    def set(self, response: Any, cookie: str) -> None:
        """Give a browser its cookie. "lax", so that a link from a mail finds the same visitor."""
        response.set_cookie(
            self._name, cookie, path="/", secure=self._secure, httponly=True, samesite="lax"
        )


def owner_of(identity: str, cookie: str) -> str:
    """Whose the checks are: who is signed in, or else the browser. No key to anything by itself."""
    kind, secret = ("identity", identity) if identity else ("session", cookie)
    return f"{kind} {hashlib.sha256(secret.encode()).hexdigest()}"


def rate_limit(rate: str) -> Callable[[str, int], None]:
    """Counts returns by client. What it gives raises Refused (429) where there were too many.

    `rate` is such as "200/hour"; without one nothing is counted. Raises ValueError for another.
    """
    if not rate:
        return lambda _client, _returns: None
    found = _RATE.fullmatch(rate)
    if not found:
        raise ValueError(rate)
    return Rate(int(found[1]), _SECONDS[found[2]]).count


def _wait_words(minutes: int) -> str:
    if minutes > _MOST_MINUTES:
        return say("serve.refused-rate-hours", n=ceil(minutes / 60))
    return say("serve.refused-rate", n=minutes)


_MOST_MINUTES: Final = 90  # that people do not rather count in hours
_SECONDS: Final = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400}
_RATE: Final = re.compile(rf"([1-9][0-9]{{0,8}})/({'|'.join(_SECONDS)})")


class Rate:
    """At most so many returns of one client in any so many seconds.

    The libraries for it keep a client for ever, and cannot say when to come back.
    """

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        # By client, a digest: when, and how many. Who was here last stands last.
        self._seen: dict[str, deque[tuple[float, int]]] = {}

    def count(self, client: str, returns: int) -> None:
        """Count so many more. Raises Refused, and counts none of them, where that is too many."""
        now, key = monotonic(), hashlib.sha256(client.encode()).hexdigest()
        self._forget(now - self._seconds)
        mine = self._seen.pop(key, deque())
        while mine and mine[0][0] <= now - self._seconds:
            mine.popleft()
        if mine:
            self._seen[key] = mine
        over = sum(counted for _, counted in mine) + returns - self._most
        if over > 0:
            minutes = max(1, ceil(self._wait(mine, over, now) / 60))
            raise Refused(429, _wait_words(minutes), minutes=minutes)
        mine.append((now, returns))
        self._seen[key] = mine

    def _wait(self, mine: deque[tuple[float, int]], over: int, now: float) -> float:
        """Seconds until so many of those that were counted count no longer."""
        for at, counted in mine:
            over -= counted
            if over <= 0:
                return at + self._seconds - now
        return self._seconds

    def _forget(self, before: float) -> None:
        """No key of a client stays in memory for longer than the window."""
        while self._seen:
            key, mine = next(iter(self._seen.items()))
            if mine[-1][0] > before:
                return
            del self._seen[key]
