"""Cases of which `make test` takes some and `make test-all` takes all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def some(cases: Iterable[Any], every: int) -> list[Any]:
    """The cases as parameters; all but the first of each so many in a row are long."""
    return [
        case if at % every == 0 else pytest.param(*_several(case), marks=pytest.mark.long)
        for at, case in enumerate(cases)
    ]


def _several(case: Any) -> tuple[Any, ...]:
    return case if isinstance(case, tuple) else (case,)
