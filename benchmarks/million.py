"""A report of a million findings as a page: its size, the time to make it and to open it, memory.

Run it as `python benchmarks/million.py [--findings N] [--messages N] [--cases N]`. The findings are
made up. Memory is what Python allocates while the page is made, beyond the report itself, at its
highest (tracemalloc, in a run of its own because tracing slows everything down). The time to open
is from the start of the navigation to the end of the load event, and then to the first frame, in
headless Chromium where that is installed. The target: two seconds.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from checker.model.findings import Finding
from checker.model.receipt import Receipt, SheetReceipt
from checker.model.report import Report, ReturnFacts
from checker.model.specs import Check, Rule, Threshold, Tier
from checker.render.html import html_bytes

RULES = 60
SHEETS = ("Cases", "Victims", "Sessions", "Assessments")
TIERS: tuple[Tier, ...] = ("ERROR", "ERROR", "QUERY", "NOTE", "PRIVACY")
OPEN_SECONDS = 2.0


def rules() -> tuple[Rule, ...]:
    return tuple(
        Rule(
            id=f"made-up-{number}",
            pack="ppr-1.0",
            table="cases",
            tier=TIERS[number % len(TIERS)],
            summary=f"The cell breaks made-up rule {number}.",
            why="Counts for the whole area go wrong when this is left.",
            fix="Check the cell against the case record and correct it.",
            check=Check("expectation"),
            threshold=Threshold("project", "P", "project", ""),
        )
        for number in range(RULES)
    )


def findings(total: int, messages: int, cases: int) -> Iterator[Finding]:
    """Findings of all rules by turns: `messages` texts for each rule, over `cases` cases."""
    for number in range(total):
        rule, row = number % RULES, number // RULES + 2
        sheet = SHEETS[rule % len(SHEETS)]
        yield Finding(
            id=f"{number:016x}",
            rule=f"made-up-{rule}",
            tier=TIERS[rule % len(TIERS)],
            message=f"The value is wrong in way {number // RULES % messages}.",
            fix="Check the cell against the case record and correct it.",
            sheet=sheet,
            cell=f"{chr(65 + rule % 26)}{row}",
            table=sheet.lower(),
            key=f"K-{row:07}",
            field=f"field_{rule}",
            case=f"C-{number % cases:07}",
            expected="a date",
            found="text (21 characters)",
        )


def report(total: int, messages: int, cases: int) -> Report:
    sheets = tuple(SheetReceipt(name, "visible", 1, 0, 0, 0, 1, 26) for name in SHEETS)
    found = tuple(findings(total, messages, cases))
    return Report(
        tool_version="0",
        facts=ReturnFacts(provider="Made-up provider"),
        as_of="2026-07-14",
        engine="polars",
        headline="Not ready",
        ready=False,
        counts={tier: sum(one.tier == tier for one in found) for tier in TIERS},
        receipt=Receipt("return.xlsx", "", "xlsx", None, sheets, ()),
        standards=(),
        rules=rules(),
        findings=found,
        outcomes=(),
        verdicts=(),
        rows=dict.fromkeys(SHEETS, 1),
    )


def made(whole: Report) -> tuple[bytes, float]:
    """The page and the seconds of processor time to make it."""
    began = time.process_time()
    page = html_bytes(whole)
    return page, time.process_time() - began


def beyond(whole: Report) -> int:
    """Bytes allocated at the highest while the page is made; the report was there before."""
    tracemalloc.start()
    html_bytes(whole)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def memory_of(args: argparse.Namespace) -> int:
    """Bytes that the findings themselves hold."""
    tracemalloc.start()
    kept = tuple(findings(args.findings, args.messages, args.cases))
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return held


def opened(page: bytes) -> dict[str, float]:
    """Seconds until Chromium has loaded the page and drawn it; empty where there is none."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return {}
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "report.html"
        path.write_bytes(page)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": 1280, "height": 900})
        view.goto(path.as_uri(), wait_until="load")
        load = "performance.getEntriesByType('navigation')[0].loadEventEnd"
        frame = (
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame("
            "() => done(performance.now()))))"
        )
        timing = {
            "load_seconds": view.evaluate(load) / 1000,
            "drawn_seconds": view.evaluate(frame) / 1000,
            "elements": view.evaluate("document.querySelectorAll('*').length"),
        }
        browser.close()
    return timing


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--findings", type=int, default=1_000_000)
    parser.add_argument("--messages", type=int, default=1, help="texts for each rule")
    parser.add_argument("--cases", type=int, default=50_000)
    args = parser.parse_args()
    held = memory_of(args)
    whole = report(args.findings, args.messages, args.cases)
    page, seconds = made(whole)
    told = {
        "findings": args.findings,
        "page_bytes": len(page),
        "make_seconds": round(seconds, 2),
        "findings_bytes": held,
        "peak_bytes_beyond_them": beyond(whole),
        **opened(page),
    }
    print(json.dumps(told, indent=2))
    return 0 if told.get("load_seconds", 0) <= OPEN_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
