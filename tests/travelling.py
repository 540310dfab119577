"""How a visitor of the page gets about: by mouse, by keyboard, on a narrow screen, without script.

Each way has the same deeds, so that one journey can be made in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from browsing import WIDTHS, open_everything, violations
from playwright.sync_api import Browser, Locator, Page

FILES = ("report.html", "findings.xlsx", "annotated.xlsx", "receipt.txt", "report.json")
# What stands out of the screen to the left or right, but for what is in a box that scrolls.
OUTSIDE = """() => [...document.querySelectorAll('body *')].filter((one) => {
  const {left, right, width, height} = one.getBoundingClientRect();
  const seen = width > 1 && height > 1 && !one.closest('.scroll, .unseen, .skip');
  return seen && (left < -1 || right > innerWidth + 1);
}).map((one) => one.outerHTML.slice(0, 120))"""
# What has the keyboard: whether that shows, and whether it comes after what had it before.
FOCUS = """(one) => {
  const {outlineStyle, outlineWidth} = getComputedStyle(one);
  const {top, bottom, left, right} = one.getBoundingClientRect();
  const before = window.lastFocus;
  window.lastFocus = one;
  return {
    tag: one.outerHTML.slice(0, 120),
    nowhere: one === document.body,
    shows: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
    inside: bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
    follows: !before || !before.isConnected || before === document.body ||
      Boolean(before.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING),
  };
}"""
WITHOUT_REPORT = "document.querySelectorAll('.hand-back ~ *').forEach(one => { one.remove(); })"
_MOST_TABS = 300


class Mouse:
    """A visitor with a mouse and a wide screen."""

    context: ClassVar[dict[str, Any]] = {"viewport": {"width": 1280, "height": 900}}

    def __init__(self, view: Page, address: str) -> None:
        self.view, self.address = view, address
        self.said: list[str] = []
        self.elsewhere: list[str] = []
        view.on("console", lambda message: self.said.append(message.text))
        view.on("pageerror", lambda error: self.said.append(str(error)))
        view.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not url.startswith(self.address + "/"):
            self.elsewhere.append(url)

    def complained(self, *statuses: int) -> None:
        """The browser complained of answers with these statuses, which it should, and no more."""
        words = "Failed to load resource: the server responded with a status of"
        assert [line.partition(" (")[0] for line in self.said] == [
            f"{words} {status}" for status in statuses
        ]
        self.said.clear()

    def go(self, path: str) -> None:
        self.view.goto(self.address + path)
        self.look()

    def press(self, what: Locator) -> None:
        what.click()

    def look(self) -> None:
        """Nothing of the page may be out of sight to the side."""
        # Without its stylesheet a page is wider.
        self.view.wait_for_load_state()
        width = self.view.viewport_size["width"]
        assert self.view.evaluate(OUTSIDE) == []
        assert self.view.evaluate("document.documentElement.scrollWidth") <= width

    def button(self, name: str) -> Locator:
        return self.view.get_by_role("button", name=name, exact=True)

    def link(self, name: str) -> Locator:
        return self.view.get_by_role("link", name=name, exact=True)

    def choose(self, *files: Path, place: str = "#page-return") -> None:
        with self.view.expect_file_chooser() as chooser:
            self.press(self.view.locator(place))
        chooser.value.set_files(files)

    def check(self, *files: Path, button: str = "Check the return") -> None:
        self.choose(*files)
        self.press(self.button(button))

    def download(self, address_end: str) -> tuple[str, bytes]:
        """The name under which a file would be saved, and its bytes."""
        with self.view.expect_download() as download:
            self.press(self.view.locator(f'#page-files a[href$="/{address_end}"]'))
        return download.value.suggested_filename, Path(download.value.path()).read_bytes()

    def text(self, place: str) -> str:
        return " ".join(self.view.locator(place).first.inner_text().split())

    def answered(self) -> str:
        """The first line of the report, once it and all of its files are there."""
        self.view.locator('#page-files a[href$="/all.zip"]').wait_for()
        self.look()
        return self.text("#headline")


class Keyboard(Mouse):
    """A visitor who has nothing but Tab, Enter and the space bar."""

    def press(self, what: Locator) -> None:
        what.wait_for()
        for _ in range(_MOST_TABS):
            if what.evaluate("one => one === document.activeElement"):
                break
            self.view.keyboard.press("Tab")
            self._watch()
        else:
            raise AssertionError(f"the keyboard does not reach {what}")
        # A button takes both; a link takes only Enter.
        takes_space = what.evaluate("one => one.matches('button, summary, input')")
        self.view.keyboard.press("Space" if takes_space else "Enter")

    def _watch(self) -> None:
        found = self.view.evaluate(f"({FOCUS})(document.activeElement)")
        if not found["nowhere"]:
            assert found["shows"], f"nothing shows that the keyboard is at {found['tag']}"
            assert found["inside"], f"out of sight: {found['tag']}"
            assert found["follows"], f"the keyboard jumps back to {found['tag']}"


class Narrow(Mouse):
    """A visitor with a phone, 320 pixels wide."""

    context: ClassVar[dict[str, Any]] = {
        "viewport": {"width": 320, "height": 640},
        "has_touch": True,
    }

    def press(self, what: Locator) -> None:
        what.tap()


class Plain(Mouse):
    """A visitor whose browser runs no script."""

    context: ClassVar[dict[str, Any]] = {**Mouse.context, "java_script_enabled": False}


@contextmanager
def travelling(way: type[Mouse], browser: Browser, address: str, **more: Any) -> Iterator[Mouse]:
    """A visitor at `address`, who has met no complaint of the browser and no other site."""
    context = browser.new_context(**{**way.context, **more})
    visitor = way(context.new_page(), address)
    yield visitor
    context.close()
    assert visitor.said == []
    assert visitor.elsewhere == []


def judged(visitor: Mouse, *, whole: bool = True) -> list[object]:
    """What is wrong with a page, all of it opened; not `whole` without its report.

    Reports are judged by their own tests, and their size makes that slow.
    """
    found: list[object] = []
    if not whole:
        visitor.view.evaluate(WITHOUT_REPORT)
    for width in WIDTHS:
        visitor.view.set_viewport_size({"width": width, "height": 900})
        visitor.look()
        open_everything(visitor.view)
        found += violations(visitor.view)
    return found
