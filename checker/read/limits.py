"""How much of a file is read before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one file. All are inclusive: a file exactly at a bound is read.

    `inflated_bytes` counts a part of the package as often as it is read. `cells` counts the cells
    of the whole workbook, formatted blanks included. `area` counts the cells of the rectangles
    from A1 to the last cell of each sheet, added up: the value reader takes memory for a whole
    rectangle, however few of its cells are filled. `ratio` is inflated bytes over compressed bytes
    of one part, looked at from `ratio_from` inflated bytes on. `tags` counts the marks that open
    or close an element, in all parts, `elements` the elements of all XML beside the cells.
    `token_bytes` is the length of one tag or comment. `name` is the length of a sheet's name,
    `value` that of what one cell holds. `text` counts the characters that long shared texts come
    to, each counted as often as a cell shows it.
    `texts` counts the different texts outside the cells, `text_characters` all their characters.

    The defaults hold a return of 4,500 cases (3,000 as .ods). Measured on two processors, they keep
    the check of the worst file that they let through within 10 seconds and 1 GB, and the refusal of
    any other within 2 seconds and 300 MB.
    """

    file_bytes: int = 30_000_000
    inflated_bytes: int = 128_000_000
    part_bytes: int = 128_000_000
    ratio: int = 250
    ratio_from: int = 4_000_000
    parts: int = 2_000
    sheets: int = 100
    name: int = 255
    defined_names: int = 100_000
    rows: int = 300_000
    columns: int = 16_384
    cells: int = 1_000_000
    area: int = 2_000_000
    shared_strings: int = 1_000_000
    merged_ranges: int = 50_000
    nesting: int = 64
    tags: int = 10_000_000
    texts: int = 300_000
    text_characters: int = 20_000_000
    elements: int = 800_000
    token_bytes: int = 1_000_000
    value: int = 1_000_000
    text: int = 100_000_000
