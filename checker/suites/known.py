"""The types of expectation that the compiler knows, and those it refuses, with the reason.

The semantics are Great Expectations 1.24's on pandas; generated tables hold both beside each other.
"""

from __future__ import annotations

from checker.suites.conditions import DIFFERENCES as OF_CONDITIONS
from checker.suites.kinds.figures import DIFFERENCES as OF_FIGURES
from checker.suites.kinds.figures import FIGURES
from checker.suites.kinds.pairs import DIFFERENCES as OF_PAIRS
from checker.suites.kinds.pairs import PAIRS
from checker.suites.kinds.quantiles import DIFFERENCES as OF_QUANTILES
from checker.suites.kinds.quantiles import QUANTILES
from checker.suites.kinds.records import RECORDS
from checker.suites.kinds.scope import DIFFERENCES as OF_NAMES
from checker.suites.kinds.scope import Kind
from checker.suites.kinds.sets import DIFFERENCES as OF_SETS
from checker.suites.kinds.sets import SETS
from checker.suites.kinds.tables import TABLES
from checker.suites.kinds.texts import DIFFERENCES as OF_TEXTS
from checker.suites.kinds.texts import TEXTS
from checker.suites.kinds.values import DIFFERENCES as OF_VALUES
from checker.suites.kinds.values import VALUES

KINDS: dict[str, Kind] = {
    **VALUES,
    **TEXTS,
    **PAIRS,
    **RECORDS,
    **FIGURES,
    **QUANTILES,
    **SETS,
    **TABLES,
}

# Where an answer differs from Great Expectations' on purpose: by type, and by argument for all.
DIFFERENCES: dict[str, str] = {
    **OF_NAMES,
    **OF_CONDITIONS,
    **OF_VALUES,
    **OF_TEXTS,
    **OF_PAIRS,
    **OF_FIGURES,
    **OF_QUANTILES,
    **OF_SETS,
}

_DATABASE = "It needs a database."
_LIKE = "LIKE patterns are a database's; a regular expression says the same."
REFUSED: dict[str, str] = {
    "expect_column_kl_divergence_to_be_less_than": "It needs a fitted distribution.",
    "expect_column_values_to_match_like_pattern": _LIKE,
    "expect_column_values_to_match_like_pattern_list": _LIKE,
    "expect_column_values_to_not_match_like_pattern": _LIKE,
    "expect_column_values_to_not_match_like_pattern_list": _LIKE,
    "expect_multicolumn_values_to_be_unique": (
        "Great Expectations names it and has no code for it;"
        " expect_compound_columns_to_be_unique asks the same."
    ),
    "expect_query_results_to_match_comparison": _DATABASE,
    "expect_table_row_count_to_equal_other_table": _DATABASE,
}
