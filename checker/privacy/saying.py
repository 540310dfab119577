"""What each kind of identifier is called, in the language that is spoken."""

from __future__ import annotations

import re

from checker.language import say


def identifier_words(kind: str) -> str:
    """The words for a kind of identifier, such as "an NHS number".

    In code a kind goes by its English words, which make its key in the catalogue.
    """
    return say(f"identifiers.{re.sub(r'[^a-z]+', '-', kind.lower())}")
