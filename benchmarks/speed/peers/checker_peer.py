"""The checker's two engines, as `checker expect` will run them.

python checker_peer.py SUITE TABLE --engine ENGINE --format json
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import polars as pl

from checker.expectations import evaluate


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("suite")
    arguments.add_argument("table")
    arguments.add_argument("--engine", default="polars")
    arguments.add_argument("--format", default="json")
    chosen = arguments.parse_args()
    suite = json.loads(Path(chosen.suite).read_text(encoding="utf-8"))
    read = pl.read_parquet if chosen.table.endswith(".parquet") else pl.read_csv
    frame = read(chosen.table).with_row_index("_row")
    results = evaluate(frame, suite["expectations"], chosen.engine)
    json.dump(
        {
            "results": [
                {
                    "expectation_config": one,
                    "result": {"unexpected_index_list": list(result.failed)},
                    "exception_info": {"raised_exception": bool(result.broke)},
                }
                for one, result in zip(suite["expectations"], results, strict=True)
            ]
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
