"""The site of standards: every clause, rule and table has a page; it works from a disk."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from browsing import NARROW_FIRST, open_everything, violations
from conftest import SPEC, STANDARDS
from playwright.sync_api import Browser, Page

from checker.errors import UsageError
from checker.packsite import write_site
from checker.resources import standards_folder

SOME_PAGES = (
    "index.html",
    "gb-home-office-da/2023.02/index.html",
    "gb-home-office-da/2023.02/clauses/S1.1.html",
    "gb-stalking/0.1-draft/rules/spo-term-short.html",
    f"returns/{SPEC.id}/index.html",
    f"returns/{SPEC.id}/lists.html",
    f"returns/{SPEC.id}/tables/cases.html",
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    write_site(standards_folder(), out)
    return out


class _Links(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.to: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.to += [value for name in ("href", "src") if (value := given.get(name))]
        if given.get("id"):
            self.anchors.add(str(given["id"]))


def test_every_clause_rule_and_table_has_its_page_at_a_stable_address(site: Path) -> None:
    for standard in STANDARDS:
        folder = site / standard.id / standard.edition
        for clause in standard.clauses:
            assert (folder / "clauses" / f"{clause.id}.html").is_file()
        for rule in standard.rules:
            assert (folder / "rules" / f"{rule.id}.html").is_file()
    for rule in SPEC.rules:
        assert (site / "returns" / SPEC.id / "rules" / f"{rule.id}.html").is_file()
    for table in SPEC.tables:
        assert (site / "returns" / SPEC.id / "tables" / f"{table}.html").is_file()


def test_every_link_leads_somewhere(site: Path) -> None:
    pages = {path: _Links(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    for path, page in pages.items():
        for link in page.to:
            if not link.startswith(("https://", "http://")):
                name, _, anchor = unquote(link).partition("#")
                target = (path.parent / name).resolve() if name else path
                assert target.is_file(), f"{path.name}: {link}"
                known = pages[target].anchors if target.suffix == ".html" else set()
                assert not anchor or anchor in known, f"{path.name}: {link}"


def test_the_same_packs_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    write_site(standards_folder(), tmp_path / "again")
    for path in site.rglob("*"):
        if path.is_file():
            again = tmp_path / "again" / path.relative_to(site)
            assert path.read_bytes() == again.read_bytes()


def test_a_folder_with_other_files_is_left_alone(site: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="other files"):
        write_site(standards_folder(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    write_site(standards_folder(), site)


def test_a_draft_says_so_on_every_page_it_touches(site: Path) -> None:
    for standard in STANDARDS:
        if standard.status == "draft":
            for path in (site / standard.id / standard.edition).rglob("*.html"):
                assert "<strong>Draft.</strong>" in path.read_text(encoding="utf-8"), path.name


def test_search_works_from_a_disk_and_asks_for_nothing_else(site: Path, browser: Browser) -> None:
    page = browser.new_context().new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto((site / "index.html").as_uri())
    page.fill("#query", "support offer late")
    first = page.locator("#hits a").first
    assert first.inner_text() == "support-offer-late"
    assert re.match(r"[1-9]\d* found", page.inner_text("#count"))
    page.fill("#query", "zebra crossing")
    assert page.inner_text("#count") == "0 found."
    page.fill("#query", "support offer late")
    first.click()
    assert page.locator("h1").inner_text() == "support-offer-late"
    assert said == []
    assert all(url.startswith(site.as_uri()) for url in asked)


def test_a_search_has_an_address(site: Path, view: Page) -> None:
    view.goto((site / "index.html").as_uri() + "#q=stalking%20protection")
    assert view.locator("#hits a").count() > 0


def test_without_script_the_search_is_not_offered_and_all_pages_are_listed(
    site: Path, browser: Browser
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((site / "index.html").as_uri())
    assert not page.locator("#search").is_visible()
    pages = sum(1 for _ in site.rglob("*.html"))
    assert page.locator("details li a").count() == pages - 1


@pytest.mark.parametrize("width", NARROW_FIRST)
@pytest.mark.parametrize("name", SOME_PAGES)
def test_axe_finds_no_violation(site: Path, view: Page, name: str, width: int) -> None:
    view.set_viewport_size({"width": width, "height": 900})
    view.goto((site / name).as_uri())
    open_everything(view)
    assert violations(view) == []
    assert view.evaluate("document.documentElement.scrollWidth") <= width
