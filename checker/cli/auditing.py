"""audit."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from checker.cli.limiting import limit_option, limits_of
from checker.cli.making import make_way
from checker.cli.passwords import PASSWORD_FILE, password_in
from checker.cli.returns import STANDARD, opened

_PATH = click.Path(path_type=Path)
_SHARE = click.FloatRange(0, 1, min_open=True, max_open=True)


@click.command("audit")
@click.argument("path", metavar="RETURN", type=_PATH)
@click.option("--clause", "clauses", multiple=True, metavar="ID", help="Else every such clause.")
@STANDARD
@click.option("--size", type=click.IntRange(1), help="Cases to draw for each standard.")
@click.option("--confidence", type=_SHARE, default=0.95, show_default=True)
@click.option("--margin", type=_SHARE, default=0.1, show_default=True, help="Where no --size is.")
@click.option("--seed", type=int, required=True, help="Any number: the same draws the same cases.")
@click.option("--out", type=_PATH, required=True, help="The worksheet to write.")
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
@PASSWORD_FILE
@limit_option("cells=2000000")
def audit_command(
    path: Path,
    clauses: tuple[str, ...],
    standards: tuple[str, ...],
    size: int | None,
    confidence: float,
    margin: float,
    seed: int,
    out: Path,
    force: bool,
    password_file: Path | None,
    settings: tuple[str, ...],
) -> None:
    """Draw cases for the clauses that only a person can judge, as a worksheet to fill in.

    Without --size, as many cases are drawn as the confidence and the margin need. Give the filled
    worksheet to “checker check” or “checker batch” with --attest.
    """
    from checker.audit import draw
    from checker.model.audit import Wanted
    from checker.pipeline import check_tables
    from checker.template.audit_sheets import write_audit

    make_way(out, force)
    named, limits, password = opened(standards), limits_of(settings), password_in(password_file)
    [checked] = check_tables(path, (named,), limits=limits, password=password)
    report, tables = checked.report, checked.tables
    if tables is None:
        click.echo(report.headline)
        sys.exit(3)
    wanted = Wanted(seed, confidence, margin, size)
    audit = draw(tables, checked.unusable, report.facts, report.standards, clauses, wanted)
    write_audit(audit, out)
    for sample in audit.samples:
        whole = sum(sample.strata.values())
        click.echo(f"{sample.standard}: {len(sample.cases)} of {whole} cases drawn.")
    click.echo(f"Wrote {out}")
