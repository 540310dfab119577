"""template and sample."""

from __future__ import annotations

from pathlib import Path

import click

_PATH = click.Path(path_type=Path, dir_okay=False)
_LAYOUT = click.option(
    "--layout", default="full", show_default=True, metavar="NAME", help="full or compact."
)
_RETURN = click.option("--return", "return_id", default="ppr-1.0", show_default=True)
_OUT = click.option("--out", type=_PATH, required=True, help="The workbook to write.")


@click.command()
@_LAYOUT
@_RETURN
@_OUT
def template(layout: str, return_id: str, out: Path) -> None:
    """Write the blank workbook of a return."""
    from checker.packs import load_return
    from checker.packs.returns import find_layout
    from checker.template import write

    spec = load_return(return_id)
    write(spec, find_layout(spec, layout), out)
    click.echo(f"Wrote {out}")


@click.command()
@_LAYOUT
@_RETURN
@click.option("--cases", type=click.IntRange(1, 5000), default=200, show_default=True)
@click.option("--seed", type=int, default=7, show_default=True)
@click.option("--faults", default="", metavar="RULE=N,…", help="Faults to plant, or “all”.")
@_OUT
def sample(layout: str, return_id: str, cases: int, seed: int, faults: str, out: Path) -> None:
    """Write a synthetic return, and beside it the list of its planted faults."""
    from checker.packs import load_return
    from checker.packs.returns import find_layout
    from checker.synth import parse_faults, write_sample

    spec = load_return(return_id)
    shape = find_layout(spec, layout)
    wanted = parse_faults(faults, shape)
    planted = write_sample(spec, shape, cases=cases, seed=seed, faults=wanted, out=out)
    click.echo(f"Wrote {out} and {out.stem}.faults.json ({len(planted)} planted faults)")
