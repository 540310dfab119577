"""Regular expressions without end, in Python's grammar, and texts that they may find."""

from __future__ import annotations

from hypothesis import strategies as st

# Characters that engines treat apart: case with more than two forms, digits and spaces outside
# ASCII, a letter that is none to one of them, a mark, a line break.
ALPHABET = "aAbBkK\u212asSſiİıß1٣_- .\n\r\x1c\u00a0\u2028éÉe\u0301ⅷ🙂"
texts = st.text(st.sampled_from(ALPHABET), max_size=6) | st.text(
    st.sampled_from("ab1_ \n"), max_size=6
)

_PLAIN = [
    "a",
    "A",
    "b",
    "k",
    "s",
    "i",
    "1",
    "_",
    r"\-",
    " ",
    r"\.",
    r"\n",
    "é",
    "ß",
    "ſ",
    "İ",
    "🙂",
]
_CLASSES = [
    ".", r"\d", r"\D", r"\w", r"\W", r"\s", r"\S", "[ab]", "[^a]", "[a-z]", "[A-Z]", "[^a-zA-Z]",
    "[0-9]", r"[\d_]", r"[^\d]", r"[\w-]", r"[^\W\d]", r"[\s\S]", "[é-ñ]", "[^é]", r"[\x00-\x7f]",
    r"[^\s]", r"[\S\n]", "[a&&b]", "[-a]", "[]a]", "[[a]", r"\u0301", r"[^\S ]",
]  # fmt: skip
_EDGES = ["^", "$", r"\A", r"\Z", r"\b", r"\B"]
_REPEATS = [
    "*", "+", "?", "{2}", "{1,2}", "{,2}", "{2,}", "{0}", "*?", "+?", "??", "{1,2}?", "*+", "++",
    "?+",
]  # fmt: skip
_GROUPS = [
    "({})", "(?:{})", "(?P<name>{})", "(?i:{})", "(?s:{})", "(?m:{})", "(?-i:{})", "(?a:{})",
    "(?ai:{})", "(?={})", "(?!{})", "(?>{})", "(?<=a{{1}})(?:{})", "({})\\1", "(a)?(?(1){}|b)",
]  # fmt: skip
_FLAGS = ["", "", "", "(?i)", "(?s)", "(?m)", "(?a)", "(?x)", "(?im)", "(?ia)"]
_BROKEN = ["(", "[", "*a", "a**", "(?P<1>a)", "a{2,1}", "\\", "(?<=a*)b", "(?z)", "[b-a]", "\\1", "a{99999999999}"]  # noqa: E501  # fmt: skip

_one = st.sampled_from(_PLAIN) | st.sampled_from(_PLAIN + _CLASSES)
_piece = st.builds(str.__add__, _one, st.sampled_from(["", "", "", *_REPEATS]))
_leaf = _piece | _piece | st.sampled_from(_EDGES)
_inner = st.recursive(
    _leaf,
    lambda part: st.one_of(
        st.lists(part, min_size=2, max_size=4).map("".join),
        st.lists(part, min_size=2, max_size=3).map("|".join).map("(?:{})".format),
        st.builds(str.format, st.sampled_from(_GROUPS), part),
        st.builds("(?:{}){}".format, part, st.sampled_from(_REPEATS)),
    ),
    max_leaves=6,
)
_whole = st.builds("{}{}{}{}".format, st.sampled_from(_FLAGS), st.sampled_from(["", "^"]), _inner,
                   st.sampled_from(["", "", "$"]))  # fmt: skip
_either = st.builds("{}|{}".format, _whole, _inner)
patterns = _whole | _whole | _either | st.sampled_from(_BROKEN)
