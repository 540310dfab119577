"""What was in the file: counted from the package itself, before any value is trusted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
    """A reason why the return cannot be read at all. The words never hold a cell's value."""

    code: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class SheetReceipt:
    """Counts for one sheet. `filled` counts cells that hold anything, error values included.

    `error_cells`, `formula_cells`, `merged_ranges` and `covered_cells` name places ("C7") and hold
    no content; `covered_cells` are the filled cells under merged ranges, see `merged_hidden`.
    `last_row`, `last_column` and `gap_row` are 1-based, 0 where there is none: `gap_row` is the
    first row with data below a long gap of blank rows, `beyond_gap` counts the rows with data from
    there on.
    """

    name: str
    state: str
    filled: int
    errors: int
    formulas_without_value: int
    merged_hidden: int
    last_row: int
    last_column: int
    error_cells: tuple[str, ...] = ()
    formula_cells: tuple[str, ...] = ()
    merged_ranges: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    declared: str = ""
    gap_row: int = 0
    beyond_gap: int = 0
    covered_cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """The reading receipt of one file; `digest` is the SHA-256 of its bytes in hex.

    `beside` names what the file carries beside its cells ("macros", "comments" …), see
    `checker.read.beside`. `confirmed` says that a second reading of every sheet, independent of
    the one that gave the values, found values at exactly the same places.
    """

    file: str
    digest: str
    format: str
    stop: Stop | None
    sheets: tuple[SheetReceipt, ...]
    notes: tuple[str, ...]
    beside: tuple[str, ...] = ()
    confirmed: bool = False
