"""Entries made by hand, and those of a synthetic quarter without its files."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from checker.model.batch import Entry, Used
from checker.model.figures import Figures, Mark, Total
from checker.model.profile import (
    AreaTotal,
    ExpectedPeriod,
    ExpectedProvider,
    Given,
    Profile,
)
from checker.model.report import ReturnFacts

FACTS = ("referral_date", "sex", "ethnicity", "case_type", "referral_source")
Q3, Q4 = ("2026-07-01", "2026-09-30"), ("2026-10-01", "2026-12-31")


def digest(*words):
    return hashlib.sha256("\0".join(map(str, words)).encode()).hexdigest()


def marked(kind, key, **facts):
    return Mark(kind, digest(key)[:32], {n: digest(key, n, v)[:32] for n, v in facts.items()})


def entry(name, who="PROV-1", period=Q3, *, marks=(), totals=(), standards=(), **facts):
    """One readable return; `totals` are (measure, declared), `standards` (id, edition)."""
    start, end = period
    known = {
        "id": f"RET-{who}",
        "provider": f"Example {who}",
        "provider_id": who,
        "spec": "ppr-1.1",
        "submission": 1,
    }
    return Entry(
        name=name,
        file=f"{name}.xlsx",
        digest=digest(name),
        options="",
        exit_code=0,
        headline="",
        ready=True,
        facts=ReturnFacts(**(known | {"start": start, "end": end} | facts)),
        standards=tuple(Used(*named, "") for named in standards),
        figures=Figures(totals=tuple(Total(*total) for total in totals)),
        marks=tuple(marks),
    )


def unread(name):
    return Entry(name, f"{name}.xlsx", digest(name), "", 3, "")


def given(providers=(), periods=(), totals=()):
    """A profile that expects these; `periods` are (start, end[, due]), `totals` of Q3."""
    profile = Profile(
        id="p",
        title="P",
        commissioner="C",
        version="1",
        digest="",
        providers=tuple(ExpectedProvider(name) for name in providers),
        periods=tuple(ExpectedPeriod(*period) for period in periods),
        area_totals=tuple(AreaTotal(measure, *Q3, value, "a hub") for measure, value in totals),
    )
    return Given(profile)


def entries_of(quarter):
    """The entries of a synthetic quarter as the batch would make them, but for findings."""
    return [_of_piece(quarter, piece) for piece in quarter.pieces]


def _of_piece(quarter, piece):
    record = {name: str(value or "") for name, value in piece.record.items()}
    made = entry(
        piece.file.removesuffix(".xlsx"),
        record["provider_id"],
        (record["period_start"], record["period_end"]),
        marks=_marks(piece.tables["cases"]),
        totals=[(row["measure"], row["period_value"]) for row in piece.tables["totals"]],
        id=record["return_id"],
        provider=record["provider_name"],
        submission=piece.record["submission_number"],
        prepared_on=record["prepared_on"],
        spec=piece.spec.id,
    )
    return replace(made, digest=digest((piece.copy_of or piece).file))


def _marks(cases):
    for row in cases:
        yield marked("case", row["case_ref"], **{name: row[name] for name in FACTS})
        yield marked("person", row["person_ref"], sex=row["sex"], ethnicity=row["ethnicity"])
