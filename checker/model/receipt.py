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
    """Counts for one sheet. `filled` counts cells that hold anything, error values included;

    `error_cells`, `formula_cells` and `merged_cells` name places ("C7") and hold no content.
    `last_row` and `last_column` are 1-based; 0 on an empty sheet.
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


@dataclass(frozen=True, slots=True)
class Receipt:
    """The reading receipt of one file; `digest` is the SHA-256 of its bytes in hex."""

    file: str
    digest: str
    format: str
    stop: Stop | None
    sheets: tuple[SheetReceipt, ...]
    notes: tuple[str, ...]
