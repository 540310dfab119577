"""One generated case: a table, and several expectations of one type over it."""

from __future__ import annotations

from typing import Any

import generated_figures
import generated_rows
import generated_texts
import generated_values
import polars as pl
from generated_tables import Draw, tables
from hypothesis import strategies as st

CASES = {
    **generated_values.CASES,
    **generated_texts.CASES,
    **generated_rows.CASES,
    **generated_figures.CASES,
}


@st.composite
def cases(draw: Draw, kind: str, many: int) -> tuple[pl.DataFrame, list[dict[str, Any]]]:
    frame = draw(tables())
    arguments = CASES[kind]
    return frame, [{"type": kind, "kwargs": arguments(draw, frame)} for _ in range(many)]
