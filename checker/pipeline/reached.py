"""The verdicts of one check: of the data, of assessors, and what the provider declares itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.assess import verdicts, with_assessor
from checker.audit.standing import standing
from checker.layout.tables import SetAside
from checker.model.audit import Attested, AttestedUse
from checker.model.findings import Outcome, Verdict
from checker.model.profile import WaiversUsed
from checker.pipeline.declared import SelfAssessment, Shown, self_assessment
from checker.pipeline.waived import Ground


@dataclass(frozen=True, slots=True)
class Reached:
    """Every verdict, what became of each assessor's worksheet, and the provider's own verdicts."""

    verdicts: tuple[Verdict, ...]
    attested: tuple[AttestedUse, ...]
    own: SelfAssessment


def reach(
    ground: Ground,
    bad: SetAside,
    outcomes: Mapping[str, Outcome],
    waivers: WaiversUsed | None,
    worksheets: Sequence[Attested],
    digest: str,
) -> Reached:
    """The verdicts that `outcomes` lead to; `bad` are cells set aside, `digest` the return's."""
    tables, packs = ground.tables, ground.packs
    shown = [verdict for pack in packs for verdict in verdicts(pack, outcomes, waivers)]
    assessed, attested = standing(worksheets, tables, ground.bad, packs, digest)
    own = self_assessment(tables, bad, Shown(packs, shown, assessed), ground.rules)
    whole = (with_assessor(v, assessed.get((v.standard, v.clause))) for v in shown)
    return Reached(tuple(whole), attested, own)
