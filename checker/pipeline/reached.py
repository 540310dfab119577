"""The verdicts of one check: of the data, of assessors, and what the provider declares itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.assess import verdicts, with_assessor
from checker.audit.standing import standing
from checker.layout.tables import SetAside
from checker.model.answers import Declared
from checker.model.audit import AttestedUse
from checker.model.findings import Finding, Outcome, Verdict
from checker.model.profile import Given, WaiversUsed
from checker.pipeline.declared import Shown, self_assessment
from checker.pipeline.findings import arranged
from checker.pipeline.waived import Ground, less_waived, with_waivers


@dataclass(frozen=True, slots=True)
class Reached:
    """Every verdict, and what became of worksheets and waivers.

    `findings` are all of the check, with those about declared verdicts; `outcomes` are those of
    the rules about declared verdicts alone.
    """

    verdicts: tuple[Verdict, ...]
    attested: tuple[AttestedUse, ...]
    declared: tuple[Declared, ...]
    findings: tuple[Finding, ...]
    waivers: WaiversUsed | None
    outcomes: dict[str, Outcome]


def reach(
    ground: Ground,
    bad: SetAside,
    judged: Mapping[str, Outcome],
    found: Sequence[Finding],
    given: Given,
    digest: str,
) -> Reached:
    """The verdicts that the outcomes of the standards lead to, and what was declared beside them.

    `found` are the findings so far, `bad` the cells set aside, `digest` is that of the return.
    """
    tables, packs = ground.tables, ground.packs
    findings, waivers = with_waivers(given.waivers, ground, found)
    outcomes = less_waived(judged, findings)
    shown = [verdict for pack in packs for verdict in verdicts(pack, outcomes, waivers)]
    assessed, attested = standing(given.attested, tables, ground.bad, packs, digest)
    own = self_assessment(tables, bad, Shown(packs, shown, assessed), ground.rules)
    return Reached(
        verdicts=tuple(with_assessor(v, assessed.get((v.standard, v.clause))) for v in shown),
        attested=attested,
        declared=own.declared,
        findings=arranged(tables, (*findings, *own.findings)) if own.findings else findings,
        waivers=waivers,
        outcomes=own.outcomes,
    )
