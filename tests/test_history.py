"""The history of a provider's returns: what changed, what is kept, and what never is."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import openpyxl
import pytest
import yaml
from click.testing import CliRunner
from conftest import SPEC
from given_files import PROFILE

import checker.batch as batch
from checker.batch.counting import counting
from checker.batch.lines import from_line
from checker.batch.work import Job, Task, check_one
from checker.cli import cli
from checker.errors import UsageError
from checker.history import asked_about, kept, opened, purge, since
from checker.model.batch import Entry, Explained, Found, RuleSince, Since, Used
from checker.model.figures import Mark
from checker.model.findings import Verdict
from checker.model.profile import Profile
from checker.model.report import ReturnFacts
from checker.synth import write_sample
from checker.template import places

DAY = dt.date(2026, 11, 26)
KEEP = Profile("p", "P", "C", "1", "", retention_months=24)
SHAPE = SPEC.layouts["compact"]
PLACES = places(SPEC, SHAPE)
CASES, RETURN = PLACES["cases"], PLACES["return"]
NEXT = {"period_start": dt.datetime(2026, 10, 1), "period_end": dt.datetime(2026, 12, 31)}


# Returns that people send: one sample, sent again and for the next period


class Sheet:
    """The workbook of a provider who goes on working in it."""

    def __init__(self, path: Path) -> None:
        self.book = openpyxl.load_workbook(path)
        self.cases = self.book[CASES.sheet]

    def record(self, **values: object) -> None:
        for field, value in values.items():
            self.book[RETURN.sheet][RETURN.cells[field]].value = value

    def rows(self) -> dict[str, int]:
        """The row of each case by its reference."""
        column, first = CASES.columns["case_ref"], CASES.first_row
        cells = ((row, self.cases[f"{column}{row}"].value) for row in range(first, first + 30))
        return {str(value): row for row, value in cells if value}

    def set(self, case: str, field: str, value: object) -> None:
        self.cases[f"{CASES.columns[field]}{self.rows()[case]}"].value = value

    def get(self, case: str, field: str) -> str:
        return str(self.cases[f"{CASES.columns[field]}{self.rows()[case]}"].value)

    def drop(self, case: str) -> None:
        self.cases.delete_rows(self.rows()[case])

    def turn_over(self) -> None:
        """The rows of the cases, last first."""
        first, last = CASES.first_row, max(self.rows().values())
        rows = [[cell.value for cell in row] for row in self.cases.iter_rows(first, last)]
        for at, values in zip(range(first, last + 1), reversed(rows), strict=True):
            for column, value in enumerate(values, 1):
                self.cases.cell(at, column).value = value


@pytest.fixture(scope="module")
def sent(tmp_path_factory) -> Path:
    """Three submissions for one quarter and a return for the next; `four.json` tells the cases."""
    root = tmp_path_factory.mktemp("sent")
    start = dt.date(2026, 7, 1)
    first = root / "q3-1.xlsx"
    write_sample(SPEC, SHAPE, cases=30, seed=1, faults={}, out=first, period_start=start)
    sheet = Sheet(first)
    running = [case for case in sheet.rows() if sheet.get(case, "case_status")[:6] == "ACTIVE"]
    one, two, three, four = running[:4]
    sheet.set(one, "sex", None)
    sheet.set(two, "age_band", "PERHAPS")
    sheet.book.save(first)
    sheet.record(submission_number=2, replaces_submission=1, resubmission_reason="CORRECT-ERROR")
    sheet.set(one, "sex", "F")
    sheet.set(two, "sex", None)
    sheet.drop(three)
    sheet.book.save(root / "q3-2.xlsx")
    sheet.record(submission_number=3, replaces_submission=2)
    sheet.set(one, "sex", None)
    sheet.set(four, "ethnicity", "O9" if sheet.get(four, "ethnicity")[:2] != "O9" else "B1")
    sheet.book.save(root / "q3-3.xlsx")
    sheet.turn_over()
    sheet.book.save(root / "q3-3-sorted.xlsx")
    sheet.turn_over()
    sheet.record(submission_number=1, replaces_submission=None, resubmission_reason=None, **NEXT)
    sheet.set(one, "sex", "M")
    sheet.set(
        four, "case_type", "DA-FAM" if sheet.get(four, "case_type")[:6] != "DA-FAM" else "DA-IPV"
    )
    sheet.drop(two)
    sheet.book.save(root / "q4-1.xlsx")
    (root / "four.json").write_text(json.dumps([one, two, three, four]))
    return root


def checked(path: Path, out: str) -> Entry:
    plain = Job("", "", out, formats=("json",), options="same")
    return from_line(check_one(plain, Task(str(path), path.stem)))


@pytest.fixture(scope="module")
def entries(sent, tmp_path_factory) -> dict[str, Entry]:
    out = str(tmp_path_factory.mktemp("out"))
    made = (checked(path, out) for path in sorted(sent.glob("*.xlsx")))
    return {entry.name: entry for entry in made}


def told(
    path: Path, entries: Iterable[Entry], day: dt.date = DAY, profile: Profile = KEEP
) -> dict[str, tuple[Since, ...]]:
    """What a batch of these entries says has changed; it is recorded."""
    every = list(entries)
    with opened(path, profile, day) as history:
        changes = since(every, counting(every), history)
        history.keep()
    return changes


def rule(change: Since, name: str) -> RuleSince:
    return next((found for found in change.rules if found.rule == name), RuleSince(name))


MISSING, LISTED = "missing-value", "not-in-list"


def test_submissions_and_periods_say_what_is_new_fixed_still_there_and_back(entries, tmp_path):
    path = tmp_path / "h.duckdb"
    assert told(path, [entries["q3-1"]]) == {}

    [second] = told(path, [entries["q3-2"]])["q3-2"]
    assert (second.against, second.submission) == ("submission", 1)
    assert second.period == "2026-07-01 to 2026-09-30"
    assert rule(second, MISSING) == RuleSince(MISSING, new=1, fixed=1)
    assert rule(second, LISTED) == RuleSince(LISTED, still=1)
    assert second.vanished == 1
    assert second.facts == {}, "a fact that was blank is filled in, not changed"

    [third] = told(path, [entries["q3-3"]])["q3-3"]
    assert third.submission == 2
    assert rule(third, MISSING) == RuleSince(MISSING, still=1, back=1)
    assert (third.vanished, dict(third.facts)) == (0, {"ethnicity": 1})

    [later] = told(path, [entries["q4-1"]])["q4-1"]
    assert (later.against, later.submission, later.gap) == ("period", 3, False)
    assert rule(later, MISSING) == RuleSince(MISSING, fixed=2)
    assert (later.vanished, dict(later.facts)) == (1, {"case_type": 1})
    changed = {(standard, clause): (was, now) for standard, clause, was, now in later.verdicts}
    verdicts = {name: _verdicts(entries[name]) for name in ("q3-3", "q4-1")}
    assert changed == {
        clause: (verdicts["q3-3"][clause], now)
        for clause, now in verdicts["q4-1"].items()
        if verdicts["q3-3"][clause] != now
    }
    assert changed


def _verdicts(entry: Entry) -> dict[tuple[str, str], str]:
    return {(found.standard, found.clause): found.verdict for found in entry.verdicts}


def test_every_finding_of_today_is_new_still_there_or_back(entries, tmp_path):
    for name, changes in told(tmp_path / "h.duckdb", entries.values()).items():
        for change in changes:
            today = sum(found.new + found.still + found.back for found in change.rules)
            assert today == len(entries[name].findings)


def test_returns_that_come_together_are_compared_as_if_they_had_come_one_by_one(entries, tmp_path):
    apart, every = {}, [entries[name] for name in ("q3-1", "q3-2", "q3-3", "q4-1")]
    for entry in every:
        apart |= told(tmp_path / "apart.duckdb", [entry])
    together = told(tmp_path / "together.duckdb", every)
    assert together == {name: apart[name] for name in ("q3-3", "q4-1")}, (
        "overtaken ones are not told"
    )


def test_a_return_whose_rows_were_sorted_is_the_same(entries, tmp_path):
    path = tmp_path / "h.duckdb"
    told(path, [entries["q3-3"]])
    [change] = told(path, [entries["q3-3-sorted"]])["q3-3-sorted"]
    assert change.against == "submission"
    assert {(found.new, found.fixed, found.back) for found in change.rules} == {(0, 0, 0)}
    assert sum(found.still for found in change.rules) == len(entries["q3-3"].findings)
    assert (change.verdicts, change.vanished, change.facts, change.versions) == ((), 0, {}, ())


def test_the_same_batch_again_changes_nothing_and_says_the_same(entries, tmp_path):
    path = tmp_path / "h.duckdb"
    told(path, [entries["q3-1"]])
    changes = told(path, [entries["q3-2"], entries["q4-1"]])
    before = path.read_bytes()
    # Another day, and with a later batch between: what was compared then is compared again.
    assert told(path, [entries["q3-2"], entries["q4-1"]], DAY + dt.timedelta(days=40)) == changes
    assert path.read_bytes() == before
    assert [row.recorded for row in kept(path)] == [DAY, DAY, DAY]


def test_other_options_are_another_check_of_the_same_return(entries, tmp_path):
    path = tmp_path / "h.duckdb"
    told(path, [entries["q3-1"]])
    first = told(path, [entries["q3-2"]])
    other = [replace(entries[name], options="other", findings=()) for name in ("q3-1", "q3-2")]
    told(path, other)
    assert told(path, [entries["q3-2"]]) == first, "it is compared with its like"
    assert len(kept(path)) == 4


# Small entries, made by hand


def entry(name: str, **given: object) -> Entry:
    """An entry of the first quarter; `facts` among `given` are those of the return."""
    facts = {
        "provider": "Example Change Project",
        "provider_id": "PROV-1",
        "start": "2026-01-01",
        "end": "2026-03-31",
        "submission": 1,
        "spec": "ppr-1.0",
        **given.pop("facts", {}),  # type: ignore[arg-type]
    }
    return Entry(
        name,
        f"{name}.xlsx",
        f"digest {name}",
        "o",
        0,
        "",
        True,
        facts=ReturnFacts(**facts),
        **given,
    )  # type: ignore[arg-type]


def case(key: str, *, is_open: bool = True, **facts: str) -> Mark:
    digests = {
        field: hashlib.sha256(f"{key} {value}".encode()).hexdigest()
        for field, value in facts.items()
    }
    return Mark("case", hashlib.sha256(key.encode()).hexdigest(), digests, is_open)


SECOND = {"start": "2026-04-01", "end": "2026-06-30"}
THIRD = {"start": "2026-07-01", "end": "2026-09-30"}


def test_what_is_known_by_its_cell_alone_is_counted(tmp_path):
    def found(*cells: str) -> tuple[Found, ...]:
        return tuple(Found(cell, "hidden-rows", "QUERY", cell=cell, placed=True) for cell in cells)

    path = tmp_path / "h.duckdb"
    told(path, [entry("a", findings=found("A1", "A2"))])
    [change] = told(path, [entry("b", findings=found("B1", "B2", "B3"))])["b"]
    assert change.rules == (RuleSince("hidden-rows", new=1, still=2),)
    [change] = told(path, [entry("c", findings=found("B1"))])["c"]
    assert change.rules == (RuleSince("hidden-rows", fixed=2, still=1),)


def test_a_finding_is_back_after_a_period_without_it(tmp_path):
    fault = (Found("same", "read-once", "NOTE"),)
    path = tmp_path / "h.duckdb"
    told(path, [entry("a", findings=fault), entry("b", facts=SECOND)])
    [change] = told(path, [entry("c", facts=THIRD, findings=fault)])["c"]
    assert change.rules == (RuleSince("read-once", back=1),)


def test_cases_vanish_only_if_they_were_open_and_the_period_before_is_known(tmp_path):
    path = tmp_path / "h.duckdb"
    told(path, [entry("a", marks=(case("1"), case("2", is_open=False), case("3")))])
    [late] = told(path, [entry("c", facts=THIRD, marks=(case("3"),))])["c"]
    assert (late.gap, late.vanished) == (True, 0)
    [change] = told(path, [entry("b", facts=SECOND, marks=(case("3"),))])["b"]
    assert (change.gap, change.vanished) == (False, 1)


def test_facts_are_compared_field_by_field_where_both_say_something(tmp_path):
    path = tmp_path / "h.duckdb"
    told(path, [entry("a", marks=(case("1", sex="F", ethnicity="W1"), case("2", sex="F")))])
    marks = (case("1", ethnicity="B1", case_type="DA"), case("2", sex="M"))
    [change] = told(path, [entry("b", facts=SECOND, marks=marks)])["b"]
    assert change.facts == {"ethnicity": 1, "sex": 1}


def test_other_versions_are_compared_and_named(tmp_path):
    path = tmp_path / "h.duckdb"
    told(path, [entry("a", standards=(Used("x", "1", ""), Used("y", "1", "")))])
    newer = entry(
        "b", facts={"spec": "ppr-1.1", **SECOND}, standards=(Used("x", "2", ""), Used("z", "1", ""))
    )
    [change] = told(path, [newer])["b"]
    assert change.versions == (
        ("return", "ppr-1.0", "ppr-1.1"),
        ("x", "1", "2"),
        ("y", "1", ""),
        ("z", "", "1"),
    )


def test_a_reference_written_otherwise_is_the_same_provider_and_another_is_not(tmp_path):
    path = tmp_path / "h.duckdb"
    told(path, [entry("a"), entry("x", facts={"provider_id": "PROV-2"})])
    changes = told(path, [entry("b", facts={"provider_id": "prov 1", **SECOND})])
    assert [change.against for change in changes["b"]] == ["period"]


def test_what_could_not_be_read_or_placed_is_not_recorded_and_the_latter_is_said(tmp_path):
    path = tmp_path / "h.duckdb"
    unread = replace(entry("a"), ready=None)
    nameless = entry("b", facts={"provider": "", "provider_id": ""})
    timeless = entry("c", facts={"end": ""})
    with opened(path, KEEP, DAY) as history:
        assert since([unread, nameless, timeless], {"a", "b", "c"}, history) == {}
        history.keep()
    assert kept(path) == []
    assert "2 not recorded: they name no provider or no period." in history.words


def test_changes_are_asked_about_in_counts_and_by_heading(tmp_path):
    path = tmp_path / "h.duckdb"
    told(path, [entry("a", marks=(case("1", sex="F"), case("2"), case("3")))])
    changes = told(path, [entry("b", facts=SECOND, marks=(case("1", sex="M"),))])
    found = {one.rule: one for one in asked_about(changes, SPEC)}
    assert {(one.tier, one.entries) for one in found.values()} == {("QUERY", ("b",))}
    assert found["vanished-open-cases"].message.endswith(
        "2 cases of the return for 2026-01-01 to 2026-03-31."
    )
    assert found["facts-changed"].message.endswith(
        "Against the return for 2026-01-01 to 2026-03-31: Sex of 1 case."
    )


def test_a_fact_corrected_in_a_later_submission_is_no_question(tmp_path):
    path = tmp_path / "h.duckdb"
    told(path, [entry("a", marks=(case("1", sex="F"),))])
    changes = told(path, [entry("b", facts={"submission": 2}, marks=(case("1", sex="M"),))])
    assert changes["b"][0].facts == {"sex": 1}
    assert list(asked_about(changes, SPEC)) == []


# How long it is kept


def test_without_a_retention_there_is_no_history(tmp_path):
    path = tmp_path / "h.duckdb"
    for profile in (None, replace(KEEP, retention_months=None)):
        with (
            pytest.raises(UsageError, match=r"retention_months: 24.*--profile"),
            opened(path, profile),
        ):
            pass
    assert list(tmp_path.iterdir()) == []


def test_what_has_been_kept_long_enough_is_gone_to_the_last_byte(tmp_path):
    path = tmp_path / "h.duckdb"
    profile = replace(KEEP, retention_months=1)
    recorded = dt.date(2026, 1, 31)
    told(path, [entry("a", facts={"provider": "Long Ago Trust"})], recorded, profile)
    told(path, [entry("b", facts={"provider_id": "PROV-2"})], dt.date(2026, 2, 10), profile)
    assert [str(row.until) for row in kept(path)] == ["2026-03-10", "2026-02-28"]
    assert holds(path, "Long Ago Trust")
    with opened(path, profile, dt.date(2026, 2, 27)) as history:
        assert history.removed == 0
    with opened(path, profile, dt.date(2026, 2, 28)) as history:
        assert "1 removed" in history.words
    assert not holds(path, "Long Ago Trust")
    assert [row.provider_id for row in kept(path)] == ["PROV-2"]


def holds(path: Path, text: str) -> bool:
    """Whether the bytes of the file, or of what lies beside it, hold a text."""
    return any(text.encode() in file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


@pytest.fixture
def three(tmp_path) -> Path:
    path = tmp_path / "h.duckdb"
    told(path, [entry("a", marks=(case("1"),))], dt.date(2026, 1, 10))
    told(path, [entry("b", facts=SECOND)], dt.date(2026, 5, 10))
    other = {"provider": "Other Example Trust", "provider_id": "PROV-2"}
    told(path, [entry("c", facts=other)], dt.date(2026, 5, 10))
    return path


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (["--before", "2026-05-10"], ["PROV-1", "PROV-2"]),
        (["--provider", "prov-2"], ["PROV-1", "PROV-1"]),
        (["--all"], []),
        ([], ["PROV-1", "PROV-1", "PROV-2"]),
    ],
)
def test_purge_removes_what_it_is_told_to(three, words, left):
    done = CliRunner().invoke(cli, ["history", "purge", str(three), *words])
    assert done.output == f"Removed {3 - len(left)}, kept {len(left)}.\n"
    assert [row.provider_id for row in kept(three)] == left
    assert holds(three, "Other Example Trust") == ("PROV-2" in left)
    assert [file.name for file in three.parent.iterdir()] == [three.name]


def test_after_everything_was_removed_the_secret_is_another(three):
    before = secret(three)
    purge(three, provider="PROV-2")
    assert secret(three) == before
    purge(three, everything=True)
    assert secret(three) != before
    assert before not in three.read_bytes()


def secret(path: Path) -> bytes:
    with duckdb.connect(str(path), read_only=True) as connection:
        [(found,)] = connection.execute("SELECT secret FROM about").fetchall()
    return found


def test_a_provider_of_whom_nothing_is_there_is_said(three):
    with pytest.raises(UsageError, match="nothing of a provider of that id; nothing was removed"):
        purge(three, provider="PROV-3")
    with pytest.raises(UsageError, match="only one of --before, --provider and --all"):
        CliRunner().invoke(
            cli,
            ["history", "purge", str(three), "--all", "--provider", "P"],
            catch_exceptions=False,
        )


def test_the_list_tells_what_is_kept_and_until_when(three):
    before = three.read_bytes()
    done = CliRunner().invoke(cli, ["history", "list", str(three)])
    heads, first, *_ = done.output.splitlines()
    assert re.split(r"  +", heads)[:5] == ["Provider", "Id", "Period", "Submission", "Recorded"]
    assert re.split(r"  +", first)[:6] == [
        "Example Change Project",
        "PROV-1",
        "2026-01-01 to 2026-03-31",
        "1",
        "2026-01-10",
        "2028-01-10",
    ]
    rows = json.loads(
        CliRunner().invoke(cli, ["history", "list", str(three), "--format", "json"]).output
    )
    assert [(row["provider_id"], row["cases"], row["until"]) for row in rows] == [
        ("PROV-1", 1, "2028-01-10"),
        ("PROV-1", 0, "2028-05-10"),
        ("PROV-2", 0, "2028-05-10"),
    ]
    assert three.read_bytes() == before


# What never stands in it


def test_no_value_no_key_and_no_digest_that_others_could_make_is_in_the_file(
    sent, entries, tmp_path
):
    path = tmp_path / "h.duckdb"
    told(path, entries.values())
    stored = everything_in(path)
    raw = path.read_bytes()
    assert any(entries["q3-1"].digest in text for text in stored), "the test looks at what is there"
    for secret_text in known_to_others(sent, entries):
        assert not any(secret_text in text for text in stored)
        assert secret_text.encode() not in raw
        if re.fullmatch(r"[0-9a-f]{16,64}", secret_text):
            assert bytes.fromhex(secret_text)[:16] not in raw


def everything_in(path: Path) -> set[str]:
    """Each value of each table as text; DuckDB may have packed them so that no one sees them."""
    found: set[str] = set()
    with duckdb.connect(str(path), read_only=True) as connection:
        for (table,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            for row in connection.execute(f'SELECT * FROM "{table}"').fetchall():
                found.update(map(_text, row))
    return found


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.hex()
    return " ".join(map(_text, value)) if isinstance(value, list) else str(value)


def known_to_others(sent: Path, entries: dict[str, Entry]) -> set[str]:
    """References of cases, people and victims, days, their plain digests, and those of results."""
    texts: set[str] = set()
    for path in sent.glob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        for table in ("cases", "victims"):
            place = PLACES[table]
            rows = book[place.sheet].iter_rows(place.first_row, values_only=True)
            for value in (value for row in rows for value in row if value is not None):
                if isinstance(value, dt.datetime):
                    texts.add(f"{value:%Y-%m-%d}")
                elif re.fullmatch(r"[CPVW]-[0-9A-Z]{6}", str(value)):
                    texts.add(str(value))
    assert len(texts) > 60
    texts -= {f"{day:%Y-%m-%d}" for day in NEXT.values()} | {"2026-07-01", "2026-09-30", str(DAY)}
    plain = {hashlib.sha256(text.encode()).hexdigest() for text in texts}
    marks = [mark for one in entries.values() for mark in one.marks]
    made = {digest for mark in marks for digest in (mark.key, *mark.facts.values())}
    identities = {found.identity for one in entries.values() for found in one.findings}
    return texts | plain | {digest[:32] for digest in plain} | made | identities


def test_explanations_are_kept_as_rule_reason_and_number(sent, tmp_path):
    sheet = Sheet(sent / "q3-1.xlsx")
    place = PLACES["explanations"]
    said = {
        "rule_id": "case-without-victim",
        "count_explained": 3,
        "reason_code": "GENUINE",
        "explanation": "Zqx Canary says so",
    }
    for field, value in said.items():
        sheet.book[place.sheet][f"{place.columns[field]}{place.first_row}"].value = value
        if field == "rule_id":
            value = "Zqx Canary rule"
        sheet.book[place.sheet][f"{place.columns[field]}{place.first_row + 1}"].value = value
    path = tmp_path / "r.xlsx"
    sheet.book.save(path)
    made = checked(path, str(tmp_path / "out"))
    assert made.explanations == (Explained("case-without-victim", "GENUINE", 3),)
    told(tmp_path / "h.duckdb", [made])
    assert not any("Zqx" in text for text in everything_in(tmp_path / "h.duckdb"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_its_owner_reads_it(three):
    assert three.stat().st_mode & 0o777 == 0o600
    three.chmod(0o640)
    purge(three, everything=True)
    assert three.stat().st_mode & 0o777 == 0o640, "what the owner allowed stays allowed"


# Files that are no history, and runs that end


def _foreign(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE theirs AS SELECT 42 AS answer")


def _with_a_view(path: Path) -> None:
    told(path, [entry("a")])
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE VIEW more AS SELECT 1")


def _later(path: Path) -> None:
    told(path, [entry("a")])
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE about SET version = 99")


def _cut(path: Path) -> None:
    told(path, [entry("a")])
    path.write_bytes(path.read_bytes()[:30_000])


def _flipped(path: Path) -> None:
    """One bit of one case's key, which nothing but comparing that case would read."""
    told(path, [entry("a", marks=tuple(case(str(number)) for number in range(3000)))])
    with duckdb.connect(str(path), read_only=True) as connection:
        [(key,)] = connection.execute("SELECT key FROM cases LIMIT 1 OFFSET 2000").fetchall()
    data = bytearray(path.read_bytes())
    data[data.index(key)] ^= 1
    path.write_bytes(bytes(data))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.write_text("provider;period\n" * 900), "is not a history"),
        (lambda path: path.write_bytes(b""), "is not a history"),
        (lambda path: path.mkdir(), "There is no history"),
        (_foreign, "is not a history"),
        (_with_a_view, "is not a history"),
        (_later, "later version of this program.*99.*update"),
        (_cut, "could not be used as a history.*backup"),
        (_flipped, "could not be used as a history.*backup"),
    ],
    ids=["text", "empty", "folder", "foreign", "view", "later", "cut", "flipped"],
)
def test_a_file_that_is_no_sound_history_is_told_and_left_as_it_is(tmp_path, make, words):
    path = tmp_path / "h.duckdb"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    for use in (lambda: kept(path), lambda: purge(path), lambda: told(path, [])):
        with pytest.raises(UsageError, match=words) as caught:
            use()
        assert caught.value.exit_code == 2
        assert str(tmp_path) not in str(caught.value)
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_no_place_for_it_is_told(tmp_path):
    with pytest.raises(UsageError, match=r"no folder for h\.duckdb"):
        told(tmp_path / "none" / "h.duckdb", [])
    with pytest.raises(UsageError, match=r"There is no history h\.duckdb"):
        kept(tmp_path / "h.duckdb")


HOLD = """
import datetime as dt, sys, time
from pathlib import Path
sys.path[:0] = {path!r}
from test_history import KEEP, case, counting, entry, opened, since
number, path = 0, Path(sys.argv[1])
while True:
    number += 1
    marks = tuple(case(str(m)) for m in range(400))
    every = [entry(f"{{number}}-{{n}}", marks=marks) for n in range(9)]
    with opened(path, KEEP, dt.date(2026, 11, 26)) as history:
        since(every, counting(every), history)
        print(number, flush=True)
        if sys.argv[2] == "hold":
            time.sleep(60)
        history.keep()
    print("kept", number, flush=True)
"""


def another_run(path: Path, what: str) -> subprocess.Popen[str]:
    """A process of its own that records batch after batch, or holds the history open."""
    code = HOLD.format(path=[str(Path(__file__).parent)])
    words = [sys.executable, "-c", code, str(path), what]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


def test_a_history_in_use_is_told_and_a_killed_run_leaves_it_as_it_was(three):
    before = kept(three)
    with another_run(three, "hold") as other:
        assert other.stdout.readline() == "1\n"
        for use in (lambda: kept(three), lambda: purge(three), lambda: told(three, [])):
            with pytest.raises(UsageError, match="in use by another run"):
                use()
        other.kill()
    assert kept(three) == before
    told(three, [entry("d", facts=THIRD)])
    assert len(kept(three)) == 4


@pytest.mark.parametrize("wait", [0.0, 0.01, 0.05, 0.2])
def test_a_run_killed_while_it_writes_loses_nothing_that_was_kept(three, wait):
    before = kept(three)
    with another_run(three, "go") as other:
        other.stdout.readline()
        time.sleep(wait)
        other.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        lines = other.stdout.read().split("\n")
    batches = [int(line.split()[1]) for line in lines if line.startswith("kept")]
    now = kept(three)
    assert [row for row in now if row in before] == before
    # One batch may have been kept a moment before it could say so; none is there in part.
    assert (len(now) - len(before)) in {9 * max(batches, default=0) + more for more in (0, 9)}


# Batches


@pytest.fixture
def profile(tmp_path) -> Path:
    path = tmp_path / "profile.yaml"
    path.write_text(yaml.safe_dump({**PROFILE, "retention_months": 24}), encoding="utf-8")
    return path


def run(*words: object) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "checker", "batch", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr
    return f"{done.returncode} {done.stdout}{done.stderr}"


def files(out: Path) -> dict[Path, bytes]:
    return {path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_a_batch_says_what_changed_and_again_in_the_same_bytes(sent, profile, tmp_path):
    path = tmp_path / "h.duckdb"
    history = ("--history", path, "--profile", profile, "--jobs", 1, "--format", "json")
    first = [sent / "q3-1.xlsx", sent / "q3-3.xlsx"]
    assert "2 recorded, 0 there already" in run(*first, "--out", tmp_path / "first", *history)
    said = run(sent / "q4-1.xlsx", "--out", tmp_path / "one", *history)
    assert said.startswith("1 ")
    assert "1 recorded, 0 there already" in said
    bytes_of_history = path.read_bytes()
    again = run(sent / "q4-1.xlsx", "--out", tmp_path / "two", *history)
    assert "0 recorded, 1 there already" in again
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert path.read_bytes() == bytes_of_history
    assert str(dt.date.today()) not in "".join(map(str, files(tmp_path / "one").values()))


def test_the_findings_of_a_batch_name_what_is_asked(sent, tmp_path):
    from checker.model.profile import Given

    path, given = tmp_path / "h.duckdb", Given(KEEP)
    words = {"jobs": 1, "formats": ("json",), "given": given, "history": path}
    batch.run([sent / "q3-3.xlsx"], tmp_path / "a", **words)
    result = batch.run([sent / "q4-1.xlsx"], tmp_path / "b", **words)
    asked = {found.rule: found for found in result.across}
    assert {"vanished-open-cases", "facts-changed"} <= set(asked)
    assert result.exit_code >= 1
    keys = json.loads((sent / "four.json").read_text())
    told_words = " ".join(found.message for found in result.across)
    assert not any(key in told_words for key in keys)


def test_a_resumed_batch_ends_with_the_same_bytes_and_the_same_history(sent, tmp_path):
    from checker.model.profile import Given

    every = [sent / f"{name}.xlsx" for name in ("q3-1", "q3-2", "q4-1")]
    words = {"jobs": 1, "formats": ("json",), "given": Given(KEEP)}
    for name in ("whole", "parts"):
        batch.run(
            every[:1], tmp_path / f"{name}-before", history=tmp_path / f"{name}.duckdb", **words
        )
    batch.run(every[1:], tmp_path / "whole", history=tmp_path / "whole.duckdb", **words)
    batch.run(every[1:2], tmp_path / "parts", history=None, **words)
    batch.run(
        every[1:], tmp_path / "parts", history=tmp_path / "parts.duckdb", resume=True, **words
    )
    assert files(tmp_path / "whole") == files(tmp_path / "parts")
    assert kept(tmp_path / "whole.duckdb") == kept(tmp_path / "parts.duckdb")


def test_a_batch_that_fails_records_nothing(sent, tmp_path, monkeypatch):
    from checker.model.profile import Given

    def fails(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(batch, "write_pack", fails)
    path = tmp_path / "h.duckdb"
    with pytest.raises(OSError, match="no room"):
        batch.run([sent / "q3-1.xlsx"], tmp_path / "out", jobs=1, given=Given(KEEP), history=path)
    assert kept(path) == []


def _many(first: int, facts: dict[str, str]) -> Sequence[Entry]:
    return [
        entry(
            f"{first + n}",
            facts={"provider_id": f"PROV-{n}", **facts},
            counts={"ERROR": 10},
            verdicts=tuple(Verdict("x", str(c), "met", "", "", "") for c in range(30)),
            findings=tuple(Found(f"{n} {m}", f"rule-{m % 7}", "ERROR") for m in range(10)),
            marks=tuple(case(f"{n} {m}", sex="F") for m in range(10)),
        )
        for n in range(2500)
    ]


def test_five_thousand_returns_stay_fast(tmp_path):
    path = tmp_path / "h.duckdb"
    started = time.monotonic()
    told(path, _many(0, {}))
    changes = told(path, _many(5000, SECOND))
    assert len(kept(path)) == 5000
    assert len(changes) == 2500
    assert all(sum(rule.still for rule in change.rules) == 10 for [change] in changes.values())
    purge(path, before=DAY + dt.timedelta(days=1))
    # A few seconds on an idle machine; a statement for each row would take minutes.
    assert time.monotonic() - started < 90
