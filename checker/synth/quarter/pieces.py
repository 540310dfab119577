"""The returns of a synthetic quarter, before they are written."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from checker.model.specs import Layout, ReturnSpec
from checker.packs.returns import find_layout
from checker.synth.clean import tables
from checker.synth.plan import Row, Tables, quarter_end

DAYS_TO_SEND = 30


@dataclass(eq=False)
class Piece:
    """One return: `provider` is a number from 0. `copy_of` is one whose file this is again."""

    file: str
    provider: int
    spec: ReturnSpec
    tables: Tables
    copy_of: Piece | None = None

    @property
    def record(self) -> Row:
        """The one row of its Return sheet."""
        return self.tables["return"][0]


Named = Callable[["Quarter"], Sequence[Piece]]


@dataclass
class Quarter:
    """The returns so far. `planted` holds each fault with a way to find its files in the end.

    `missing` counts expected providers that send nothing; `area` says by how much a figure of the
    area differs from the sum of the returns.
    """

    spec: ReturnSpec
    layout: Layout
    providers: int
    cases: int
    seed: int
    starts: tuple[dt.date, ...]
    older: ReturnSpec | None = None
    used: set[str] = field(default_factory=set)
    ids: dict[int, object] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)
    planted: list[tuple[str, Named]] = field(default_factory=list)
    odd_periods: list[Piece] = field(default_factory=list)
    missing: int = 0
    area: dict[str, int] = field(default_factory=dict)


def name_of(provider: int) -> str:
    """The made-up name of a provider."""
    return f"Example Change Project {provider + 1} (synthetic)"


def new_piece(quarter: Quarter, provider: int, start: dt.date) -> Piece:
    """A clean return of one provider for the quarter that begins on `start`."""
    last = provider == quarter.providers - 1
    spec = quarter.older if last and quarter.older else quarter.spec
    rows = tables(
        spec,
        find_layout(spec, quarter.layout.id),
        cases=quarter.cases,
        seed=quarter.seed * 10_000 + len(quarter.pieces),
        period_start=start,
        used=quarter.used,
    )
    record = rows["return"][0]
    record["provider_id"] = quarter.ids.setdefault(provider, record["provider_id"])
    record["provider_name"] = name_of(provider)
    return _added(quarter, provider, spec, rows)


def again(quarter: Quarter, piece: Piece, **changes: object) -> Piece:
    """The same return once more, as it stands now, with other answers on its Return sheet."""
    rows = copy.deepcopy(piece.tables)
    rows["return"][0].update(changes)
    return _added(quarter, piece.provider, piece.spec, rows)


def same_file(quarter: Quarter, piece: Piece) -> Piece:
    """The same file once more, whatever still becomes of it."""
    return _added(quarter, piece.provider, piece.spec, piece.tables, piece)


def _added(
    quarter: Quarter, provider: int, spec: ReturnSpec, rows: Tables, copy_of: Piece | None = None
) -> Piece:
    """The number leads the name, so that files are found in the order in which they were made."""
    file = f"{len(quarter.pieces) + 1:03}-provider-{provider + 1}.xlsx"
    quarter.pieces.append(Piece(file, provider, spec, rows, copy_of))
    return quarter.pieces[-1]


def main(quarter: Quarter, provider: int) -> Piece:
    """The return of a provider for the first period; the one that counts."""
    return next(one for one in quarter.pieces if one.provider == provider)


def of_first_period(quarter: Quarter) -> Iterator[Piece]:
    """The returns that count for the first period, one for each provider that sent any."""
    start = quarter.starts[0]
    whole = {"period_start": start, "period_end": quarter_end(start)}
    seen = set()
    for one in quarter.pieces:
        if one.provider not in seen and whole.items() <= one.record.items():
            seen.add(one.provider)
            yield one


def due(start: dt.date) -> dt.date:
    """The day by which the returns for a quarter are due."""
    return quarter_end(start) + dt.timedelta(days=DAYS_TO_SEND)


def declared(piece: Piece, measure: str) -> int:
    """A headline figure as the return declares it."""
    [row] = [row for row in piece.tables["totals"] if row["measure"] == measure]
    assert isinstance(row["period_value"], int)
    return row["period_value"]
