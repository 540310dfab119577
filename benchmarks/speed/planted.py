"""A table like a return's Sessions, and the faults planted in it at known rows.

What fires is written beside each fault by hand. No tool is asked: neither the checker nor a peer
has a say in what the oracle holds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.speed.rules import rules, suite

Columns = dict[str, list[Any]]
Planted = dict[str, list[int]]
"""For each rule, the numbers of the rows at fault, counted from 0."""

FIRST, LAST = date(2024, 3, 1), date(2025, 12, 31)


@dataclass(frozen=True)
class Fault:
    """One way to break a row.

    `changes` are the new values, some made from the row's number; `among` is what the row must
    have before; `fires` are all the rules that the changed row breaks.
    """

    changes: Mapping[str, Any]
    fires: tuple[str, ...]
    among: tuple[str, str] | None = None


def _blank(column: str) -> Fault:
    return Fault({column: None}, (f"{column} not_null",))


def _reference(letter: str, digits: int) -> Callable[[int], str]:
    return lambda row: f"{letter}-{row:0{digits}d}"


ATT, LATE, DNA, EXC = (("attendance", code) for code in ("ATT", "LATE", "DNA", "EXC"))
GROUP, ONE = ("session_type", "GROUP"), ("session_type", "ONE")
EQUAL = "facilitator_ref recorded_by pair_equal"
FAULTS = (
    _blank("session_ref"),
    _blank("case_ref"),
    _blank("facilitator_ref"),
    _blank("recorded_by"),
    _blank("session_type"),
    _blank("attendance"),
    _blank("planned_on"),
    _blank("minutes"),
    _blank("share_done"),
    Fault({"session_type": "PAIR"}, ("session_type in_set",)),
    Fault({"attendance": "GONE"}, ("attendance in_set",)),
    Fault({"session_ref": _reference("s", 7)}, ("session_ref regex",)),
    Fault({"case_ref": "c-000123"}, ("case_ref regex",)),
    Fault({"facilitator_ref": "w-0123"}, ("facilitator_ref regex", EQUAL)),
    Fault({"recorded_by": "w-0123"}, ("recorded_by regex", EQUAL)),
    # Cut short, as no reader of dates takes them; as texts still in the right order.
    Fault({"planned_on": "2024-02"}, ("planned_on regex",), ATT),
    Fault({"held_on": "2026-01"}, ("held_on regex",), ATT),
    Fault({"group_size": 99}, ("group_size between", "group_size between where GROUP"), GROUP),
    Fault({"minutes": 700}, ("minutes between",), EXC),
    Fault({"share_done": 1.5}, ("share_done between",), ATT),
    Fault({"session_ref": _reference("S", 8)}, ("session_ref length",)),
    Fault({"case_ref": "C-1234567"}, ("case_ref length",)),
    Fault(
        {"facilitator_ref": "W-99", "recorded_by": "W-99"},
        ("facilitator_ref length", "recorded_by length"),
    ),
    Fault({"session_type": "WORKSHOP"}, ("session_type length", "session_type in_set")),
    Fault({"attendance": "A"}, ("attendance length", "attendance in_set")),
    Fault({"note": "x" * 100}, ("note length",)),
    Fault({"recorded_by": "W-9999"}, (EQUAL,)),
    Fault({"held_on": "2024-01-02"}, ("held_on planned_on pair_at_least",), ATT),
    Fault({"group_size": None}, ("group_size not_null where GROUP",), GROUP),
    Fault({"group_size": 3}, ("group_size null where ONE",), ONE),
    Fault({"group_size": 50}, ("group_size between where GROUP",), GROUP),
    Fault({"minutes": 400}, ("minutes between where ATT",), ATT),
    Fault({"minutes": 500}, ("minutes between where LATE",), LATE),
    Fault({"minutes": 5}, ("minutes between where DNA",), DNA),
    Fault({"share_done": 0.5}, ("share_done between where DNA",), DNA),
    Fault({"note": None}, ("note not_null where EXC",), EXC),
    Fault({"held_on": None}, ("held_on not_null where ATT",), ATT),
    Fault({"held_on": "2026-02-01"}, ("held_on null where DNA",), DNA),
)
ROWS_FOR_EACH = 10_000
"""One fault of each way for so many rows, and never fewer than two."""


def faultless(count: int, chance: Random) -> Columns:
    """Twelve columns of `count` rows that break no rule."""
    attendance = chance.choices(("ATT", "LATE", "DNA", "EXC"), (70, 10, 12, 8), k=count)
    kind = chance.choices(("GROUP", "ONE", "ONLINE"), (60, 25, 15), k=count)
    worker = [f"W-{number:04d}" for number in chance.choices(range(400), k=count)]
    span = (LAST - FIRST).days
    days = [(FIRST + timedelta(n)).isoformat() for n in range(span + 15)]
    planned = chance.choices(range(span + 1), k=count)
    later = chance.choices(range(15), k=count)
    came = [code in ("ATT", "LATE") for code in attendance]
    held = zip(planned, later, came, strict=True)
    noted = chance.choices((None, "moved by a week", "spoke with the case manager"), k=count)
    return {
        "session_ref": [f"S-{number:07d}" for number in range(count)],
        "case_ref": [f"C-{number // 8:06d}" for number in range(count)],
        "facilitator_ref": worker,
        "recorded_by": list(worker),
        "session_type": kind,
        "attendance": attendance,
        "planned_on": [days[n] for n in planned],
        "held_on": [days[n + m] if c else None for n, m, c in held],
        "group_size": [2 + n % 18 if k == "GROUP" else None for n, k in enumerate(kind)],
        "minutes": [30 + n % 150 if c else 0 for n, c in enumerate(came)],
        "share_done": [(1 + n % 100) / 100 if c else 0.0 for n, c in enumerate(came)],
        "note": ["excused" if a == "EXC" else n for a, n in zip(attendance, noted, strict=True)],
    }


def plant(columns: Columns, chance: Random) -> Planted:
    """Break rows of `columns` in place, each row in one way; what fires where."""
    count = len(columns["session_ref"])
    each = max(2, count // ROWS_FOR_EACH)
    # Even rows only, so that the odd row after one is whole: the twin of a repeated reference.
    free = dict.fromkeys(chance.sample(range(0, count - 1, 2), (count - 1) // 2))
    planted: dict[str, set[int]] = {one["id"]: set() for one in rules()}
    for fault in FAULTS:
        for row in _take(free, columns, fault, each):
            for name, value in fault.changes.items():
                columns[name][row] = value(row) if callable(value) else value
            for fired in fault.fires:
                planted[fired].add(row)
    for row in [free.popitem()[0] for _ in range(each)]:
        columns["session_ref"][row] = columns["session_ref"][row + 1]
        planted["session_ref unique"] |= {row, row + 1}
    assert all(planted.values())
    return {name: sorted(rows) for name, rows in planted.items()}


def _take(free: dict[int, None], columns: Columns, fault: Fault, wanted: int) -> list[int]:
    """Rows that nothing has broken yet and that have what the fault needs."""
    name, value = fault.among or ("", "")
    fitting = (row for row in free if not name or columns[name][row] == value)
    rows = list(islice(fitting, wanted))
    assert len(rows) == wanted
    for row in rows:
        del free[row]
    return rows


def disagreement(found: Mapping[str, Sequence[int]], planted: Planted) -> str:
    """What keeps a tool's time from counting, in words; "" where it told exactly the faults."""
    missed = sum(len(set(rows) - set(found.get(name, ()))) for name, rows in planted.items())
    extra = sum(len(set(rows) - set(planted.get(name, ()))) for name, rows in found.items())
    told = []
    if missed:
        told.append(f"missed {missed:,} of {sum(map(len, planted.values())):,} faults")
    if extra:
        told.append(f"told {extra:,} that are none")
    return " and ".join(told)


def table(folder: Path, count: int, seed: int = 7) -> Path:
    """A folder with the table, its rules, the suite and the oracle.

    `table.parquet` and `table.csv` hold the same rows; `planted.json` is the oracle.
    """
    import polars as pl

    home = folder / f"table-{count}"
    home.mkdir(parents=True, exist_ok=True)
    chance = Random(seed)
    columns = faultless(count, chance)
    planted = plant(columns, chance)
    frame = pl.DataFrame(columns)
    frame.write_parquet(home / "table.parquet")
    frame.write_csv(home / "table.csv")
    (home / "suite.json").write_text(json.dumps(suite(rules()), indent=1), encoding="utf-8")
    written = [{"name": "table", "columns": list(columns), "rules": rules()}]
    (home / "rules.json").write_text(json.dumps(written, indent=1), encoding="utf-8")
    (home / "planted.json").write_text(json.dumps({"table": planted}), encoding="utf-8")
    return home
