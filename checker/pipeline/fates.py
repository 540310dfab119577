"""What became of each explanation, in words: those of the sheet, and those carried forward."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from checker.language import say
from checker.layout.values import normal
from checker.model.answers import ExplanationState, ExplanationUse
from checker.model.since import Accepted
from checker.pipeline.claims import Asked, Came, Claim, shares
from checker.pipeline.explaining import TABLE, Said, reason_codes
from checker.pipeline.lane import Lane

Results = Mapping[Claim, Came]


def uses_of_rows(
    lane: Lane, asked: Asked, came: Results, rows: Sequence[Said]
) -> Iterator[ExplanationUse]:
    """The fate of each row of the sheet, in its order."""
    parts = _by_part((claim, found) for claim, found in came.items() if claim.carried is None)
    sheet = lane.tables.tables[TABLE].sheet
    for place, said in enumerate(rows):
        known = said.rule in lane.rules or (bool(said.rule) and said.rule in lane.shipped)
        use = ExplanationUse(
            sheet=sheet,
            cell=said.cell,
            rule=said.rule if known else "",
            key=lane.references.get(said.key, "") if said.key else "",
            reason=said.reason,
            state="incomplete",
            covers=0,
            counted=said.counted,
            why=said.lacks,
        )
        if said.lacks:
            yield use
        elif not known:
            yield replace(use, state="unknown rule", why=_unknown(lane, said.rule))
        elif place in parts:
            claim, found, covers = parts[place]
            state, why = _fate(lane, asked, claim, found, covers)
            yield replace(use, state=state, covers=covers, why=why)
        else:
            yield replace(use, state="unused", why=_cannot(lane, said.rule))


def uses_carried(
    lane: Lane, came: Results, accepted: Sequence[Accepted]
) -> Iterator[ExplanationUse]:
    """What answers again as in the previous report, or would if there were not more now.

    What has nothing left to answer is over, and not told of.
    """
    parts = _by_part((claim, found) for claim, found in came.items() if claim.carried is not None)
    codes = reason_codes(lane.tables)
    for place, each in enumerate(accepted):
        claim, found, covers = parts[place]
        if not covers and not found.again:
            continue
        why = say("answers.carried")
        if found.again:
            grown = say("answers.reopened", n=found.found, was=f"{claim.count:,}")
            why = say("answers.carried-reopened", why=grown)
        yield ExplanationUse(
            sheet="",
            cell="",
            rule=each.rule,
            key=lane.references.get(normal(each.key), "") if each.key else "",
            reason=each.reason if each.reason in codes else "",
            state="re-opened" if found.again else "carried forward",
            covers=covers,
            counted=each.count,
            why=why,
        )


def _by_part(results: Iterator[tuple[Claim, Came]]) -> dict[int, tuple[Claim, Came, int]]:
    """Each claim and what came of it by the index of its parts, with what the part covers."""
    return {
        place: (claim, found, covers)
        for claim, found in results
        for place, covers in shares(claim, found.answers)
    }


def _fate(
    lane: Lane, asked: Asked, claim: Claim, found: Came, covers: int
) -> tuple[ExplanationState, str]:
    if found.again:
        return "re-opened", say("answers.reopened", n=found.found, was=f"{claim.count:,}")
    if covers:
        return "in force", ""
    if found.answers:
        return "unused", say("answers.unused-answered")
    return "unused", say(f"answers.unused-{_nothing(lane, asked, claim)}")


def _nothing(lane: Lane, asked: Asked, claim: Claim) -> str:
    """Why no query was open for a claim: the end of a key of the catalogue."""
    about = list(asked.about(claim))
    if about:
        return "waived" if all(finding.waiver for finding in about) else "answered"
    if claim.key and claim.key not in lane.references:
        return "no-record"
    if claim.sheet and not claim.table:
        return "no-sheet"
    if asked.of_rule(claim.rule):
        return "elsewhere"
    return "no-answer" if claim.rule in lane.silent else "nothing"


def _unknown(lane: Lane, rule: str) -> str:
    """What to do about the name of no rule; the nearest name is a rule's, never the one given."""
    near = get_close_matches(rule, sorted({*lane.rules, *lane.shipped}), n=1)
    key = "answers.unknown-rule-near" if near else "answers.unknown-rule"
    return say(key, near="".join(near))


def _cannot(lane: Lane, rule: str) -> str:
    """Why no explanation of this known rule can answer anything in this check."""
    if rule not in lane.rules:
        return say("answers.unused-not-checked")
    note = lane.rules[rule].tier == "NOTE"
    return say("answers.unused-tier-note" if note else "answers.unused-tier-blocks")
