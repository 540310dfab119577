"""The reports as JSON, HTML and plain text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from test_render_examples import (
    EXAMPLES,
    SCRIPT,
    acted,
    clean,
    empty,
    finding,
    messy,
    rule,
    standard,
    stopped,
)

from checker.errors import UsageError
from checker.model.receipt import SheetReceipt
from checker.model.report import Report
from checker.render import (
    inspect_json,
    inspect_text,
    summary,
    to_json,
    write,
)
from checker.render.html import html_bytes
from checker.render.json_report import json_bytes, json_text
from checker.render.places import column_letters, in_reading_order, natural, position
from checker.resources import standards_folder

# lxml has no types; taken in this way it is Any whether or not stubs are installed.
lxml_html: Any = import_module("lxml.html")
SCHEMA_FILE = standards_folder() / "_schemas" / "report.schema.json"
SCHEMA: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
KEYS = [
    "schema_version",
    "tool",
    "return",
    "standards",
    "as_of",
    "engine",
    "headline",
    "ready",
    "counts",
    "receipt",
    "findings",
    "outcomes",
    "verdicts",
    "not_checked",
    "unknown_claims",
    "profile",
    "changes",
    "waivers",
    "attested",
    "fix_first",
    "since",
    "explanations",
    "declared",
    "language",
    "asked",
]


def page_of(report: Report) -> str:
    return html_bytes(report).decode("utf-8")


def tree_of(page: str) -> Any:
    return lxml_html.document_fromstring(page.encode("utf-8"))


def words_of(page: str) -> str:
    return " ".join(tree_of(page).find("body").text_content().split())


def said(node: Any) -> str:
    """The text of a part of a page, with a space wherever one element ends and another begins."""
    return " ".join(" ".join(node.itertext()).split())


@pytest.fixture(params=EXAMPLES)
def report(request: pytest.FixtureRequest) -> Report:
    return EXAMPLES[request.param]()


# report.json


def test_every_report_follows_the_published_schema(report: Report) -> None:
    read_back = json.loads(json_bytes(report))
    assert not list(Draft202012Validator(SCHEMA).iter_errors(read_back))


def test_the_schema_itself_is_sound() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def _fields(schema: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {}).items()
        for part in schema.values():
            yield from _fields(part)
    if isinstance(schema, list):
        for part in schema:
            yield from _fields(part)


def test_the_schema_describes_every_field() -> None:
    assert [name for name, field in _fields(SCHEMA) if not field.get("description")] == []


def test_the_schema_knows_every_key_that_is_written() -> None:
    closed = json.loads(json.dumps(SCHEMA), object_hook=_closed)
    assert not list(Draft202012Validator(closed).iter_errors(to_json(messy())))


def _closed(schema: dict[str, Any]) -> dict[str, Any]:
    is_object = schema.get("type") == "object" and "properties" in schema
    return schema | {"additionalProperties": False} if is_object else schema


def test_the_schema_refuses_a_report_that_lost_its_verdict_word() -> None:
    data: Any = to_json(messy())
    data["verdicts"][0]["verdict"] = "partly"
    assert list(Draft202012Validator(SCHEMA).iter_errors(data))


def test_keys_come_in_the_order_of_the_contract() -> None:
    assert list(to_json(messy())) == KEYS
    assert list(SCHEMA["properties"]) == KEYS


def test_shares_are_rounded_to_six_decimals() -> None:
    outcomes: Any = to_json(messy())["outcomes"]
    shares = [outcome["share"] for outcome in outcomes if outcome["share"]]
    assert shares == [
        {"numerator": 41, "denominator": 50, "target": 0.8, "low": 0.691989, "high": 0.902346}
    ]


def test_rules_without_an_answer_are_listed_with_a_reason() -> None:
    listed: Any = to_json(messy())["not_checked"]
    assert [(entry["rule"], bool(entry["why"])) for entry in listed] == [
        ("supervision-short", True),
        ("spo-end-unclear", True),
        ("sam-total-score", True),
        ("outcome-points-missing", True),
    ]


def test_counts_name_every_tier() -> None:
    assert to_json(stopped())["counts"] == dict.fromkeys(
        ("STOP", "PRIVACY", "ERROR", "QUERY", "NOTE"), 0
    )


def test_the_receipt_is_what_inspect_gives() -> None:
    assert to_json(stopped())["receipt"] == inspect_json(stopped().receipt)
    assert inspect_json(clean().receipt)["stop"] is None


def test_the_fast_way_of_writing_gives_the_plain_text(report: Report) -> None:
    plain = json.dumps(to_json(report), indent=2, ensure_ascii=False) + "\n"
    assert json_text(report) == plain


def test_json_ends_in_one_newline_and_keeps_letters_readable() -> None:
    facts = replace(clean().facts, provider="Canolfan Tŷ Gwyn")
    text = json_bytes(replace(clean(), facts=facts)).decode("utf-8")
    assert text.endswith("}\n")
    assert not text.endswith("\n\n")
    assert "Tŷ Gwyn" in text


# write


def test_write_makes_the_folder_and_the_same_bytes_every_time(
    report: Report, tmp_path: Path
) -> None:
    first = write(report, tmp_path / "a" / "b", ("html", "json"))
    second = write(report, tmp_path / "c", ("html", "json"))
    assert [path.name for path in first] == ["report.html", "report.json"]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert all(b"\r" not in path.read_bytes() for path in first)


def test_write_refuses_an_unknown_format_before_writing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="The formats are: html, json"):
        write(clean(), tmp_path / "out", ("json", "pdf"))
    assert not (tmp_path / "out").exists()


def test_a_file_name_that_is_not_utf_8_still_makes_a_report(tmp_path: Path) -> None:
    receipt = replace(clean().receipt, file="return\udcff.xlsx")
    paths = write(replace(clean(), receipt=receipt), tmp_path, ("html", "json"))
    assert json.loads(paths[1].read_bytes())["receipt"]["file"] == "return\udcff.xlsx"
    assert "return?.xlsx" in paths[0].read_text(encoding="utf-8")


# report.html


def test_the_page_has_one_h1_a_language_and_landmarks(report: Report) -> None:
    tree = tree_of(page_of(report))
    assert len(tree.xpath("//h1")) == 1
    assert tree.get("lang") == "en-GB"
    landmarks = ("main", "header", "footer", "nav")
    assert [len(tree.xpath(f"//body//{name}")) for name in landmarks] == [1, 1, 1, 1]
    assert tree.xpath("//a[@class='skip']/@href") == ["#main"]


def test_ids_are_unique_and_every_link_within_the_page_lands(report: Report) -> None:
    tree = tree_of(page_of(report))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {link[1:] for link in tree.xpath("//a/@href") if link.startswith("#")}
    assert targets <= set(ids)
    assert set(tree.xpath("//@aria-labelledby")) <= set(ids)


def test_headings_never_skip_a_level(report: Report) -> None:
    headings = tree_of(page_of(report)).xpath("//h1|//h2|//h3|//h4")
    levels = [int(heading.tag[1]) for heading in headings]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_scopes_and_a_labelled_scroll_region(report: Report) -> None:
    for table in tree_of(page_of(report)).xpath("//table"):
        assert table.xpath("string(caption)").strip()
        assert not table.xpath(".//th[not(@scope)]")
        region = table.getparent()
        assert region.get("role") == "region"
        assert region.get("tabindex") == "0"
        assert region.get("aria-label")


def test_no_two_regions_of_a_page_share_a_label() -> None:
    labels = tree_of(page_of(messy())).xpath("//*[@role='region']/@aria-label")
    assert len(labels) == len(set(labels))


def test_the_page_loads_nothing_and_runs_nothing(report: Report) -> None:
    page = page_of(report)
    tree = tree_of(page)
    loaders = "//script|//link|//img|//iframe|//object|//embed|//base|//form|//*[@src]"
    assert not tree.xpath(loaders)
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    assert not re.search(r"url\(|@import", page)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")


def test_markup_in_a_rule_or_message_is_shown_and_not_obeyed() -> None:
    page = page_of(messy())
    assert SCRIPT not in page
    assert SCRIPT in words_of(page)


def test_only_web_addresses_become_links() -> None:
    links = tree_of(page_of(messy())).xpath("//a/@href")
    assert all(link.startswith(("#", "https://example.org/")) for link in links)


def test_sections_come_in_their_order() -> None:
    tree = tree_of(page_of(acted()))
    assert [heading.get("id") for heading in tree.xpath("//main//h2")] == [
        "headline",
        "fix-first",
        "ways",
        "facts",
        "contents",
        "since",
        "by-rule",
        "by-case",
        "explanations",
        "standard-1",
        "standard-2",
        "not-checked",
        "rules",
        "receipt",
        "proof",
    ]
    parts = tree.xpath("//section[@aria-labelledby='by-rule']/section/@aria-labelledby")
    assert parts == ["privacy", "fix", "explain", "explained", "notes"]


def test_what_the_report_does_not_know_is_left_out() -> None:
    ids = tree_of(page_of(messy())).xpath("//main//h2/@id")
    assert not {"fix-first", "since", "explanations"} & set(ids)


def test_a_row_gives_its_own_advice_only_when_it_differs() -> None:
    section = tree_of(page_of(messy())).xpath("//section[@aria-labelledby='fix']")[0]
    advice = section.xpath(".//td[@class='words']/span[@class='do']/text()")
    assert advice == ["The start date looks mistyped."]


def test_cases_with_most_to_do_come_first_and_the_rest_last() -> None:
    tree = tree_of(page_of(messy()))
    titles = [words.text_content() for words in tree.xpath("//details[@class='case']/summary")]
    assert titles[0] == "C-0000: 6 findings"
    assert titles[-1] == "Not tied to one case: 1 finding"


def test_an_explained_query_is_shown_apart() -> None:
    tree = tree_of(page_of(messy()))
    cells = "//section[@aria-labelledby='{}']//tbody/tr/td[1]/span[@class='ref']/text()"
    waiting, explained = (tree.xpath(cells.format(part)) for part in ("explain", "explained"))
    assert (waiting, explained) == (["F12", "G3"], ["G4"])


def test_a_draft_standard_is_called_a_draft_wherever_it_appears() -> None:
    words = words_of(page_of(messy()))
    assert "Draft standard: Stalking programmes. Its verdicts are provisional." in words
    assert words.count("No body has agreed it.") == 1
    assert "Clause by clause, draft standard: Stalking programmes" in words


def test_verdicts_indicators_and_origins_are_in_words() -> None:
    words = words_of(page_of(messy()))
    for said in (
        "41 of 50 (82.0%), 95% interval 69.2% to 90.2%, target 80.0%.",
        "published, as reported by others (S2)",
        "the project's own number, not from the standard",
        "set in law, read on the publisher's own page (S)",
        "Law: the law requires it",
        "Failed on 2 of 100 rows; 5 rows set aside because a cell is in error; 12 rows blank",
        "(support-offer-late)",
        "Group size no published number was found",
        "a return can be ready to send while a clause is not met",
    ):
        assert said in words


def test_a_clause_without_a_verdict_is_not_passed_over() -> None:
    rows = tree_of(page_of(messy())).xpath("//tr[contains(th, 'P1')]")
    assert "Cannot tell" in rows[0].text_content()
    assert "reached no verdict" in rows[0].text_content()


def test_what_was_not_checked_is_grouped_by_reason() -> None:
    part = tree_of(page_of(messy())).xpath("//section[@aria-labelledby='not-checked']")[0]
    reasons = part.xpath(".//article/h4/text()")
    assert reasons[0] == "The sheet Workforce is missing."
    assert "The checker itself failed" in reasons[1]
    assert part.xpath("count(.//article[1]//li)") == 2
    assert reasons[2] == "Nothing falls under the rule."
    assert "SCOT-DRAFT" in part.text_content()


def test_a_stopped_return_is_never_said_to_be_free_of_findings() -> None:
    words = words_of(page_of(stopped()))
    assert "protected by a password" in words
    assert "remove the password" in words
    assert "No rule that ran found" not in words
    assert "Findings by tier" not in words
    assert "10 rules could not run" in words
    assert "Fix these" not in words
    assert "Clause by clause" not in words


def test_empty_parts_of_the_page_say_so() -> None:
    words = words_of(page_of(empty()))
    for said in (
        "No rule that ran found anything that must be corrected.",
        "No query is waiting for an answer.",
        "There are no notes.",
        "checked against no standard",
        "No sheet of the file was read.",
        "Every rule could run.",
    ):
        assert said in words


def test_two_editions_of_one_standard_keep_their_rules_apart() -> None:
    old = standard("s", edition="1", rules=(rule("r", pack="s/1", clauses=("A",)),))
    new = standard("s", edition="2", rules=(rule("q", pack="s/2", clauses=("B",)),))
    tree = tree_of(page_of(replace(clean(), standards=(old, new))))
    assert len(tree.xpath("//section[@class='standard']")) == 2


# terminal


def test_the_summary_says_the_main_things() -> None:
    text = summary(messy())
    assert text.startswith("Not ready: 17 things to fix, 2 to explain\n")
    assert "PRIVACY 1   ERROR 16   QUERY 3   NOTE 1" in text
    assert "missing-value: 14 cells (Cases F2, Cases F9, Cases F10 and 11 more)" in text
    assert "2 met, 2 cannot tell, 1 for an assessor, 1 not applicable" in text
    assert "DRAFT STANDARD. Written by this project" in text
    assert "SCOT-DRAFT" in text
    assert "1 rule found nothing in the return to check." in text
    assert "3 rules could not run:\n    2: The sheet Workforce is missing.\n    1: " in text


def test_the_summary_of_a_stopped_return_says_what_to_do() -> None:
    text = summary(stopped())
    assert text.count("protected by a password") == 1
    assert "Open it, remove the password" in text
    assert "10 rules could not run: The return could not be read." in text


def test_the_summary_never_steers_the_terminal() -> None:
    facts = replace(clean().facts, provider="Bad\x1b[2J\u202eName")
    found = finding(1, "missing-value", "ERROR", "F2", sheet="S\x1b]0;x\x07")
    text = summary(replace(clean(), facts=facts, findings=(found,)))
    assert "Bad?[2J?Name" in text
    assert not re.search(r"[^\n\x20-\x7e]", text)


def test_the_receipt_in_words_names_sheets_and_cells() -> None:
    text = inspect_text(clean().receipt)
    assert "Cases: error values in C7, C9" in text
    assert re.search(r"veryHidden +96 +0 +0 +0 +C40 +Lookups", text)
    assert "No sheet was read." in inspect_text(stopped().receipt)


def test_the_receipt_says_where_hidden_and_covered_data_stands() -> None:
    sheet = SheetReceipt(
        *("Notes", "visible", 40, 0, 0, 1, 90, 5),
        merged_ranges=("C5:D5",),
        covered_cells=("D5",),
        hidden_rows=tuple(range(2, 14)),
        hidden_columns=(2, 28),
        declared="A1:Z9999",
    )
    said = (
        "Notes: merged ranges: C5:D5",
        "Notes: values under merged ranges in D5",
        "Notes: hidden rows with data: 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more",
        "Notes: hidden columns with data: B, AB",
        "Notes: says that it covers A1:Z9999; its last filled cell is E90",
    )
    receipt = replace(clean().receipt, sheets=(sheet,))
    page = html_bytes(replace(clean(), receipt=receipt)).decode("utf-8")
    for line in said:
        assert f"  {line}\n" in inspect_text(receipt)
        assert f"<li>{line}</li>" in page
    assert inspect_json(receipt)["sheets"][0]["covered_cells"] == ["D5"]


# places


def test_cells_sort_as_a_reader_counts() -> None:
    assert position("AA10") == (10, 27)
    assert position("$B$2:C9") == (2, 2)
    assert position("") == (0, 0)
    assert [column_letters(number) for number in (0, 1, 26, 27, 703)] == ["", "A", "Z", "AA", "AAA"]
    assert sorted(["C-10", "C-9", "", "c-1"], key=natural) == ["", "c-1", "C-9", "C-10"]


def test_findings_sort_by_the_sheets_of_the_workbook() -> None:
    found = [
        finding(1, "r", "ERROR", "A2", sheet="Victims"),
        finding(2, "r", "ERROR", "AA2"),
        finding(3, "r", "ERROR", "Z2"),
        finding(4, "r", "ERROR", "A10", sheet="Elsewhere"),
        finding(5, "r", "ERROR", "", sheet=""),
    ]
    report = replace(clean(), findings=tuple(found))
    assert [one.id for one in in_reading_order(report, found)] == ["F5", "F3", "F2", "F1", "F4"]
