"""What a note says of the findings on its cell, and the colour that the cell gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from checker.editing.comments import Note
from checker.language import say
from checker.model.findings import Finding
from checker.model.specs import TIERS, Tier
from checker.render.words import tier_word
from checker.render.workbook.limits import cell_text

# Dark text has a contrast of at least 11 to 1 on each of them; a note says the tier in words.
FILLS: Final[Mapping[Tier, str]] = {
    "STOP": "FFF4B6B6",
    "PRIVACY": "FFE3D3F5",
    "ERROR": "FFF8CBCB",
    "QUERY": "FFFFE699",
    "NOTE": "FFD9EAF7",
}
_MOST_FINDINGS: Final = 8  # on one cell; more make a box that no screen holds


def severity(tier: Tier, finding: Finding | None = None) -> str:
    """The tier in a word, with what takes the weight off the finding."""
    word = tier_word(tier)
    if finding is not None and finding.waiver:
        return say("annotate.waived", tier=word)
    return say("annotate.explained", tier=word) if finding and finding.explained else word


def gravest(findings: Sequence[Finding]) -> Tier:
    """The tier by which a cell is coloured: what is explained or waived counts as a note."""
    open_tiers = [f.tier for f in findings if not f.explained and not f.waiver]
    return min(open_tiers, key=TIERS.index, default="NOTE")


def note_of(cell: str, findings: Sequence[Finding], sheet: str) -> Note:
    """One note for all findings of a cell; `sheet` is where those are that it has no room for."""
    shown = findings[:_MOST_FINDINGS]
    parts = ["\n".join(_said(finding, cell)) for finding in shown]
    if len(findings) > len(shown):
        parts.append(say("annotate.note-more", n=len(findings) - len(shown), sheet=sheet))
    return Note(cell, say("annotate.note-title"), cell_text("\n\n".join(parts)))


def _said(finding: Finding, cell: str) -> Iterator[str]:
    word = severity(finding.tier, finding)
    yield say("annotate.note-line", tier=word, message=finding.message)
    if finding.cell != cell:
        yield say("annotate.note-covered", cell=finding.cell)
    yield say("annotate.note-fix", fix=finding.fix)
    if finding.expected:
        yield say("annotate.note-expected", expected=finding.expected)
    if finding.found:
        yield say("annotate.note-found", found=finding.found)
    for suggestion in finding.suggestions:
        yield say("annotate.note-suggestion", suggestion=suggestion.text)
    yield say("annotate.note-rule", rule=finding.rule)
