"""The report page in a real browser: accessibility rules, small screens, print, no requests."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from browsing import NARROW_FIRST, open_everything, violations
from playwright.sync_api import Browser, Page
from test_render_examples import EXAMPLES, acted, messy

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


@pytest.mark.parametrize("width", NARROW_FIRST)
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


STOPS = 'a[href], summary, [tabindex="0"]'
# A number for each stop, and at each focus whether it can be seen.
WATCH = """stops => {
  document.querySelectorAll(stops).forEach((one, at) => { one.dataset.stop = at; });
  window.reached = [];
  addEventListener('focusin', event => {
    const seen = getComputedStyle(event.target).outlineStyle !== 'none';
    window.reached.push([Number(event.target.dataset.stop), seen]);
  });
}"""


@pytest.mark.parametrize("width", [1280, 320])
def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(
    view: Page, pages: dict[str, Path], width: int
) -> None:
    show(view, pages["acted"], width)
    open_everything(view)
    view.evaluate(WATCH, STOPS)
    total = view.locator(STOPS).count()
    assert total > 100
    for _ in range(total):
        view.keyboard.press("Tab")
    assert view.evaluate("window.reached") == [[number, True] for number in range(total)]


def test_the_keyboard_opens_what_is_folded_without_a_script(
    browser: Browser, pages: dict[str, Path]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["acted"].as_uri())
    first = page.locator("details.case").first
    assert not first.locator("table").is_visible()
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    assert first.locator("table").is_visible()
    page.locator(".ways a").last.click()
    assert page.url.endswith("#by-case")
    context.close()


def test_forced_colours_lose_no_border_and_no_focus(view: Page, pages: dict[str, Path]) -> None:
    view.emulate_media(forced_colors="active")
    show(view, pages["acted"], 1280)
    borders = view.evaluate(
        "[...document.querySelectorAll('.tag, .group, .cause, .headline, .warning')]"
        ".filter(one => parseFloat(getComputedStyle(one).borderLeftWidth) === 0).length"
    )
    assert borders == 0
    view.keyboard.press("Tab")
    assert view.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_on_a_narrow_screen_nothing_of_the_findings_needs_sideways_scroll(
    view: Page, pages: dict[str, Path]
) -> None:
    show(view, pages["acted"], 320)
    open_everything(view)
    wide = view.evaluate(
        "[...document.querySelectorAll('.scroll:has(.places, .clauses, .tiers)')]"
        ".filter(one => one.scrollWidth > one.clientWidth).length"
    )
    assert wide == 0


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


def test_paper_is_clean_a4_with_heads_that_repeat(browser: Browser, tmp_path: Path) -> None:
    since = acted().since
    assert since
    many = replace(acted(), since=replace(since, fixed=since.fixed * 50))
    context = browser.new_context()
    page = context.new_page()
    page.set_content(html_bytes(many).decode("utf-8"))
    page.pdf(path=str(tmp_path / "report.pdf"), prefer_css_page_size=True)
    context.close()
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed")
    command = [tool, "-layout", str(tmp_path / "report.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    # One head for each of the two lists of what is gone, and one more on each page they go on.
    assert text.count("Where it stood") > 4
    # What is folded on screen is open on paper, and addresses can be read.
    assert text.count("Not tied to one case: 1 finding") == 1
    assert "Check the cell against the case record and correct it." in text.partition("By case")[2]
    assert "https://example.org/paper" in text
