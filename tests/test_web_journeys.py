"""A visitor's whole journey, in a real browser, over the page that `checker serve` opens."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import bombs
import psutil
import pytest
from conftest import SPEC
from listening import Watch, watching
from locking import agile
from served import Served, served
from travelling import FILES, Keyboard, Mouse, Narrow, Plain, judged, travelling

from checker.synth import parse_faults, write_sample

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="watched through a named pipe")

# Lifted, so that a file is not refused before it needs more memory than it may.
LIMITS = ("inflated_bytes=2GB", "part_bytes=2GB", "value=2GB", "ratio=1000000", "memory=450MB")
FAULTS = {
    "first": "missing-value=2,not-a-date=1,identifier-in-cell",
    "private": "identifier-in-cell",
}
NOT_READY = "Not ready: 4 things to fix."
READY = "Ready to send."
THE_SAME_TIME = {"SOURCE_DATE_EPOCH": "0"}
JOBS = 2
PASSWORD = "let me in"


def swelling() -> bytes:
    """A workbook of 300 kB that holds one text of 300 million characters."""
    head = '<sheetData><row r="1"><c r="A1" t="str"><v>'
    return bombs.sheet(head, "x" * bombs.MILLION, 300, "</v></c></row></sheetData>")


@pytest.fixture(scope="module")
def returns(tmp_path_factory) -> dict[str, Path]:
    """One return, at first with faults, and others that end in other ways."""
    folder, shape = tmp_path_factory.mktemp("returns"), SPEC.layouts["compact"]
    paths = {
        name: folder / f"{name}.xlsx"
        for name in ("first", "private", "fixed", "locked", "broken", "swelling")
    }
    for name in ("first", "private", "fixed"):
        faults = parse_faults(FAULTS[name], SPEC, shape) if name in FAULTS else {}
        write_sample(SPEC, shape, cases=6, seed=8, faults=faults, out=paths[name])
    paths["locked"].write_bytes(agile(paths["fixed"].read_bytes(), PASSWORD))
    paths["broken"].write_bytes(b"PK\3\4 this is no workbook")
    paths["swelling"].write_bytes(swelling())
    paths["letter"] = folder / "letter.docx"
    paths["letter"].write_bytes(b"Dear commissioner,")
    paths["large"] = folder / "large.xlsx"
    paths["large"].write_bytes(bytes(1_100_000))
    return paths


@dataclass
class Watched:
    """A page that is served, and all that it and its processes reach and write."""

    page: Served
    folder: Path
    watch: Watch

    @property
    def address(self) -> str:
        return self.page.address

    def ready(self) -> list[psutil.Process]:
        """The processes that stand ready and have no return yet."""
        pids = map(int, {*self.watch.of("stands")} - {*self.watch.of("given")})
        return [psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Watched]:
    folder = tmp_path_factory.mktemp("home")
    with (
        watching(tmp_path_factory.mktemp("told") / "pipe") as watch,
        served(
            *("--jobs", str(JOBS), "--upload-mb", "1"),
            *(word for limit in LIMITS for word in ("--limit", limit)),
            **watch.env,
            **THE_SAME_TIME,
            **dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME"), str(folder)),
        ) as page,
    ):
        yield Watched(page, folder, watch)


@pytest.fixture(scope="module")
def by_command(returns, tmp_path_factory) -> dict[str, bytes]:
    """What the command line makes of the return with faults."""
    out = tmp_path_factory.mktemp("out")
    for asked in (("check", "--out", out / "check"), ("annotate", "--out", out / "annotated.xlsx")):
        done = subprocess.run(
            [sys.executable, "-m", "checker", *asked, returns["first"]],
            capture_output=True,
            check=False,
            env=os.environ | THE_SAME_TIME,
        )
        assert done.returncode in (0, 1), done.stderr
    return {
        path.name: path.read_bytes()
        for path in (out / "annotated.xlsx", *(out / "check").iterdir())
    }


@pytest.mark.parametrize("way", [Mouse, Keyboard, Narrow, Plain])
def test_a_return_is_checked_read_kept_corrected_and_deleted(
    way, browser, site, returns, by_command
):
    with travelling(way, browser, site.address, accept_downloads=True) as visitor:
        visitor.go("/")
        visitor.check(returns["first"])
        assert visitor.answered().startswith(NOT_READY)
        assert "being tried now" not in visitor.text("main")
        for name in FILES:
            saved, data = visitor.download(name)
            assert saved == name
            assert kept(name, by_command[name]) <= kept(name, data), name
        visitor.press(visitor.view.locator("section:has(#headline) a").first)
        assert visitor.view.evaluate("location.hash")
        assert visitor.view.locator(":target").is_visible()
        visitor.check(returns["fixed"], button="Check again")
        visitor.view.locator("#since").wait_for()
        assert visitor.answered() == READY
        assert "Fixed 4 " in visitor.text("section:has(> #since)")
        here = visitor.view.url
        visitor.press(visitor.button("Delete this result now"))
        visitor.view.get_by_role("heading", name="Deleted").wait_for()
        assert visitor.view.goto(here).status == 404
        assert visitor.text("h1") == "There is nothing here"
        visitor.complained(404)


def kept(name: str, data: bytes) -> set[bytes]:
    """The page's receipt also names the copy with notes; every other file is the same."""
    return {*data.splitlines()} if name == "receipt.txt" else {data}


@contextmanager
def nobody_at_work(site: Watched) -> Iterator[None]:
    """What is handed over meanwhile stays in the queue."""
    while len(ready := site.ready()) < JOBS:
        time.sleep(0.05)
    for one in ready:
        one.suspend()
    try:
        yield
    finally:
        for one in ready:
            with suppress(psutil.NoSuchProcess):
                one.resume()


ENDS = {
    "swelling": ("Cannot be read", "Not readable: Checking this file took more than 450 MB"),
    "broken": ("Cannot be read", "Not readable: The file is damaged"),
    "locked": ("Cannot be read", "Not readable: The file is protected with a password"),
    "private": ("Not ready", "Not ready: 1 thing to fix."),
    "fixed": ("Ready to send", READY),
}


def test_five_files_at_once_come_to_their_ends_and_no_state_breaks_a_rule(browser, site, returns):
    found = {}
    with travelling(Mouse, browser, site.address) as visitor:
        view = visitor.view
        visitor.go("/")
        visitor.choose(*(returns[name] for name in ENDS))
        found["chosen"] = judged(visitor)
        with nobody_at_work(site):
            visitor.press(visitor.button("Check the return"))
            view.get_by_text("Finished: 0 of 5.").wait_for()
            found["list, waiting"] = judged(visitor)
            visitor.press(visitor.link("fixed.xlsx"))
            visitor.button("Stop this check and delete the file").wait_for()
            found["waiting"] = judged(visitor)
        # The page goes on to the result by itself.
        assert visitor.answered() == READY
        visitor.press(visitor.link("Use a password or other choices"))
        assert visitor.text("h1") == "Check the corrected file"
        found["corrected"] = judged(visitor)
        visitor.go("/checks")
        view.get_by_text("Finished: 5 of 5.").wait_for()
        found["list"] = judged(visitor)
        for name, (tag, headline) in ENDS.items():
            visitor.go("/checks")
            row = view.locator(".tasks li", has_text=f"{name}.xlsx")
            assert row.locator(".tag").inner_text() == tag
            visitor.press(row.get_by_role("link"))
            assert visitor.answered().startswith(headline)
            found[name] = judged(visitor, whole=False)
        visitor.go("/checks")
        visitor.press(visitor.button("Delete all now"))
        assert "All 5 returns" in visitor.text("main")
        found["deleted"] = judged(visitor)
        visitor.go("/checks")
        assert "You have no checks now." in visitor.text("main")
        found["empty list"] = judged(visitor)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("path", ["/about", "/api", "/nothing"])
def test_what_is_there_to_read_breaks_no_rule(path, browser, site):
    with travelling(Mouse, browser, site.address) as visitor:
        visitor.go(path)
        assert judged(visitor) == []
        visitor.complained(*([404] if path == "/nothing" else []))


@pytest.mark.long
@pytest.mark.parametrize("name", ["first", "fixed"])
def test_a_whole_result_breaks_no_rule(name, browser, site, returns):
    with travelling(Mouse, browser, site.address) as visitor:
        visitor.go("/")
        visitor.check(returns[name])
        visitor.answered()
        assert judged(visitor) == []


# What is dropped comes from outside of the browser, as from a folder on the desktop.
def drop(visitor: Mouse, *files: Path) -> None:
    session = visitor.view.context.new_cdp_session(visitor.view)
    data = {"items": [], "files": [*map(str, files)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, "x": 900, "y": 300, "data": data})


def test_a_return_is_dropped_together_with_the_report_from_last_time(
    browser, site, returns, by_command, tmp_path
):
    earlier = tmp_path / "report.json"
    earlier.write_bytes(by_command["report.json"])
    with travelling(Mouse, browser, site.address) as visitor:
        visitor.go("/")
        drop(visitor, returns["fixed"], earlier)
        assert "report.json earlier report" in visitor.text(".chosen")
        visitor.press(visitor.button("Check the return"))
        assert visitor.answered() == READY
        assert "Fixed 4 " in visitor.text("section:has(> #since)")
        # A corrected file needs no more than to be dropped.
        drop(visitor, returns["first"])
        visitor.view.get_by_text(NOT_READY).wait_for()
        assert visitor.answered().startswith(NOT_READY)


def test_a_locked_file_is_opened_with_its_password(browser, site, returns):
    with travelling(Mouse, browser, site.address) as visitor:
        visitor.go("/")
        visitor.press(visitor.view.get_by_text("More choices"))
        visitor.view.get_by_label("Password of the workbook").fill("let me on")
        visitor.check(returns["locked"])
        assert visitor.answered().endswith("the password given does not open it.")
        visitor.choose(returns["locked"])
        visitor.view.get_by_label("Password of the workbook").fill(PASSWORD)
        visitor.press(visitor.button("Check again"))
        visitor.view.get_by_text(READY, exact=True).wait_for()
        assert visitor.answered() == READY


def test_the_wrong_files_are_told_where_they_were_chosen(browser, site, returns):
    with travelling(Mouse, browser, site.address) as visitor:
        visitor.go("/")
        visitor.press(visitor.button("Check the return"))
        assert "Choose the return that you want to check" in visitor.text("#page-faults")
        assert judged(visitor) == []
        visitor.choose(returns["large"])
        assert "This page takes up to 1 MB at once." in visitor.text("#page-faults")
        visitor.press(visitor.button("Remove large.xlsx"))
        visitor.check(returns["letter"])
        assert visitor.answered().startswith("Not readable:")


def test_without_a_script_the_page_itself_tells_of_the_wrong_files(browser, site, returns):
    with travelling(Plain, browser, site.address) as visitor:
        visitor.go("/")
        visitor.check(returns["first"])
        visitor.answered()
        visitor.press(visitor.button("Check again"))
        assert visitor.text("#page-faults li") == "Choose the return to check first."
        # What it is to be compared with is not forgotten.
        assert visitor.text("h1") == "Check the corrected file"
        visitor.look()
        visitor.check(returns["large"])
        visitor.view.get_by_text("The files are larger than 1 MB together.").first.wait_for()
        visitor.look()
        visitor.complained(422, 413)


def test_two_windows_back_reload_and_a_form_that_is_too_old(browser, site, returns):
    with travelling(Mouse, browser, site.address) as visitor:
        view = visitor.view
        visitor.go("/")
        visitor.check(returns["first"])
        visitor.answered()
        here = view.url
        view.reload()
        assert visitor.answered().startswith(NOT_READY)
        view.go_back()
        assert visitor.text("h1") == "Check a return before you send it"
        view.go_forward()
        assert visitor.answered().startswith(NOT_READY)
        other = Mouse(view.context.new_page(), site.address)
        other.view.goto(here)
        other.press(other.button("Delete this result now"))
        other.view.get_by_role("heading", name="Deleted").wait_for()
        view.reload()
        assert visitor.text("h1") == "There is nothing here"
        # Another visitor now, with a page that was made for the one before.
        visitor.go("/")
        view.context.clear_cookies()
        visitor.check(returns["first"])
        view.locator("#page-faults").wait_for()
        assert "Open the page again" in visitor.text("#page-faults")
        visitor.press(visitor.button("Stop the checker"))
        assert visitor.text("h1") == "That was not done"
        assert judged(visitor) == []
        visitor.complained(404, 403, 403)


def test_a_check_is_given_up_while_it_waits(browser, site, returns):
    with travelling(Mouse, browser, site.address) as visitor:
        visitor.go("/")
        with nobody_at_work(site):
            visitor.check(returns["first"])
            visitor.press(visitor.button("Stop this check and delete the file"))
            visitor.view.get_by_role("heading", name="Deleted").wait_for()
        visitor.go("/checks")
        assert "You have no checks now." in visitor.text("main")


def test_nothing_is_reached_and_nothing_is_written(site):
    """Comes after all journeys."""
    server = psutil.Process(site.page.process.pid)
    for one in (server, *server.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            assert {end.laddr.ip for end in one.net_connections("inet")} <= {"127.0.0.1"}
    # The server, the process that looks after the system's resources, and those that check.
    watch = site.watch
    assert len(watch.of("started")) > 3
    assert watch.of("reached") == []
    assert watch.of("wrote") == []
    assert [place.partition(",")[0] for place in watch.of("bound")] == ["('127.0.0.1'"]
    assert [*site.folder.iterdir()] == []


def test_the_checker_is_stopped_from_its_page(browser, site):
    """Comes last."""
    with travelling(Mouse, browser, site.address) as visitor:
        visitor.go("/")
        visitor.press(visitor.button("Stop the checker"))
        assert visitor.text("h1") == "The checker has stopped"
        assert judged(visitor) == []
        # On a slow machine the stylesheet may be asked for too late.
        visitor.said.clear()
    assert site.page.process.wait(30) == 0
    assert site.page.process.stderr.read() == ""
