"""A synthetic quarter on disk: workbooks, a profile, and the list of what is wrong between them."""

from __future__ import annotations

import datetime as dt
import json
import random
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from checker.errors import UsageError
from checker.model.specs import Layout, ReturnSpec
from checker.packs.returns import find_layout
from checker.synth.plan import PERIOD_START, quarter_end
from checker.synth.quarter.faults import FEWEST_PROVIDERS, plant_early, plant_late
from checker.synth.quarter.pieces import (
    Piece,
    Quarter,
    declared,
    due,
    name_of,
    new_piece,
    of_first_period,
)
from checker.synth.workbook import fill
from checker.template import save

PROFILE_FILE: Final = "profile.yaml"
FAULTS_FILE: Final = "quarter.faults.json"
_MEASURES = ("REFERRALS", "ACCEPTED", "STARTED")
_ABSENT = "PROV-NOTHING-SENT"

Planted = dict[str, Any]


def write_quarter(
    spec: ReturnSpec,
    layout: Layout,
    out: Path,
    *,
    providers: int = 6,
    cases: int = 60,
    seed: int = 7,
    faults: Sequence[str] = (),
    periods: int = 1,
    period_start: dt.date = PERIOD_START,
) -> list[Planted]:
    """Write the returns of `providers` for each of `periods` quarters in a row into folder `out`.

    Beside them lie a profile that expects them, profile.yaml, and quarter.faults.json: the faults
    planted between the returns, as [{rule, files}] with the files in order; gives them, too. A
    fault may bring another: a case of two providers brings its person, overlapping periods one that
    is not expected. The same arguments give the same bytes. Raises UsageError for faults among
    fewer than 6 providers or too few cases, OSError when nothing can be written there.
    """
    starts = _starts(period_start, periods)
    quarter = make_quarter(Quarter(spec, layout, providers, cases, seed, starts), faults)
    planted = planted_in(quarter)
    out.mkdir(parents=True, exist_ok=True)
    for piece in quarter.pieces:
        _write(quarter, piece, out)
    _write_text(out / PROFILE_FILE, _profile_text(quarter))
    _write_text(out / FAULTS_FILE, json.dumps(planted, indent=2, ensure_ascii=False) + "\n")
    return planted


def make_quarter(quarter: Quarter, faults: Sequence[str] = ()) -> Quarter:
    """Fill the quarter with returns, and plant the faults between them."""
    if faults and quarter.providers < FEWEST_PROVIDERS:
        raise UsageError(f"Faults between returns need {FEWEST_PROVIDERS} providers or more.")
    plant_early(quarter, faults)
    for start in quarter.starts:
        for provider in range(quarter.providers):
            new_piece(quarter, provider, start)
    plant_late(quarter, faults)
    return quarter


def planted_in(quarter: Quarter) -> list[Planted]:
    """The faults with the files that each is about."""
    return [
        {"rule": rule, "files": sorted(piece.file for piece in named(quarter))}
        for rule, named in quarter.planted
    ]


def _starts(first: dt.date, periods: int) -> tuple[dt.date, ...]:
    found = [first]
    while len(found) < periods:
        found.append(quarter_end(found[-1]) + dt.timedelta(days=1))
    return tuple(found)


def _write(quarter: Quarter, piece: Piece, out: Path) -> None:
    if piece.copy_of is not None:
        shutil.copyfile(out / piece.copy_of.file, out / piece.file)
        return
    layout = find_layout(piece.spec, quarter.layout.id)
    # By provider alone: the same rows sent again are spelt the same.
    rng = random.Random(f"cells {quarter.seed} {piece.provider}")  # noqa: S311 - chance
    save(fill(piece.spec, layout, piece.tables, rng).workbook, out / piece.file)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _profile_text(quarter: Quarter) -> str:
    import yaml

    head = "# Written with the synthetic returns beside it. Everything is made up.\n"
    return head + yaml.safe_dump(profile_of(quarter), sort_keys=False, allow_unicode=True)


def profile_of(quarter: Quarter) -> Mapping[str, Any]:
    """The settings of a commissioner who expects these returns, and knows the area's figures."""
    sending = range(quarter.providers)
    providers = [{"id": quarter.ids[number], "name": name_of(number)} for number in sending]
    for number in range(quarter.missing):
        providers.append({"id": f"{_ABSENT}-{number + 1}", "name": name_of(90 + number)})
    return {
        "id": "synthetic-quarter",
        "title": "Synthetic quarter",
        "commissioner": "Example County (made up)",
        "version": "1",
        "retention_months": 84,
        "small_numbers": {"public": 10, "restricted": 5},
        "expected": {"providers": providers, "periods": [_period(s) for s in quarter.starts]},
        "area_totals": [_area_total(quarter, measure) for measure in _MEASURES],
    }


def _period(start: dt.date) -> Mapping[str, str]:
    days = {"start": start, "end": quarter_end(start), "due": due(start)}
    return {name: day.isoformat() for name, day in days.items()}


def _area_total(quarter: Quarter, measure: str) -> Mapping[str, Any]:
    total = sum(declared(piece, measure) for piece in of_first_period(quarter))
    days = _period(quarter.starts[0])
    return {
        "measure": measure,
        "start": days["start"],
        "end": days["end"],
        "value": total + quarter.area.get(measure, 0),
        "source": "the area's referral hub (made up)",
    }
