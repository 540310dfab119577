"""Text that looks like markup, wherever a report may hold it, is shown and never obeyed."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

import pytest
from playwright.sync_api import Page
from test_render import page_of, tree_of, words_of
from test_render_examples import acted, clean, finding

from checker.model.report import Report
from checker.render.html import html_bytes

HOSTILE: Final = (
    "<script>document.title='x'</script>",
    "</td></table></main><h1>Ready to send</h1>",
    "<img src=x onerror=alert(1)>",
    "\"><a href='javascript:alert(1)'>",
    "&lt;b&gt; & &#60;i&#62;",
    "{{ page.title }}{% raw %}",
    "]]><!-- --><style>*{display:none}</style>",
    "line\nbreak\r\nand\ttab",
    "'; DROP \\u003cb\\u003e",
)
TURNED: Final = "\u202eright\u202c \u2066to\u2069 left\x00\x1b[2J\x85"
# Words of the checker's own lists, which no return can choose.
OWN: Final = frozenset(
    {
        *("tier", "verdict", "state", "since", "agreement", "status", "origin", "obligation"),
        *(
            "weight",
            "grade",
            "kind",
            "judge",
            "language",
            "check",
            "counts",
            "declared",
            "computed",
        ),
        *("was", "now", "standard", "pack", "edition"),
    }
)


def soaked(node: Any, text: str) -> Any:
    """The same data with every free text of it replaced by `text`."""
    if isinstance(node, str):
        return text
    if isinstance(node, tuple):
        return tuple(soaked(one, text) for one in node)
    if is_dataclass(node) and not isinstance(node, type):
        changes = {
            field.name: soaked(getattr(node, field.name), text)
            for field in fields(node)
            if field.name not in OWN
        }
        return replace(node, **changes)
    return node


def skeleton(page: str) -> list[str]:
    return [element.tag for element in tree_of(page).iter() if isinstance(element.tag, str)]


def named(text: str) -> Report:
    """A report whose file, sheets, keys and facts have this name."""
    receipt = clean().receipt
    sheets = tuple(replace(sheet, name=text) for sheet in receipt.sheets)
    found = finding(1, "missing-value", "ERROR", "F2", sheet=text, case=text, key=text, field=text)
    return replace(
        clean(),
        facts=replace(clean().facts, provider=text, id=text),
        receipt=replace(receipt, file=text, sheets=sheets),
        rows={text: 3},
        findings=(found,),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_names_of_files_sheets_and_keys_never_become_markup(text: str) -> None:
    page = page_of(named(text))
    assert skeleton(page) == skeleton(page_of(named("plain")))
    assert " ".join(text.split()) in words_of(page)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_report_becomes_markup(text: str) -> None:
    page = page_of(soaked(acted(), text))
    assert skeleton(page) == skeleton(page_of(soaked(acted(), "plain")))
    assert not tree_of(page).xpath("//@href[starts-with(., 'javascript:')]")


def test_marks_that_turn_text_round_and_controls_are_shown_as_such() -> None:
    page = page_of(named(TURNED))
    assert not set(page) & set("\u202e\u202c\u2066\u2069\x00\x1b\x85")
    assert "�right� �to� left��[2J�" in page


def test_a_browser_runs_nothing_of_it_and_keeps_every_part(view: Page) -> None:
    said: list[str] = []
    view.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    for text in HOSTILE:
        view.set_content(html_bytes(soaked(acted(), text)).decode("utf-8"))
        assert view.title() == " ".join(f"{text} – Check report: {text}, {text}".split())
        assert view.locator("h1").count() == 1
        assert view.locator("#proof").is_visible()
    assert said == []
