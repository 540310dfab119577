"""template and sample."""

from __future__ import annotations

from pathlib import Path

import click

from checker.errors import UsageError

_PATH = click.Path(path_type=Path, dir_okay=False)
_LAYOUT = click.option(
    "--layout", default="full", show_default=True, metavar="NAME", help="full or compact."
)
_RETURN = click.option(
    "--return", "return_id", default="", metavar="ID", help="Such as ppr-1.0; else the newest."
)
_OUT = click.option("--out", type=_PATH, required=True, help="The workbook to write.")


_FORCE = click.option("--force", is_flag=True, help="Write over a file that is there already.")


def make_way(out: Path, force: bool) -> None:
    """Make the folder; raise UsageError rather than write over what may be a filled-in return."""
    if out.exists() and out.stat().st_size and not force:
        raise UsageError(
            f"{out.name} is there already. Choose another name, or write over it with --force."
        )
    out.parent.mkdir(parents=True, exist_ok=True)


@click.command()
@_LAYOUT
@_RETURN
@_OUT
@_FORCE
def template(layout: str, return_id: str, out: Path, force: bool) -> None:
    """Write the blank workbook of a return."""
    from checker.packs import load_return
    from checker.packs.returns import find_layout
    from checker.template import write

    spec = load_return(return_id)
    shape = find_layout(spec, layout)
    make_way(out, force)
    write(spec, shape, out)
    click.echo(f"Wrote {out}")


@click.command()
@_LAYOUT
@_RETURN
@click.option("--cases", type=click.IntRange(1, 5000), default=200, show_default=True)
@click.option("--seed", type=int, default=7, show_default=True)
@click.option("--faults", default="", metavar="RULE=N,…", help="Faults to plant, or “all”.")
@_OUT
@_FORCE
def sample(
    layout: str, return_id: str, cases: int, seed: int, faults: str, out: Path, force: bool
) -> None:
    """Write a synthetic return, and beside it the list of its planted faults."""
    from checker.packs import load_return
    from checker.packs.returns import find_layout
    from checker.synth import faults_file, parse_faults, write_sample

    spec = load_return(return_id)
    shape = find_layout(spec, layout)
    wanted = parse_faults(faults, spec, shape)
    # A sample that this command wrote holds nobody's work.
    make_way(out, force or faults_file(out).exists())
    planted = write_sample(spec, shape, cases=cases, seed=seed, faults=wanted, out=out)
    click.echo(f"Wrote {out} and {out.stem}.faults.json ({len(planted)} planted faults)")
