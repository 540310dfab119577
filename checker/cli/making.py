"""template and sample."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.errors import UsageError

if TYPE_CHECKING:
    from checker.model.specs import Layout, ReturnSpec

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
@click.option(
    "--providers",
    type=click.IntRange(1, 500),
    help="A whole quarter instead: returns of so many providers, in the folder --out.",
)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="What to write.")
@_FORCE
def sample(
    layout: str,
    return_id: str,
    cases: int,
    seed: int,
    faults: str,
    providers: int | None,
    out: Path,
    force: bool,
) -> None:
    """Write a synthetic return, and beside it the list of its planted faults.

    With --providers, a folder of returns with a profile that expects them; --faults then names
    what is wrong between the returns, as RULE,… or “all”.
    """
    from checker.packs import load_return
    from checker.packs.returns import find_layout

    spec = load_return(return_id)
    shape = find_layout(spec, layout)
    made = (spec, shape, cases, seed, faults, out, force)
    click.echo(_return(*made) if providers is None else _quarter(providers, *made))


def _quarter(
    providers: int,
    spec: ReturnSpec,
    layout: Layout,
    cases: int,
    seed: int,
    faults: str,
    out: Path,
    force: bool,
) -> str:
    """Write the returns of a quarter; gives the words for it."""
    from checker.synth.quarter import FAULTS_FILE, parse_quarter_faults, write_quarter

    wanted = parse_quarter_faults(faults)
    if out.exists() and not force and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(f"{out.name} is there already. Name a new folder, or add --force.")
    planted = write_quarter(
        spec, layout, out, providers=providers, cases=cases, seed=seed, faults=wanted
    )
    return f"Wrote the returns to {out}, with a profile and {FAULTS_FILE} ({len(planted)} faults)"


def _return(
    spec: ReturnSpec, layout: Layout, cases: int, seed: int, faults: str, out: Path, force: bool
) -> str:
    """Write one return; gives the words for it."""
    from checker.synth import faults_file, parse_faults, write_sample

    if out.is_dir():
        raise UsageError(f"{out.name} is a folder. Name the workbook to write.")
    wanted = parse_faults(faults, spec, layout)
    # A sample that this command wrote holds nobody's work.
    make_way(out, force or faults_file(out).exists())
    planted = write_sample(spec, layout, cases=cases, seed=seed, faults=wanted, out=out)
    return f"Wrote {out} and {out.stem}.faults.json ({len(planted)} planted faults)"
