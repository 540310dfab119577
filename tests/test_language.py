"""Every sentence that people read is in the catalogue, and a gap in a language shows."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.language import ENGLISH, FALLBACK, LANGUAGES, entries, say, speaking
from checker.resources import templates_folder

ROOT = Path(__file__).parent.parent
CODE = sorted((ROOT / "checker").rglob("*.py"))
TEMPLATES = sorted(templates_folder().rglob("*.j2"))
ROOMS = sorted(path.stem for path in (templates_folder() / "language" / ENGLISH).glob("*.yaml"))
_WORD = re.compile(r"[A-Za-z]{2,}")
_NAME = r"[a-z-]+\.[\w-]+"


def keys() -> set[str]:
    return {f"{room}.{name}" for room in ROOMS for name in entries(ENGLISH, room)}


def texts(language: str) -> Iterator[tuple[str, str]]:
    for room in ROOMS:
        for name, entry in entries(language, room).items():
            forms = {"": entry} if isinstance(entry, str) else entry
            yield from ((f"{room}.{name}", text) for text in forms.values())


def named_in_code() -> set[str]:
    """Every text in code and templates that is the key of a sentence, however it is used."""
    found: set[str] = set()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {node.value} if re.fullmatch(_NAME, node.value) else set()
    for path in TEMPLATES:
        found |= set(re.findall(rf"""say\(\s*["']({_NAME})["']""", path.read_text("utf-8")))
    return found


def said_in_code() -> set[str]:
    """The keys that `say` is called with as they stand."""
    found = set()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(first.value)
    for path in TEMPLATES:
        pattern = rf"""say\(\s*["']({_NAME})["']\s*[,)]"""
        found |= set(re.findall(pattern, path.read_text("utf-8")))
    return found


def begun_in_code() -> set[str]:
    """The beginnings of keys that are put together."""
    found = set()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                begin = str(node.values[0].value)
                found |= {begin} if re.match(r"[a-z-]+\.[a-z-]*\Z", begin) else set()
    for path in TEMPLATES:
        text = path.read_text("utf-8")
        found |= set(re.findall(r"""say\(\s*["']([a-z-]+\.[\w-]*)["']\s*~""", text))
    return found


def test_what_is_said_is_in_the_english_catalogue():
    missing = said_in_code() - keys()
    assert not missing


def test_nothing_in_the_catalogue_is_said_by_nobody():
    begun = tuple(begun_in_code())
    unused = {key for key in keys() - named_in_code() if not key.startswith(begun)}
    assert not unused


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != ENGLISH])
def test_a_translation_fills_in_what_the_english_fills_in(language):
    english: dict[str, set[str]] = {}
    for key, text in texts(ENGLISH):
        english.setdefault(key, set()).update(names_in(text))
    for key, text in texts(language):
        assert names_in(text) <= english[key], key


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_of_several_forms_has_the_one_that_always_serves():
    for room in ROOMS:
        for name, entry in entries(ENGLISH, room).items():
            assert isinstance(entry, str) or "other" in entry, f"{room}.{name}"


def test_a_sentence_that_a_language_lacks_is_english_and_marked():
    assert say("assess.ready") == "Ready to send."
    with speaking("cy"):
        assert say("assess.ready") == f"{FALLBACK}Ready to send."
        assert say("assess.shown", n=2) == f"{FALLBACK}No breach in 2 rows checked."
    assert say("assess.ready") == "Ready to send."


def test_plural_forms_follow_the_number():
    assert say("assess.shown", n=1) == "No breach in 1 row checked."
    assert say("assess.shown", n=1200) == "No breach in 1,200 rows checked."


def test_a_text_with_braces_is_filled_in_as_it_is():
    assert "{x}" in say("stops.damaged", what="{x}")
