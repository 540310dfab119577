"""What is refused, failed or not there: told on a page that breaks no rule, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from in_house import in_house
from travelling import Mouse, Plain, judged, travelling

from checker.web import site

# Without the script, which would show an answer in the page that is there.
AS_A_FORM = "document.querySelector('[data-upload]').submit()"


@pytest.fixture(scope="module")
def returns(tmp_path_factory) -> dict[str, Path]:
    """What the stand-in takes for returns, by how each of them ends."""
    folder = tmp_path_factory.mktemp("returns")
    paths = {name: folder / f"{name}.xlsx" for name in ("fine", "fail", "hang")}
    for name, path in paths.items():
        path.write_bytes(name.encode() + bytes(40_000))
    return paths


@contextmanager
def visiting(
    browser, monkeypatch, host: str = "", way: type[Mouse] = Mouse, **hosting
) -> Iterator[Mouse]:
    """A visitor of a hosted page; under the name `host`, where one is given."""
    with in_house(monkeypatch, **hosting) as page:
        address = f"http://{host}:{page.port}" if host else page.address
        with travelling(way, browser, address) as visitor:
            yield visitor


def hand_over(visitor: Mouse, path: Path) -> None:
    visitor.go("/")
    visitor.choose(path)
    with visitor.view.expect_navigation():
        visitor.view.evaluate(AS_A_FORM)


def test_what_is_there_without_a_return_breaks_no_rule(browser, monkeypatch):
    with visiting(browser, monkeypatch) as visitor:
        for path in ("/", "/checks", "/about", "/api"):
            visitor.go(path)
            assert judged(visitor) == [], path


@pytest.mark.parametrize("path", ["/checks/nothing", "/template/nothing.xlsx", "/assets/nothing"])
def test_what_is_not_there_is_told(browser, monkeypatch, path):
    with visiting(browser, monkeypatch) as visitor:
        visitor.go(path)
        assert visitor.text("h1") == "There is nothing here"
        assert judged(visitor) == []
        visitor.complained(404)


def test_a_check_that_failed_is_told(browser, monkeypatch, returns):
    with visiting(browser, monkeypatch) as visitor:
        hand_over(visitor, returns["fail"])
        assert "fault of the checker" in visitor.text("main")
        assert judged(visitor) == []
        visitor.go("/checks")
        assert visitor.text(".tasks .tag") == "Not checked"
        assert judged(visitor) == []


def test_who_hands_in_too_much_is_told_above_the_form(browser, monkeypatch, returns):
    with visiting(browser, monkeypatch, rate="1/day") as visitor:
        hand_over(visitor, returns["fine"])
        hand_over(visitor, returns["fine"])
        assert "Wait 24 hours" in visitor.text("#page-faults")
        assert judged(visitor) == []
        visitor.complained(429)


def test_where_no_room_is_left_that_is_told_above_the_form(browser, monkeypatch, returns):
    with visiting(browser, monkeypatch, held=60_000) as visitor:
        visitor.go("/")
        visitor.check(returns["hang"])
        visitor.button("Stop this check and delete the file").wait_for()
        hand_over(visitor, returns["fine"])
        assert "too many returns in the queue" in visitor.text("#page-faults")
        assert judged(visitor) == []
        visitor.complained(503)
        visitor.go("/checks")
        visitor.press(visitor.button("Delete all now"))


@pytest.mark.parametrize(
    ("status", "host", "hosting"),
    [
        (401, "", {"identity_header": "X-Who", "proxies": ("127.0.0.1",)}),
        (403, "", {"identity_header": "X-Who"}),
        (421, "localhost", {}),
    ],
)
def test_who_may_not_come_in_is_told(browser, monkeypatch, status, host, hosting):
    with visiting(browser, monkeypatch, host, **hosting) as visitor:
        visitor.go("/")
        assert visitor.text("h1") == "That was not done"
        assert judged(visitor) == []
        visitor.complained(status)


def test_a_fault_of_ours_is_told(browser, monkeypatch):
    async def broken(request):
        raise ValueError("secret")

    monkeypatch.setattr(site, "about", broken)
    with visiting(browser, monkeypatch) as visitor:
        visitor.go("/about")
        assert judged(visitor) == []
        assert "secret" not in visitor.view.content()
        visitor.complained(500)


def test_what_was_chosen_for_the_report_is_not_forgotten(browser, monkeypatch, returns):
    with visiting(browser, monkeypatch, way=Plain) as visitor:
        visitor.go("/")
        visitor.press(visitor.view.get_by_text("More choices"))
        welsh = visitor.view.get_by_label("Welsh")
        welsh.check()
        visitor.press(visitor.button("Check the return"))
        visitor.view.locator("#page-faults").wait_for()
        assert welsh.is_visible()
        assert welsh.is_checked()
        visitor.complained(422)
        visitor.check(returns["fine"])
        visitor.press(visitor.link("Use a password or other choices"))
        assert welsh.is_visible()
        assert welsh.is_checked()
