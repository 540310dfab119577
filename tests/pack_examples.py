"""A quarter made by hand for the tests of the pack: entries and what shows between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Final

from conftest import SPEC
from test_render_examples import SCRIPT

from checker.assess import verdicts
from checker.expectations.outcomes import wilson
from checker.model.batch import (
    AcrossFinding,
    Awaited,
    Entry,
    Found,
    RuleSince,
    Since,
    Together,
    Used,
)
from checker.model.figures import Figures, Known, Total
from checker.model.findings import Outcome, Share
from checker.model.profile import (
    ExpectedPeriod,
    ExpectedProvider,
    Given,
    Profile,
    Waivers,
)
from checker.model.receipt import Stop
from checker.model.report import ReturnFacts
from checker.model.specs import Rule
from checker.packs import load_return, load_standard

SPEC_USED: Final = load_return()
PACKS: Final = (
    load_standard("gb-home-office-da", "2023.02"),
    load_standard("gb-stalking", "0.1-draft"),
)
RULES: Final = {rule.id: rule for pack in (SPEC_USED, *PACKS) for rule in pack.rules}
PERIODS: Final = (("2026-04-01", "2026-06-30"), ("2026-07-01", "2026-09-30"))
NAMES: Final = (
    "Alder Change Project",
    "Beacon Men’s Programme",
    "Canolfan Tŷ Gwyn",
    "Domestic Abuse Perpetrator Partnership of the Northern and Western Districts",
    "Elm House",
    "Fenland Respectful Relationships",
    "Gateway Stalking Intervention Service",
    "Harbour Behaviour Change",
)
CASE_KEY: Final = "CASE-9Q7Z"
CELL: Final = "Q7391"


def _outcome(rule: Rule, random: Random, rows: int, skill: float) -> Outcome:
    mostly = (rule.check.kwargs or {}).get("mostly", 1.0)
    if random.random() < 0.08:
        why = "The sheet Workforce is missing."
        return Outcome(rule.id, rule.pack, "not run", why=why, ran=False)
    if rule.id == "cobi-session-long":
        why = "Nothing in this return falls under the rule."
        return Outcome(rule.id, rule.pack, "not run", why=why)
    if mostly == 1.0:
        failed = random.choice((0, 0, 0, 0, 0, 0, 1, 3)) if random.random() > skill - 0.2 else 0
        status = "failed" if failed else "passed"
        return Outcome(rule.id, rule.pack, status, rows, 0, failed, rows)
    checked = rows if random.random() > 0.2 else random.randint(1, 9)
    passing = sum(random.random() < skill for _ in range(checked))
    share = Share(passing, checked, mostly, *wilson(passing, checked))
    numbers = {"checked": checked, "failed": checked - passing, "in_scope": checked}
    few = "Fewer than 10 rows: too few to tell a share from chance."
    near = "The share is too close to its target to tell from chance."
    if checked < 10 or share.low < mostly <= share.high:
        why = few if checked < 10 else near
        return Outcome(rule.id, rule.pack, "not run", share=share, why=why, **numbers)
    status = "passed" if share.low >= mostly else "failed"
    return Outcome(rule.id, rule.pack, status, share=share, **numbers)


def _found(random: Random, ready: bool) -> tuple[Found, ...]:
    """Findings in some rules of the return, the same few rules in most returns."""
    if ready:
        explained = Found("e1", "wait-over-half-year", "QUERY", "Cases", "H9", explained=True)
        return (explained, Found("n1", "tidied-value", "NOTE", "Cases", "B2"))
    wrong = (
        ("missing-value", "ERROR", "Cases", random.randint(3, 40)),
        ("not-in-list", "ERROR", "Victims", random.randint(0, 12)),
        ("closed-before-start", "ERROR", "Cases", random.randint(0, 3)),
        ("wait-over-half-year", "QUERY", "Cases", random.randint(0, 6)),
        ("identifier-in-cell", "PRIVACY", "Explanations", random.choice((0, 0, 1))),
        ("total-mismatch", "QUERY", "Totals", random.randint(0, 4)),
    )
    return tuple(
        Found(
            f"{rule}-{row}",
            rule,
            tier,  # type: ignore[arg-type]
            sheet,
            CELL,
            "cases",
            "start_date",
            key=CASE_KEY,
            case=CASE_KEY,
        )
        for rule, tier, sheet, total in wrong
        for row in range(total)
    )


def _figures(random: Random, rows: int) -> Figures:
    totals = tuple(
        Total(code.code, rows - place, 2 * rows, rows - place + random.choice((0, 0, 0, 2)))
        for place, code in enumerate(SPEC.code_lists["totm"].codes[:8])
    )
    known = tuple(
        Known("cases", column.name, rows, random.choice((0, 0, 3)), random.choice((0, 0, 5)))
        for column in SPEC.tables["cases"].columns[:12]
    )
    return Figures(totals=(*totals, Total("STARTED", None, None, 4)), known=known)


def entry(
    number: int,
    period: tuple[str, str] = PERIODS[1],
    *,
    submission: int = 1,
    ready: bool = True,
    packs: int = 2,
    name: str = "",
) -> Entry:
    """A return that could be read; the same arguments give the same entry."""
    random = Random(f"{number} {period} {submission}")
    provider = name or NAMES[number % len(NAMES)]
    rows, skill = random.randint(12, 140), random.choice((0.7, 0.82, 0.9, 0.97))
    used = PACKS[:packs]
    outcomes = {
        rule.id: _outcome(rule, random, rows, skill)
        for pack in used
        for rule in pack.rules
        if rule.status == "live"
    }
    found = _found(random, ready)
    counts = dict.fromkeys(("STOP", "PRIVACY", "ERROR", "QUERY", "NOTE"), 0)
    for one in found:
        counts[one.tier] += 1
    fix, explain = counts["PRIVACY"] + counts["ERROR"], counts["QUERY"]
    stem = f"{provider.split()[0].lower()}-{period[1][:7]}-{number}-{submission}"
    return Entry(
        name=stem,
        file=f"{stem}.xlsx",
        digest=f"{number:064x}",
        options="",
        exit_code=0 if ready else 1,
        headline="Ready to send."
        if ready
        else f"Not ready: {fix} things to fix, {explain} to explain.",
        ready=ready,
        facts=ReturnFacts(
            id=f"RET-{number:04}",
            provider=provider,
            period=f"{period[0]} to {period[1]}",
            layout="full",
            spec=SPEC_USED.id,
            provider_id=f"PROV-{number:04}",
            start=period[0],
            end=period[1],
            submission=submission,
            replaces=submission - 1 or None,
            prepared_on="2026-10-12",
        ),
        as_of=period[1],
        formats=("html", "json"),
        reports={"report.html": "0" * 64, "report.json": "0" * 64},
        standards=tuple(Used(pack.id, pack.edition, pack.digest) for pack in used),
        counts=counts,
        verdicts=tuple(found for pack in used for found in verdicts(pack, outcomes)),
        outcomes=tuple(outcomes.values()),
        figures=_figures(random, rows),
        findings=found,
    )


def unreadable() -> Entry:
    stop = Stop(
        "encrypted",
        "The file is protected by a password.",
        "Open it, remove the password and save it again.",
    )
    return Entry(
        name="return final",
        file="return final.xlsx",
        digest="0" * 64,
        options="",
        exit_code=3,
        headline="Not readable: The file is protected by a password.",
        stop=stop,
        formats=("html", "json"),
        reports={"report.html": "0" * 64, "report.json": "0" * 64},
        counts={"STOP": 1},
        findings=(Found("s", "encrypted", "STOP"),),
    )


def quarter() -> tuple[list[Entry], Together]:
    """Eight providers over two periods: one missing, one late, one resubmitted, one unreadable."""
    before, now = PERIODS
    entries = [entry(n, before, ready=n % 3 != 0) for n in range(8) if n != 5]
    entries += [entry(n, now, ready=n % 2 == 0) for n in range(7)]
    again = entry(1, now, submission=2, ready=False)
    entries += [again, unreadable()]
    return entries, replace(together(entries), since={again.name: since()})


def since() -> tuple[Since, ...]:
    rules = (
        RuleSince("missing-value", new=2, fixed=9, still=4),
        RuleSince("closed-before-start", back=1),
        RuleSince("not-in-list", fixed=3),
    )
    verdict = ("gb-home-office-da@2023.02", "S1.2", "not met", "met")
    period = f"{PERIODS[0][0]} to {PERIODS[0][1]}"
    return (
        Since("submission", "", 1, rules, (verdict,)),
        Since("period", period, None, rules[:1], (), 2, {"referral_date": 1}),
    )


def together(entries: Sequence[Entry]) -> Together:
    now = PERIODS[1]
    profile = Profile(
        "example",
        "Example County contract",
        "Example County",
        "2026.1",
        "a" * 64,
        "2026-04-01",
        minimum_rows=10,
        providers=tuple(ExpectedProvider(f"PROV-{n:04}", NAMES[n]) for n in range(8)),
        periods=(ExpectedPeriod(*now, "2026-10-31"),),
    )
    here = {e.facts.provider_id: e for e in entries if e.facts.end == now[1]}
    awaited = []
    for n in range(8):
        held = here.get(f"PROV-{n:04}")
        state = "late" if n == 4 else "here" if held else "missing"
        awaited.append(
            Awaited(
                f"PROV-{n:04}",
                NAMES[n],
                *now,
                state,  # type: ignore[arg-type]
                held.name if held else "",
                "2026-10-31",
                12 if n == 4 else 0,
            )
        )
    names = [e.name for e in entries if e.facts.end == now[1]]
    across = (
        AcrossFinding(
            "case-in-two-returns",
            "ERROR",
            "The same case key is in the returns of two providers.",
            "Ask both whether the case moved, and let one of them close it.",
            tuple(names[:2]),
        ),
        AcrossFinding(
            "submission-overtaken",
            "NOTE",
            "A newer submission of the same return is in the batch.",
            "Use the newer one.",
            tuple(names[1:2] + names[-1:]),
        ),
        AcrossFinding(
            "person-in-two-returns",
            "QUERY",
            f"3 person keys are in both returns {SCRIPT}.",
            "Ask both providers.",
            tuple(names[2:4]),
        ),
    )
    return Together(
        "1.0.0",
        Given(profile, Waivers("waivers.yaml", "b" * 64, ())),
        SPEC_USED,
        PACKS,
        RULES,
        across,
        tuple(awaited),
    )


def many(total: int, packs: int = 2) -> tuple[list[Entry], Together]:
    """One return each of `total` providers for one period, nothing expected."""
    entries = [
        entry(n, ready=n % 3 != 1, packs=packs, name=f"{NAMES[n % 8].split()[0]} Project {n}")
        for n in range(total)
    ]
    return entries, Together("1.0.0", Given(), SPEC_USED, PACKS[:packs], RULES)
