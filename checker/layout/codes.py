"""Entries of code lists, in whatever spelling they were given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from checker.language import ENGLISH, FALLBACK, spoken
from checker.layout.cells import Parsed, Parser
from checker.layout.texts import digits_of, text_parser
from checker.layout.tidying import (
    CASE,
    LEADING_ZERO,
    NONE,
    SEPARATOR,
    SPELLING,
    TRUTH,
    WHOLE,
    Kinds,
    bare,
    clean,
    plain,
)
from checker.layout.values import DASH, as_text
from checker.model.specs import Code, CodeList

Index = dict[str, tuple[str, Kinds]]


# A return has some fifty code lists, and a batch asks for each of them with every return.
@lru_cache(maxsize=256)
def code_parser(codes: CodeList) -> Parser:
    """The parser of a column whose cells hold one entry of a code list."""
    spellings = offered(codes)
    # Most returns hold nothing but what the template offers.
    every_spelling = cache(lambda: _index(codes))

    def parse(raw: object) -> Parsed:
        text = as_text(raw)
        by_type = digits_of(raw)
        code = spellings.get(text)
        if code is not None:
            return Parsed(code, code, by_type)
        index = every_spelling()
        tidy, kinds = bare(_hyphenated(text))
        found = index.get(tidy) or index.get(tidy.casefold()) or _by_digits(tidy, index)
        if found is None:
            return Parsed(None, clean(text))
        code, more = found
        return Parsed(code, code, (*by_type, *more, *kinds) or (SPELLING,))

    return parse


def entry_words(code: Code) -> str:
    """An entry as reports name it, "CODE – Label", with its label in the language that is spoken.

    A cell that holds these words is read as the entry, unless there is no such label: the English
    one then stands in brackets, marked.
    """
    labels = {ENGLISH: code.label, "cy": code.label_cy}
    label = labels[spoken()]
    return f"{code.code}{DASH}{label}" if label else f"{code.code} ({FALLBACK}{code.label})"


def _hyphenated(text: str) -> str:
    """A drop-down's "CODE – Label" with the hyphen that people type: its dash is not theirs."""
    return text.replace(DASH, " - ")


@lru_cache(maxsize=256)
def offered(codes: CodeList) -> Mapping[str, str]:
    """The spellings that the template itself offers: the code, and the drop-down's entry."""
    return {text: code.code for code in codes.codes for text in _spellings(code.code, code.label)}


def _spellings(code: str, label: str) -> Iterator[str]:
    yield from (code, f"{code}{DASH}{label}")


def _index(codes: CodeList) -> Index:
    """Every accepted spelling to its code and the kinds of tidying that it is.

    Offered spellings stand as they are and in other capitals; where two entries share another
    spelling the first has it.
    """
    index: Index = {}
    for code in codes.codes:
        for text in _spellings(code.code, code.label):
            index.setdefault(plain(_hyphenated(text))[0], (code.code, NONE))
    for code in codes.codes:
        for text in _spellings(code.code, code.label):
            index.setdefault(plain(_hyphenated(text))[0].casefold(), (code.code, (CASE,)))
    for code in codes.codes:
        welsh = f"{code.code}{DASH}{code.label_cy}" if code.label_cy else ""
        for alias in filter(None, (*code.aliases, code.label, code.label_cy, welsh)):
            fold = bare(_hyphenated(alias))[0].casefold()
            kind = TRUTH if fold in ("true", "false") else SPELLING
            index.setdefault(fold, (code.code, (kind,)))
    return {**_without_zeros(codes), **index}


def _without_zeros(codes: CodeList) -> Index:
    """Codes of figures as a spreadsheet leaves them, where that can mean one of them only."""
    short: dict[str, list[str]] = {}
    for code in codes.codes:
        if code.code.isdecimal() and code.code.startswith("0"):
            short.setdefault(code.code.lstrip("0") or "0", []).append(code.code)
    return {text: (c[0], (LEADING_ZERO,)) for text, c in short.items() if len(c) == 1}


def _by_digits(text: str, index: Index) -> tuple[str, Kinds] | None:
    """The entry that a number such as "13.0", from an export of decimals, stands for."""
    match = re.fullmatch(r"(\d+)\.0+", text, re.ASCII)
    found = index.get(match[1]) if match else None
    return (found[0], (WHOLE, *found[1])) if found else None


def list_parser(codes: CodeList | None) -> Parser:
    """The parser of a column whose cells hold several entries, of a code list or of plain text."""
    one = code_parser(codes) if codes else text_parser

    def parse(raw: object) -> Parsed:
        text = as_text(raw)
        # Commas part entries too, unless they belong to an entry: labels hold them.
        entries = [
            entry
            for part in _split(r"[;\n]", text)
            for entry in ([part] if codes and one(part).value else _split(",", part))
        ]
        if not entries:
            return Parsed(None, None, (SEPARATOR,))
        found = [one(entry) for entry in entries]
        instance = [entry.instance for entry in found]
        if any(entry.value is None for entry in found):
            return Parsed(None, instance)
        whole = "; ".join(str(entry.value) for entry in found)
        parted = NONE if entries == re.split("; ?", text) else (SEPARATOR,)
        kinds = (kind for entry in found for kind in entry.tidied)
        return Parsed(whole, instance, tuple(dict.fromkeys((*digits_of(raw), *kinds, *parted))))

    return parse


def _split(separator: str, text: str) -> list[str]:
    return [part.strip(" ") for part in re.split(separator, text) if clean(part)]
