"""References of one column that are written otherwise than on their own sheet."""

from __future__ import annotations

from collections.abc import Iterator

from checker.advice.causes.scene import Candidate, Scene
from checker.advice.changes import Change, Place, place
from checker.advice.references import Near, near, parents
from checker.language import say
from checker.model.specs import ForeignKey

_ASTRAY = "orphan-row"
_FORM = frozenset({"zeros", "marks", "letters", "form"})
# So many different references of a column are looked for on the other sheet.
_MOST_VALUES = 2_000
# More single references than so many are no cause to begin with.
_MOST_RECORDS = 5

Astray = dict[str, tuple[Near, list[int]]]


def references(scene: Scene) -> Iterator[Candidate]:
    """Columns to write as the other sheet does, single references there, and columns left blank."""
    links = scene.around.tables.spec.foreign_keys
    meant = {link: _meant(scene, link) for link in links}
    for link, found in meant.items():
        yield from _column(scene, link, found)
    yield from _parents(scene, meant)
    for link in links:
        yield from _blank(scene, link)


def _meant(scene: Scene, link: ForeignKey) -> Astray:
    """References of a column that lead nowhere, with the one that each must mean and its rows."""
    at, rows = (link.table, link.column), dict[str, list[int]]()
    for failure in scene.failures:
        if (failure.table, failure.field) == at and failure.rule == _ASTRAY:
            value = scene.around.value(failure.table, failure.row, failure.field)
            rows.setdefault(str(value), []).append(failure.row)
    for fault in scene.faults:
        if (fault.table, fault.field) == at and fault.keyword == "pattern":
            value = scene.data(fault.table).instances[fault.row][fault.field]
            rows.setdefault(str(value), []).append(fault.row)
    if not rows:
        return {}
    known = parents(scene.around, link)
    looked = {text: near(known, text) for text in list(rows)[:_MOST_VALUES]}
    return {text: (found, rows[text]) for text, found in looked.items() if found}


def _column(scene: Scene, link: ForeignKey, found: Astray) -> Iterator[Candidate]:
    """All references of a column that differ in form only."""
    around, data = scene.around, scene.data(link.table)
    cells: dict[Place, object] = {}
    for one, rows in found.values():
        if one.how in _FORM:
            key = around.value(link.parent, one.row, link.parent_column)
            cells |= {place(data.cell(row, link.column)): key for row in rows}
    if len(cells) > 1:
        first = data.cell(
            min(r for one, rows in found.values() if one.how in _FORM for r in rows), link.column
        )
        said = say(
            "advice.fix-references",
            n=len(cells),
            heading=scene.heading(link.table, link.column),
            place=f"{data.sheet} {first}",
            sheet=scene.data(link.parent).sheet,
        )
        change = Change(cells={data.sheet: cells})
        yield Candidate("references", said, data.sheet, first, change, len(cells))


def _parents(scene: Scene, meant: dict[ForeignKey, Astray]) -> Iterator[Candidate]:
    """One reference that rows of other sheets all write in one other way."""
    spellings: dict[tuple[str, str, int], dict[str, int]] = {}
    for link, found in meant.items():
        # Where several differ in form, the column is written otherwise, not the one reference.
        whole = sum(one.how in _FORM for one, _ in found.values()) > 1
        for text, (one, rows) in found.items():
            if whole and one.how in _FORM:
                continue
            at = link.parent, link.parent_column, one.row
            counts = spellings.setdefault(at, {})
            counts[text] = counts.get(text, 0) + len(rows)
    ranked = sorted(spellings.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    for (table, column, row), counts in ranked[:_MOST_RECORDS]:
        [text, *others] = counts
        if not others and counts[text] > 1 and not _is_used(scene, table, column, row):
            data = scene.data(table)
            cell = data.cell(row, column)
            said = say("advice.fix-reference", n=counts[text], place=f"{data.sheet} {cell}")
            change = Change(cells={data.sheet: {place(cell): text}})
            yield Candidate("references", said, data.sheet, cell, change, counts[text])


def _is_used(scene: Scene, table: str, column: str, row: int) -> bool:
    """Whether a row of another sheet writes the reference as it stands."""
    key = scene.around.value(table, row, column)
    return any(
        scene.around.rows_with(link.table, link.column, key)
        for link in scene.around.tables.spec.foreign_keys
        if (link.parent, link.parent_column) == (table, column)
    )


def _blank(scene: Scene, link: ForeignKey) -> Iterator[Candidate]:
    """A column of references that is blank all down, where only one row can be meant."""
    around, data = scene.around, scene.data(link.table)
    at = link.table, link.column
    rows = [f.row for f in scene.faults if f.keyword == "required" and (f.table, f.field) == at]
    keys = around.values(link.parent, link.parent_column)
    if len(rows) < 2 or len(rows) < data.frame.height or len(keys) != 1 or keys[0] is None:
        return
    cells = {place(data.cell(row, link.column)): keys[0] for row in rows}
    first = data.cell(rows[0], link.column)
    said = say(
        "advice.fix-blank",
        n=len(rows),
        heading=scene.heading(*at),
        place=f"{data.sheet} {first}",
        other=around.place(link.parent, 0, link.parent_column),
    )
    yield Candidate(
        "references", said, data.sheet, first, Change(cells={data.sheet: cells}), len(rows)
    )
