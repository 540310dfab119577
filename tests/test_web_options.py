"""What does not go together is said before anything is served."""

from __future__ import annotations

import socket

import pytest
from click.testing import CliRunner

from checker.cli import cli
from checker.errors import UsageError
from checker.web.serving import LOOPBACK, PORT, bound

HOSTED = ("--host", LOOPBACK, "--public-url", "https://checks.example.org")


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--host", LOOPBACK), "--public-url"),
        (("--public-url", "https://a.example"), "--host"),
        (("--proxy", "10.0.0.1"), "--host"),
        ((*HOSTED, "--identity-header", "X-Who"), "--proxy"),
        ((*HOSTED, "--proxy", "10.0.0.1", "--identity-header", "X Who"), "--identity-header"),
        ((*HOSTED, "--proxy", "somewhere"), "--proxy"),
        ((*HOSTED[:2], "--public-url", "checks"), "--public-url"),
        ((*HOSTED, "--rate", "often"), "--rate"),
        (("--host", "192.0.2.1", *HOSTED[2:]), "--host"),
        (("--profile", "nowhere.yaml"), "nowhere.yaml"),
        (("--standard", "no-such-standard"), "no-such-standard"),
    ],
)
def test_what_does_not_go_together_is_said(options, word):
    with pytest.raises(UsageError) as caught:
        CliRunner().invoke(
            cli, ["serve", "--port", "0", *options], catch_exceptions=False, standalone_mode=False
        )
    assert word in str(caught.value)


def test_a_port_that_is_taken():
    with bound(LOOPBACK, 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=str(port)):
            bound(LOOPBACK, port)


def test_the_usual_port_gives_way_to_any_that_is_free(monkeypatch):
    with bound(LOOPBACK, 0) as taken:
        monkeypatch.setattr("checker.web.serving.PORT", taken.getsockname()[1])
        with bound(LOOPBACK, None) as other:
            assert other.getsockname()[1] not in (0, PORT, taken.getsockname()[1])


def test_who_comes_early_waits_for_the_first_answer():
    with bound(LOOPBACK, 0) as listening, socket.create_connection(listening.getsockname()):
        pass
