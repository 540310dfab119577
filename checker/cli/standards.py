"""standards list, show, explain, lint, verify, build, diff, impact, docs and new."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from checker.packnew import Made

_PATH = click.Path(path_type=Path, exists=True, file_okay=False)
_FILE = click.Path(path_type=Path)


@click.group()
def standards() -> None:
    """The standards and return specifications: look them up, check them, build from them."""


@standards.command("list")
def list_command() -> None:
    """List every standard and return specification that ships with the checker."""
    from checker.packbuild import listing

    click.echo(listing())


@standards.command()
@click.argument("name", metavar="ID[@EDITION]|FOLDER")
def show(name: str) -> None:
    """Show one standard or return specification."""
    from checker.packbuild import show as words
    from checker.packlint.opening import open_named

    click.echo(words(open_named(name)))


@standards.command()
@click.argument("name", metavar="ID[@EDITION]|FOLDER")
@click.argument("part", metavar="[RULE|CLAUSE]", default="")
def explain(name: str, part: str) -> None:
    """Explain one rule or clause: what it asks, where its limit comes from, what to do."""
    from checker.packbuild import explain as words
    from checker.packbuild import show as overview
    from checker.packlint.opening import open_named

    pack = open_named(name)
    click.echo(words(pack, part) if part else overview(pack))


@standards.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True), required=False)
def lint(path: Path | None) -> None:
    """Look for faults in a pack's files; without PATH, in every pack that ships.

    PATH may also be a commissioner's file: a profile, or waivers.
    """
    from checker.packlint import lint as problems_of
    from checker.resources import standards_folder

    problems = problems_of(path or standards_folder())
    for problem in problems:
        click.echo(problem)
    click.echo(f"{len(problems)} problem{'' if len(problems) == 1 else 's'} found.")
    sys.exit(4 if problems else 0)


@standards.command()
@click.argument("path", type=_PATH, required=False)
def verify(path: Path | None) -> None:
    """Prove every rule of a pack, or of every pack that ships: examples, bounds and engines."""
    from checker.packlint import lint as problems_of
    from checker.packverify import verify as prove
    from checker.packverify import with_bar
    from checker.resources import standards_folder

    folder = path or standards_folder()
    problems = problems_of(folder)
    if problems:
        problems.append("Nothing was verified. Put this right first: checker standards lint")
        click.echo("\n".join(problems))
        sys.exit(4)
    tally = prove(folder, with_bar)
    click.echo("\n".join(tally.lines()))
    sys.exit(4 if tally.disagreements else 0)


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


@standards.command()
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
)
def diff(before: str, after: str, form: str) -> None:
    """Say what changed between two editions; each is ID, ID@EDITION or a pack's folder."""
    from checker.packdiff import FORMATS, compare

    comparison = compare(before, after)
    click.echo(FORMATS[form](comparison).rstrip("\n"))
    sys.exit(1 if comparison.differences else 0)


@standards.command()
@click.option("--from", "before", required=True, metavar="PACK", help="ID, ID@EDITION or folder.")
@click.option("--to", "after", required=True, metavar="PACK", help="ID, ID@EDITION or folder.")
@click.argument("paths", metavar="RETURN...", nargs=-1, required=True, type=_FILE)
@click.option("--out", type=_FILE, help="Write it there too, as .html or .json.")
@click.option("--jobs", type=click.IntRange(1), help="Processes.  [default: one per processor]")
def impact(
    before: str, after: str, paths: tuple[Path, ...], out: Path | None, jobs: int | None
) -> None:
    """Judge returns by two editions of a standard and say whose verdicts change, and why."""
    from checker.packdiff import check_out, impact_text, judge_impact, write_impact

    check_out(out)
    found = judge_impact(before, after, paths, jobs=jobs)
    click.echo(impact_text(found))
    if out is not None:
        write_impact(found, out)
        click.echo(f"Wrote {out}")
    sys.exit(found.exit_code)


@standards.command()
@click.argument("path", type=_PATH, required=False)
@click.option("--out", type=_FILE, required=True, help="Folder of the site, empty or new.")
def docs(path: Path | None, out: Path) -> None:
    """Write a site with a page for every standard, clause, rule and sheet."""
    from checker.packsite import write_site
    from checker.resources import standards_folder

    written = write_site(path or standards_folder(), out)
    click.echo(f"Wrote {len(written)} files. Open {written[0]}")


@standards.command()
@click.argument("names", metavar="ID[@EDITION]...", nargs=-1)
@click.option("--out", type=_FILE, required=True, help="Folder for the catalogs.")
def oscal(names: tuple[str, ...], out: Path) -> None:
    """Write an OSCAL catalog of each standard named, or of every one that ships."""
    from checker.packs import list_standards
    from checker.pipeline.facts import named_standards
    from checker.render.machine.oscal_catalog import write_catalogs

    wanted = names or tuple(f"{name}@{edition}" for name, edition in list_standards())
    for name in wanted:
        [path] = write_catalogs(named_standards((name,)), out)
        click.echo(f"Wrote {path}")


@standards.group("new")
def new() -> None:
    """Begin a standard, an edition, a clause or a rule; nothing that is there is written over."""


@new.command("standard")
@click.argument("name", metavar="ID@EDITION")
@click.option("--from", "base", default="", metavar="PACK", help="Begin as a copy of this edition.")
@click.option("--into", type=_FILE, metavar="FOLDER", help="Where it goes.  [default: standards]")
def new_standard_command(name: str, base: str, into: Path | None) -> None:
    """Write a new standard, or with --from a new edition of one."""
    from checker.packnew import new_standard

    _tell(new_standard(name, base, into))


@new.command("clause")
@click.argument("pack", metavar="PACK")
@click.argument("name", metavar="ID")
def new_clause_command(pack: str, name: str) -> None:
    """Add a clause to a standard: ID[@EDITION] or its folder."""
    from checker.packnew import new_clause

    _tell(new_clause(pack, name))


@new.command("rule")
@click.argument("pack", metavar="PACK")
@click.argument("name", metavar="ID")
@click.option("--table", required=True, metavar="TABLE", help="The table whose rows are judged.")
@click.option("--clause", default="", metavar="CLAUSE", help="For standards: what it speaks to.")
def new_rule_command(pack: str, name: str, table: str, clause: str) -> None:
    """Add a rule to a standard or return specification: ID[@EDITION] or its folder."""
    from checker.packnew import new_rule

    _tell(new_rule(pack, name, table, clause))


def _tell(made: Made) -> None:
    for file in made.files:
        click.echo(f"Wrote {file}")
    if made.note:
        click.echo(made.note)
    click.echo(f"What is left to decide: checker standards lint {made.pack}")
