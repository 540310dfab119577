"""The interface for programs does what its document says, and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest
import requests
from served import Served, served

from checker.web.api import document

SAMPLES = Path(__file__).parent.parent / "samples"
CLEAN, BREACHES = (
    (f"{name}.xlsx", (SAMPLES / f"{name}.xlsx").read_bytes()) for name in ("clean", "breaches")
)


@pytest.fixture(scope="module")
def page():
    with served("--jobs", "1", "--upload-mb", "20") as running:
        yield running


def start(page: Served, file, **fields) -> requests.Response:
    parts = [(name, (None, text)) for name, text in fields.items()]
    return requests.post(f"{page.address}/api/checks", files=[*parts, ("return", file)])


def finished(page: Served, file=CLEAN, **fields) -> dict:
    answer = start(page, file, **fields)
    assert answer.status_code == 202, answer.text
    data = requests.get(page.address + answer.headers["location"], {"wait": 30}).json()
    assert data["complete"]
    return data


@pytest.fixture(scope="module")
def breaches(page) -> dict:
    return finished(page, BREACHES)


def held_to(kind: str, data: object) -> None:
    whole = document()
    schema = {"$ref": f"#/components/schemas/{kind}", "components": whole["components"]}
    jsonschema.Draft202012Validator(schema).validate(data)


def test_a_return_comes_back_as_its_reports(page, breaches):
    data = breaches
    held_to("Check", data)
    assert data["state"] == "done"
    assert data["result"]["state"] == "not-ready"
    names = [made["name"] for made in data["outputs"]]
    assert {"report.html", "report.json", "findings.xlsx", "annotated.xlsx", "receipt.txt"} == {
        *names
    }
    for made in data["outputs"]:
        answer = requests.get(page.address + made["href"])
        assert answer.headers["content-type"] == made["media_type"]
        assert len(answer.content) == made["bytes"]
        assert made["name"] in answer.headers["content-disposition"]
    report = requests.get(f"{page.address}/api/checks/{data['id']}/report.json").json()
    assert report["return"]["provider"] == data["result"]["provider"]
    package = requests.get(f"{page.address}/api/checks/{data['id']}/all.zip").content
    with zipfile.ZipFile(BytesIO(package)) as found:
        assert {name.rpartition("/")[2] for name in found.namelist()} == {*names}


def test_reports_are_those_of_the_command(page, breaches, tmp_path):
    data = breaches
    subprocess.run(
        [sys.executable, "-m", "checker", "check", SAMPLES / BREACHES[0], "--out", tmp_path],
        check=False,
        capture_output=True,
    )
    for name in ("report.html", "report.json", "findings.xlsx"):
        made = requests.get(f"{page.address}/api/checks/{data['id']}/{name}").content
        assert made == (tmp_path / name).read_bytes()


def test_an_earlier_report_is_compared_with(page, breaches):
    first = breaches
    report = requests.get(f"{page.address}/api/checks/{first['id']}/report.json").content
    answer = requests.post(
        f"{page.address}/api/checks",
        files=[("return", BREACHES), ("previous", ("report.json", report))],
    ).json()
    data = requests.get(f"{page.address}/api/checks/{answer['id']}", {"wait": 30}).json()
    again = requests.get(f"{page.address}/api/checks/{data['id']}/report.json").json()
    assert again["since"]
    assert not data["result"]["notes"]


def test_formats_that_were_asked_for_come_beside_the_others(page):
    data = finished(page, CLEAN, formats="csv,sarif")
    names = {made["name"] for made in data["outputs"]}
    assert {"findings.csv", "report.sarif", "report.html", "receipt.txt"} <= names


def test_a_file_that_cannot_be_read_is_answered_with_why(page):
    data = finished(page, ("no.xlsx", b"PK\x03\x04 nonsense"))
    held_to("Check", data)
    assert (data["state"], data["result"]["state"]) == ("done", "stop")
    assert data["result"]["stop"]
    assert data["result"]["exit_code"] == 3


def test_a_file_may_come_without_a_name(page):
    answer = requests.post(f"{page.address}/api/checks", files=[("return", (None, CLEAN[1]))])
    data = requests.get(page.address + answer.headers["location"], {"wait": 30}).json()
    assert data["result"]["state"] == "ready"


def test_what_was_deleted_is_gone(page):
    data = finished(page)
    place = f"{page.address}/api/checks/{data['id']}"
    assert requests.delete(place).status_code == 204
    for answer in (
        requests.get(place),
        requests.get(f"{place}/report.json"),
        requests.delete(place),
    ):
        assert answer.status_code == 404
        held_to("Problem", answer.json())


def test_a_check_that_is_going_on_can_be_deleted(page):
    answers = [start(page, BREACHES).json() for _ in range(3)]
    for made in answers:
        assert requests.delete(f"{page.address}/api/checks/{made['id']}").status_code == 204
    assert finished(page)["state"] == "done"


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ([("return", ("a.xlsx", b"1")), ("return", ("b.xlsx", b"1"))], 413),
        ([("retrun", ("a.xlsx", b"1"))], 400),
        ([("password", (None, "x"))], 422),
        ([("return", ("report.json", b"{}"))], 422),
        ([("return", ("a.xlsx", b"1")), ("language", (None, "fr"))], 422),
        ([("return", ("a.xlsx", b"1")), ("formats", (None, "pdf"))], 422),
        ([("return", ("a.xlsx", b"1")), ("standards", (None, "all"))], 422),
        (
            [("return", ("a.xlsx", b"1")), ("language", (None, "en")), ("language", (None, "cy"))],
            422,
        ),
        ([("return", ("a.xlsx", b"1" * 21_000_000))], 413),
    ],
)
def test_what_is_not_in_the_document_is_refused(page, parts, status):
    answer = requests.post(f"{page.address}/api/checks", files=parts)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    held_to("Problem", answer.json())


def test_wait_is_a_number_of_seconds(page, breaches):
    for wait in ("-1", "31", "x", "", "1.5", "٣", "0 "):
        answer = requests.get(f"{page.address}/api/checks/{breaches['id']}", {"wait": wait})
        assert answer.status_code == 422, wait


def test_the_page_does_not_show_what_a_program_handed_over(page, breaches):
    assert requests.get(f"{page.address}/checks/{breaches['id']}").status_code == 404


def test_the_document_is_served_and_shown_to_people(page):
    described = requests.get(f"{page.address}/api/openapi.json").json()
    assert described == document()
    shown = requests.get(f"{page.address}/api").text
    for call in ("POST", "DELETE", "/api/checks/{id}"):
        assert call in shown


def every_call(page: Served, examples: int, out: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "run"),
            f"{page.address}/api/openapi.json",
            *("--checks", "all", "--seed", "8", "--no-color", "--continue-on-failure"),
            *(
                "--max-examples",
                str(examples),
                "--request-timeout",
                "60",
                "--max-response-time",
                "60",
            ),
            # A form cannot say whether one value is a list, which the tool takes for a fault.
            *("--exclude-checks", "negative_data_rejection"),
        ],
        cwd=out,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "examples", [4, pytest.param(30, marks=pytest.mark.long)], ids=["short", "long"]
)
def test_every_call_is_answered_as_the_document_says(page, examples, tmp_path):
    done = every_call(page, examples, tmp_path)
    assert done.returncode == 0, done.stdout[-6_000:] + done.stderr[-2_000:]


def test_no_word_of_a_return_is_printed(page):
    """Runs last in this file: it ends the page."""
    code = page.stop()
    said = "".join(page.log)
    assert code in (0, -15)
    assert "Traceback" not in said
    assert json.dumps(BREACHES[0]) not in said
