"""standard.yaml of one edition turned into that of the next, comments and order kept."""

from __future__ import annotations

import re

_STATUS_NOTE = "TODO what a reader must know about this edition, and what changed since the last."


def as_new_edition(text: str, edition: str) -> str:
    """`text` with the new edition, as a draft that no return can claim and without its date.

    Everything else stays as it was: the author goes through it clause by clause.
    """
    fields = {
        "edition": f'edition: "{edition}"',
        "status": "status: draft",
        "status_note": f"status_note: {_STATUS_NOTE}",
        "claim_codes": (
            "# The code of the edition before stays with that edition: give this one its own.\n"
            "claim_codes: []"
        ),
    }
    for name, block in fields.items():
        text = _replaced(text, name, block)
    return _undated(text)


def _block(name: str) -> re.Pattern[str]:
    """A field at the beginning of a line with all its further lines, up to the next field."""
    return re.compile(rf"^{name}:.*\n(?:(?:[ \t-].*)?\n)*", re.MULTILINE)


def _replaced(text: str, name: str, block: str) -> str:
    found = _block(name).search(text)
    if found is None:
        return f"{text.rstrip()}\n{block}\n"
    return f"{text[: found.start()]}{block}\n{text[found.end() :]}"


def _undated(text: str) -> str:
    """The source of the new edition has its own title and day, which only its author knows."""
    found = _block("source").search(text)
    if found is None:
        return text
    own = re.sub(r"^(\s+date:).*$", r'\1 ""', found.group(), flags=re.MULTILINE)
    own = re.sub(r"^(\s+title:).*\n(?:\s{3,}.*\n)*", _title_line, own, flags=re.MULTILINE)
    return f"{text[: found.start()]}{own}{text[found.end() :]}"


def _title_line(found: re.Match[str]) -> str:
    return f"{found.group(1)} TODO title of the document of this edition\n"
