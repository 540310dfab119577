"""Plain text for the terminal: no cell values, no colours, nothing a terminal would obey."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from textwrap import shorten
from typing import Final

from checker.language import gaps_told, say, speaking, within
from checker.model.findings import Outcome
from checker.model.profile import WaiverUse
from checker.model.receipt import Receipt, SheetReceipt
from checker.model.report import Report
from checker.model.specs import Standard
from checker.render.brief import answers, block, plain
from checker.render.by_rule import RuleGroup, by_rule, needs_action
from checker.render.clauses import standard_page, status_note, status_warning
from checker.render.commissioner import (
    commissioner,
    states_words,
    waiver_state,
    waiver_states,
    waiver_words,
)
from checker.render.facts import last_cell, second_reading, sheet_facts
from checker.render.gathered import Gathered
from checker.render.json_report import not_checked, nothing_to_check, why_not
from checker.render.places import place
from checker.render.words import TIERS, number

RULES_SHOWN: Final = 8
PLACES_SHOWN: Final = 3
NOTE_WIDTH: Final = 180
WAIVERS_SHOWN: Final = 8


def _facts(report: Report) -> list[str]:
    facts = report.facts
    pairs = [
        (say("facts.provider"), facts.provider),
        (say("facts.period"), facts.period),
        (say("facts.return"), " ".join(part for part in (facts.id, facts.layout) if part)),
        (say("facts.file"), report.receipt.file),
    ]
    return [f"{label:<9} {plain(value)}" for label, value in pairs if value]


def _tiers(report: Report) -> str:
    counts = [f"{tier} {number(report.counts.get(tier, 0))}" for tier in TIERS]
    return f"{say('page.findings-head'):<9} {'   '.join(counts)}"


def _places(found: Gathered) -> str:
    first = list(dict.fromkeys(map(place, found.first(PLACES_SHOWN))))
    more = len(found) - min(len(found), PLACES_SHOWN)
    shown = ", ".join(first)
    return say("facts.first-places", n=more, shown=shown) if more else shown


def _rule(group: RuleGroup) -> list[str]:
    lead = f"  {group.tier:<8}{group.id}: {group.size} ({_places(group.found)})"
    return [plain_line(lead), *block(group.title, " " * 10)]


def plain_line(line: str) -> str:
    """Like `plain`, but keeps the indent and the columns of a line made here."""
    return "".join(letter if letter.isprintable() else "?" for letter in line)


def _rules(report: Report) -> list[str]:
    groups = by_rule(report, lambda finding: "now" if needs_action(finding) else "").get("now", [])
    if not groups:
        return []
    lines = ["", say("page.summary-look")]
    for group in groups[:RULES_SHOWN]:
        lines += _rule(group)
    more = len(groups) - RULES_SHOWN
    if more > 0:
        lines.append(f"  {say('page.summary-more-rules', n=more)}")
    return [*lines, f"  {say('page.summary-more')}"]


def _standard(report: Report, standard: Standard) -> list[str]:
    page = standard_page(report, standard, "")
    tally = ", ".join(f"{total} {word.lower()}" for _, word, total in page.tally if total != "0")
    lines = block(f"{page.title} ({page.name})", "  ")
    warning = status_warning(standard)
    if warning:
        # The whole note may fill the screen; it stands in the report.
        note = shorten(plain(f"{warning.upper()}. {status_note(standard)}"), NOTE_WIDTH)
        lines += block(note, "    ")
    return lines + block(tally or say("unchecked.screen-no-clause"), "    ")


def _standards(report: Report) -> list[str]:
    if report.receipt.stop:
        return []
    lines = [line for standard in report.standards for line in _standard(report, standard)]
    if report.unknown_claims:
        claims = ", ".join(report.unknown_claims)
        lines += block(say("unchecked.screen-claims", claims=claims), "  ")
    if not report.standards:
        lines += block(say("unchecked.screen-no-standard"), "  ")
    return ["", say("unchecked.screen-standards"), *lines]


def _unchecked(report: Report) -> list[str]:
    stopped = [outcome for outcome in not_checked(report) if not nothing_to_check(outcome)]
    unused = len(not_checked(report)) - len(stopped)
    lines = []
    if stopped:
        lines += _reasons(stopped)
    if unused:
        lines += block(say("unchecked.screen-unused", n=unused), "  ")
    return ["", say("unchecked.screen-title"), *lines] if lines else []


def _reasons(stopped: Sequence[Outcome]) -> list[str]:
    """Why rules could not run: the commonest reasons, each with its number of rules."""
    head = say("unchecked.screen-stopped", n=len(stopped))
    reasons = Counter(why_not(outcome) for outcome in stopped).most_common()
    if len(reasons) == 1:
        return block(f"{head} {reasons[0][0]}", "  ")
    lines = block(head, "  ")
    for why, rules in reasons[:3]:
        lines += block(f"{number(rules)}: {why}", "    ")
    if reasons[3:]:
        lines += block(say("unchecked.screen-more-reasons", n=len(reasons) - 3), "    ")
    return lines


def _commissioner(report: Report) -> list[str]:
    """What the profile and the waivers did, in a few lines; the report says it in full."""
    found = commissioner(report)
    if found is None:
        return []
    lines = [line for label, said in found.profile[:1] for line in block(f"{label}: {said}", "  ")]
    said = [found.why] if found.why else _settings(report)
    said += [*found.notes, *_waivers(report), *([found.others] if found.others else [])]
    said += found.worksheets
    return ["", found.title, *lines, *(line for text in said for line in block(text, "  "))]


def _settings(report: Report) -> list[str]:
    """One line for each rule whose limit a contract sets, for each rule off, for each setting."""
    lines = []
    for change in report.changes:
        lead = f"{change.rule}: " if change.rule else ""
        breach = change.now.get("weight") == "breach"
        said = [change.said, *([say("commissioner.screen-failure")] if breach else [])]
        if change.contract:
            said.append(say("commissioner.screen-contract", contract=change.contract))
        lines.append(f"{lead}{' '.join(said)}")
    return lines


def _waivers(report: Report) -> list[str]:
    if report.waivers is None:
        return []
    uses = report.waivers.entries
    states = states_words(waiver_states(report.waivers)) or say("commissioner.screen-no-waiver")
    lines = [say("commissioner.screen-waivers", states=states)]
    lines += [_waiver(use) for use in uses[:WAIVERS_SHOWN]]
    more = len(uses) - WAIVERS_SHOWN
    return [*lines, say("commissioner.screen-more-waivers", n=more)] if more > 0 else lines


def _waiver(use: WaiverUse) -> str:
    lead = f"{use.waiver.rule}: {waiver_words(use)}"
    soon = say("commissioner.screen-ends-soon") if use.expires_soon else ""
    covers = say("commissioner.screen-covered", n=use.covers) if use.covers else ""
    said = (lead, f"{waiver_state(use.state)}.", covers, soon, use.why)
    return " ".join(part for part in said if part)


def _stop(receipt: Receipt, headline: str = "") -> list[str]:
    if receipt.stop is None:
        return []
    said = [] if within(receipt.stop.message, headline) else block(receipt.stop.message)
    return ["", *said, *block(receipt.stop.fix)]


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def summary(report: Report) -> str:
    """The summary `checker check` prints: headline, counts, first causes, verdicts per standard."""
    with speaking(report.language):
        return _summary(report)


def _summary(report: Report) -> str:
    gaps = gaps_told()
    return _text(
        [
            *([*block(gaps, ""), ""] if gaps else []),
            plain(report.headline),
            *_stop(report.receipt, report.headline),
            "",
            *_facts(report),
            *([] if report.receipt.stop else [_tiers(report)]),
            *_commissioner(report),
            *answers(report),
            *_rules(report),
            *_standards(report),
            *_unchecked(report),
        ]
    )


_HEADINGS: Final = ("state", "filled", "errors", "formulas", "merges", "last", "sheet")


def _sheet_cells(sheet: SheetReceipt) -> tuple[str, ...]:
    counts = (sheet.filled, sheet.errors, sheet.formulas_without_value, sheet.merged_hidden)
    numbers = (number(value) for value in counts)
    return (plain(sheet.state), *numbers, last_cell(sheet), plain(sheet.name))


def _table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _cells(sheet: SheetReceipt) -> list[str]:
    return [line for said in sheet_facts(sheet) for line in block(f"{sheet.name}: {said}", "  ")]


def inspect_text(receipt: Receipt) -> str:
    """The reading receipt as `checker inspect` prints it: counts and places, no content."""
    headings = tuple(say(f"facts.screen-{name}") for name in _HEADINGS)
    sheets = [headings, *(_sheet_cells(sheet) for sheet in receipt.sheets)]
    named = [line for sheet in receipt.sheets for line in _cells(sheet)]
    return _text(
        [
            f"{say('facts.screen-file'):<9} {plain(receipt.file)}",
            f"{say('facts.screen-format'):<9} {plain(receipt.format)}",
            f"{'SHA-256':<9} {plain(receipt.digest)}",
            *_stop(receipt),
            "",
            *(_table(sheets) if receipt.sheets else [say("facts.screen-no-sheet")]),
            *(block(second_reading(receipt), "") if second_reading(receipt) else []),
            *(["", say("facts.screen-look"), *named] if named else []),
            *(["", say("facts.screen-notes")] if receipt.notes else []),
            *(line for note in receipt.notes for line in block(note, "  ")),
        ]
    )
