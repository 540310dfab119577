"""Sheets read by calamine in a second thread: the same sheets, and never before they are safe."""

from __future__ import annotations

import re
import threading
import zlib
from pathlib import Path

import pytest
from read_files import book, data, rework, save

from checker.errors import Unreadable
from checker.read import Limits, inspect, read
from checker.read.ahead import Ahead
from checker.read.parts import Parts

ROWS = 6_000  # as many bytes as are worth a thread


def sheet(first: str = "x", far: str = "") -> str:
    """A body of some hundred thousand bytes."""
    rows = "".join(
        f'<row r="{r}"><c r="A{r}" t="inlineStr"><is><t>{first}{r}</t></is></c>'
        f'<c r="B{r}"><v>{r % 3}</v></c></row>'
        for r in range(1, ROWS + 1)
    )
    return data(rows + far)


def large(**more: object) -> bytes:
    return book({"A": sheet("a"), "B": sheet("b"), "C": data("")}, **more)  # type: ignore[arg-type]


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sheets that were handed to the second thread, where it was started; -1 for the start."""
    seen: list[int] = []
    start, take = Ahead.start, Ahead.take

    def watched_start(self: Ahead, names: list[str]) -> None:
        seen.append(-1)
        start(self, names)

    def watched_take(self: Ahead, index: int) -> None:
        if self.started:
            seen.append(index)
        take(self, index)

    monkeypatch.setattr(Ahead, "start", watched_start)
    monkeypatch.setattr(Ahead, "take", watched_take)
    return seen


def test_what_is_read_ahead_is_what_is_read_after(
    tmp_path: Path, taken: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(tmp_path, large())
    ahead = read(path)
    assert taken == [-1, 0, 1, 2]
    monkeypatch.setattr(Parts, "hold", lambda *_: False)
    assert read(path) == ahead
    assert taken == [-1, 0, 1, 2]
    assert ahead.receipt.confirmed
    assert [len(sheet.rows) for sheet in ahead.sheets] == [ROWS, ROWS, 0]


def test_a_small_file_is_not_worth_a_thread(tmp_path: Path, taken: list[int]) -> None:
    read(save(tmp_path, book({"A": data('<row r="1"><c r="A1"><v>1</v></c></row>')})))
    assert taken == []


def test_a_sheet_beyond_the_limits_is_never_taken(tmp_path: Path, taken: list[int]) -> None:
    """Calamine takes memory for a whole rectangle, and would end the process."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = save(tmp_path, book({"A": sheet(), "B": sheet(far=far), "C": sheet()}))
    receipt = inspect(path)
    assert receipt.stop is not None
    assert "XFD1048576" in receipt.stop.message
    assert taken == [-1, 0]


def double(name: str, content: bytes) -> bytes:
    """The first sheet by the second's part too: one reader takes the first of two, one the last."""
    if not name.endswith("workbook.xml.rels"):
        return content
    second = re.search(rb'<Relationship Id="s2"[^>]*>', content)
    assert second is not None
    first = b'<Relationship Id="s1"'
    return content.replace(first, second[0].replace(b'"s2"', b'"s1"') + first)


def aside(name: str, content: bytes) -> bytes:
    note = b"<!-- x --><sheets>"
    return content.replace(b"<sheets>", note) if name == "xl/workbook.xml" else content


def twice(name: str, content: bytes) -> bytes:
    return content.replace(b"sheet2.xml", b"sheet1.xml") if name.endswith("k.xml.rels") else content


@pytest.mark.parametrize("change", [double, aside, twice])
def test_nothing_is_taken_where_a_sheet_could_be_another(
    tmp_path: Path, taken: list[int], change: object
) -> None:
    inspect(save(tmp_path, rework(large(), change)))  # type: ignore[arg-type]
    assert taken == []


def test_nothing_is_taken_from_a_package_with_a_part_that_lies(
    tmp_path: Path, taken: list[int]
) -> None:
    """The damage is in the last part, which is looked at when all sheets were counted."""
    extra = "<note>" + "once upon a time " * 40 + "</note>"
    packed = large(extra={"zz/last.xml": extra})
    checksum = zlib.crc32(extra.encode()).to_bytes(4, "little")
    assert packed.count(checksum) == 2
    receipt = inspect(save(tmp_path, packed.replace(checksum, b"\1\2\3\4")))
    assert receipt.stop is not None
    assert [sheet.filled for sheet in receipt.sheets] == [2 * ROWS, 2 * ROWS, 0]
    assert taken == []


def test_held_parts_count_against_the_limits_once(tmp_path: Path, taken: list[int]) -> None:
    packed = large()
    whole = sum(entry.file_size for entry in Parts(packed, Limits()).unread.values())
    path = save(tmp_path, packed)
    read(path, Limits(inflated_bytes=whole))
    assert taken == [-1, 0, 1, 2]
    with pytest.raises(Unreadable):
        read(path, Limits(inflated_bytes=whole - 1))


def test_no_thread_is_left_behind(tmp_path: Path, taken: list[int]) -> None:
    before = threading.active_count()
    unknown = '<row r="9999"><c r="A9999" t="e"><v>#SPILL!</v></c></row>'
    read(save(tmp_path, book({"A": sheet(), "B": sheet(far=unknown), "C": sheet()})))
    assert taken == [-1, 0]  # the rest is written in the usual form first
    inspect(save(tmp_path, book({"A": sheet(), "B": sheet(far="<row"), "C": sheet()})))
    assert taken == [-1, 0, -1, 0]
    assert threading.active_count() == before


def test_what_calamine_cannot_read_is_said_in_our_words(
    tmp_path: Path, taken: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words of a library may hold a value of the file."""
    path = save(tmp_path, large())
    monkeypatch.setattr("checker.read.ahead._sheet", lambda *_: ValueError("the secret value"))
    receipt = inspect(path)
    assert taken == [-1, 0, 1, 2]
    assert receipt.stop is not None
    assert "secret" not in receipt.stop.message
    assert [sheet.filled for sheet in receipt.sheets] == [2 * ROWS, 2 * ROWS, 0]
