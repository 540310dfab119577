"""What the page's script does in a real browser, under the policy that pages are served with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from browsing import violations
from playwright.sync_api import Browser, Page, Request, Route
from test_web_pages import HOME, MANY, PART, STATES, held, report

from checker.resources import templates_folder
from checker.web import pages

PLACE = "http://page.test"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SMALL = replace(HOME, files=3, largest=10_000)
DROP = """([files, names]) => {
  const data = new DataTransfer();
  for (const [name, size] of files) data.items.add(new File([new Uint8Array(size)], name));
  const marks = {bubbles: true, cancelable: true, dataTransfer: data};
  for (const name of names) document.querySelector('h1').dispatchEvent(new DragEvent(name, marks));
}"""

Answer = Callable[[Request], tuple[int, str] | str | None]


class Stage:
    """A browser's page, and what answers it: by path, a text, a status with one, or None."""

    def __init__(self, view: Page) -> None:
        self.view = view
        self.answers: dict[str, Answer] = {}
        self.posted: list[str] = []
        self.said: list[str] = []
        view.on("console", lambda message: self.said.append(message.text))
        view.on("pageerror", lambda error: self.said.append(str(error)))
        view.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(PLACE).partition("?")[0]
        if route.request.method == "POST":
            self.posted.append((route.request.post_data_buffer or b"").decode("utf-8", "replace"))
        if path.startswith("/assets/"):
            name = path.rpartition("/")[2]
            folder = templates_folder() / ("report" if name == "report.css" else "web")
            kind = "text/css" if name.endswith(".css") else "text/javascript"
            route.fulfill(body=(folder / name).read_bytes(), content_type=kind)
            return
        found = self.answers.get(path, lambda _: (404, ""))(route.request)
        if found is None:
            route.abort()
            return
        status, text = found if isinstance(found, tuple) else (200, found)
        kind = "application/json" if text.startswith("{") else "text/html; charset=utf-8"
        route.fulfill(
            status=status,
            body=text,
            content_type=kind,
            headers={"content-security-policy": POLICY, "content-type": kind},
        )

    def show(self, text: str, path: str = "/") -> None:
        self.answers[path] = lambda _: text
        self.view.goto(PLACE + path)

    def drop(self, *files: tuple[str, int], names: tuple[str, ...] = ("dragover", "drop")) -> None:
        self.view.evaluate(DROP, [files, names])

    def send(self) -> None:
        self.view.get_by_role("button", name="Check", exact=False).first.click()

    def text(self, place: str) -> str:
        return " ".join(self.view.locator(place).first.inner_text().split())


@pytest.fixture
def stage(browser: Browser) -> Iterator[Stage]:
    context = browser.new_context()
    yield Stage(context.new_page())
    context.close()


def fields(body: str) -> list[str]:
    """The names of a form's fields and files, in the order they were sent."""
    lines = [line for line in body.splitlines() if line.startswith("Content-Disposition")]
    return [" ".join(line.split('"')[1::2]) for line in lines]


def test_what_is_dropped_anywhere_is_listed_can_be_removed_and_is_sent(stage):
    stage.show(pages.start(HOME))
    stage.drop(("a.xlsx", 1), names=("dragover",))
    assert stage.text(".drop-words") == "Let go to choose."
    stage.drop(("a.xlsx", 2000), ("b.xlsx", 1_500_000), ("report.json", 50))
    stage.view.locator("#page-return").set_input_files(
        [
            {"name": "c.ods", "mimeType": "", "buffer": b"123"},
            {"name": "older.JSON", "mimeType": "", "buffer": b"{}"},
        ]
    )
    stage.drop(("a.xlsx", 2000))
    listed = [one.inner_text().split("\n")[0] for one in stage.view.locator(".chosen li").all()]
    assert listed == [
        *("a.xlsx 2 kB", "b.xlsx 1.5 MB", "c.ods 1 kB", "report.json earlier report, 1 kB"),
        "older.JSON earlier report, 1 kB",
    ]
    assert stage.text("[data-status]") == "Files chosen: 5, 1.5 MB in all."
    # Whoever opens the choice of files again and leaves it loses nothing.
    stage.view.locator("#page-return").set_input_files([])
    assert stage.view.locator(".chosen li").count() == 5
    stage.view.get_by_role("button", name="Remove b.xlsx").click()
    assert stage.view.evaluate("document.activeElement.textContent").startswith("Remove")
    stage.answers["/checks"] = lambda _: (201, '{"location": "/checks/id1?now"}')
    stage.answers["/checks/id1"] = lambda _: STATES["message"]()
    stage.send()
    stage.view.wait_for_url("**/checks/id1?now")
    assert fields(stage.posted[0]) == [
        *(
            "token",
            "return a.xlsx",
            "return c.ods",
            "previous report.json",
            "previous older.JSON",
            "password",
            "language",
        )
    ]
    assert stage.said == []


def test_too_much_is_said_at_once_and_not_sent(stage):
    stage.show(pages.start(SMALL))
    stage.drop(*((f"{number}.xlsx", 4000) for number in range(4)))
    said = (
        "There is a problem Choose up to 3 files at once. You chose 4. The files are 16 kB in all."
    )
    assert stage.text("#page-faults").startswith(said)
    assert stage.text("#page-return-fault").startswith("Error: Choose up to 3 files")
    assert stage.view.title().startswith("Error: ")
    stage.send()
    assert stage.posted == []
    for _ in range(2):
        stage.view.get_by_role("button", name="Remove").first.click()
    assert not stage.view.locator("#page-faults").is_visible()
    assert not stage.view.title().startswith("Error: ")


def test_nothing_chosen_is_said_where_the_keyboard_is_and_leads_to_the_field(stage):
    stage.show(pages.start(HOME))
    stage.send()
    assert stage.view.evaluate("document.activeElement.id") == "page-faults"
    stage.view.keyboard.press("Tab")
    stage.view.keyboard.press("Enter")
    assert stage.view.evaluate("document.activeElement.id") == "page-return"
    assert stage.posted == []


FAULT = json.dumps({"errors": [{"field": "password", "message": "It does not open the file."}]})


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((422, FAULT), "It does not open the file."),
        ((500, "<p>Something else answered"), "The checker did not take the file."),
        pytest.param(None, "The checker did not answer, so", marks=pytest.mark.long),
    ],
)
def test_what_the_server_refuses_is_told_and_the_files_stay_chosen(stage, answer, said):
    stage.show(pages.start(HOME))
    stage.drop(("a.xlsx", 20))
    stage.answers["/checks"] = lambda _: answer
    stage.send()
    stage.view.locator("#page-faults").wait_for()
    assert said in stage.text("#page-faults")
    assert stage.view.evaluate("document.activeElement.id") == "page-faults"
    assert stage.text(".chosen li").startswith("a.xlsx")
    if answer == (422, FAULT):
        # What is wrong may be in what was folded away.
        assert stage.view.locator("#page-password").is_visible()
    with stage.view.expect_request("**/checks"):
        stage.send()


def test_a_second_press_sends_nothing_more(stage):
    stage.show(pages.start(HOME))
    stage.drop(("a.xlsx", 20))
    counting = "XMLHttpRequest.prototype.send = () => { window.sent = 1 + (window.sent || 0); }"
    stage.view.evaluate(f"() => {{ {counting}; }}")
    stage.send()
    stage.view.keyboard.press("Enter")
    assert stage.view.evaluate("window.sent") == 1
    assert stage.view.locator("form.upload button[aria-disabled=true]").count() == 1


def test_a_corrected_file_needs_one_drop(stage):
    stage.show(STATES["result"]())
    stage.answers["/checks"] = lambda _: (201, '{"location": "/checks/id2"}')
    stage.answers["/checks/id2"] = lambda _: STATES["message"]()
    stage.drop(("fixed.xlsx", 20))
    stage.view.wait_for_url("**/checks/id2")
    assert fields(stage.posted[0]) == ["token", "since", "language", "return fixed.xlsx"]


@pytest.mark.parametrize(
    "broken", ["XMLHttpRequest", pytest.param("FormData", marks=pytest.mark.long)]
)
def test_where_the_script_fails_the_form_is_sent_in_the_plain_way(stage, broken):
    stage.view.add_init_script(f"delete window.{broken}")
    stage.show(pages.start(HOME))
    stage.drop(("a.xlsx", 20))
    stage.answers["/checks"] = lambda _: STATES["message"]()
    stage.send()
    stage.view.wait_for_url("**/checks")
    assert "return a.xlsx" in fields(stage.posted[0])


def test_without_a_script_the_form_is_sent_in_the_plain_way(browser):
    context = browser.new_context(java_script_enabled=False)
    stage = Stage(context.new_page())
    stage.show(pages.start(HOME))
    assert not stage.view.locator(".drop-words").is_visible()
    stage.answers["/checks"] = lambda _: STATES["message"]()
    stage.view.locator("#page-return").set_input_files(
        {"name": "a.xlsx", "mimeType": "", "buffer": b"123"}
    )
    stage.send()
    assert "return a.xlsx" in fields(stage.posted[0])
    context.close()


def news(*told: dict[str, Any]) -> Answer:
    """Answers in turn, the last one again and again."""
    left = list(told)
    return lambda _: json.dumps(left.pop(0) if len(left) > 1 else left[0])


def test_the_page_of_a_running_check_goes_on_to_its_result(stage):
    stage.answers["/checks/id1/state"] = news(
        {"state": "waiting", "stage": ""},
        {"state": "checking", "stage": "checking"},
        {"state": "done", "stage": "writing", "complete": False},
    )
    stage.answers["/checks/id1"] = lambda _: STATES["message"]()
    stage.show(pages.working(HOME, held("waiting"), 2))
    stage.view.wait_for_url("**/checks/id1?now")


def test_files_appear_once_they_are_written(stage):
    stage.answers["/checks/id1/state"] = news(
        {"state": "done", "stage": "writing", "complete": False},
        {"state": "done", "stage": "complete", "complete": True},
    )
    first, then = pages.result(HOME, PART, report()), STATES["result"]()
    texts = [first]
    stage.answers["/checks/id1"] = lambda _: texts.pop() if texts else then
    stage.view.goto(f"{PLACE}/checks/id1")
    stage.view.get_by_role("link", name="Findings workbook").wait_for()
    assert "Still being written" not in stage.text("#page-files")
    assert stage.text("[data-status]") == "All files are ready."
    assert stage.said == []


def test_what_to_fix_first_is_put_in_and_all_else_stays_as_the_reader_has_it(stage):
    later: list[str] = []
    stage.answers["/checks/id1"] = lambda _: later[0] if later else STATES["result-early"]()
    stage.answers["/checks/id1/state"] = lambda _: json.dumps(
        {"state": "done", "stage": "complete" if later else "", "complete": bool(later)}
    )
    stage.view.goto(f"{PLACE}/checks/id1")
    assert "being tried now" in stage.text("#page-first")
    stage.view.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = 1; })")
    step = stage.view.locator("#page-head a").last
    step.focus()
    at = step.get_attribute("href")
    later.append(pages.result(HOME, held(), report("acted")))
    stage.view.locator("#page-first .cause").first.wait_for()
    assert "being tried now" not in stage.text("main")
    assert stage.text("#page-head a").startswith("Begin with what puts most right at once")
    assert stage.view.evaluate("document.activeElement.getAttribute('href')") == at
    assert stage.view.locator("#page-rest details:not([open])").count() == 0


def test_an_early_report_of_a_return_that_cannot_be_read_after_all_goes(stage):
    stage.answers["/checks/id1/state"] = lambda _: '{"state": "done", "complete": true}'
    texts = [STATES["result-early"]()]
    stage.answers["/checks/id1"] = lambda _: texts.pop() if texts else STATES["result-stop"]()
    stage.view.goto(f"{PLACE}/checks/id1")
    stage.view.get_by_role("heading", name="Check the file again").wait_for()
    assert stage.text("#page-head h2").startswith("Not readable")
    assert stage.view.locator("#page-first, #by-rule").count() == 0


def test_the_list_shows_news_and_keeps_the_keyboard_where_it_is(stage):
    done = [replace(MANY[0], id=one.id) for one in MANY]
    stage.answers["/checks/state"] = news(
        {"state": "a", "checks": [{"id": "id6", "state": "done", "complete": True}]}
    )
    texts = [pages.checks(HOME, MANY)]
    stage.answers["/checks"] = lambda _: texts.pop() if texts else pages.checks(HOME, done)
    stage.view.goto(f"{PLACE}/checks")
    stage.view.locator("#page-check-id6-delete").focus()
    stage.view.locator("#page-check-id6 .tag-not-ready").wait_for()
    assert stage.text("[data-status]") == "Finished: 6 of 6."
    assert stage.view.evaluate("document.activeElement.id") == "page-check-id6-delete"


def test_a_check_that_is_gone_is_told_by_the_page_itself(stage):
    texts = [STATES["checking"]()]
    stage.answers["/checks/id1"] = lambda _: texts.pop() if texts else STATES["message"]()
    stage.view.goto(f"{PLACE}/checks/id1")
    stage.view.get_by_role("heading", name="That check is not here").wait_for()


def test_what_the_script_shows_breaks_no_rule(view):
    stage = Stage(view)
    view.set_viewport_size({"width": 320, "height": 900})
    stage.show(pages.start(SMALL))
    stage.drop(*((f"{'long_name_' * 9}{number}.xlsx", 4000) for number in range(4)))
    assert violations(view) == []
    assert view.evaluate("document.documentElement.scrollWidth") <= 320
