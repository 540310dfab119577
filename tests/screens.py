"""Screenshots of the page for the README, of real runs with the samples.

    python tests/screens.py [FOLDER]

Fonts and browsers differ, so no test compares them: look at what comes out.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import FilePayload, Page, sync_playwright
from served import Served, served

from checker.packs import load_return
from checker.synth.sample import sample_bytes

SAMPLES = Path(__file__).parent.parent / "samples"
# Little wider than a README is shown, so that the letters stay readable there.
WIDTH = 1_000
MOST_BYTES = 120_000


def save(view: Page, path: Path, first: str, last: str) -> None:
    """The page from the top of what `first` names to the end of what `last` names."""
    top, bottom = (view.locator(place).first.bounding_box() for place in (first, last))
    assert top
    assert bottom
    view.mouse.move(1, 1)
    start, end = max(0, top["y"] - 20), bottom["y"] + bottom["height"] + 20
    # What matters may be one column of two.
    width = top["x"] + top["width"] + 20 if top["x"] == bottom["x"] else WIDTH
    clip = {"x": 0, "y": start, "width": width, "height": end - start}
    view.screenshot(path=path, full_page=True, clip=clip)
    assert path.stat().st_size <= MOST_BYTES, f"{path.name} is too large for the README"


def corrected() -> bytes:
    """The sample with faults, as it is without them; test_samples.py says how it is made."""
    spec = load_return()
    data, _ = sample_bytes(spec, spec.layouts["full"], cases=120, seed=8, faults={})
    return data


def check(view: Page, file: FilePayload | Path, button: str) -> None:
    before = view.url
    view.locator("#page-return").set_input_files(file)
    view.get_by_role("button", name=button).click()
    view.wait_for_url(lambda url: url != before)
    # Its status would tell of the moment alone.
    view.locator('#page-files a[href$="/all.zip"]').wait_for()
    view.reload()


def take(view: Page, page: Served, out: Path) -> None:
    view.goto(page.address)
    view.locator("#page-return").set_input_files(SAMPLES / "breaches.xlsx")
    save(view, out / "choose.png", ".top", "form.upload [data-status]")
    check(view, SAMPLES / "breaches.xlsx", "Check the return")
    save(view, out / "answer.png", "h1", "section:has(#headline)")
    save(view, out / "files.png", ".hand-back section", ".files")
    again = FilePayload(name="breaches.xlsx", mimeType="", buffer=corrected())
    check(view, again, "Check again")
    view.locator("#since").wait_for()
    save(view, out / "again.png", "#since", "section:has(> #since) table")


if __name__ == "__main__":
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES / "page"
    out.mkdir(parents=True, exist_ok=True)
    with served("--jobs", "1") as page, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        take(browser.new_page(viewport={"width": WIDTH, "height": 1_000}), page, out)
        browser.close()
