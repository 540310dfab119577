"""What can be wrong between returns, each planted so that every return stays clean by itself.

Exceptions are the faults that the profile also asks the provider about: a provider or a period that
is not expected. Each fault has providers of its own to meet, so that all can be planted at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from checker.errors import UsageError
from checker.packs import list_returns, load_return
from checker.synth.plan import Row, quarter_end
from checker.synth.quarter.pieces import (
    Piece,
    Quarter,
    again,
    due,
    main,
    name_of,
    new_piece,
    of_first_period,
    same_file,
)
from checker.synth.totals import recount

FEWEST_PROVIDERS: Final = 6
_FACTS = ("referral_date", "sex", "ethnicity", "case_type", "referral_source")
_SHARED_KEYS = 3


def _note(quarter: Quarter, rule: str, *pieces: Piece) -> None:
    quarter.planted.append((rule, lambda _: pieces))


def _file_twice(quarter: Quarter) -> None:
    piece = main(quarter, 0)
    _note(quarter, "same-file-twice", piece, same_file(quarter, piece))


def _overtaken(quarter: Quarter) -> None:
    piece = main(quarter, 2)
    older = again(quarter, piece)
    piece.record.update(
        submission_number=2, replaces_submission=1, resubmission_reason="CORRECT-ERROR"
    )
    _note(quarter, "overtaken-submission", piece, older)


def _two_for_one_period(quarter: Quarter) -> None:
    piece = main(quarter, 3)
    other = again(quarter, piece, prepared_by_role="Service manager")
    _note(quarter, "two-returns-for-one-period", piece, other)


def _overlap(quarter: Quarter) -> None:
    start = quarter.starts[0]
    piece = new_piece(quarter, 4, start)
    piece.record["period_start"] = (start - dt.timedelta(days=1)).replace(day=1)
    recount(piece.tables)
    quarter.odd_periods.append(piece)
    _note(quarter, "periods-overlap", main(quarter, 4), piece)


def _other_period(quarter: Quarter) -> None:
    start = quarter_end(quarter.starts[-1]) + dt.timedelta(days=1)
    quarter.odd_periods.append(new_piece(quarter, 5, start))


def _other_provider(quarter: Quarter) -> None:
    piece = new_piece(quarter, quarter.providers, quarter.starts[0])
    _note(quarter, "provider-not-among-expected", piece)


def _missing(quarter: Quarter) -> None:
    quarter.missing += 1
    for _ in quarter.starts:
        _note(quarter, "return-missing")


def _late(quarter: Quarter) -> None:
    piece, day = main(quarter, 1), due(quarter.starts[0])
    piece.record["prepared_on"] = day + dt.timedelta(days=5)
    piece.tables["declaration"][0]["declared_on"] = day + dt.timedelta(days=6)
    _note(quarter, "return-late", piece)


def _below(quarter: Quarter) -> None:
    quarter.area["ACCEPTED"] = 4
    quarter.planted.append(("totals-below-area", lambda q: list(of_first_period(q))))


def _above(quarter: Quarter) -> None:
    quarter.area["REFERRALS"] = -1
    quarter.planted.append(("totals-above-area", lambda q: list(of_first_period(q))))


def _versions(quarter: Quarter) -> None:
    """The last provider's returns are on the other version of the template."""
    others = [name for name in list_returns() if name != quarter.spec.id]
    quarter.older = load_return(others[-1])
    quarter.planted.append(
        ("versions-mixed", lambda q: [one for one in q.pieces if one.spec.id != q.spec.id])
    )


def _named_twice(quarter: Quarter) -> None:
    name = name_of(4)
    for one in quarter.pieces:
        if one.provider == 1:
            one.record["provider_name"] = name
    quarter.planted.append(
        ("provider-named-twice", lambda q: [o for o in q.pieces if o.provider in (1, 4)])
    )


def _reference_twice(quarter: Quarter) -> None:
    name = main(quarter, 0).record["return_id"]
    main(quarter, 1).record["return_id"] = name
    quarter.planted.append(
        ("return-reference-twice", lambda q: [o for o in q.pieces if o.record["return_id"] == name])
    )


def _same_case(quarter: Quarter) -> None:
    """A case of one provider, with all its rows, in place of one of another's."""
    one, other = main(quarter, 0), main(quarter, 1)
    case, place = next(_alike(one, other), (None, None))
    if case is None or place is None:
        raise _too_few("same-case-in-two-returns")
    old, new = place["case_ref"], case["case_ref"]
    place.update(case | {"programme_ref": place["programme_ref"]})
    for name, rows in other.tables.items():
        if name != "cases":
            kept = [row for row in rows if "case_ref" not in row or row["case_ref"] != old]
            copied = [dict(r) for r in one.tables[name] if "case_ref" in r and r["case_ref"] == new]
            other.tables[name] = kept + copied
    recount(other.tables)
    _note(quarter, "same-case-in-two-returns", one, other)
    _note(quarter, "same-person-in-two-returns", one, other)


def _alike(one: Piece, other: Piece) -> Iterator[tuple[Row, Row]]:
    """Cases of both that were not accepted, in programmes of one kind: no staff stands in them."""
    for case in _not_accepted(one):
        for place in _not_accepted(other):
            if _kind(one, case) == _kind(other, place):
                yield case, place


def _not_accepted(piece: Piece) -> list[Row]:
    return [row for row in piece.tables["cases"] if row["eligibility_decision"] != "ACC"]


def _kind(piece: Piece, case: Row) -> object:
    kinds = {p["programme_ref"]: p["intervention_type"] for p in piece.tables["programmes"]}
    return kinds[case["programme_ref"]]


def _same_person(quarter: Quarter) -> None:
    """A person of one provider has a case at another, too."""
    one, other = main(quarter, 2), main(quarter, 3)
    for row in other.tables["cases"]:
        for known in one.tables["cases"]:
            if all(row[name] == known[name] is not None for name in ("sex", "ethnicity")):
                row["person_ref"] = known["person_ref"]
                _note(quarter, "same-person-in-two-returns", one, other)
                return
    raise _too_few("same-person-in-two-returns")


def _shared_keys(quarter: Quarter) -> None:
    """Some cases of one provider bear the references of other cases of another."""
    one, other = main(quarter, 4), main(quarter, 5)
    pairs = zip(one.tables["cases"], other.tables["cases"], strict=False)
    unlike = [(a, b) for a, b in pairs if any(a[name] != b[name] for name in _FACTS)]
    renamed = {b["case_ref"]: a["case_ref"] for a, b in unlike[:_SHARED_KEYS]}
    for rows in other.tables.values():
        for row in rows:
            if row.get("case_ref") in renamed:
                row["case_ref"] = renamed[row["case_ref"]]
    _note(quarter, "key-shared-by-providers", one, other)


def _too_few(rule: str) -> UsageError:
    return UsageError(f"The quarter has no place to plant {rule} in: ask for more cases.")


# In this order: what is sent again comes after the rows have been changed, and names come last.
_PLANTED: Final[Mapping[str, Callable[[Quarter], None]]] = {
    "same-case-in-two-returns": _same_case,
    "same-person-in-two-returns": _same_person,
    "key-shared-by-providers": _shared_keys,
    "return-late": _late,
    "same-file-twice": _file_twice,
    "overtaken-submission": _overtaken,
    "two-returns-for-one-period": _two_for_one_period,
    "periods-overlap": _overlap,
    "period-not-among-expected": _other_period,
    "provider-not-among-expected": _other_provider,
    "return-missing": _missing,
    "totals-below-area": _below,
    "totals-above-area": _above,
    "provider-named-twice": _named_twice,
    "return-reference-twice": _reference_twice,
}
# Before there is any return.
_EARLIER: Final[Mapping[str, Callable[[Quarter], None]]] = {"versions-mixed": _versions}
FAULTS: Final = (*_EARLIER, *_PLANTED)


def plant_early(quarter: Quarter, wanted: Sequence[str]) -> None:
    """The faults that decide how returns are made."""
    for name, plant in _EARLIER.items():
        if name in wanted:
            plant(quarter)


def plant_late(quarter: Quarter, wanted: Sequence[str]) -> None:
    """The faults between returns that stand already; raises UsageError where they have no place."""
    for name, plant in _PLANTED.items():
        if name in wanted:
            plant(quarter)
    odd = tuple(quarter.odd_periods)
    if odd:
        _note(quarter, "period-not-among-expected", *odd)


def parse_quarter_faults(text: str) -> tuple[str, ...]:
    """The faults that a text names, as "RULE,…" or "all"; raises UsageError for an unknown one."""
    if text.strip() == "all":
        return FAULTS
    names = tuple(name for part in text.split(",") if (name := part.strip()))
    for name in names:
        if name not in FAULTS:
            raise UsageError(
                f"{name} cannot be planted between returns. Known are: {', '.join(FAULTS)}."
            )
    return names
