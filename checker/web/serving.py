"""The process that serves the page: its address, its log, its beginning and end."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import json
import logging
import socket
import sys
import webbrowser
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, TextIO
from urllib.parse import urlsplit

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from checker.errors import UsageError
from checker.language import say
from checker.web.app import application
from checker.web.guarding import place_of
from checker.web.records import Hosting

LOOPBACK: Final = "127.0.0.1"
PORT: Final = 8642
# Connections at a time, of which most only wait for news.
_CONNECTIONS: Final = 500
# Seconds that answers have to end in when the checker is stopped.
_LAST_SECONDS: Final = 2
# Seconds until a request has told what it wants; what it brings has its own time.
_HEAD_SECONDS: Final = 30
_FIELDS: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def bound(host: str, port: int | None) -> socket.socket:
    """A socket at that address; without a port at the usual one, or any that is free.

    Raises UsageError where the port is taken or the address is none of this machine.
    """
    try:
        return _bound(host, PORT if port is None else port)
    except OSError as error:
        if port is None and error.errno in _TAKEN:
            return _bound(host, 0)
        if error.errno in _TAKEN:
            raise UsageError(say("serve.busy-port", port=port)) from None
        raise UsageError(say("serve.bad-address", address=host)) from None
    except OverflowError:
        raise UsageError(say("serve.busy-port", port=port)) from None


# EACCES is what Windows says of a port that it keeps for itself.
_TAKEN: Final = (errno.EADDRINUSE, errno.EACCES)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":
            # On Windows this would let two programs have the same port.
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        # From now on who comes waits for the first answer rather than be turned away.
        found.listen()
    except OSError:
        found.close()
        raise
    return found


def hosts_of(url: str) -> tuple[tuple[str, ...], bool]:
    """The Host headers of an address that people type, and whether that is https.

    Raises UsageError for what is no such address.
    """
    try:
        parts = urlsplit(url)
        whole = parts.scheme in ("http", "https") and parts.hostname and not parts.path.strip("/")
        port = parts.port
    except ValueError:
        raise UsageError(say("serve.bad-url")) from None
    if not whole or parts.query or parts.fragment or parts.username:
        raise UsageError(say("serve.bad-url"))
    name = parts.netloc.lower()
    usual = {"http": 80, "https": 443}[parts.scheme]
    bare = name.removesuffix(f":{port}") if port == usual else name
    return (bare, f"{bare}:{usual}") if port in (None, usual) else (name,), parts.scheme == "https"


def own_hosts(port: int) -> tuple[str, ...]:
    """The Host headers of this machine's own names, so that no other name can lead here."""
    return tuple(f"{name}:{port}" for name in (LOOPBACK, "localhost", "[::1]"))


def networks(given: tuple[str, ...]) -> tuple[str, ...]:
    """Addresses and networks of proxies. Raises UsageError for what is neither."""
    try:
        return tuple(str(ipaddress.ip_network(one, strict=False)) for one in given)
    except ValueError:
        raise UsageError(say("serve.bad-proxy")) from None


def run(
    listening: socket.socket, hosting: Hosting, on_start: Callable[[], None] | None = None
) -> None:
    """Serve the page until it is stopped; `on_start` is called once it answers.

    Raises UsageError for a rate that is none.
    """
    servers: list[_Server] = []

    def stop() -> None:
        servers[0].should_exit = True

    try:
        app = application(hosting, None if hosting.hosted else stop)
    except ValueError:
        raise UsageError(say("serve.bad-rate")) from None
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        http=_Connection,
        ws="none",
        loop="asyncio",
        lifespan="on",
        # Whose word is taken is decided in guarding.
        proxy_headers=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=_LAST_SECONDS,
    )
    _log_to(sys.stderr if hosting.hosted else None)
    servers.append(_Server(config, on_start))
    servers[0].run(sockets=[listening])


class _Connection(H11Protocol):
    """A connection that is closed where a request does not come to its point.

    Of itself the library lets somebody connect and say nothing for ever, or one letter an hour.
    """

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody has come."""
        super().connection_made(transport)
        self._wait_for_request()

    def on_response_complete(self) -> None:
        """One request is answered, and there may be another."""
        super().on_response_complete()
        self._wait_for_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Somebody has gone."""
        super().connection_lost(exc)
        if self._late:
            self._late.cancel()

    def _wait_for_request(self) -> None:
        if self._late:
            self._late.cancel()
        self._late = self.loop.call_later(_HEAD_SECONDS, self._end_if_idle)

    def _end_if_idle(self) -> None:
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()


class _Server(uvicorn.Server):
    """A server that says when it answers."""

    def __init__(self, config: uvicorn.Config, on_start: Callable[[], None] | None) -> None:
        super().__init__(config)
        self._on_start = on_start

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and self._on_start:
            self._on_start()


def open_browser(address: str) -> None:
    """Show the page; where there is no browser, the address that was printed has to do."""
    try:
        webbrowser.open(address)
    except (OSError, webbrowser.Error):
        return


def _log_to(stream: TextIO | None) -> None:
    """Lines of JSON on `stream`; nothing at all on the user's own machine."""
    handler: logging.Handler = logging.NullHandler()
    if stream is not None:
        handler = logging.StreamHandler(stream)
        handler.setFormatter(_Lines())
    for name, least in (("checker.web", logging.INFO), ("uvicorn", logging.ERROR)):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(least)


class _Lines(logging.Formatter):
    """A record as one line of JSON. Of an exception only its kind and place: words may quote."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        own = {name: value for name, value in vars(record).items() if name not in _FIELDS}
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": time, "level": record.levelname.lower()}
        if record.name == "checker.web":
            line["event"] = record.getMessage()
        else:
            # The words of a library may hold what was asked for.
            line["event"], own = record.name, {}
        if record.exc_info and record.exc_info[1]:
            line["place"] = place_of(record.exc_info[1])
        return json.dumps({**line, **own})
