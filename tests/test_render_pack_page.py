"""The commissioner's pack in a real browser: accessibility, small screens, sorting, print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browsing import NARROW_FIRST, WIDTHS, open_everything, violations
from pack_examples import NAMES, many, quarter
from playwright.sync_api import Browser, Page

from checker.batch.pages import write_pages

SHOWN = {
    "index": "index.html",
    "provider": "providers/prov-0001.html",
    "unread": "providers/file-return-final.html",
    "letter": "letters/prov-0001.html",
    "reminder": "letters/prov-0007.html",
}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pack")
    entries, about = quarter()
    write_pages(entries, folder, about)
    return folder


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crowd")
    entries, about = many(60)
    write_pages(entries, folder, about)
    return folder


def show(view: Page, path: Path, width: int) -> None:
    view.set_viewport_size({"width": width, "height": 900})
    view.goto(path.as_uri())


@pytest.mark.parametrize("width", NARROW_FIRST)
@pytest.mark.parametrize("name", SHOWN)
def test_axe_finds_no_violation(view: Page, pack: Path, name: str, width: int) -> None:
    show(view, pack / SHOWN[name], width)
    open_everything(view)
    assert violations(view) == []


@pytest.mark.parametrize("name", SHOWN)
def test_no_page_scrolls_sideways_on_a_small_screen(view: Page, pack: Path, name: str) -> None:
    show(view, pack / SHOWN[name], 320)
    open_everything(view)
    assert view.evaluate("document.documentElement.scrollWidth") <= 320


def test_sixty_providers_fit_a_common_screen_clause_by_clause(view: Page, crowd: Path) -> None:
    show(view, crowd / "index.html", 1280)
    open_everything(view)
    wide = view.evaluate(
        "[...document.querySelectorAll('.heat')]"
        ".filter(one => one.parentElement.scrollWidth > one.parentElement.clientWidth).length"
    )
    assert wide == 0
    assert view.locator(".heat").count() >= 8


def test_the_first_column_stays_when_a_table_is_scrolled(view: Page, pack: Path) -> None:
    show(view, pack / "index.html", 320)
    moved = view.evaluate(
        "() => { const table = document.querySelectorAll('.heat')[2];"
        " const head = table.tBodies[0].rows[0].cells[0]; const at = table.parentElement;"
        " at.scrollLeft = 200; return [at.scrollLeft,"
        " head.getBoundingClientRect().left - at.getBoundingClientRect().left]; }"
    )
    assert moved[0] == 200
    assert abs(moved[1]) < 1


def test_sorting_works_under_the_policy_of_the_page(browser: Browser, pack: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((pack / "index.html").as_uri())
    table = page.locator("#returns + ul + div table")
    names = table.locator("tbody th")
    before = names.all_inner_texts()
    button = table.get_by_role("button", name="File and report")
    button.focus()
    page.keyboard.press("Enter")
    rising = names.all_inner_texts()
    page.keyboard.press("Enter")
    falling = names.all_inner_texts()
    assert sorted(before) == sorted(rising)
    assert rising == list(reversed(falling)) != before
    assert table.locator("th[aria-sort]").count() == 1
    assert table.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
    errors = table.get_by_role("button", name="Error")
    errors.click()
    numbers = table.locator("tbody td:nth-of-type(7)").all_inner_texts()
    counts = [int(text) for text in numbers if text.strip().isdigit()]
    assert counts == sorted(counts)
    assert max(counts) > 9
    context.close()
    assert said == []
    assert asked == [(pack / "index.html").as_uri()]


def test_sorting_by_a_clause_brings_up_what_is_not_met(view: Page, pack: Path) -> None:
    show(view, pack / "index.html", 1280)
    order = ["Not met", "Can’t tell", "Assessor", "Met", "No case", "–"]
    table = view.locator("table.heat", has=view.locator("strong", has_text="S1.3")).first
    table.locator("th", has_text="S1.3").get_by_role("button").click()
    place = table.locator("thead strong").all_inner_texts().index("S1.3")
    cells = table.locator(f"tbody td:nth-of-type({place + 1})").all_inner_texts()
    assert cells == sorted(cells, key=order.index)
    assert len(set(cells)) > 1


def test_without_script_the_page_holds_everything_and_no_dead_button(
    browser: Browser, pack: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((pack / "index.html").as_uri())
    assert page.locator("button").count() == 0
    assert page.locator("#returns + ul + div tbody tr").count() == len(quarter()[0])
    for name in NAMES:
        assert page.get_by_role("link", name=name).first.is_visible()
    context.close()


def test_what_is_pressed_is_large_enough(view: Page, pack: Path) -> None:
    show(view, pack / "index.html", 320)
    open_everything(view)
    sizes = view.evaluate(
        "[...document.querySelectorAll('button, summary, nav a, .headline a')]"
        ".map(one => one.getBoundingClientRect().height)"
    )
    assert len(sizes) > 100
    assert min(sizes) >= 24


def test_focus_is_visible_on_the_buttons(view: Page, pack: Path) -> None:
    show(view, pack / "index.html", 1280)
    button = view.locator("th button").first
    button.focus()
    view.keyboard.press("Shift+Tab")
    view.keyboard.press("Tab")
    assert view.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


@pytest.mark.parametrize("name", ["index", "provider"])
def test_the_letters_of_a_plot_are_no_smaller_than_a_footnote(
    view: Page, pack: Path, name: str
) -> None:
    for width in WIDTHS:
        show(view, pack / SHOWN[name], width)
        heights = view.evaluate(
            "[...document.querySelectorAll('.plot')].map(one =>"
            " one.getBoundingClientRect().width / one.viewBox.baseVal.width *"
            " parseFloat(getComputedStyle(one.querySelector('text')).fontSize))"
        )
        assert heights
        assert min(heights) >= 11
        cut = view.evaluate(
            "[...document.querySelectorAll('.plot text')].filter(one => { const at ="
            " one.getBoundingClientRect(), of = one.ownerSVGElement.getBoundingClientRect();"
            " return at.left < of.left - 1 || at.right > of.right + 1; }).length"
        )
        assert cut == 0


def test_a_plot_has_a_name_and_words_for_who_cannot_see_it(view: Page, pack: Path) -> None:
    show(view, pack / "index.html", 1280)
    plots = view.get_by_role("img")
    assert plots.count() > 3
    tree = view.locator("article", has=view.get_by_role("img")).first.aria_snapshot()
    assert 'img "Funnel plot: ' in tree
    assert "The table after the plot holds the numbers." in tree


@pytest.mark.parametrize("number", range(8))
def test_a_letter_prints_on_two_pages_at_most(view: Page, pack: Path, number: int) -> None:
    view.goto((pack / "letters" / f"prov-{number:04}.html").as_uri())
    pdf = view.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) <= 2


def test_print_opens_what_is_folded_and_clips_no_table(view: Page, crowd: Path) -> None:
    # An A4 sheet on its side, within its margins.
    show(view, crowd / "index.html", 1030)
    view.emulate_media(media="print")
    hidden, clipped = view.evaluate(
        "[[...document.querySelectorAll('details td')]"
        ".filter(one => one.getBoundingClientRect().height === 0).length,"
        " [...document.querySelectorAll('.scroll')]"
        ".filter(one => one.scrollWidth > one.clientWidth + 1).length]"
    )
    assert (hidden, clipped) == (0, 0)
