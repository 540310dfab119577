"""The providers' declared figures, added up, against the area's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.batch.across.awaiting import what_became
from checker.batch.across.laid import Laid, Sent, Told, by_number, listed, period_words
from checker.batch.across.laid import provider_words as who
from checker.model.profile import AreaTotal
from checker.model.specs import ReturnSpec


def sums(laid: Laid) -> Iterator[Told]:
    """Each figure of the area that differs from what the returns of its period declare."""
    for area in laid.profile.area_totals if laid.profile else ():
        here = [one for one in laid.counting if one.period == (area.start, area.end)]
        total = sum(one.totals.get(area.measure, 0) for one in here)
        if here and total != area.value:
            yield _told(laid, area, here, total)


def _told(laid: Laid, area: AreaTotal, here: Sequence[Sent], total: int) -> Told:
    lacking = _lacking(laid, area, here)
    below = total < area.value
    difference = abs(area.value - total)
    detail = (
        f"{_label(laid.spec, area.measure)}, {period_words((area.start, area.end))}: {total:,} in"
        f" {len(here)} return{'' if len(here) == 1 else 's'}, {area.value:,} by {area.source}:"
        f" {difference:,} {'fewer' if below else 'more'}.{lacking}"
    )
    rule = "totals-below-area" if below else "totals-above-area"
    # What is missing can explain a sum that is too small, never one that is too great.
    return Told(rule, detail, by_number(here), "NOTE" if below and lacking else None)


def _lacking(laid: Laid, area: AreaTotal, here: Sequence[Sent]) -> str:
    """What the sum lacks, in sentences."""
    silent = [who(one) for one in here if area.measure not in one.totals and not one.nil]
    period = (area.start, area.end)
    missing = [
        one.provider or one.provider_id
        for one in what_became(laid)
        if (one.start, one.end) == period and not one.entry
    ]
    words = []
    if missing:
        words.append(f" No return from {listed(missing)}.")
    if silent:
        words.append(f" No usable figure from {listed(silent)}.")
    if laid.unplaced:
        words.append(f" Files that could not be read or placed: {laid.unplaced}.")
    return "".join(words)


def _label(spec: ReturnSpec | None, measure: str) -> str:
    """A headline figure as the return calls it."""
    if spec is None:
        return measure
    columns = {column.name: column for column in spec.tables["totals"].columns}
    codes = spec.code_lists[columns["measure"].code_list].codes
    return next((code.label for code in codes if code.code == measure), measure)
