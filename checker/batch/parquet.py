"""The verdicts and the findings of a batch as two files for analysts.

Both start with the columns of `RETURN`, which say whose line it is. `verdicts.parquet` has a row
for each clause of each return that was judged, `findings.parquet` one for each finding; both stand
in the order of the returns and, within one, as its report.json has them. The names are those of
report.json. A text that is not known is null, never empty. Nothing is withheld in them: they are
for the commissioner's own analysts, not for passing on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from checker.model.batch import Entry

if TYPE_CHECKING:
    import polars as pl

VERDICTS: Final = "verdicts.parquet"
FINDINGS: Final = "findings.parquet"

# Column and what it holds; the type is text where none is told.
RETURN: Final[Mapping[str, str]] = {
    "entry": "Folder of the return below the output folder",
    "return_id": "Reference of the return, as the provider gave it",
    "provider_id": "Reference of the provider",
    "provider": "Name of the provider",
    "period_start": "First day of the period; a date",
    "period_end": "Last day of the period; a date",
    "submission": "Which submission of this return it is; a whole number",
    "digest": "SHA-256 of the file",
}
OF_VERDICTS: Final[Mapping[str, str]] = {
    "standard": "Standard and edition, such as gb-home-office-da@2023.02",
    "clause": "Clause of the standard",
    "verdict": "met, not met, cannot tell, for an assessor or not applicable",
    "obligation": "How strongly the clause binds: law, must, should, project or scope",
    "origin": "Where the clause, or the number it was judged by, comes from",
    "grade": "How closely its source was read: S, S2, H, R or P",
    "reasons": "Why this verdict; a list of texts",
    "concerns": "Failed rules that do not decide the verdict; a list of texts",
}
OF_FINDINGS: Final[Mapping[str, str]] = {
    "id": "Digest of rule, record and field: the same fault has it in the next submission",
    "rule": "The rule that found it",
    "tier": "STOP, PRIVACY, ERROR, QUERY or NOTE",
    "sheet": "Sheet of the return",
    "cell": "Cell, such as F12",
    "table": "Table of the return that the sheet holds",
    "field": "Column of the table",
    "key": "Pseudonymous key of the row; only where the profile lets keys be shown",
    "case": "Reference of the case; only where the profile lets keys be shown",
    "clauses": "Clauses that the rule stands for; a list of texts",
    "explained": "Whether the Explanations sheet gives a reason for it; true or false",
    "waiver": "Waiver that covers it",
}
_DATES: Final = ("period_start", "period_end")
_LISTS: Final = ("reasons", "concerns", "clauses")
# Rows held in memory at a time, and rows of one row group: fixed, so that the bytes are.
_CHUNK: Final = 50_000
_GROUP: Final = 100_000

Row = tuple[Any, ...]


def write_parquet(entries: Iterable[Entry], out: Path) -> tuple[Path, Path]:
    """Write verdicts.parquet and findings.parquet into `out`; gives their paths.

    Both have all their columns where there is no row. The entries are gone through once. Findings
    are written as they come, some ten thousand at a time, however many there are; of the verdicts,
    a fixed number for each return, all are held. No file is written beside the two.
    """
    import polars as pl
    from polars.io.plugins import register_io_source

    judged = _Rows((*RETURN, *OF_VERDICTS))
    found = _Rows((*RETURN, *OF_FINDINGS))
    verdicts = [judged.empty()]

    def findings(
        columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, size: int | None
    ) -> Iterator[pl.DataFrame]:
        for entry in entries:
            verdicts.extend(judged.frames(_verdict_rows(entry)))
            yield from found.frames(_finding_rows(entry))
        verdicts.extend(judged.rest())
        yield from found.rest()

    lazy = register_io_source(findings, schema=found.schema)
    lazy.sink_parquet(out / FINDINGS, row_group_size=_GROUP, maintain_order=True)
    every = pl.concat(verdicts)
    every.write_parquet(out / VERDICTS, row_group_size=_GROUP)
    return out / VERDICTS, out / FINDINGS


class _Rows:
    """Rows on their way into frames of a fixed number of rows."""

    def __init__(self, names: Sequence[str]) -> None:
        self.schema = {name: _type(name) for name in names}
        self._held: list[Row] = []

    def frames(self, rows: Iterable[Row]) -> Iterator[pl.DataFrame]:
        """The frames that these rows fill."""
        for row in rows:
            self._held.append(row)
            if len(self._held) == _CHUNK:
                yield from self.rest()

    def rest(self) -> Iterator[pl.DataFrame]:
        """What is left, if anything is."""
        if self._held:
            yield self._frame()

    def empty(self) -> pl.DataFrame:
        """A frame without rows."""
        return self._frame()

    def _frame(self) -> pl.DataFrame:
        import polars as pl

        rows, self._held = self._held, []
        return pl.DataFrame(rows, schema=self.schema, orient="row")


def _type(name: str) -> pl.DataType | type[pl.DataType]:
    import polars as pl

    if name in _LISTS:
        return pl.List(pl.String)
    kinds = {"submission": pl.Int32, "explained": pl.Boolean, **dict.fromkeys(_DATES, pl.Date)}
    return kinds.get(name, pl.String)


def _return(entry: Entry) -> Row:
    facts = entry.facts
    texts = (entry.name, facts.id, facts.provider_id, facts.provider)
    return (
        *map(_text, texts),
        _day(facts.start),
        _day(facts.end),
        facts.submission,
        _text(entry.digest),
    )


def _verdict_rows(entry: Entry) -> Iterator[Row]:
    whose = _return(entry)
    for said in entry.verdicts:
        texts = (said.standard, said.clause, said.verdict, said.obligation, said.origin, said.grade)
        yield (*whose, *map(_text, texts), list(said.reasons), list(said.concerns))


def _finding_rows(entry: Entry) -> Iterator[Row]:
    whose = _return(entry)
    for found in entry.findings:
        place = (found.sheet, found.cell, found.table, found.field, found.key, found.case)
        yield (
            *whose,
            *map(_text, (found.identity, found.rule, found.tier, *place)),
            list(found.clauses),
            found.explained,
            _text(found.waiver),
        )


def _text(text: str) -> str | None:
    """None for an empty text; a lone surrogate, from a file name that is no UTF-8, becomes "?"."""
    return text.encode("utf-8", "replace").decode("utf-8") or None


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
