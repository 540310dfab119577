"""Python's regular expressions on Polars columns, with Python's meaning.

Great Expectations searches with Python's `re`, Polars with Rust's engine, and the two differ: what
`\\d`, `\\w` and `\\b` take, letters without case, `$` before a last line break, look-around. So a
pattern is written anew for Rust out of Python's own parse of it, where that can be proved to find
the same; all else goes to Python's `re`, once for each distinct text.

The proof: whether anything is found does not depend on what an engine prefers, so plain characters,
alternatives, repetitions and edges mean the same in both. What a single character of the pattern
takes is written out as ranges of characters. Where these depend on Unicode tables or on case, they
are written for ASCII texts only, by asking Python about each ASCII character; a text with any other
character goes to Python.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from checker.suites.kinds.distinct import judged, quietly
from checker.suites.kinds.scope import Stopped

if TYPE_CHECKING:
    import polars as pl

_NONE = r"[^\x{0}-\x{10FFFF}]"
# What `str.isspace` takes, which Python's \s goes by; it has been the same in all of Unicode 6-16.
_SPACES = (
    r"\x{9}-\x{D}\x{1C}-\x{20}\x{85}\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}"
    r"\x{3000}"
)
_ASCII_ONLY = {
    "CATEGORY_DIGIT": "0-9",
    "CATEGORY_SPACE": r"\x{9}-\x{D}\x{20}",
    "CATEGORY_WORD": "0-9A-Za-z_",
}
_TYPES = re.ASCII | re.UNICODE | re.LOCALE


class _Unproved(Exception):
    """This part of the pattern has no counterpart that surely means the same."""


def found(texts: pl.Expr, pattern: str) -> pl.Expr:
    """Whether each text holds the pattern anywhere, as `re.search` says; null for a blank.

    Raises Stopped for a pattern that `re` does not take.
    """
    import polars as pl

    with quietly():
        try:
            search = re.compile(pattern).search
        except (re.error, OverflowError, RecursionError) as error:
            raise Stopped("The regular expression does not compile.") from error

    def by_python(these: pl.Expr) -> pl.Expr:
        return judged(these, lambda text: search(text) is not None)

    every, ascii_texts = rewritten(pattern, only_ascii=False), rewritten(pattern, only_ascii=True)
    if every is not None:
        return texts.str.contains(every)
    if ascii_texts is None:
        return by_python(texts)
    plain = texts.str.len_bytes() == texts.str.len_chars()
    others = by_python(pl.when(~plain).then(texts))
    return pl.when(plain).then(texts.str.contains(ascii_texts)).otherwise(others)


@lru_cache(maxsize=1000)
def rewritten(pattern: str, *, only_ascii: bool) -> str | None:
    """The pattern for Rust's engine, to be searched in any text or in ASCII texts only.

    None where no such pattern is sure to find the same. The pattern must be one that `re` takes.
    """
    from re import _parser  # type: ignore[attr-defined]

    with quietly():
        tree = _parser.parse(pattern)
    try:
        made = _sequence(tree, tree.state.flags, only_ascii, last=True)
    except _Unproved:
        return None
    return made if _compiles(made) else None


def _compiles(pattern: str) -> bool:
    """Rust's engine holds patterns to a size, and knows no half of a surrogate pair."""
    import polars as pl

    try:
        pl.Series([""]).str.contains(pattern)
    except (pl.exceptions.PolarsError, UnicodeEncodeError):
        return False
    return True


def _sequence(items: Any, flags: int, only_ascii: bool, *, last: bool) -> str:
    """One part after the other; `last` when nothing of the pattern stands behind them."""
    made = [
        _part(item, flags, only_ascii, last=last and n == len(items))
        for n, item in enumerate(items, 1)
    ]
    return "".join(made)


def _part(item: Any, flags: int, only_ascii: bool, *, last: bool) -> str:
    kind, given = str(item[0]), item[1]
    if kind in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
        return _ascii_class(item, flags) if only_ascii else _class(kind, given, flags)
    if kind == "AT":
        return _edge(str(given), flags, only_ascii, last=last)
    if kind == "BRANCH":
        made = [_sequence(branch, flags, only_ascii, last=last) for branch in given[1]]
        return f"(?:{'|'.join(made)})"
    if kind == "SUBPATTERN":
        _, added, removed, inner = given
        kept = flags & ~_TYPES if added & _TYPES else flags
        return f"(?:{_sequence(inner, (kept | added) & ~removed, only_ascii, last=last)})"
    if kind in ("MAX_REPEAT", "MIN_REPEAT"):
        return _repeat(given, flags, only_ascii)
    raise _Unproved


def _repeat(given: Any, flags: int, only_ascii: bool) -> str:
    least, most, inner = given
    if inner.getwidth()[0] == 0:
        # Python guards itself against repeating nothing for ever, by rules of its own.
        raise _Unproved
    end = "" if str(most) == "MAXREPEAT" else int(most)
    return f"(?:{_sequence(inner, flags, only_ascii, last=False)}){{{int(least)},{end}}}"


def _edge(where: str, flags: int, only_ascii: bool, *, last: bool) -> str:
    lines = flags & re.MULTILINE
    if where == "AT_BEGINNING_STRING" or (where == "AT_BEGINNING" and not lines):
        return r"\A"
    if where == "AT_BEGINNING":
        return "(?m:^)"
    if where == "AT_END_STRING":
        return r"\z"
    if where == "AT_END" and lines:
        return "(?m:$)"
    if where == "AT_END" and last:
        # Python's $ also stands before a last line break; with nothing behind it, so does this.
        return r"(?:\n?\z)"
    if where == "AT_BOUNDARY" and (only_ascii or flags & re.ASCII):
        return r"(?-u:\b)"
    raise _Unproved


def _class(kind: str, given: Any, flags: int) -> str:
    """What one character of the pattern takes, in any text."""
    if kind == "ANY":
        return "(?s:.)" if flags & re.DOTALL else r"[^\n]"
    if flags & re.IGNORECASE:
        raise _Unproved
    if kind != "IN":
        return f"[{'^' if kind == 'NOT_LITERAL' else ''}{_character(given)}]"
    members = [(str(one[0]), one[1]) for one in given]
    negated = members[0][0] == "NEGATE"
    inside = "".join(_member(*one, flags) for one in members[negated:])
    return f"[{'^' if negated else ''}{inside}]"


def _member(kind: str, given: Any, flags: int) -> str:
    if kind == "LITERAL":
        return _character(given)
    if kind == "RANGE":
        return f"{_character(given[0])}-{_character(given[1])}"
    name = str(given)
    positive = name.replace("_NOT_", "_")
    ranges = _ASCII_ONLY[positive] if flags & re.ASCII else None
    if ranges is None and positive == "CATEGORY_SPACE":
        ranges = _SPACES
    if ranges is None:
        raise _Unproved
    return ranges if name == positive else f"[^{ranges}]"


def _character(code: int) -> str:
    return f"\\x{{{code:X}}}"


def _ascii_class(item: Any, flags: int) -> str:
    """The ASCII characters that one character of the pattern takes: Python itself is asked."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    alone = _parser.SubPattern(_parser.State(), [item])
    takes = _compiler.compile(alone, flags & ~re.DEBUG).match
    taken = "".join(_character(code) for code in range(128) if takes(chr(code)))
    return f"[{taken}]" if taken else _NONE
