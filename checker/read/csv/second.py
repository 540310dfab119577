"""The second reading of a CSV file: by a pattern, not by the parser that gives the values."""

from __future__ import annotations

import re


def again(text: str, separator: str) -> list[list[str | None]]:
    """Rows of texts, None for an empty cell, up to the last row that holds anything.

    A cell is quoted from end to end, or runs to the next separator or line end. What is neither
    ends the reading early, and the two readings then differ.
    """
    sign = re.escape(separator)
    cell = re.compile(
        rf'(?:"(?P<quoted>[^"]*(?:""[^"]*)*)"|(?P<plain>[^{sign}"\r\n][^{sign}\r\n]*)?)'
        rf"(?P<end>{sign}|\r\n|\r|\n|\Z)"
    )
    rows: list[list[str | None]] = [[]]
    reached = 0
    for found in cell.finditer(text):
        if found.start() != reached:
            break
        reached = found.end()
        quoted, plain = found["quoted"], found["plain"]
        rows[-1].append((plain if quoted is None else quoted.replace('""', '"')) or None)
        if found["end"] != separator:
            rows.append([])
    return trimmed(rows)


def trimmed(rows: list[list[str | None]]) -> list[list[str | None]]:
    """The rows without empty cells at the end of each, and without empty rows at the end."""
    made = []
    for row in rows:
        end = len(row)
        while end and row[end - 1] is None:
            end -= 1
        made.append(row[:end])
    while made and not made[-1]:
        made.pop()
    return made
