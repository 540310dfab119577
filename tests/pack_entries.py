"""Entries of a batch made by hand, for what is made of many of them."""

from __future__ import annotations

from dataclasses import replace

from conftest import SPEC

from checker.model.batch import Awaited, Entry, Found, RuleSince, Since, Together, Used
from checker.model.figures import Count, Figures, Known, Programme, Total
from checker.model.findings import Outcome, Share, Verdict
from checker.model.receipt import Stop
from checker.model.report import ReturnFacts
from checker.packs import load_standard

STANDARD = load_standard("gb-home-office-da", "2023.02")
EDITION = f"{STANDARD.id}@{STANDARD.edition}"
RULES = {rule.id: rule for pack in (SPEC, STANDARD) for rule in pack.rules}


def together(**changes) -> Together:
    return replace(Together("1.0", spec=SPEC, standards=(STANDARD,), rules=RULES), **changes)


def facts(number: int = 1, **changes) -> ReturnFacts:
    plain = ReturnFacts(
        id=f"RET-{number}",
        provider=f"Provider {number}",
        period="2026-07-01 to 2026-09-30",
        layout="full",
        provider_id=f"PROV-{number}",
        start="2026-07-01",
        end="2026-09-30",
        submission=1,
    )
    return replace(plain, **changes)


def entry(number: int = 1, **changes) -> Entry:
    """A return that was read, with one verdict for each clause and nothing else."""
    plain = Entry(
        name=f"r{number}",
        file=f"r{number}.xlsx",
        digest=f"{number:064d}",
        options="",
        exit_code=0,
        headline="Ready.",
        ready=True,
        facts=facts(number),
        as_of="2026-09-30",
        standards=(Used(STANDARD.id, STANDARD.edition, STANDARD.digest),),
        counts=dict.fromkeys(("STOP", "PRIVACY", "ERROR", "QUERY", "NOTE"), 0),
        verdicts=tuple(
            Verdict(EDITION, clause.id, "met", "must", "published", "S", ("A reason.",))
            for clause in STANDARD.clauses
        ),
    )
    return replace(plain, **changes)


def unread(number: int = 1, **changes) -> Entry:
    stop = Stop("corrupt", "The file is damaged.", "Get it again.")
    plain = entry(number, ready=None, stop=stop, verdicts=(), standards=(), facts=ReturnFacts())
    return replace(plain, **changes)


def found(rule: str, tier: str, number: int) -> tuple[Found, ...]:
    return tuple(
        Found(f"{rule}{place}", rule, tier, "Cases", f"B{place}", "cases", "sex", clauses=("S1",))
        for place in range(number)
    )


def indicator(part: int, rows: int, rule: str = "characteristics-unknown-sex") -> Outcome:
    share = Share(part, rows, 0.8, 0.1, 0.9)
    return Outcome(rule, EDITION, "passed", rows, failed=rows - part, in_scope=rows, share=share)


def figures(counts: dict[tuple[int, str], int], **changes) -> Figures:
    """Cases by place of the programme and stage, with the totals that they add up to."""
    places = sorted({place for place, _ in counts if place >= 0})
    stages = sorted({stage for _, stage in counts})
    totals = {stage: sum(n for (_, s), n in counts.items() if s == stage) for stage in stages}
    plain = Figures(
        programmes=tuple(Programme(f"Programme {place}") for place in places),
        counts=tuple(Count(s, p, "M", "agency", n) for (p, s), n in counts.items() if n),
        totals=tuple(Total(stage, number, number, number) for stage, number in totals.items()),
    )
    return replace(plain, **changes)


def known(rows: int, blank: int, table: str = "cases", field: str = "sex") -> Figures:
    return Figures(known=(Known(table, field, rows, blank),))


FULL = entry(
    9,
    ready=False,
    findings=(*found("missing-value", "ERROR", 2), *found("support-offer-late", "QUERY", 6)),
    outcomes=(indicator(20, 30), Outcome("wait-over-half-year", "ppr-1.1", "not run", why="So.")),
    figures=replace(
        figures({(0, "REFERRALS"): 12, (1, "REFERRALS"): 9}), known=known(30, 10).known
    ),
)
AWAITED = (
    Awaited("PROV-1", "Provider 1", "2026-07-01", "2026-09-30", "here", "r1", "2026-10-14", 0),
    Awaited("PROV-2", "Provider 2", "2026-07-01", "2026-09-30", "missing", due="2026-10-14"),
)
SINCE = {
    "r9": (
        Since(
            "submission",
            "2026-07-01 to 2026-09-30",
            1,
            (RuleSince("missing-value", 1, 2, 1, 0), RuleSince("support-offer-late", 1, 9, 5, 0)),
            ((EDITION, "S1", "met", "not met"),),
            vanished=7,
            facts={"sex": 2},
        ),
    )
}
