"""One walk through the content of an OpenDocument spreadsheet: values, counts, other texts."""

from __future__ import annotations

import re
from collections.abc import Callable

from checker.language import say
from checker.read import markup, stops
from checker.read.finished import finish
from checker.read.limits import Limits
from checker.read.ods.paragraphs import Paragraphs
from checker.read.ods.sheets import Content, Line, Run, Table, place
from checker.read.ods.styles import Styles
from checker.read.ods.texts import Gathering
from checker.read.ods.values import HOLDING, cell
from checker.read.places import MAX_COLUMN, MAX_ROW, name_of_corner
from checker.read.room import Room
from checker.read.tally import SharedStrings, Tally

_CELLS = frozenset(
    {
        *("table:table-row", "table:table-cell", "table:covered-table-cell"),
        *("text:p", "text:s", "text:span", "text:tab", "text:line-break"),
    }
)
_SPANS = {"table:number-columns-spanned": MAX_COLUMN, "table:number-rows-spanned": MAX_ROW}
_MOST_SPACES = 32_767  # what a cell of a spreadsheet program can hold
_HIDDEN = frozenset({"collapse", "filter"})
# A copy of a sheet of another file is kept under that file's address.
_ELSEWHERE = re.compile(r"'[^']*'#.*", re.DOTALL)


def walk(
    data: bytes, limits: Limits, styles: Styles, texts: Gathering, content: Content
) -> Content:
    """Walk a part into `styles`, `texts` and `content`; what was found before a stop stays there.

    Raises Unreadable for a part that is damaged, unsafe or over a limit.
    """
    made = markup.parser()
    state = _Walk(limits, styles, texts, content)
    made.StartElementHandler = state.start
    made.EndElementHandler = state.end
    made.CharacterDataHandler = state.characters
    markup.feed(made, data, limits)
    return content


class _Walk:
    """State of one walk; its methods are the handlers of the parser."""

    def __init__(self, limits: Limits, styles: Styles, texts: Gathering, content: Content) -> None:
        self.limits = limits
        self.styles = styles
        self.texts = texts
        self.content = content
        self.room = Room(limits)
        self.depth = 0
        self.in_row = False
        self.written = self.spaced = 0
        self.table: Table | None = None
        self.row = self.column = 0
        self.row_repeat = self.cell_repeat = 1
        self.row_hidden = False
        self.hiding_groups = 0
        self.groups: list[bool] = []
        self.table_column = 0
        self.runs: list[Run] = []
        self.found: dict[str, str] = {}
        texts.where = self.where
        self.inside: Paragraphs | None = None  # the text of the cell that is open
        self.starts: dict[str, Callable[[dict[str, str]], None]] = {
            "table:table": self.start_table,
            "table:table-column": self.column_of_table,
            "table:table-row": self.start_row,
            "table:table-cell": self.start_cell,
            "table:covered-table-cell": self.start_cell,
            "table:table-row-group": self.start_group,
            "table:table-column-group": self.start_group,
            "table:null-date": self.null_date,
            "office:spreadsheet": self.spreadsheet,
        }
        self.ends: dict[str, Callable[[], None]] = {
            "table:table": self.end_table,
            "table:table-row": self.end_row,
            "table:table-cell": self.end_cell,
            "table:covered-table-cell": self.end_cell,
            "table:table-row-group": self.end_group,
            "table:table-column-group": self.end_group,
        }

    def start(self, name: str, found: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > self.limits.nesting:
            raise markup.too_deep()
        if name == "text:s":
            self.spaces(found)
        # Nearly all elements are rows, cells and their text: these are no others' business.
        if name not in _CELLS or self.texts.open:
            self.styles.start(name, found)
            if name == "style:master-page":
                self.texts.sheet = found.get("style:name", "")
            if self.texts.start(name, found, self.depth):
                return
        if name in self.starts:
            self.starts[name](found)
        elif self.inside is not None:
            self.inside.start(name, found)
        elif self.table is not None and "office:value-type" in found:
            raise stops.corrupt(say("read.value-stands-outside-cell"))

    def end(self, name: str) -> None:
        depth, self.depth = self.depth, self.depth - 1
        if self.texts.open and self.texts.end(name, depth):
            return
        if name in self.ends:
            self.ends[name]()
        elif name == "style:master-page":
            self.texts.sheet = ""
        elif self.inside is not None:
            self.inside.end(name)

    def characters(self, text: str) -> None:
        self.written += len(text)
        if self.texts.characters(text):
            return
        if self.inside is not None:
            self.inside.characters(text)
        elif self.table is not None and not text.isspace():
            raise stops.corrupt(say("read.text-stands-outside-cell"))

    def spaces(self, found: dict[str, str]) -> None:
        """Count spaces that stand for themselves; calamine makes each of a thousand million."""
        count = _repeat(found, "text:c", _MOST_SPACES + 1)
        if count > _MOST_SPACES:
            raise stops.unsafe_xml(say("read.text-over-spaces-row", most_spaces=_MOST_SPACES))
        self.written += count
        self.spaced += count
        if self.spaced > self.limits.text:
            raise stops.more_than("text", self.limits.text, say("read.spaces-texts"))

    def where(self) -> tuple[int, int]:
        return (self.row + 1, self.column + 1) if self.inside is not None else (0, 0)

    def spreadsheet(self, found: dict[str, str]) -> None:
        self.content.protected = found.get("table:structure-protected") == "true"
        self.texts.sheet = ""

    def null_date(self, found: dict[str, str]) -> None:
        self.content.first_day = found.get("table:date-value", "")

    def start_table(self, found: dict[str, str]) -> None:
        if self.table is not None:
            raise stops.corrupt(say("read.cell-holds-another-table"))
        name = found.get("table:name", "")
        self.content.names.append(name)
        if len(self.content.names) > self.limits.sheets:
            raise stops.more_than("sheets", self.limits.sheets, "sheets")
        if _ELSEWHERE.fullmatch(name):
            self.texts.enter("table:table", "external-cache", self.depth)
            self.texts.beside.update(("external-links", "external-cache"))
            return
        if any(name.casefold() == other.name.casefold() for other in self.content.tables):
            raise stops.corrupt(say("read.two-sheets-have-same-name"))
        state = "hidden" if self.styles.hides("table", found) else "visible"
        counts = Tally(SharedStrings(), self.limits, self.room.cells)
        self.table = Table(name, found.get("table:style-name", ""), state, counts)
        self.content.tables.append(self.table)
        self.content.protected |= found.get("table:protected") == "true"
        self.row = self.table_column = 0
        self.texts.sheet, self.texts.notes = name, self.table.notes

    def end_table(self) -> None:
        table = self.table
        if table is None:
            return
        counts = table.tally
        self.room.take(table.name, counts.deepest, counts.widest, counts.cells)
        table.counted = finish(counts, table.name, table.state)
        self.table, self.texts.sheet, self.texts.notes = None, "", []

    def start_group(self, found: dict[str, str]) -> None:
        self.groups.append(found.get("table:display") == "false")
        self.hiding_groups += self.groups[-1]

    def end_group(self) -> None:
        self.hiding_groups -= self.groups.pop()

    def hidden(self, family: str, found: dict[str, str]) -> bool:
        return (
            self.hiding_groups > 0
            or found.get("table:visibility") in _HIDDEN
            or self.styles.hides(family, found)
        )

    def column_of_table(self, found: dict[str, str]) -> None:
        first = self.table_column + 1
        self.table_column += _repeat(found, "table:number-columns-repeated", MAX_COLUMN)
        if self.table is not None and self.hidden("table-column", found):
            self.table.tally.hidden_columns.append((first, self.table_column))

    def start_row(self, found: dict[str, str]) -> None:
        if self.table is None or self.in_row:
            raise stops.corrupt(say("read.row-stands-outside-sheet"))
        self.in_row = True
        self.row_repeat = _repeat(found, "table:number-rows-repeated", MAX_ROW)
        self.row_hidden = self.hidden("table-row", found)
        self.column, self.runs = 0, []

    def end_row(self) -> None:
        if self.table is not None and self.runs:
            place(
                self.table, Line(self.row, self.row_repeat, self.row_hidden, self.runs), self.room
            )
        self.row += self.row_repeat
        self.in_row = False

    def start_cell(self, found: dict[str, str]) -> None:
        if self.table is None or not self.in_row or self.inside is not None:
            raise stops.corrupt(say("read.cell-stands-outside-row"))
        self.table.tally.add(1)
        self.cell_repeat = _repeat(found, "table:number-columns-repeated", MAX_COLUMN)
        self.found, self.inside, self.written = found, Paragraphs(), 0
        if "table:formula" in found:
            self.texts.formula(found["table:formula"])

    def end_cell(self) -> None:
        text = self.inside.text() if self.inside is not None else None
        if text is not None or not self.found.keys().isdisjoint(HOLDING):
            held = cell(self.found, text)
            if held.takes_room:
                written = self.written + len(self.found.get("office:string-value", ""))
                self.runs.append(Run(self.column + 1, self.cell_repeat, held, written))
        if not self.found.keys().isdisjoint(_SPANS):
            self.merge()
        self.column += self.cell_repeat
        self.inside = None

    def merge(self) -> None:
        wide, high = (_repeat(self.found, name, most) for name, most in _SPANS.items())
        if self.table is None or wide * high == 1:
            return
        merged, limit = self.table.tally.merged, self.limits.merged_ranges
        if len(merged) >= limit:
            raise stops.more_than("merged_ranges", limit, say("read.merged-ranges-on-one-sheet"))
        top, left = self.row + 1, self.column + 1
        bottom, right = min(self.row + high, MAX_ROW), min(self.column + wide, MAX_COLUMN)
        merged.append(f"{name_of_corner(top, left)}:{name_of_corner(bottom, right)}")


def _repeat(found: dict[str, str], name: str, limit: int) -> int:
    text = found.get(name)
    if text is None:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text)):
        raise stops.corrupt(say("read.row-column-number-cannot"))
    # Blank cells and rows may be said to go on beyond the last; they end with the sheet.
    return min(int(text), limit)
