"""What an expectation said of which rows, and whether the engines said the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checker.expectations import Result, evaluate
from checker.packverify.bench import Entry, Subject
from checker.suites.conditions import columns_of

if TYPE_CHECKING:
    import polars as pl

NULL, NOT_NULL = "expect_column_values_to_be_null", "expect_column_values_to_not_be_null"
COLUMN_ARGUMENTS = ("column", "column_A", "column_B")


@dataclass(frozen=True)
class Answer:
    """One expectation over one frame: the `_row` numbers it looked at and those at fault."""

    subject: Subject
    entry: Entry
    looked_at: frozenset[int]
    failed: frozenset[int]
    broke: str = ""

    @property
    def table(self) -> str:
        """The table that the expectation looks at."""
        return str(self.entry["meta"]["table"])


def answers(frame: pl.DataFrame, pairs: Sequence[tuple[Subject, Entry]]) -> list[Answer]:
    """Every expectation over a frame, by the compiler."""
    entries = [entry for _, entry in pairs]
    results = evaluate(frame, entries, "polars")
    scopes = evaluate(frame, [_scope(entry) for entry in entries], "polars")
    return [
        Answer(
            subject,
            entry,
            frozenset(set(scope.failed) - blank_rows(frame, entry)),
            frozenset(result.failed),
            result.broke,
        )
        for (subject, entry), result, scope in zip(pairs, results, scopes, strict=True)
    ]


def _scope(entry: Entry) -> dict[str, Any]:
    """An expectation that "fails" on exactly the rows that the entry's condition lets in."""
    kwargs = {"column": "_row"}
    if "row_condition" in entry["kwargs"]:
        kwargs["row_condition"] = entry["kwargs"]["row_condition"]
    return {"type": NULL, "kwargs": kwargs}


def blank_rows(frame: pl.DataFrame, entry: Entry) -> set[int]:
    """The rows that an expectation passes over because they are blank where it looks."""
    if entry["type"] in (NULL, NOT_NULL) or not frame.height:
        return set()
    kept = set(frame.drop_nulls(_checked(entry))["_row"])
    return set(frame["_row"]) - kept


def is_blank(entry: Entry, cells: Mapping[str, Any]) -> bool:
    """The same of one row, blanks being left out of its cells."""
    return entry["type"] not in (NULL, NOT_NULL) and any(n not in cells for n in _checked(entry))


def _checked(entry: Entry) -> list[str]:
    return [entry["kwargs"][name] for name in COLUMN_ARGUMENTS if name in entry["kwargs"]]


def looked_at(entries: Iterable[Entry]) -> list[str]:
    """Every column that these expectations or their row conditions look at, each once."""
    names: list[str] = []
    for entry in entries:
        names += [*_checked(entry), *sorted(columns_of(entry["kwargs"].get("row_condition")))]
    return list(dict.fromkeys(names))


def unlike(what: str, results: Mapping[str, Result]) -> list[str]:
    """A line for each engine on which an expectation broke, or one where their answers differ."""
    broke = [f"{what}: {e} stopped with {r.broke}." for e, r in results.items() if r.broke]
    if broke or len(set(results.values())) == 1:
        return broke
    said = "; ".join(
        f"{engine} sees {r.in_scope} rows in scope, {r.missing} blank, {len(r.failed)} at fault"
        for engine, r in results.items()
    )
    return [f"{what}: the engines differ: {said}."]
