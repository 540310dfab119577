"""Since last time: what lets a finding be known again, and what an earlier report may say."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from answering import HOME, LATE, PLACES, checked, kept, mended, of, put, shuffled, written
from click.testing import CliRunner
from conftest import SPEC
from given_files import PROFILE, write_yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from resaving import by_libreoffice, by_openpyxl

from checker.cli import cli
from checker.errors import UsageError
from checker.model.findings import Finding
from checker.model.since import Previous
from checker.previous import comparing, read_previous, reading
from checker.previous.identity import WHOLE, identified, is_counted
from checker.render import write
from checker.resources import standards_folder

SCHEMA = json.loads(
    (standards_folder() / "_schemas" / "report.schema.json").read_text(encoding="utf-8")
)
CANARY = "Zqx<script>"
FAULTS = (
    f"{LATE}=2,not-in-list=2,missing-value,tidied-value=3,unknown-column,error-value=2,"
    "total-mismatch,orphan-row,identifier-in-cell,duplicate-key,unknown-sheet"
)


# Identity


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """A return with faults of every kind, among them in rows without a key, or without any name."""
    folder = tmp_path_factory.mktemp("faulty")
    path = written(folder / "faulty.xlsx", FAULTS)
    victims, sessions = PLACES["victims"], PLACES["sessions"]
    cells = {
        (place.sheet, f"{place.columns[field]}{place.first_row + row}"): value
        for place, row, field, value in (
            (victims, 3, "victim_ref", None),
            (victims, 3, "victim_type", "unheard of"),
            (sessions, 2, "session_ref", None),
            (sessions, 2, "case_ref", None),
            (sessions, 2, "attendance", "unheard of"),
            (sessions, 5, "session_ref", None),
            (sessions, 5, "case_ref", None),
            (sessions, 5, "attendance", "unheard of"),
        )
    }
    return put(path, path, cells)


@pytest.fixture(scope="module")
def identities(faulty):
    found = [finding.id for finding in checked_once(faulty).findings]
    assert len(set(found)) == len(found) > 20
    return set(found)


def moved_about(source, folder):
    """Rows and columns put in and taken out, and a sheet more."""
    out = folder / "moved.xlsx"
    book = openpyxl.load_workbook(source)
    for place in PLACES.values():
        sheet = book[place.sheet]
        if not place.cells:
            sheet.insert_cols(2, 1)
        sheet.delete_rows(1, 1)
        sheet.insert_rows(1, 4)
    book.create_sheet("More", 0)["A1"] = "One sheet more"
    book.save(out)
    return out


@pytest.mark.parametrize(
    ("how", "more"),
    [
        (lambda source, folder: shuffled(source, folder / "s.xlsx"), set()),
        (moved_about, {"unknown-sheet"}),
        pytest.param(by_openpyxl, set(), marks=pytest.mark.long),
        pytest.param(by_libreoffice("xlsx"), set(), marks=pytest.mark.office),
        pytest.param(by_libreoffice("ods"), set(), marks=pytest.mark.office),
    ],
    ids=["shuffled", "moved", "openpyxl", "libreoffice-xlsx", "libreoffice-ods"],
)
def test_identities_survive(how, more, faulty, identities, tmp_path):
    findings = checked(how(faulty, tmp_path)).findings
    found = {finding.id: finding.rule for finding in findings}
    gone = identities - found.keys()
    assert not gone
    assert {found[each] for each in found.keys() - identities} == more


def test_a_row_without_a_key_is_known_by_its_case_and_one_without_either_is_counted(faulty):
    findings = [f for f in checked_once(faulty).findings if f.rule == "not-in-list" and not f.key]
    by_table = {f.table: is_counted(f, SPEC) for f in findings}
    assert by_table == {"victims": False, "sessions": True}


def test_rules_about_whole_columns_and_sheets_are_rules():
    assert {rule.id for rule in SPEC.rules} >= WHOLE


FINDING = st.builds(
    Finding,
    id=st.just(""),
    rule=st.sampled_from(["not-in-list", "tidied-value"]),
    tier=st.just("ERROR"),
    message=st.just(""),
    fix=st.just(""),
    sheet=st.just("Cases"),
    cell=st.from_regex(r"[A-Z][1-9]", fullmatch=True),
    table=st.sampled_from(["cases", "victims", ""]),
    key=st.sampled_from(["", "C-1A", "C-2B"]),
    field=st.sampled_from(["", "status"]),
    case=st.sampled_from(["", "C-1A"]),
)


@given(st.lists(FINDING, max_size=12).flatmap(lambda f: st.tuples(st.just(f), st.permutations(f))))
def test_identities_are_one_each_and_the_same_in_any_order_and_at_any_place(lists):
    one, other = lists
    first = [finding.id for finding in identified(one)]
    elsewhere = [replace(finding, cell=f"B{n}") for n, finding in enumerate(other, 1)]
    assert len(set(first)) == len(first)
    assert {finding.id for finding in identified(elsewhere)} == set(first)


# From report to report


@pytest.fixture(scope="module")
def late(tmp_path_factory):
    return written(tmp_path_factory.mktemp("late") / "late.xlsx", f"{LATE}=5")


@pytest.fixture(scope="module")
def found(late):
    return of(checked_once(late))


@pytest.fixture(scope="module")
def earlier(late, tmp_path_factory):
    """The report.json of the return with five late offers."""
    return kept(checked_once(late), tmp_path_factory.mktemp("earlier"))


def data_of(path):
    return json.loads(path.read_text(encoding="utf-8"))


def put_json(path, data):
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_fixed_new_and_came_back_over_three_reports(late, found, tmp_path):
    """The first offer is put right and late again; the last is late from the second report on."""
    first = kept(checked(mended(late, tmp_path / "1.xlsx", found[4])), tmp_path / "1")
    second = checked(mended(late, tmp_path / "2.xlsx", found[0]), first)
    assert [f.since for f in of(second)] == [*["still there"] * 3, "new"]
    assert [gone.id for gone in second.since.fixed if gone.rule == LATE] == [found[0].id]
    gone = next(gone for gone in second.since.fixed if gone.id == found[0].id)
    assert (gone.case, gone.place) == (found[0].case, f"{found[0].sheet} {found[0].cell}")
    assert gone.message.endswith(found[0].message)
    third = checked(late, kept(second, tmp_path / "2"))
    assert [f.since for f in of(third)] == ["came back", *["still there"] * 4]
    since = third.since
    assert since.back == 1
    assert found[0].id not in since.cleared
    assert since.new + since.still + since.back == len(third.findings)
    assert not list(Draft202012Validator(SCHEMA).iter_errors(data_of(kept(third, tmp_path / "3"))))


def test_the_same_return_again_is_all_still_there_and_gives_the_same_bytes(late, earlier, tmp_path):
    one, other = (kept(checked(late, earlier), tmp_path / name) for name in "ab")
    assert one.read_bytes() == other.read_bytes()
    since = data_of(one)["since"]
    assert set(since) == set(checked_since())
    assert (since["new"], since["back"], since["fixed"], since["unlike"]) == (0, 0, [], [])
    assert since["still"] == len(data_of(one)["findings"])


def test_a_check_writes_over_the_report_that_it_was_given(late, earlier, tmp_path):
    shutil.copy(earlier, tmp_path / "report.json")
    words = ["check", str(late), "--standard", *HOME, "--out", str(tmp_path), "--format", "json"]
    words += ["--previous", str(tmp_path / "report.json")]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 1, done.output
    assert data_of(tmp_path / "report.json")["since"]["still"] == 5


def test_without_a_previous_report_nothing_is_said_of_it(late):
    report = checked_once(late)
    assert report.since is None
    assert {f.since for f in report.findings} == {""}


# What nobody looked at again is not fixed


def _unread(late, found, folder):
    place = PLACES["victims"]
    return put(late, folder / "r.xlsx", {(place.sheet, found[0].cell): "soon"})


def _no_key(late, found, folder):
    place = PLACES["victims"]
    cell = f"{place.columns['victim_ref']}{found[0].cell.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"
    return put(late, folder / "r.xlsx", {(place.sheet, cell): None})


def _no_sheet(late, found, folder):
    book = openpyxl.load_workbook(late)
    del book[found[0].sheet]
    book.save(folder / "r.xlsx")
    return folder / "r.xlsx"


def _no_column(late, found, folder):
    place = PLACES["victims"]
    head = f"{place.columns['iss_offer_date']}{place.heading_row}"
    return put(late, folder / "r.xlsx", {(place.sheet, head): "Else"})


def _not_readable(late, found, folder):
    (folder / "r.xlsx").write_bytes(b"PK\x03\x04 and no more")
    return folder / "r.xlsx"


@pytest.mark.parametrize(
    ("how", "lost"),
    [
        (_unread, 1),
        (_no_column, 5),
        (_not_readable, 5),
        pytest.param(_no_key, 1, marks=pytest.mark.long),
        pytest.param(_no_sheet, 5, marks=pytest.mark.long),
    ],
)
def test_what_was_not_looked_at_again_is_not_fixed_and_not_forgotten(
    how, lost, late, found, earlier, tmp_path
):
    report = checked(how(late, found, tmp_path), earlier)
    ids = [finding.id for finding in found[:lost]]
    assert [gone.id for gone in report.since.unchecked] == ids
    assert not report.since.fixed
    assert not set(ids) & set(report.since.cleared)
    previous = read_previous(kept(report, tmp_path))
    later = comparing.compared(previous, checked_once(late), comparing.Now(SPEC))
    assert [f.since for f in of(later)] == ["still there"] * 5


def test_a_standard_that_is_not_checked_again_leaves_its_findings_open(late, found, earlier):
    report = checked(late, earlier, standards=("gb-stalking",))
    assert len(report.since.unchecked) == 5
    assert report.since.unchecked[0].message.endswith(found[0].message)
    assert report.since.moved == ()
    assert any("standard that was checked last time" in said for said in report.since.unlike)


def test_a_verdict_that_moved_is_told(late, earlier, tmp_path):
    data = data_of(earlier)
    clause = next(each for each in data["verdicts"] if each["verdict"] == "for an assessor")
    clause["verdict"] = "not met"
    [moved] = checked(late, put_json(tmp_path / "p.json", data)).since.moved
    assert (moved.standard, moved.clause) == (clause["standard"], clause["clause"])
    assert (moved.was, moved.now) == ("not met", "for an assessor")


def test_what_is_known_by_its_number_only_does_not_come_back(faulty):
    """It may be another that nothing names: then it is new."""
    report = checked_once(faulty)
    cleared = tuple(finding.id for finding in report.findings)
    counted = {f.id for f in report.findings if is_counted(f, SPEC)}
    previous = replace(_nothing_before(), cleared=cleared)
    made = comparing.compared(previous, report, comparing.Now(SPEC))
    assert {f.id for f in made.findings if f.since == "new"} == counted
    assert counted
    assert {f.since for f in made.findings} == {"new", "came back"}


def _nothing_before():
    return Previous(
        *("a" * 64, "0.1.0", "P", "P-1", "", "full", "", "", "ppr-1.1", ""),
        {},
        *("", "", False),
        {},
        (),
        {},
        (),
    )


def test_only_the_latest_that_went_are_remembered(late, earlier, monkeypatch, tmp_path):
    monkeypatch.setattr(comparing, "CLEARED_KEPT", 3)
    report = checked_once(late)
    old = tuple(f"{n:016x}" for n in range(5))
    previous = replace(read_previous(earlier), cleared=old)
    made = comparing.compared(previous, replace(report, findings=()), comparing.Now(SPEC))
    assert made.since.cleared == old[:3], "nothing was looked at, so nothing was cleared"


# In what two checks differed


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"tool": {"version": "0.0.9"}}, "another version of the checker: 0.0.9 then"),
        ({"return": {"period": "2026-04-01 to 2026-06-30"}}, "another period: 2026-04-01 to"),
        ({"return": {"layout": "compact"}}, "another layout"),
        ({"return": {"spec": "ppr-0.9"}}, "another version of the return"),
        ({"return": {"spec_digest": "0" * 64}}, "specification of the return has changed"),
        ({"as_of": "2026-01-31"}, "another day: 2026-01-31 then"),
    ],
)
def test_what_was_checked_otherwise_is_said(change, words, late, earlier, tmp_path):
    data = data_of(earlier)
    for name, value in change.items():
        data[name] = data[name] | value if isinstance(value, dict) else value
    previous = read_previous(put_json(tmp_path / "p.json", data))
    report = checked_once(late)
    [said] = comparing.compared(previous, report, comparing.Now(SPEC)).since.unlike
    assert words in said


REPORTS: dict[Any, Any] = {}


def checked_once(path):
    if path not in REPORTS:
        REPORTS[path] = checked(path)
    return REPORTS[path]


def test_another_edition_and_other_settings_are_said(late, earlier, tmp_path):
    data = data_of(earlier)
    data["standards"][0]["edition"] = "1999.01"
    profile = write_yaml(tmp_path / "p.yaml", PROFILE)
    report = checked(late, put_json(tmp_path / "p.json", data), profile=profile)
    edition, settings_said = report.since.unlike
    assert "in another edition: 1999.01 then, 2023.02 now" in edition
    assert "another profile" in settings_said


# Files that are no previous report


def _changed(**fields: Any):
    return lambda data: {**data, **fields}


def _finding_with(**fields: Any):
    return lambda data: {**data, "findings": [{**data["findings"][0], **fields}]}


HOSTILE = {
    "other types": _changed(findings={"Zqx": 1}),
    "a number for a text": _changed(as_of=7),
    "no findings": lambda data: {k: v for k, v in data.items() if k != "findings"},
    "no report": lambda _: {"Zqx": 1},
    "a list": lambda _: ["Zqx"],
    "another hand": _finding_with(id="Zqx"),
    "a rule of no form": _finding_with(rule="Zqx <b>"),
    "a rule too long": _finding_with(rule="z" * 99),
    "cleared of no form": lambda data: (
        data | {"since": checked_since() | {"cleared": ["0" * 16, "Zqx"]}}
    ),
    "a tier of its own": _finding_with(tier="Zqx"),
    "deep within": _changed(changes=[{"was": None}]),
    "a huge number": lambda data: (
        data | {"explanations": [{"covers": 10**30, "state": "in force", "rule": "Zqx"}]}
    ),
}


def checked_since():
    return {
        **dict.fromkeys(("digest", "return_digest", "as_of"), ""),
        **dict.fromkeys(("new", "still", "back"), 0),
        **{name: [] for name in ("fixed", "unchecked", "cleared", "moved", "unlike")},
    }


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_report_of_ours_is_refused_in_words_of_ours(name, earlier, tmp_path):
    path = put_json(tmp_path / "p.json", HOSTILE[name](data_of(earlier)))
    with pytest.raises(UsageError) as refused:
        read_previous(path)
    assert "Zqx" not in str(refused.value)
    assert str(refused.value).startswith("The previous report p.json ")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"Zqx",
        b"\xff\xfe",
        b'{"Zqx": NaN}',
        b"[" * 100_000,
        b'{"schema_version": ' + b"[" * 900 + b"]" * 900 + b"}",
        b'{"schema_version": "\\ud800"}',
        b'{"schema_version": 1' + b"0" * 5000 + b"}",
        b'{"schema_version": 1' + b"0" * 400 + b"}",
        b'{"schema_version": 1e999}',
    ],
    ids=range(10),
)
def test_what_is_no_json_is_refused_in_words_of_ours(raw, tmp_path):
    path = tmp_path / "p.json"
    path.write_bytes(raw)
    with pytest.raises(UsageError, match=r"The previous report p\.json ") as refused:
        read_previous(path)
    assert "Zqx" not in str(refused.value)
    assert refused.value.__cause__ is None


@settings(max_examples=80)
@given(data=st.data())
def test_no_change_to_a_report_raises_anything_else(data, earlier, tmp_path_factory):
    """One field anywhere is replaced by one of another kind."""
    whole = data_of(earlier)
    node: Any = whole
    while True:
        names = list(node) if isinstance(node, dict) else list(range(len(node)))
        name = data.draw(st.sampled_from(names))
        below = node[name]
        if not isinstance(below, dict | list) or not below or data.draw(st.booleans()):
            break
        node = below
    values = st.sampled_from([None, 0, -1, 1.5, True, "", "Zqx", [], {}, ["Zqx"], {"Zqx": 1}])
    node[name] = data.draw(values)
    path = put_json(tmp_path_factory.getbasetemp() / "drawn.json", whole)
    said = ""
    try:
        read_previous(path)
    except UsageError as refused:
        said = str(refused)
    assert "Zqx" not in said


def test_a_file_that_is_missing_or_too_large_is_refused(earlier, tmp_path, monkeypatch):
    for path in (tmp_path, tmp_path / "none.json"):
        with pytest.raises(UsageError, match="does not exist or is a folder"):
            read_previous(path)
    monkeypatch.setattr(reading, "LARGEST_REPORT", 1000)
    with pytest.raises(UsageError, match="more than is read"):
        read_previous(earlier)
    monkeypatch.undo()
    lists = tmp_path / "lists.json"
    lists.write_bytes(b"[" + b"[]," * 2_000_000 + b"0]")
    with pytest.raises(UsageError, match="more than is read"):
        read_previous(lists)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"provider_id": "P-OTHER1"}, "about another provider"),
        ({"provider_id": "", "provider": "Somebody else"}, "about another provider"),
        ({"spec": "other-1.0"}, "another kind of return"),
    ],
)
def test_the_report_of_another_is_wrong_usage(change, words, late, earlier, tmp_path):
    data = data_of(earlier)
    data["return"] |= change
    path = put_json(tmp_path / "p.json", data)
    asked = ["check", str(late), "--previous", str(path), "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(cli, asked)
    assert isinstance(done.exception, UsageError)
    assert words in str(done.exception)
    assert not (tmp_path / "out").exists()


def test_a_report_of_the_first_version_is_read(late, earlier, tmp_path):
    """It has no field that came later."""
    data = data_of(earlier)
    for name in ("since", "explanations", "declared", "fix_first", "language", "unknown_claims"):
        del data[name]
    for name in ("profile", "changes", "waivers", "attested"):
        del data[name]
    del data["return"]["provider_id"]
    for finding in data["findings"]:
        for name in ("waiver", "expected", "found", "suggestions", "reopened", "since"):
            del finding[name]
    report = checked(late, put_json(tmp_path / "p.json", data))
    assert report.since.still == len(report.findings) == 5
    assert report.since.unlike == ()


# Nothing of it is passed on but what has a known form


def test_no_text_of_a_forged_report_reaches_the_new_one(late, found, earlier, tmp_path):
    """Every text in the file becomes the canary, but for those by which it is recognised."""
    data = data_of(earlier)
    gone = {**data["findings"][0], "id": "1" * 16, "rule": "never-heard-of"}
    data["findings"] += [gone, {**gone, "id": "2" * 16, "rule": LATE, "table": "victims"}]
    data["since"] = checked_since() | {
        "unchecked": [
            {"id": "3" * 16, "rule": LATE, "tier": "QUERY", "case": "", "message": "", "place": ""}
        ]
    }
    data["explanations"] = [
        dict.fromkeys(("sheet", "cell", "key", "reason", "why"), "")
        | {"rule": LATE, "state": "in force", "covers": 1, "counted": 1}
    ]
    spared = re.compile(
        r"id|rule|tier|kind|state|declared|computed|agreement|since|spec|provider_id|verdict|status|schema_version|language|.*digest"
    )
    forged = _canaries(data, spared)
    path = put_json(tmp_path / "p.json", forged)
    report = checked(late, path)
    assert len(report.since.fixed) + len(report.since.unchecked) == 3
    write(report, tmp_path / "out", ["json", "html"])
    for file in (tmp_path / "out").iterdir():
        assert "Zqx" not in file.read_text(encoding="utf-8"), file.name


def _canaries(node: Any, spared: re.Pattern[str], name: str = "") -> Any:
    if isinstance(node, dict):
        return {key: _canaries(value, spared, key) for key, value in node.items()}
    if isinstance(node, list):
        return [_canaries(value, spared, name) for value in node]
    return CANARY if isinstance(node, str) and not spared.fullmatch(name) else node


def test_a_key_of_the_wrong_form_is_not_passed_on(late, found, earlier, tmp_path):
    data = data_of(earlier)
    for finding, key in zip(
        data["findings"], ("V-9C7X5T", "Ann Other", "X" * 40, "JSMITH"), strict=False
    ):
        finding |= {"id": finding["id"][::-1], "key": key, "case": key}
    gone = checked(late, put_json(tmp_path / "p.json", data)).since.fixed
    assert [each.key for each in gone] == ["V-9C7X5T", *[""] * 3]
    assert [each.case for each in gone] == ["V-9C7X5T", *[""] * 3]
