"""Formats of cells: what each shows of a number, and copies of them for another use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from checker.editing.draft import Draft, main_root
from checker.editing.styles import Styles
from checker.editing.tags import Element, children, root, spliced, with_attribute, with_child
from checker.read.markup import is_true

Purpose = Literal["date", "number", "text"]

DAY: Final = "dd/mm/yyyy"
"""How a day is shown: as the template shows it, and the same in every country."""
_GENERAL, _TEXT = 0, 49
# Formats that show a whole number by its digits alone: General, 0 and text.
_PLAIN_DIGITS: Final = frozenset({_GENERAL, 1, _TEXT})
# Numbers that stand for formats of days without being described (ECMA-376 part 1, 18.8.30), some
# of them in East Asian workbooks only.
_DAYS: Final = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58})
# What in a format is text, a colour, a condition, or the width of a letter.
_ASIDE: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_FIRST_OWN: Final = 164


@dataclass(frozen=True, slots=True)
class Formats:
    """The formats of a workbook: `codes` by number, and the attributes of each format of cells."""

    codes: Mapping[int, str]
    cells: tuple[Mapping[str, str], ...]
    items: tuple[bytes, ...] = field(repr=False)

    def number_of(self, style: int) -> int:
        """The number of the number format of that format of cells."""
        known = self.cells[style] if style < len(self.cells) else {}
        return _whole(known.get("numFmtId", ""))

    def shows_day(self, style: int) -> bool:
        """Whether a number in such a cell is shown as a day."""
        number = self.number_of(style)
        if number not in self.codes:
            return number in _DAYS
        code = _ASIDE.sub("", self.codes[number]).casefold()
        return "d" in code or "y" in code

    def shows_digits(self, style: int) -> bool:
        """Whether a whole number in such a cell is shown by its digits alone."""
        number = self.number_of(style)
        return number in _PLAIN_DIGITS or self.codes.get(number) in ("0", "General", "@")

    def keeps_text(self, style: int) -> bool:
        """Whether figures typed into such a cell stay a text."""
        quoted = style < len(self.cells) and is_true(self.cells[style].get("quotePrefix"))
        number = self.number_of(style)
        return quoted or number == _TEXT or self.codes.get(number) == "@"

    def fits(self, style: int, purpose: Purpose) -> bool:
        """Whether such a cell may hold a day, a number or a text of figures as it is."""
        if purpose == "text":
            return self.keeps_text(style)
        return not self.keeps_text(style) and self.shows_day(style) == (purpose == "date")


def formats_of(draft: Draft) -> Formats:
    """The formats that the workbook has now; none where it has no part for them."""
    name = _part(draft)
    if not name:
        return Formats({}, (), ())
    data = draft.read(name)
    lists = {element.local: element for element in children(data, main_root(data))}
    numbers, cells = lists.get("numFmts"), lists.get("cellXfs")
    items = tuple(children(data, cells)) if cells else ()
    return Formats(
        {
            _whole(item.attributes.get("numFmtId", "")): item.attributes.get("formatCode", "")
            for item in (children(data, numbers) if numbers else ())
        },
        tuple(item.attributes for item in items),
        tuple(data[item.start : item.end] for item in items),
    )


class Copies:
    """Copies of formats of cells, each made once; `save` writes them into the workbook."""

    def __init__(self, draft: Draft, formats: Formats) -> None:
        self._draft, self._formats = draft, formats
        self._made: dict[tuple[int, Purpose], int] = {}
        self._styles: Styles | None = None
        self._day = 0

    def style(self, old: int, purpose: Purpose) -> int:
        """The number of the format that is `old` but for what it is used for."""
        if self._formats.fits(old, purpose):
            return old
        key = (old, purpose)
        if key not in self._made:
            self._made[key] = self._add(old, purpose)
        return self._made[key]

    def save(self) -> None:
        """Write the copies that were asked for."""
        if self._styles is not None:
            self._styles.save()

    def _add(self, old: int, purpose: Purpose) -> int:
        if self._styles is None:
            # The format of a day is put there at once, as it may be needed by any cell to come.
            self._day = _day(self._draft, self._formats)
            self._styles = Styles(self._draft)
        number = {"date": self._day, "number": _GENERAL, "text": _TEXT}[purpose]
        items = self._formats.items
        base = items[old if old < len(items) else 0] if items else self._plain()
        end = root(base).inner
        tag = with_attribute(with_attribute(base[:end], "numFmtId", str(number)), _APPLY, "1")
        if b"quotePrefix" in tag and purpose != "text":
            tag = with_attribute(tag, "quotePrefix", "0")
        return self._styles.add("cellXfs", tag + base[end:])

    def _plain(self) -> bytes:
        assert self._styles is not None  # noqa: S101 - for the type checker: `_add` has made it
        return self._styles.written('<p:xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>')


_APPLY: Final = "applyNumberFormat"


def _day(draft: Draft, formats: Formats) -> int:
    """The number of the format of days; where the workbook has none, it is given one."""
    found = next((number for number, code in formats.codes.items() if code == DAY), 0)
    name = _part(draft)
    if found or not name:
        return found or 14
    number = max([_FIRST_OWN - 1, *formats.codes]) + 1
    data = draft.read(name)
    whole = main_root(data)
    prefix = whole.prefix
    one = f'<{prefix}numFmt numFmtId="{number}" formatCode="{DAY}"/>'.encode()
    if _list(data) is None:
        empty = f'<{prefix}numFmts count="0"></{prefix}numFmts>'.encode()
        data = spliced(data, [(whole.inner, whole.inner, empty)])
    draft.put(name, _longer(data, one))
    return number


def _longer(data: bytes, one: bytes) -> bytes:
    """The part with one more format of numbers, and the count that says so."""
    found = _list(data)
    assert found is not None  # noqa: S101 - for the type checker: the caller has put it there
    data = spliced(data, [with_child(data, found, one)])
    found = _list(data)
    assert found is not None  # noqa: S101
    count = sum(1 for _ in children(data, found))
    tag = with_attribute(data[found.start : found.inner], "count", str(count))
    return spliced(data, [(found.start, found.inner, tag)])


def _list(data: bytes) -> Element | None:
    inside = children(data, main_root(data))
    return next((element for element in inside if element.local == "numFmts"), None)


def _part(draft: Draft) -> str:
    links = draft.links_of(draft.main).values()
    name = next((link.target for link in links if link.kind == "styles"), "")
    return name if name and draft.has(name) else ""


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
