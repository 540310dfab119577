"""foi.csv: every number right or withheld, none to be worked out, no text a formula."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter, defaultdict
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_matrix
from sparing import some

from checker.batch.counting import counting
from checker.batch.foi import read_earlier, write_foi
from checker.batch.foi.cells import QUESTIONS, ROUTES, SEXES
from checker.batch.foi.taken import label
from checker.errors import UsageError
from checker.model.batch import Entry, Together
from checker.model.figures import Count, Figures, Programme
from checker.model.profile import Given, Profile, SmallNumbers
from checker.model.receipt import Stop
from checker.model.report import ReturnFacts
from checker.packs import load_return
from checker.render.safe import safe_text

SPEC = load_return()
TOGETHER = Together("0.0", spec=SPEC)
COLUMNS = ("question", "provider", "programme", "period", "sex", "route", "agency")
QUARTERS = (("2026-04-01", "2026-06-30"), ("2026-07-01", "2026-09-30"))
SOURCES = ("POL", "CSC", "PROB", "MARAC", "OTHER")


def counted(chance, programmes):
    """Random counts of a return, small ones many, and the agencies that its referrals came from."""
    counts = []
    for stage in QUESTIONS:
        for place in range(programmes):
            for sex in ("M", "F", "NK"):
                for route in ROUTES:
                    most = {"M": 60, "F": 14}.get(sex, 3)
                    if number := chance.choice((0, chance.randrange(most), chance.randrange(most))):
                        counts.append(Count(stage, place, sex, route, number))
    by_agency = sum(c.number for c in counts if c.stage == "REFERRALS" and c.route == "agency")
    others = sum(c.number for c in counts if c.stage == "REFERRALS" and c.route == "self")
    split = Counter(chance.choice(SOURCES) for _ in range(by_agency))
    return tuple(counts), dict(split) | {"SELF": others}


def entry(provider, period=QUARTERS[1], counts=(), names=("Change Together",), **changes):
    referrers = changes.pop("referrers", {})
    programmes = tuple(Programme(name, funder="PCC", evaluation="PLANNED") for name in names)
    facts = ReturnFacts(
        provider=f"Provider {provider}",
        provider_id=f"PROV-{provider}",
        start=period[0],
        end=period[1],
        submission=changes.pop("submission", 1),
        prepared_on=changes.pop("prepared_on", "2026-10-05"),
    )
    figures = Figures(programmes=programmes, counts=tuple(counts), referrers=referrers)
    name = f"{provider}-{period[0]}"
    whole = Entry(name, f"{name}.xlsx", name, "", 0, "", True, facts=facts, figures=figures)
    return replace(whole, **changes)


def quarter(seed, providers, periods=1):
    chance = random.Random(seed)
    made = []
    for number in range(providers):
        names = [f"Programme {n}" for n in range(chance.randint(1, 2))]
        for period in QUARTERS[:periods]:
            counts, referrers = counted(chance, len(names))
            made.append(entry(number, period, counts, names, referrers=referrers))
    return made


def written(entries, folder, together=TOGETHER):
    write_foi(entries, folder, together)
    return (folder / "foi.csv").read_bytes()


def rows_of(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def numbers_of(data):
    """The counts of the file by their columns; None where one is withheld."""
    return {
        tuple(row[name] for name in COLUMNS): None if row["value"] == "[c]" else int(row["value"])
        for row in rows_of(data)
        if row["question"] in QUESTIONS.values()
    }


# Right numbers.


def total(entries, question, **columns):
    """The count that a row should hold, from the entries alone."""
    stage = next(code for code, name in QUESTIONS.items() if name == question)
    found = 0
    for each in entries:
        facts = each.facts
        if columns["provider"] not in ("All", facts.provider):
            continue
        if columns["period"] not in ("All", f"{facts.start} to {facts.end}"):
            continue
        if columns["agency"] != "All":
            labels = {code.label: code.code for code in SPEC.code_lists["refsrc"].codes}
            found += each.figures.referrers.get(labels[columns["agency"]], 0)
            continue
        for count in each.figures.counts:
            named = each.figures.programmes[count.programme].name
            found += count.number * (
                count.stage == stage
                and columns["programme"] in ("All", named)
                and columns["sex"] in ("All", SEXES.get(count.sex, SEXES[""]))
                and columns["route"] in ("All", ROUTES[count.route])
            )
    return found


def test_every_number_is_the_sum_of_its_cases_and_small_ones_are_withheld(tmp_path):
    entries = quarter(seed=1, providers=3, periods=2)
    numbers = numbers_of(written(entries, tmp_path))
    for place, number in numbers.items():
        true = total(entries, **dict(zip(COLUMNS, place, strict=True)))
        assert number in (true, None)
        assert number is None or not 0 < number < 10
    assert {place[3] for place in numbers} == {"All", *(" to ".join(q) for q in QUARTERS)}
    shown = [place for place, number in numbers.items() if number]
    assert {place[0] for place in shown} == set(QUESTIONS.values())
    assert ("Referred in", "All", "All", "All", "All", "All", "All") in shown


def test_the_order_of_the_returns_changes_no_byte(tmp_path):
    entries = quarter(seed=2, providers=3)
    first = written(entries, tmp_path)
    assert written(entries[::-1], tmp_path) == first


def test_a_profile_sets_the_smallest_number_that_is_shown(tmp_path):
    counts = [Count("REFERRALS", 0, "M", "agency", 7), Count("REFERRALS", 0, "M", "self", 30)]
    profile = Profile("p", "P", "C", "1", "0", small_numbers=SmallNumbers(public=3))
    given_profile = Together("0.0", Given(profile), SPEC)
    place = ("Referred in", "Provider 1", "All", " to ".join(QUARTERS[1]), "All", "Agency", "All")
    entries = [entry(1, counts=counts, referrers={"POL": 7, "SELF": 30})]
    assert numbers_of(written(entries, tmp_path))[place] is None
    assert numbers_of(written(entries, tmp_path, given_profile))[place] == 7


# Nothing to be worked out.


def sums_of(places):
    """What an outsider knows of the file: each total over one column, with its parts."""
    for at in range(1, len(COLUMNS)):
        parts = defaultdict(list)
        for place in places:
            if place[at] != "All":
                parts[(*place[:at], "All", *place[at + 1 :])].append(place)
        yield from ((whole, split) for whole, split in parts.items() if whole in places)


def ranges(numbers, enough):
    """The least and the most that each withheld number can be, by linear programming.

    Every solution found is a table that looks the same, so it tells of all numbers at once; the
    search for one number ends once it is known to range over `enough(place)`.
    """
    places = list(numbers)
    column = {place: n for n, place in enumerate(places)}
    rows, columns, signs = [], [], []
    for row, (whole, parts) in enumerate(sums_of(numbers)):
        for place, sign in [(whole, -1), *((part, 1) for part in parts)]:
            rows.append(row)
            columns.append(column[place])
            signs.append(sign)
    matrix = csr_matrix((signs, (rows, columns)), shape=(max(rows) + 1, len(places)))
    # A wide bound stands for none, so that every search ends.
    bounds = [(0, 10_000) if numbers[p] is None else (numbers[p], numbers[p]) for p in places]
    least, most = np.full(len(places), np.inf), np.full(len(places), -np.inf)
    hidden = [place for place in places if numbers[place] is None]
    for place in hidden:
        at = column[place]
        for sign in (1, -1):
            if most[at] - least[at] < enough(place):
                goal = np.zeros(len(places))
                goal[at] = sign
                solved = linprog(goal, A_eq=matrix, b_eq=np.zeros(matrix.shape[0]), bounds=bounds)
                least, most = np.minimum(least, solved.x), np.maximum(most, solved.x)
    return {place: (least[column[place]], most[column[place]]) for place in hidden}


@pytest.mark.parametrize(
    ("seed", "providers", "periods"),
    some([(3, 3, 1), (5, 6, 1), (6, 3, 2), (11, 3, 3), (13, 1, 1), (14, 1, 2), (15, 2, 1)], 2),
)
def test_no_withheld_number_can_be_worked_out(tmp_path, seed, providers, periods):
    entries = quarter(seed, providers, periods)
    numbers = numbers_of(written(entries, tmp_path))
    true = {p: total(entries, **dict(zip(COLUMNS, p, strict=True))) for p in numbers}

    def enough(place):
        return 10 if 0 < true[place] < 10 else 1

    found = ranges(numbers, enough)
    close = [p for p, (least, most) in found.items() if most - least < enough(p) - 1e-6]
    assert close == []
    assert len(found) > 50
    assert len(numbers) > len(found)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 140))
def test_no_withheld_number_can_be_worked_out_of_any_quarter(tmp_path, seed):
    test_no_withheld_number_can_be_worked_out(tmp_path, seed, 1 + seed % 5, 1 + seed % 3)


def test_the_attack_finds_a_number_that_was_not_guarded():
    whole = ("Referred in", "All", "All", "Q", "All", "All", "All")
    one, other = ((*whole[:4], sex, *whole[5:]) for sex in ("Female", "Male"))
    found = ranges({whole: 20, one: None, other: 17}, lambda _: 1)
    assert {place: (round(least), round(most)) for place, (least, most) in found.items()} == {
        one: (3, 3)
    }


def test_nothing_tells_why_a_number_is_withheld(tmp_path):
    rows = rows_of(written(quarter(seed=7, providers=3), tmp_path))
    assert {row["note"] for row in rows if row["value"] == "[c]"} == {""}


def test_too_many_numbers_are_not_given_and_that_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("checker.batch.foi.shown.shown_cells.__defaults__", (25,))
    data = written(quarter(seed=8, providers=4), tmp_path)
    assert {place[2] for place in numbers_of(data)} == {"All"}
    said = [row for row in rows_of(data) if "not given" in row["question"]]
    assert any("and by programme" in row["question"] for row in said)
    assert {row["value"] for row in said} == {"[x]"}


# What counts.


def test_the_newest_submission_counts_and_a_file_sent_twice_once(tmp_path):
    def sent(name, number, **changes):
        counts = [Count("REFERRALS", 0, "M", "self", number)]
        return entry(1, counts=counts, name=name, referrers={"SELF": number}, **changes)

    stop = Stop("corrupt", "It is corrupt.", "Send it again.")
    entries = [
        sent("a", 40),
        sent("b", 50, submission=2, prepared_on="2026-11-01"),
        sent("c", 50, submission=2, prepared_on="2026-11-01"),
        sent("d", 60, submission=2, prepared_on="2026-10-30"),
        sent("e", 70, submission=3, ready=None, stop=stop),
        sent("f", 80, submission=4, ready=None, failed="A pack is at fault."),
    ]
    assert counting(entries) == {"b"}
    assert counting(entries[::-1]) == {"b"}
    data = written(entries, tmp_path)
    assert (
        numbers_of(data)[
            "Referred in", "Provider 1", "All", " to ".join(QUARTERS[1]), "All", "All", "All"
        ]
        == 50
    )
    said = {row["note"]: row["value"] for row in rows_of(data) if "Returns" in row["question"]}
    assert said[""] == "1"
    assert said["Could not be read or checked."] == "2"
    assert said["Sent twice, or overtaken by a newer submission."] == "3"


def test_a_return_that_overlaps_another_is_not_counted_twice(tmp_path):
    counts = [Count("REFERRALS", 0, "M", "self", 40)]
    year = entry(1, ("2026-04-01", "2027-03-31"), counts, name="year")
    data = written([year, entry(1, counts=counts)], tmp_path)
    assert {place[3] for place in numbers_of(data)} == {" to ".join(QUARTERS[1])}
    [said] = [row for row in rows_of(data) if "overlaps" in row["note"]]
    assert said["value"] == "1"


def test_a_return_without_provider_or_period_is_told(tmp_path):
    lost = entry(1, name="x")
    lost = replace(lost, facts=replace(lost.facts, start="", end=""))
    data = written([lost], tmp_path)
    assert numbers_of(data) == {}
    [said] = [row for row in rows_of(data) if "Does not tell" in row["note"]]
    assert said["value"] == "1"


# The file as such.


def test_the_file_opens_in_spreadsheets_and_leaves_no_cell_without_a_reason(tmp_path):
    data = written([entry(1, names=("Newid Gyda’n Gilydd",))], tmp_path)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n")
    rows = rows_of(data)
    assert list(rows[0]) == [*COLUMNS, "value", "note"]
    assert all(row[name] for row in rows for name in (*COLUMNS, "value"))


def test_the_rule_the_definitions_and_what_is_not_collected_are_printed(tmp_path):
    rows = rows_of(written(quarter(seed=9, providers=3), tmp_path))
    values = " ".join(row["value"] for row in rows)
    assert "Counts from 1 to 9 are withheld" in values
    assert "An enquiry" not in values
    assert "an enquiry or a call to a helpline" in values
    by_question = {row["question"]: row for row in rows}
    assert by_question["Budget"]["note"] == "Not collected in the return."
    assert by_question["Main funder"]["value"] == "Police and crime commissioner or mayor"
    assert by_question["Match funder"]["value"] == "[x]"
    assert by_question["Independent evaluation"]["value"] == "Planned"


def test_two_providers_of_one_name_are_told_apart_and_so_are_names_like_ours(tmp_path):
    both = [replace(e, facts=replace(e.facts, provider="All")) for e in (entry(1), entry(2))]
    providers = {place[1] for place in numbers_of(written(both, tmp_path))}
    assert providers == {"All", "“All” (PROV-1)", "“All” (PROV-2)"}


def test_a_name_that_may_not_be_told_is_not(tmp_path):
    programmes = {place[2] for place in numbers_of(written([entry(1, names=("",))], tmp_path))}
    assert programmes == {"All", "Name withheld"}


HOSTILE = (
    '=HYPERLINK("http://example.org")',
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\0=1",
    " =1",
    "a;=1+1",
    "＝1",
    'x","=1',
    "a\r\n=1",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_starts_a_formula_however_the_file_is_split(tmp_path, name):
    hostile = entry(1, names=(name,), counts=[Count("REFERRALS", 0, "M", "self", 30)])
    hostile = replace(hostile, facts=replace(hostile.facts, provider=name))
    text = written([hostile], tmp_path).decode("utf-8-sig")
    for separator in (",", ";", "\t"):
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            for cell in row:
                assert cell.strip()[:1] not in tuple("=+@-＝＋－＠")


@given(st.text(alphabet="=+-@＝; \t\r\n\0a1'\"", max_size=12))
def test_safe_text_leaves_no_start_of_a_formula_and_no_word_out(text):
    safe = safe_text(text)
    assert safe[:1] not in tuple("=+-@＝\t\r\n\0")
    for piece in safe.replace("\t", ";").replace("\r", ";").replace("\n", ";").split(";"):
        assert piece.strip()[:1] not in tuple("=+-@＝")
    assert safe_text(safe) == safe
    assert safe.replace("'", "") == text.replace("'", "")


@given(st.text(max_size=40))
def test_a_label_is_one_line_and_stays_what_it_is(text):
    assert len(label(text).splitlines()) <= 1
    assert label(label(text)) in (label(text), safe_text(f"“{label(text)}”"))


# What went out before.


def test_what_was_written_is_read_again(tmp_path):
    data = written(quarter(seed=10, providers=3), tmp_path)
    assert read_earlier(tmp_path / "foi.csv").values == numbers_of(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a,b\r\n1,2\r\n",
        b"\xff\xfe\x00",
        b"PK\x03\x04",
        b"question,provider,programme,period,sex,route,agency,value,note\r\n"
        b"Referred in,A,B,C,D,E,F,a secret,\r\n",
        b"question,provider,programme,period,sex,route,agency,value,note\r\nReferred in,1\r\n",
    ],
)
def test_another_file_is_refused_and_not_quoted(tmp_path, data):
    path = tmp_path / "other.csv"
    path.write_bytes(data)
    with pytest.raises(UsageError, match=r"other\.csv is no foi\.csv") as refused:
        read_earlier(path)
    assert "secret" not in str(refused.value)
    with pytest.raises(UsageError, match="There is no file"):
        read_earlier(tmp_path / "none.csv")


def test_a_revised_return_that_gives_away_who_was_added_is_warned_of(tmp_path):
    def of(number):
        counts = [Count("REFERRALS", 0, "M", "self", number)]
        return entry(1, counts=counts, referrers={"SELF": number})

    written([of(40)], tmp_path)
    before = [read_earlier(tmp_path / "foi.csv")]
    (tmp_path / "now").mkdir()
    told = write_foi([of(42)], tmp_path / "now", TOGETHER, before).given_away
    assert {found.file for found in told} == {"foi.csv"}
    assert any("Referred in" in found.about for found in told)
    assert not write_foi([of(40)], tmp_path / "now", TOGETHER, before).given_away
