"""How a sentence is spelt in each language: to know again what an earlier run has written."""

from __future__ import annotations

from functools import cache

from checker.language import LANGUAGES, say, speaking


@cache
def spellings(key: str) -> tuple[str, ...]:
    """The sentence of that key, which has nothing to fill in, in every language."""
    said = []
    for language in LANGUAGES:
        with speaking(language):
            said.append(say(key))
    return tuple(dict.fromkeys(said))
