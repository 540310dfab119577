"""Where a pack says what became of each candidate check: carried by a rule, or not, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.model.specs import Carried, NotCarried


def read_carried(raw: Mapping[str, Any]) -> tuple[Carried, ...]:
    """The candidate checks that rules, clauses or the reader carry."""
    return tuple(Carried(str(c["check"]), tuple(c["by"])) for c in raw.get("carried", ()))


def read_not_carried(raw: Mapping[str, Any]) -> tuple[NotCarried, ...]:
    """The candidate checks that nothing carries, each with the reason."""
    return tuple(NotCarried(str(n["check"]), n["because"]) for n in raw.get("not_carried", ()))
