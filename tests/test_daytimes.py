"""Days and times in figures: what is taken for sure is what Python's readers take."""

from __future__ import annotations

import datetime as dt
import warnings

import polars as pl
import pytest
from dateutil.parser import parse
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.suites.kinds.daytimes import DATEUTIL, in_figures

FORMATS = (*DATEUTIL, "%d/%m/%Y", "%Y%m%d%H%M%S", "%H:%M", "%d", "%m-%d", "%Y %m", "é%S", "(%M)")
_figures = st.integers(0, 99).map("{:02}".format)
_years = st.integers(0, 9999).map("{:04}".format)


def _read(text, shape):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            dt.datetime.strptime(text, shape)
        except ValueError:
            return False
        return True


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(st.sampled_from(FORMATS), st.tuples(_years, *(_figures for _ in range(5))))
def test_what_is_sure_is_read(shape, figures):
    text = shape
    for directive, figure in zip(("%Y", "%m", "%d", "%H", "%M", "%S"), figures, strict=True):
        text = text.replace(directive, figure)
    sure = pl.Series([text, f"{text}\n"]).str.contains(in_figures((shape,))).to_list()
    assert not sure[1]
    if sure[0]:
        assert _read(text, shape)
        if shape in DATEUTIL:
            parse(text)


@pytest.mark.parametrize("shape", ["%Y-%m-%d", "%d.%m.%Y"])
def test_every_day_of_a_year_is_sure_but_the_leap_day(shape):
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=n) for n in range(366)]
    sure = pl.Series([day.strftime(shape) for day in days]).str.contains(in_figures((shape,)))
    assert [day for day, known in zip(days, sure, strict=True) if not known] == [
        dt.date(2024, 2, 29)
    ]


@pytest.mark.parametrize("shape", ["", "abc", "%b", "%Y%%", "%y-%m-%d", "%", "%Y-%m-%d%z"])
def test_a_format_with_anything_else_is_never_sure(shape):
    assert in_figures((shape,)) is None
