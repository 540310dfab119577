"""standards list, show, explain, lint and build."""

from __future__ import annotations

import sys
from pathlib import Path

import click

_PATH = click.Path(path_type=Path, exists=True, file_okay=False)


@click.group()
def standards() -> None:
    """The standards and return specifications: look them up, check them, build from them."""


@standards.command("list")
def list_command() -> None:
    """List every standard and return specification that ships with the checker."""
    from checker.packbuild import listing

    click.echo(listing())


@standards.command()
@click.argument("name", metavar="ID[@EDITION]")
def show(name: str) -> None:
    """Show one standard or return specification."""
    from checker.packbuild import show as words
    from checker.packs import load_pack

    click.echo(words(load_pack(name)))


@standards.command()
@click.argument("name", metavar="ID[@EDITION]")
@click.argument("part", metavar="[RULE|CLAUSE]", default="")
def explain(name: str, part: str) -> None:
    """Explain one rule or clause: what it asks, where its limit comes from, what to do."""
    from checker.packbuild import explain as words
    from checker.packbuild import show as overview
    from checker.packs import load_pack

    pack = load_pack(name)
    click.echo(words(pack, part) if part else overview(pack))


@standards.command()
@click.argument("path", type=_PATH, required=False)
def lint(path: Path | None) -> None:
    """Look for faults in a pack's files; without PATH, in every pack that ships."""
    from checker.packlint import lint as problems_of
    from checker.resources import standards_folder

    problems = problems_of(path or standards_folder())
    for problem in problems:
        click.echo(problem)
    click.echo(f"{len(problems)} problem{'' if len(problems) == 1 else 's'} found.")
    sys.exit(4 if problems else 0)


@standards.command()
@click.argument("path", type=_PATH, required=False)
@click.option("--check", is_flag=True, help="Only say which generated files are out of date.")
def build(path: Path | None, check: bool) -> None:
    """Generate suites and guides from the rules."""
    from checker.packbuild import build as build_packs
    from checker.resources import standards_folder

    stale = build_packs(path or standards_folder(), check)
    for file in stale:
        click.echo(f"{'Out of date' if check else 'Wrote'}: {file}")
    if not stale:
        click.echo("Every generated file is up to date.")
    sys.exit(4 if check and stale else 0)
