"""How much of a file is read: every limit says what was found, and refuses soon."""

from __future__ import annotations

import zlib

import pytest
from read_files import STYLES, book, data, one, pack, save, unpack

from checker.read import Limits, inspect
from checker.read.stops import amount

MEGABYTE = 1_000_000


def message(tmp_path, content, limits=None):
    """The words of the stop of a file that holds `content`; empty when it is read."""
    stop = inspect(save(tmp_path, content), limits or Limits()).stop
    return stop.message if stop else ""


def declaring(content, size):
    """A package whose last part claims to inflate to `size` bytes."""
    changed = bytearray(content)
    at = changed.rindex(b"PK\x01\x02") + 24
    changed[at : at + 4] = size.to_bytes(4, "little")
    return bytes(changed)


def test_a_workbook_is_refused_by_its_declared_size_before_anything_is_inflated(
    tmp_path, monkeypatch
):
    content = declaring(book(one('<c r="A1"><v>1</v></c>')), 3_090 * MEGABYTE)
    monkeypatch.setattr(zlib, "decompressobj", None)
    limits = Limits(inflated_bytes=512 * MEGABYTE)
    assert message(tmp_path, content, limits) == (
        "This workbook inflates to 3.1 GB; the limit is 512 MB (setting inflated_bytes)."
    )


def test_a_part_that_is_packed_too_tightly_is_refused_with_its_ratio(tmp_path):
    bomb = book(one('<c r="A1"><v>1</v></c>'), extra={"xl/media/a.bin": bytes(5 * MEGABYTE)})
    assert "times its packed size; the limit is 250 (setting ratio)" in message(tmp_path, bomb)
    assert not message(tmp_path, bomb, Limits(ratio=2_000))


def test_parts_that_are_read_over_and_over_count_each_time(tmp_path):
    """A hundred sheets that are all one part would inflate to a hundred times the file."""
    sheets = {f"S{number}": data("") for number in range(100)}
    sheets["S0"] = data('<row r="1"><c r="A1" t="str"><v>' + "a" * 50_000 + "</v></c></row>")
    parts = unpack(book(sheets))
    rels = "xl/_rels/workbook.xml.rels"
    for number in range(2, 101):
        parts[rels] = parts[rels].replace(b"sheet%d.xml" % number, b"sheet1.xml")
    found = message(tmp_path, pack(parts), Limits(inflated_bytes=MEGABYTE))
    assert "over 1 MB; the limit is 1 MB (setting inflated_bytes)" in found


@pytest.mark.parametrize("filling", ["y" * 4_500_000, "> " * 2_250_000], ids=["plain", "closing"])
def test_a_tag_without_end_is_refused(tmp_path, filling):
    content = pack({**unpack(book(one('<c r="A1"><v>1</v></c>'))), "a.xml": f'<a b="{filling}"/>'})
    found = message(tmp_path, content, Limits(ratio=2_000))
    assert "its XML has a tag or comment without end" in found


def test_the_length_of_a_tag_is_a_setting(tmp_path):
    extra = {"a.xml": f'<a b="{"y" * 2_500_000}"/>'}
    content = pack({**unpack(book(one('<c r="A1"><v>1</v></c>'))), **extra})
    assert "(setting token_bytes)" in message(tmp_path, content, Limits(ratio=2_000))
    longer = Limits(ratio=2_000, token_bytes=5 * MEGABYTE)
    assert message(tmp_path, content, longer) == ""


@pytest.mark.parametrize("space", ["", " "], ids=["quick", "thorough"])
def test_large_parts_are_read_whole_wherever_the_parser_cuts_them(tmp_path, space):
    """Three million bytes of cells: none lies across a cut so that its value comes in two."""
    cells = "".join(
        f'<row r="{row}"><c {space}r="A{row}"><v>{row + 0.125}</v></c></row>'
        for row in range(1, 60_001)
    )
    receipt = inspect(save(tmp_path, book({"A": data(cells)})))
    assert receipt.stop is None
    assert receipt.sheets[0].filled == 60_000


def test_newer_error_values_cost_nothing_of_the_limit(tmp_path):
    """The package is written anew for them, which inflates every part a second time."""
    cells = '<row r="1"><c r="A1" t="e"><v>#SPILL!</v></c></row>'
    content = book({"A": data(cells)}, extra={"xl/media/a.bin": STYLES * 100})
    whole = sum(len(part) for part in unpack(content).values())
    assert not message(tmp_path, content, Limits(inflated_bytes=whole * 3 // 2))


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1_000, "1 kB"),
        (512 * MEGABYTE, "512 MB"),
        (512 * MEGABYTE + 1, "513 MB"),
        (1_000 * MEGABYTE, "1 GB"),
        (3_051 * MEGABYTE, "3.1 GB"),
        (12_345_000 * MEGABYTE, "12,345 GB"),
    ],
)
def test_amounts_as_people_say_them(size, words):
    assert amount(size) == words
