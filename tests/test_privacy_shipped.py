"""The texts of our templates are passed over by name: each must be nothing, looked at in full."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from conftest import SPEC

from checker.layout.values import clean
from checker.privacy import beside, shipped
from checker.privacy.headings import ASKED, asked
from checker.privacy.texts import _kinds, is_reference
from checker.read import read
from checker.template import write

NOTES = {
    "shipped": "Texts of our templates in which nothing was found",
    "shipped_headings": "Headings of our templates, and what each asks for",
    "shipped_beside": "Harmless texts of our templates outside the cells, by place",
}


def _written(name: str, lines: Iterable[str]) -> None:
    path = shipped._FOLDER / f"{name}.txt"
    text = "\n".join(
        (
            f"# {NOTES[name]}; written by the tests.",
            *sorted(line.replace("\n", shipped.BREAK) for line in lines),
            "",
        )
    )
    path.write_text(text, encoding="utf-8", newline="\n")


def _templates(folder):
    for layout in SPEC.layouts.values():
        out = folder / f"{layout.id}.xlsx"
        write(SPEC, layout, out)
        yield read(out)


def _kind(text: str) -> str:
    return next(_kinds(clean(text), names=True, pages=True), "")


def _name(text: str) -> str:
    judge = asked(text)
    return next((name for name, (_, found) in ASKED.items() if found is judge), "")


def test_the_lists_hold_what_the_templates_say(update, tmp_path):
    texts: set[str] = set()
    places: set[tuple[str, str]] = set()
    for workbook in _templates(tmp_path):
        rows = chain.from_iterable(sheet.rows for sheet in workbook.sheets)
        texts |= {v for v in chain.from_iterable(rows) if isinstance(v, str)}
        texts |= {text.words for text in workbook.texts if text.place not in beside._LOOKS}
        places |= {(t.place, t.words) for t in workbook.texts if t.place in beside._LOOKS}
        places |= {("sheet-name", sheet.name) for sheet in workbook.sheets}
    texts = {text for text in texts if text and _has_a_line(text) and not is_reference(text)}
    harmless = {text for text in texts if not _kind(text)}
    asking = {text: what for text in harmless if (what := _name(text))}
    if update:
        _written("shipped", harmless - asking.keys())
        _written("shipped_headings", (f"{what}\t{text}" for text, what in asking.items()))
        _written("shipped_beside", ("\t".join(place) for place in places if _is_nothing(*place)))
    assert shipped.shipped_texts() == harmless - asking.keys()
    assert shipped.shipped_headings() == asking
    assert shipped.shipped_beside() == {place for place in places if _is_nothing(*place)}


def _is_nothing(place: str, words: str) -> bool:
    return _has_a_line(words) and not beside._LOOKS[place](words)


def _has_a_line(text: str) -> bool:
    return "\\" not in text and text.replace("\n", "").isprintable()
