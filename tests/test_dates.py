"""Days as people type them: what is read, how, and what is never taken for a day."""

from __future__ import annotations

import datetime as dt
import math
import re

import pytest
from conftest import SPEC
from hypothesis import assume, given
from hypothesis import strategies as st
from parsing import CSV, parse

from checker.layout.cells import Origin
from checker.layout.columns import fill
from checker.layout.dates import MONTH_FIRST, order
from checker.layout.tidying import KINDS, tidying_words

DAY = dt.date(2026, 7, 31)
EPOCHS = {False: dt.date(1899, 12, 30), True: dt.date(1904, 1, 1)}
ENGLISH = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
WELSH = (
    *("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst"),
    *("Medi", "Hydref", "Tachwedd", "Rhagfyr"),
)
WEEKDAYS = (
    ("Monday", "Mon", "Dydd Llun"),
    ("Tuesday", "Tue", "Mawrth"),
    ("Wednesday", "Weds", "Dydd Mercher"),
    ("Thursday", "Thurs", "Iau"),
    ("Friday", "Fri", "Gwener"),
    ("Saturday", "Sat", "Sadwrn"),
    ("Sunday", "Sun", "Dydd Sul"),
)

FORMS = {
    "2026-07-31": ["date form"],
    "2026-7-31": ["date form"],
    "2026/07/31": ["date form"],
    "2026.07.31": ["date form"],
    "20260731": ["date form"],
    "2026-07-31T00:00:00": ["date form"],
    "2026-07-31T00:00:00Z": ["date form"],
    "2026-07-31T00:00:00.000+01:00": ["date form"],
    "2026-07-31 00:00": ["date form"],
    "2026-07-31T13:05:00Z": ["date form", "time"],
    "31/07/2026": ["day first"],
    "31/7/2026": ["day first"],
    "31 / 07 / 2026": ["day first"],
    "31/07/26": ["day first", "two-digit year"],
    "31.07.2026": ["day first"],
    "31-07-2026": ["day first"],
    "31 07 2026": ["day first"],
    "31/07/2026 13:05": ["day first", "time"],
    "31/07/2026, 1:05 pm": ["day first", "time"],
    "31/07/2026 00:00:00": ["day first"],
    "31 July 2026": ["date form"],
    "31st July 2026": ["date form"],
    "31st of July, 2026": ["date form"],
    "31 Jul 26": ["date form", "two-digit year"],
    "31-Jul-2026": ["date form"],
    "31Jul2026": ["date form"],
    "31 Jul. 2026": ["date form"],
    "31 JULY, 2026": ["date form"],
    "31 Gorffennaf 2026": ["date form"],
    "July 31, 2026": ["date form"],
    "Jul 31st 2026": ["date form"],
    "Fri 31 July 2026": ["date form"],
    "Friday, 31st July 2026": ["date form"],
    "Dydd Gwener 31 Gorffennaf 2026": ["date form"],
    "Fri 31/07/2026 09:30": ["day first", "time"],
    "Thu 31 July 2026": ["date form", "weekday"],
    "46234": ["serial"],
    "46234.5": ["serial"],
    "31/07/2026.": ["day first", "full stop"],
    "'31/07/2026": ["day first", "apostrophe"],
    "31\u201107\u20112026": ["day first", "typeset character"],
    "３１/０７/２０２６": ["day first", "wide character"],
    " 31\u00a0July  2026\u200b": ["date form", "space", "invisible character"],
}


@pytest.mark.parametrize("text", FORMS)
def test_a_day_in_any_uk_form_is_read_and_the_kinds_of_tidying_are_told(text):
    assert parse("date", text) == (DAY, "2026-07-31", tuple(FORMS[text]), "")
    assert set(FORMS[text]) <= set(KINDS)


@pytest.mark.parametrize("raw", [DAY, dt.datetime(2026, 7, 31)])
def test_a_real_date_needs_no_tidying(raw):
    assert parse("date", raw) == (DAY, "2026-07-31", (), "")


def test_a_real_date_with_a_time_says_that_the_time_was_left_out():
    assert parse("date", dt.datetime(2026, 7, 31, 13, 5)) == (DAY, "2026-07-31", ("time",), "")


@pytest.mark.parametrize("text", ["2026-07-31", "2026-07-31 00:00:00", "2026-07-31T00:00:00"])
def test_in_a_file_of_text_a_day_in_iso_form_is_as_good_as_a_date(text):
    assert parse("date", text, origin=CSV) == (DAY, "2026-07-31", (), "")
    assert parse("date", text).tidied == ("date form",)


@pytest.mark.parametrize("text", ["31/07/2026", "2026-7-31", " 2026-07-31", "46234"])
def test_in_a_file_of_text_other_forms_are_told_like_everywhere(text):
    assert parse("date", text, origin=CSV) == parse("date", text)


@pytest.mark.parametrize(("word", "month"), [("Sept", 9), ("sep", 9), ("May", 5), ("decem", 12)])
def test_months_by_name_or_its_beginning(word, month):
    assert parse("date", f"1 {word} 2026").value == dt.date(2026, month, 1)


@pytest.mark.parametrize(
    ("year", "full"), [("90", 1990), ("99", 1999), ("00", 2000), ("26", 2026), ("89", 2089)]
)
def test_two_digit_years_fall_from_1990_to_2089_and_the_words_say_so(year, full):
    assert parse("date", f"01/02/{year}").value == dt.date(full, 2, 1)
    assert all("1990 to 2089" in tidying_words("two-digit year", cells) for cells in (1, 2))


@pytest.mark.parametrize(
    "text",
    [
        "07/31/2026",  # fits only month first: an American date is not guessed at
        "12/13/2026",
        "2026-31-07",
        "2026-07/31",
        "31/02/2026",
        "29/02/2026",
        "00/07/2026",
        "0000-01-01",
        "10011231",  # eight digits are a day only near ours
        "20261331",
        "3 Marching 2026",
        "3 Sepia 2026",
        "3 Ma 2026",
        "Someday 3 March 2026",
        "1/1/202",
        "1/1/02026",
        "July 2026",
        "Jul-26",
        "Q2",
        "tbc",
        "31/07/2026 or so",
        "31/07/2026 25:00",
        "31/07/2026 13:05 pm",
        "31/07/2026-01/08/2026",
        "12:30",
        # In summer this is the next day here, in winter it is not.
        "2026-07-30T23:00:00Z",
        "2026-07-31T00:00:00-05:00",
        True,
        dt.time(12, 0),
        dt.timedelta(days=1),
    ],
)
def test_what_is_not_a_day_has_no_value_and_is_not_tidied(text):
    parsed = parse("date", text)
    assert (parsed.value, parsed.tidied, parsed.lost) == (None, (), "")
    assert isinstance(parsed.instance, str)


def test_a_day_that_fits_both_ways_is_read_the_uk_way():
    assert parse("date", "03/04/2026").value == dt.date(2026, 4, 3)


@pytest.mark.parametrize("day", [dt.date(1990, 1, 1), DAY, dt.date(2099, 12, 31)])
@pytest.mark.parametrize("epoch_1904", [False, True])
def test_serial_numbers_are_days_in_both_epochs(day, epoch_1904):
    origin = Origin(epoch_1904=epoch_1904)
    serial = (day - EPOCHS[epoch_1904]).days
    for raw in (serial, float(serial), serial + 0.75, str(serial), f"{serial}.75"):
        assert parse("date", raw, origin=origin) == (day, day.isoformat(), ("serial",), "")
    assert parse("date", day, origin=origin) == (day, day.isoformat(), (), "")


@pytest.mark.parametrize("day", [dt.date(1989, 12, 31), dt.date(2100, 1, 1)])
@pytest.mark.parametrize("epoch_1904", [False, True])
def test_a_number_far_from_today_is_no_day(day, epoch_1904):
    serial = (day - EPOCHS[epoch_1904]).days
    for raw in (float(serial), str(serial)):
        assert parse("date", raw, origin=Origin(epoch_1904=epoch_1904)).value is None


@pytest.mark.parametrize("serial", [1, 59, 60, 61])
def test_days_around_the_29_february_1900_that_never_was_are_not_read(serial):
    assert parse("date", float(serial)).value is None
    assert parse("date", str(serial)).value is None


@pytest.mark.parametrize("raw", [0, -1, 2026, 19891231, 20260731.5, 20261301, math.inf, math.nan])
def test_other_numbers_are_no_days(raw):
    assert parse("date", raw).value is None


def test_eight_digits_in_a_number_are_a_day():
    assert parse("date", 20260731.0) == (DAY, "2026-07-31", ("date form",), "")


def _fill(**cells):
    count = max(map(len, cells.values()))
    return fill(SPEC.tables["victims"], cells, count, {})


def test_a_column_written_month_first_leaves_what_could_be_read_both_ways_unread():
    both_ways = ("03/04/2026", "3.4.26", "12-11-2026", "Fri 03/04/2026", "03/04/2026 10:15")
    assert None not in _fill(iss_offer_date=(*both_ways, "31/07/2026")).values["iss_offer_date"]
    filled = _fill(iss_offer_date=(*both_ways, "07/31/2026"))
    assert filled.values["iss_offer_date"] == [None] * 6
    assert filled.lost == {"iss_offer_date": dict.fromkeys(range(6), MONTH_FIRST)}
    assert not filled.tidied
    assert not any(filled.instances)


def test_what_has_one_meaning_is_read_beside_days_written_month_first():
    sure = ("05/05/2026", "5/05/2026", "2026-04-03", "3 April 2026", "31/07/2026", DAY)
    filled = _fill(iss_offer_date=("07/31/2026", *sure))
    assert None not in filled.values["iss_offer_date"][1:]
    assert filled.orders["iss_offer_date"]["day"] == 1


def test_a_column_without_proof_of_its_own_follows_its_neighbour():
    filled = _fill(
        iss_offer_date=("07/31/2026", None),
        notified_of_start=("03/04/2026", "05/06/2026"),
        notified_of_closure=("03/04/2026", "31/07/2026"),
        information_given_on=("2026-04-03", DAY),
    )
    assert set(filled.orders) == {"iss_offer_date", "notified_of_start"}
    assert filled.values["notified_of_start"] == [None, None]
    assert None not in filled.values["notified_of_closure"]
    assert None not in filled.values["information_given_on"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("07/31/2026", "month"),
        ("12/13/26", "month"),
        (" 1.31.2026 ", "month"),
        ("Fri 07/31/2026 10:00", "month"),
        ("13/12/2026", "day"),
        ("31/07/2026 00:00", "day"),
        ("03/04/2026", "either"),
        ("03/03/2026", ""),
        ("13/13/2026", ""),
        ("1/32/2026", ""),
        ("0/13/2026", ""),
        ("2026-12-13", ""),
        ("July 31, 2026", ""),
        ("tbc", ""),
    ],
)
def test_what_a_day_shows_of_its_order(text, shown):
    assert order(text) == shown


days = st.dates(dt.date(1000, 1, 1), dt.date(9999, 12, 31))
near = st.dates(dt.date(1990, 1, 1), dt.date(2089, 12, 31))


def _names(day):
    return st.sampled_from([names[day.month - 1] for names in (ENGLISH, WELSH)])


@st.composite
def written(draw):
    """A day and one of the forms in which a person in this country could have typed it."""
    day = draw(days)
    name = draw(_names(day))
    name = name[: draw(st.integers(3, len(name)))]
    part = draw(st.sampled_from(["/", ".", "-", " ", " / "]))
    figures = [f"{day.day}", f"{day.day:02}"]
    core = draw(
        st.sampled_from(
            [
                f"{day:%Y}-{day.month}-{day.day}",
                day.isoformat(),
                day.isoformat().replace("-", "/"),
                *(f"{d}{part}{day.month}{part}{day.year}" for d in figures),
                *(f"{d}{part}{day.month:02}{part}{day.year}" for d in figures),
                *(f"{d} {name} {day.year}" for d in figures),
                f"{day.day}-{name.upper()}-{day.year}",
                f"{name} {day.day}, {day.year}",
            ]
        )
    )
    weekday = draw(st.sampled_from(["", *WEEKDAYS[day.weekday()]]))
    clock = draw(st.sampled_from(["", " 00:00", " 09:30", " 23:59:59", ", 9:30 am"]))
    text = f"{weekday} {core}{clock}" if weekday else f"{core}{clock}"
    spare = draw(st.sampled_from(["", " ", "\u00a0", "\u200b"]))
    return day, f"{spare}{text}{spare}"


@given(written())
def test_any_day_in_any_form_reads_back_as_that_day(case):
    day, text = case
    parsed = parse("date", text)
    assert parsed.value == day
    assert parsed.instance == day.isoformat()
    assert "weekday" not in parsed.tidied
    assert ("time" in parsed.tidied) == (":" in text and "00:00" not in text)


@given(near)
def test_any_day_of_the_window_reads_back_from_two_digits_and_from_eight(day):
    for text in (f"{day:%d/%m/%y}", f"{day:%d %b %y}", f"{day:%Y%m%d}"):
        assert parse("date", text).value == day
    assert parse("date", float(f"{day:%Y%m%d}")).value == day


_SOUP = st.text("0123456789/-. :,TZampJulyMawrthFrist\u00a0", max_size=24)


@given(st.one_of(st.text(max_size=24), _SOUP))
def test_nothing_is_read_as_a_day_that_does_not_name_its_year_month_and_day(text):
    assume(text.strip())
    day = parse("date", text).value
    if day is None:
        return
    digits = re.findall(r"\d+", text)
    if re.search(r"(?<!\d)\d{5}(\.\d+)?(?!\d)", text):
        assert (day - EPOCHS[False]).days == int(digits[0])
        return
    if len(digits[0]) == 8:
        assert digits[0] == f"{day:%Y%m%d}"
        return
    numbers = {int(number) for number in digits}
    assert {day.year, day.year % 100} & numbers
    assert day.day in numbers
    starts = [names[day.month - 1][:3].casefold() for names in (ENGLISH, WELSH)]
    assert day.month in numbers or any(start in text.casefold() for start in starts)


@given(written(), st.sampled_from([" or so", "?", " (est)", "/", " to 3 May 2026", " BC"]))
def test_words_beside_a_day_leave_it_unread(case, words):
    assert parse("date", f"{case[1]}{words}").value is None
