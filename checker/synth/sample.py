"""A sample return, and the list of the faults planted in it."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from checker.model.specs import Layout, ReturnSpec
from checker.synth.clean import tables
from checker.synth.faults import plant
from checker.synth.faults_sheets import GAP_TABLE, SHEET_FAULTS
from checker.synth.ground import Planted
from checker.synth.plan import PERIOD_START
from checker.synth.workbook import Book, cell, fill
from checker.template.saving import saved


def sample_bytes(
    spec: ReturnSpec,
    layout: Layout,
    *,
    cases: int,
    seed: int,
    faults: Mapping[str, int],
    period_start: dt.date = PERIOD_START,
) -> tuple[bytes, list[dict[str, str]]]:
    """The bytes of a synthetic return and its planted faults.

    These are {rule, sheet, cell}, in workbook order. The same arguments give the same bytes; the
    period is the quarter that begins on `period_start`. Raises UsageError when `cases` are too few
    for the faults.
    """
    rows = tables(spec, layout, cases=cases, seed=seed, period_start=period_start)
    planted = plant(rows, spec, layout, faults, seed)
    rng = random.Random(f"cells {seed}")  # noqa: S311 - chance, not secrecy
    book = fill(spec, layout, rows, rng, _gaps(rows[GAP_TABLE], faults))
    # Some faults are of the sheets, and come about only here.
    placed = _placed(book, planted)
    return saved(book.workbook), placed


def write_sample(
    spec: ReturnSpec,
    layout: Layout,
    *,
    cases: int,
    seed: int,
    faults: Mapping[str, int],
    out: Path,
    period_start: dt.date = PERIOD_START,
) -> list[dict[str, str]]:
    """Write a synthetic return to `out` and its planted faults beside it, as `faults.json`.

    Gives the faults too. All else is as in `sample_bytes`. Raises OSError when `out` cannot be
    written.
    """
    data, placed = sample_bytes(
        spec, layout, cases=cases, seed=seed, faults=faults, period_start=period_start
    )
    out.write_bytes(data)
    text = json.dumps(placed, indent=2, ensure_ascii=False) + "\n"
    faults_file(out).write_text(text, encoding="utf-8", newline="\n")
    return placed


def faults_file(out: Path) -> Path:
    """Where the planted faults of the sample `out` are listed."""
    return out.with_name(f"{out.stem}.faults.json")


def _gaps(cases: Sequence[object], faults: Mapping[str, int]) -> dict[str, int]:
    wanted = "blank-rows-skipped" in faults and len(cases) > 1
    return {GAP_TABLE: len(cases) // 2} if wanted else {}


def _placed(book: Book, planted: Sequence[Planted]) -> list[dict[str, str]]:
    found = []
    for fault in planted:
        if fault.row is None:
            sheet, reference = SHEET_FAULTS[fault.rule](book)
        else:
            sheet = book.places[fault.table].sheet
            reference = cell(book, fault.table, fault.row, fault.field)
        found.append({"rule": fault.rule, "sheet": sheet, "cell": reference})
    return found
