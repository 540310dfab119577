"""A process is warmed by the work itself: a small return is checked in it, of nobody's data."""

from __future__ import annotations

import gc
from contextlib import suppress
from typing import Final

from checker.errors import CheckerError
from checker.packs import load_return
from checker.packs.returns import find_layout
from checker.synth import sample_bytes
from checker.web.checking import checked
from checker.web.records import Setup, Upload

# Measured for a return of 200 cases: unwarmed, the first result takes three times as long. A blank
# template would leave the database and the rules of rows cold.
_CASES: Final = 8
# One check makes few circles, and looking for them among all that was loaded is slow.
_NEW_OBJECTS: Final = 50_000


def warm(setup: Setup) -> None:
    """Check a small return to the end, and keep what was loaded out of the search for garbage."""
    # A pack that is at fault is told of with each return that is handed over.
    with suppress(CheckerError):
        spec = load_return(setup.return_id)
        layout = find_layout(spec, "full")
        data, _ = sample_bytes(spec, layout, cases=_CASES, seed=1, faults={})
        for _ in checked(setup, Upload("sample.xlsx", data)):
            pass
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)
