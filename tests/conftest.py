from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from settled import settled

from checker.model.specs import ReturnSpec, Rule, Standard
from checker.packs import list_standards, load_return, load_standard

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Machines differ and are shared: how long an example takes is no promise of ours.
settings.register_profile("shared", deadline=None)
settings.load_profile("shared")

SPEC = load_return()
STANDARDS = tuple(load_standard(name, edition) for name, edition in list_standards())


def live_rules(kind: str) -> list[tuple[Rule, Standard | ReturnSpec]]:
    packs: list[Standard | ReturnSpec] = [SPEC, *STANDARDS]
    return [
        (rule, pack)
        for pack in packs
        for rule in pack.rules
        if rule.status == "live" and rule.check.kind == kind
    ]


@pytest.fixture(scope="session")
def spec() -> ReturnSpec:
    return SPEC


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite expected results")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield found
        found.close()


@pytest.fixture
def view(browser: Browser) -> Iterator[Page]:
    # Only the test's own script gets past a page's policy; the pages themselves have none.
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def settled_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Returns are judged by the rules that the generator knows: see settled.py."""
    import checker.pipeline as pipeline

    # The package has a function of the same name, which "import … as" would give instead.
    facts = import_module("checker.pipeline.facts")
    monkeypatch.setattr(pipeline, "load_return", lambda *name: settled(load_return(*name)))
    monkeypatch.setattr(facts, "load_standard", lambda *name: settled(load_standard(*name)))
