"""What the tests of pages ask of a real browser."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from playwright.sync_api import Page
from sparing import some

WIDTHS = (1280, 320)
NARROW_FIRST = some(reversed(WIDTHS), len(WIDTHS))
"""The narrow one in every run of the tests, the other one where all of them run."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def open_everything(view: Page) -> None:
    view.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")


def violations(view: Page) -> list[tuple[str, Any]]:
    """The accessibility rules that the page breaks, each with the places."""
    if not view.evaluate("'axe' in window"):
        view.evaluate(AXE)
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = view.evaluate("options => axe.run(document, options)", options)
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found["violations"]]
