"""The report page in a real browser: accessibility rules, small screens, print, no requests."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import WIDTHS, open_everything, violations
from playwright.sync_api import Browser, Page
from test_render_examples import EXAMPLES, messy

from checker.render.html import html_bytes


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {name: html_bytes(make()) for name, make in EXAMPLES.items()}
    for name, content in made.items():
        (folder / f"{name}.html").write_bytes(content)
    return {name: folder / f"{name}.html" for name in made}


def show(view: Page, path: Path, width: int) -> None:
    view.set_viewport_size({"width": width, "height": 900})
    view.goto(path.as_uri())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_axe_finds_no_violation(view: Page, pages: dict[str, Path], name: str, width: int) -> None:
    show(view, pages[name], width)
    open_everything(view)
    assert violations(view) == []


def test_axe_is_really_looking(view: Page) -> None:
    view.set_content("<html><body><img src='x'><p style='color:#ccc'>faint</p></body></html>")
    assert {"image-alt", "color-contrast"} <= {name for name, _ in violations(view)}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_page_does_not_scroll_sideways_on_a_small_screen(
    view: Page, pages: dict[str, Path], name: str
) -> None:
    show(view, pages[name], 320)
    open_everything(view)
    wide = view.evaluate("document.documentElement.scrollWidth")
    assert wide <= 320


def test_links_and_summaries_are_large_enough_to_hit(view: Page, pages: dict[str, Path]) -> None:
    show(view, pages["messy"], 320)
    heights = view.evaluate(
        "[...document.querySelectorAll('summary, nav a, .headline a')]"
        ".map(one => one.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) >= 24


def test_the_first_tab_shows_the_skip_link_and_it_works(view: Page, pages: dict[str, Path]) -> None:
    show(view, pages["messy"], 1280)
    view.keyboard.press("Tab")
    assert view.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    view.keyboard.press("Enter")
    assert view.evaluate("document.activeElement.id") == "main"


def test_focus_is_visible_on_everything_that_takes_it(view: Page, pages: dict[str, Path]) -> None:
    show(view, pages["messy"], 1280)
    open_everything(view)
    stops = 'a[href], summary, [tabindex="0"]'
    for _ in range(view.locator(stops).count()):
        view.keyboard.press("Tab")
        style = "getComputedStyle(document.activeElement)"
        assert view.evaluate(f"{style}.outlineStyle") != "none"


def test_the_page_asks_for_nothing_and_reports_no_error(
    browser: Browser, pages: dict[str, Path]
) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(pages["messy"].as_uri())
    context.close()
    assert asked == [pages["messy"].as_uri()]
    assert said == []


def test_print_opens_what_is_folded_and_clips_no_table(view: Page, pages: dict[str, Path]) -> None:
    show(view, pages["messy"], 700)
    view.emulate_media(media="print")
    hidden = view.evaluate(
        "[...document.querySelectorAll('details td')]"
        ".filter(one => one.getBoundingClientRect().height === 0).length"
    )
    clipped = view.evaluate(
        "[...document.querySelectorAll('.scroll')]"
        ".filter(one => one.scrollWidth > one.clientWidth + 1).length"
    )
    assert (hidden, clipped) == (0, 0)
    assert view.evaluate("document.querySelectorAll('details td').length") > len(messy().findings)
