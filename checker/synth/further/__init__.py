"""What ppr-1.1 asks beyond ppr-1.0, filled in for a return whose older columns stand already.

It draws from chances of its own, so that the older columns do not move when a new one is added.
"""

from __future__ import annotations

import random
from dataclasses import replace

from checker.synth.further import cases, custody, evidence, orders, provider, victims
from checker.synth.plan import Plan, Tables


def complete(plan: Plan, built: Tables) -> None:
    """Fill the further columns of every table, and the sheet of consultations, in place."""
    own = replace(plan, rng=random.Random(plan.rng.getrandbits(64)))  # noqa: S311 - chance
    provider.complete(own, built)
    victims.complete(own, built)
    evidence.complete(own, built)
    cases.complete(own, built)
    orders.complete(own, built)
    custody.complete(own, built)
