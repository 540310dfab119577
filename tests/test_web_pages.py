"""Each page of the site in each state: its structure and forms, and what it says."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browsing import WIDTHS, open_everything, violations
from hostile import MARK, TEXTS
from lxml import html
from playwright.sync_api import Page, Route
from test_render_examples import EXAMPLES

from checker.language import say, speaking
from checker.model.causes import FixFirst
from checker.render.html import html_bytes
from checker.resources import templates_folder
from checker.web import pages
from checker.web.records import Failed, Held, Output, Site, Told

HOME = Site(False, "the-token", 3600, 60_000_000, 20, "1.2.3")
HOSTED = replace(HOME, hosted=True, keep=1800)
TOLD = Told("north.xlsx", "not-ready", "Not ready: 3 things to fix.", "North", "2026-Q1", "", 1,
            {"ERROR": 3, "QUERY": 1, "NOTE": 0})  # fmt: skip
READY = replace(TOLD, state="ready", headline="Ready to send.", exit_code=0, counts={})
STOP = replace(TOLD, state="stop", headline="Not readable: empty.", stop="empty", exit_code=2)
LOCKED = replace(STOP, stop="encrypted")
FAILED = Failed("The checker failed on this file.")
NAMES = ("report.html", "report.json", "findings.xlsx", "receipt.txt", "annotated.xlsx")
LONG = "a_name_without_any_break_" * 9 + ".xlsx"


def outputs(*names: str) -> dict[str, Output]:
    return {name: Output(name, "text/plain", b"x" * 2345) for name in names}


def held(state: Any = "done", told: Told | None = TOLD, **more: Any) -> Held:
    made = Held("id1", "owner", "north.xlsx", time.time() + 3000, state)
    made.told = told if state == "done" else None
    made.failed = FAILED if state == "failed" else None
    made.outputs = outputs(*NAMES) if state == "done" else {}
    made.complete = state == "done"
    for name, value in more.items():
        setattr(made, name, value)
    return made


def report(name: str = "messy") -> str:
    return main_of(html_bytes(EXAMPLES[name]()).decode())


def early() -> str:
    """The same report while repairs are still being tried."""
    made = replace(EXAMPLES["acted"](), fix_first=FixFirst((), 0, 3))
    return main_of(html_bytes(made).decode())


def main_of(text: str) -> str:
    found = re.search(r"(?s)<main[^>]*>(.*)</main>", text)
    assert found
    return found[1]


MANY = [
    held(id="id1"),
    held(id="id2", told=READY),
    held(id="id3", told=STOP, name=LONG),
    held("failed", id="id4"),
    held("waiting", id="id5"),
    held("checking", id="id6", stage="checking"),
]
EARLY = held(complete=False, outputs={})
PART = held(complete=False, outputs=outputs("report.html", "report.json"))
FAULTS = [("return", "Choose a return"), ("password", "It is too long"), ("", "Too old")]
DOCUMENT = {
    "info": {"title": "Checker", "description": "Hand over a return."},
    "paths": {
        "/api/checks": {
            "post": {
                "summary": "Check a return",
                "parameters": [{"name": "wait", "in": "query", "schema": {"type": "integer"}}],
                "requestBody": {
                    "content": {
                        "multipart/form-data": {
                            "schema": {
                                "required": ["return"],
                                "properties": {
                                    "return": {"type": "string", "format": "binary"},
                                    "language": {"enum": ["en", "cy"]},
                                },
                            }
                        }
                    }
                },
                "responses": {
                    "201": {
                        "description": "It was taken",
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Check"}}
                        },
                    },
                    "413": {"description": "It is too large"},
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Check": {
                "properties": {
                    "files": {"type": "array", "items": {"type": "string"}},
                    "told": {"anyOf": [{"$ref": "#/components/schemas/Told"}, {"type": "null"}]},
                }
            }
        }
    },
}
STATES: dict[str, Callable[[], str]] = {
    "start": lambda: pages.start(HOME),
    "start-hosted": lambda: pages.start(HOSTED),
    "start-faults": lambda: pages.start(HOME, FAULTS),
    "start-since": lambda: pages.start(HOME, since=held()),
    "checks": lambda: pages.checks(HOME, MANY),
    "checks-hosted": lambda: pages.checks(HOSTED, MANY[:2]),
    "checks-none": lambda: pages.checks(HOME, []),
    "waiting": lambda: pages.working(HOSTED, held("waiting", name=LONG), 3),
    "checking": lambda: pages.working(HOME, held("checking", stage="checking"), 0),
    "result": lambda: pages.result(HOME, held(), report()),
    "result-early": lambda: pages.result(HOME, EARLY, early()),
    "result-stop": lambda: pages.result(HOME, held(told=STOP), report("stopped")),
    "result-part": lambda: pages.result(HOME, PART, report()),
    "result-ready": lambda: pages.result(
        HOSTED, held(told=replace(READY, notes=("No copy was made.",))), report("clean")
    ),
    "result-locked": lambda: pages.result(HOME, held(told=LOCKED), report("stopped")),
    "failed": lambda: pages.result(HOME, held("failed"), ""),
    "about": lambda: pages.about(HOME),
    "about-hosted": lambda: pages.about(HOSTED),
    "message": lambda: pages.message(HOME, "That check is not here", ["It was deleted."]),
    "stopped": lambda: pages.message(HOME, "The checker has stopped", ["Close it."], back=""),
    "api": lambda: pages.api(HOSTED, DOCUMENT),
}
every_state = pytest.mark.parametrize("name", STATES)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {name: make() for name, make in STATES.items()}


def tree(text: str) -> Any:
    return html.document_fromstring(text)


def words(text: str) -> str:
    return " ".join(tree(text).body.text_content().split())


@every_state
def test_a_page_has_one_heading_and_its_landmarks(texts, name):
    page = tree(texts[name])
    assert texts[name].startswith("<!DOCTYPE html>\n")
    for path in ("//h1", "//main[@id='main']", "//body/header", "//body/footer", "//head/title"):
        assert len(page.xpath(path)) == 1, path
    assert page.get("lang") == "en-GB"
    [skip] = page.xpath("//a[@class='skip']")
    assert skip.get("href") == "#main"


@every_state
def test_every_id_is_there_once_and_every_reference_leads_to_one(texts, name):
    page = tree(texts[name])
    ids = page.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))
    marks = ("for", "aria-describedby", "aria-labelledby")
    pointed = [one for mark in marks for one in page.xpath(f"//@{mark}")]
    assert {one for value in pointed for one in value.split()} <= set(ids)
    assert {link.removeprefix("#") for link in page.xpath("//@href[starts-with(., '#')]")} <= {*ids}


@every_state
def test_a_strict_policy_finds_nothing_to_refuse(texts, name):
    page = tree(texts[name])
    assert not page.xpath("//style | //*[@style] | //@*[starts-with(name(), 'on')]")
    assert not page.xpath("//script[not(@src)] | //script[normalize-space()]")
    loaded = page.xpath("//script/@src | //link/@href | //img/@src")
    assets = ("icon.svg", "report.css", "page.css", "page.js")
    assert set(loaded) == {f"/assets/{name}" for name in assets}


@every_state
def test_each_form_has_the_token_first_and_an_address_of_its_own(texts, name):
    for form in tree(texts[name]).forms:
        first = form.xpath(".//input | .//select | .//button")[0]
        assert (first.get("type"), first.get("name")) == ("hidden", "token")
        assert first.get("value") == HOME.token
        assert form.get("method") == "post"
        assert re.match(r"/(checks|stop)\b", form.get("action"))
        assert form.xpath(".//button[not(@type)]")
        assert form.get("enctype") == "multipart/form-data"


@every_state
def test_every_field_has_a_name_of_its_own(texts, name):
    for field in tree(texts[name]).xpath("//input[not(@type='hidden')]"):
        [label] = field.xpath(f"//label[@for='{field.get('id')}']")
        assert label.text_content().strip()


HARMLESS = re.compile(r"#|/(?!/)|https?://[^/]*(example|gov|local)|\Z")


@pytest.mark.parametrize("text", TEXTS)
def test_what_a_name_says_is_text_and_no_more(text):
    told = replace(
        TOLD, file=text, provider=text, period=text, headline=text, notes=(text,), state="stop"
    )
    one = held(told=told, name=text)
    failed = held("failed", failed=Failed(text), name=text)
    made = [
        pages.start(HOME, [("return", text), ("", text)], one),
        pages.checks(HOME, [one]),
        pages.working(HOME, held("waiting", name=text), 0),
        pages.result(HOME, one, "<h1>x</h1>"),
        pages.result(HOME, failed, ""),
        pages.message(HOME, text, [text]),
    ]
    for page in map(tree, made):
        assert MARK in page.text_content()
        assert not page.xpath(f"//img | //iframe | //object | //{MARK} | //script[not(@src)]")
        assert not page.xpath("//@*[starts-with(name(), 'on')]")
        assert all(map(HARMLESS.match, page.xpath("//@href | //@action")))


def test_a_name_that_would_turn_the_text_after_it_round_does_not():
    made = pages.working(HOME, held("waiting", name="a\u202egpj.xlsx\x00\r\n"), 0)
    assert "\u202e" not in made
    assert "\x00" not in made
    assert "\r" not in made


def test_the_own_machine_says_that_nothing_leaves_it_and_can_be_stopped(texts):
    assert "Nothing leaves this computer." in words(texts["start"])
    assert tree(texts["start"]).xpath("//footer/form[@action='/stop']")
    assert "Nothing leaves this computer." not in words(texts["start-hosted"])
    assert "kept for 30 minutes" in words(texts["start-hosted"])
    for name in ("start-hosted", "about-hosted", "api", "checks-hosted", "stopped"):
        assert not tree(texts[name]).xpath("//form[@action='/stop']"), name


def test_what_is_wrong_stands_on_top_and_at_the_field(texts):
    page = tree(texts["start-faults"])
    assert page.findtext(".//title").startswith("Error: ")
    [box] = page.xpath("//main/*[1][@role='alert'][not(@hidden)][@autofocus]")
    assert box.xpath(".//a/@href") == ["#page-return", "#page-password"]
    assert [item.text_content() for item in box.xpath(".//li")] == [said for _, said in FAULTS]
    field = page.get_element_by_id("page-password")
    said = [page.get_element_by_id(id_) for id_ in field.get("aria-describedby").split()]
    assert said[-1].text_content() == "Error: It is too long"
    assert page.xpath("//details[@open]")
    assert not tree(texts["start"]).xpath(
        "//details[@open] | //main/*[@role='alert'][not(@hidden)]"
    )


def test_the_form_says_what_it_takes(texts):
    page = tree(texts["start"])
    taken = page.get_element_by_id("page-return").get("accept").split(",")
    assert set(taken) == {*pages.TAKEN, ".json"}
    assert "Up to 20 files at once, 60 MB in all." in words(texts["start"])


def test_a_corrected_file_is_compared_with_the_report_it_follows(texts):
    for name in ("start-since", "result", "result-ready", "result-locked"):
        [field] = tree(texts[name]).xpath("//input[@name='since']")
        assert (field.get("value"), field.get("type")) == ("id1", "hidden")
    assert not tree(texts["start"]).xpath("//input[@name='since']")
    assert not tree(texts["failed"]).xpath("//input[@name='since']")


def test_only_a_protected_file_is_asked_again_with_its_password(texts):
    asked = {name for name in STATES if tree(texts[name]).xpath("//main//input[@type='password']")}
    assert {name for name in asked if not name.startswith("start")} == {"result-locked"}
    # It must not be sent before the password is there.
    assert "data-once" not in texts["result-locked"]
    assert "data-once" in texts["result"]


def test_each_check_is_told_in_words(texts):
    page = tree(texts["checks"])
    tags = [one.text_content() for one in page.xpath("//strong[contains(@class, 'tag')]")]
    assert tags == [
        *("Not ready", "Ready to send", "Cannot be read", "Not checked", "Waiting", "Checking")
    ]
    # What is not over shows at once how far it is.
    going = {5, 6}
    assert page.xpath("//ul[@class='tasks']/li//a/@href") == [
        f"/checks/id{n}{'?now' if n in going else ''}" for n in range(1, 7)
    ]
    assert "Finished: 4 of 6." in words(texts["checks"])
    assert "3 to fix · 1 to explain or correct" in words(texts["checks"])
    deletes = page.xpath("//form[contains(@action, '/delete')]//button")
    names = [" ".join(one.text_content().split()) for one in deletes]
    assert names[0] == "Delete the check of north.xlsx"
    assert names[-1] == "Delete all now"


def test_a_list_asks_for_news_only_while_there_will_be_some(texts):
    asking = {name for name in STATES if "data-poll" in texts[name]}
    assert asking == {"checks", "waiting", "checking", "result-early", "result-part"}
    # Without a script there is a link in its place.
    for name in asking:
        assert tree(texts[name]).xpath("//main//p//a[contains(., 'again')]"), name


def test_the_report_is_whole_and_its_files_stand_after_its_headline():
    text = main_of(pages.result(HOME, held(), report("acted")))
    head, _, rest = text.partition('<div class="hand-back">')
    begun, _, ended = report("acted").partition("</section>")
    first, _, ended = ended.partition("</section>")
    assert begun.strip() in head
    assert 'id="fix-first"' in first
    assert first.strip() in rest
    assert ended.strip() in rest
    assert rest.index(first.strip()) < rest.index(ended.strip())
    links = tree(text).xpath("//ul[@class='files']//a/@href")
    assert links.pop() == "/checks/id1/files/all.zip"
    assert links == [
        f"/checks/id1/files/{name}"
        for name in ("report.html", "findings.xlsx", "annotated.xlsx", "receipt.txt", "report.json")
    ]
    assert "annotated.xlsx, 2 kB" in words(text)


def test_files_that_are_not_there_yet_are_named(texts):
    said = words(texts["result-part"])
    assert "Still being written: Findings workbook, Your file with notes, Receipt." in said
    assert "Still being written" not in words(texts["result"])
    assert "all.zip" not in texts["result-part"]
    assert "No copy was made." in words(texts["result-ready"])


def test_a_report_in_welsh_is_marked_as_such():
    made = tree(pages.result(HOME, held(language="cy"), report()))
    assert made.xpath("//div[@lang='cy']/h1")
    assert made.xpath("//div[@lang='cy']//*[@id='headline']")
    assert made.get("lang") == "en-GB"
    assert made.xpath("//form//input[@name='language']/@value") == ["cy"]


def test_our_own_fault_is_not_laid_on_the_return(texts):
    said = words(texts["failed"])
    assert FAILED.why in said
    assert say("web.failed-not-you") in said
    assert "checker 1.2.3" in said


def test_how_long_a_result_is_kept_is_a_time_at_home_and_a_span_elsewhere():
    at = time.mktime((2026, 3, 4, 17, 45, 0, 0, 0, -1))
    said = words(pages.checks(HOME, [held(until=at)]))
    assert "Checked at 16:45. Kept in memory until 17:45 on 4 March." in said
    said = words(pages.checks(HOSTED, [held(until=time.time() + 1200)]))
    assert "Checked 10 minutes ago. Kept in memory for 20 minutes more." in said
    assert "Kept" not in words(pages.checks(HOME, [held("waiting")]))


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1 kB"), (999_499, "999 kB"),
     (999_500, "1 MB"), (1_250_000, "1.2 MB"), (60_000_000, "60 MB")],
)  # fmt: skip
def test_sizes_are_told_as_people_read_them(size, said):
    assert pages.size_words(size) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(20, "less than a minute"), (60, "1 minute"), (3600, "1 hour"), (7200, "2 hours"),
     (5400, "90 minutes")],
)  # fmt: skip
def test_spans_are_told_as_people_read_them(seconds, said):
    assert pages.span_words(seconds) == said


def test_the_interface_is_told_call_by_call(texts):
    said = words(texts["api"])
    for part in ("POST /api/checks", "return needed", "string (binary)", "one of en, cy"):
        assert part in said
    for part in ("It was taken", "413", "array (string)", "Told | null"):
        assert part in said


def test_the_words_are_plain():
    catalogue = (templates_folder() / "language" / "en" / "web.yaml").read_text("utf-8")
    for never in ("invalid", "illegal", "please", "validate", "sorry", "oops"):
        assert never not in catalogue.lower()


def test_no_words_stand_between_the_tags_of_the_templates():
    for path in (templates_folder() / "web").glob("*.j2"):
        text = re.sub(r"(?s)\{[{%#].*?[}%#]\}", "", path.read_text("utf-8"))
        assert not re.search(r"[A-Za-z]{2,}", re.sub(r"<[^>]*>", "", text)), path.name


def test_a_page_in_another_language_says_what_it_lacks():
    with speaking("cy"):
        made = tree(pages.start(HOME))
    assert made.get("lang") == "cy"
    assert made.xpath("//h1/span[@lang='en-GB']")


def test_style_and_script_stay_small():
    web = templates_folder() / "web"
    assert (web / "page.css").stat().st_size < 12_000
    assert (web / "page.js").stat().st_size < 8_500
    script = (web / "page.js").read_text("utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", script)


# In the browser ---------------------------------------------------------------------------------

PLACE = "http://page.test"


def serve(view: Page, text: str) -> None:
    """The page and its assets, without a server; whatever else it asks for is not there."""

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(PLACE)
        folder = templates_folder() / ("report" if name.endswith("report.css") else "web")
        if name == "/":
            route.fulfill(body=text, content_type="text/html; charset=utf-8")
        elif name.startswith("/assets/"):
            kind = "text/css" if name.endswith(".css") else "text/javascript"
            route.fulfill(body=(folder / Path(name).name).read_bytes(), content_type=kind)
        else:
            route.abort()

    view.route("**/*", answer)
    view.goto(PLACE)


# What differs enough from all others to be looked at each time.
FIRST = ("start-faults", "checks", "checking", "result-locked", "failed", "api")
LOOKS = [
    pytest.param(name, width, marks=() if name in FIRST and width == 320 else pytest.mark.long)
    for name in STATES
    for width in WIDTHS
]


@pytest.mark.parametrize(("name", "width"), LOOKS)
def test_no_state_breaks_a_rule_or_scrolls_sideways(view, texts, name, width):
    view.set_viewport_size({"width": width, "height": 900})
    serve(view, texts[name])
    open_everything(view)
    assert violations(view) == []
    assert view.evaluate("document.documentElement.scrollWidth") <= width
