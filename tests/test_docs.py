"""The pages for people: every command is told, every example parses, every path leads somewhere."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import chdir, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import pytest
from click.testing import CliRunner

from checker.cli import cli
from checker.expectations import SUPPORTED
from checker.suites.known import DIFFERENCES, KINDS, REFUSED

ROOT = Path(__file__).parent.parent
README, CONTRIBUTING = ROOT / "README.md", ROOT / "CONTRIBUTING.md"
PAGES = (README, CONTRIBUTING, ROOT / "CHANGELOG.md")
HOW = "If the change was meant: python -m pytest tests/test_docs.py --update"
EXAMPLE = (
    "checker sample --layout compact --cases 30 --faults support-offer-late=2,not-in-list=1"
    " --out example.xlsx"
)
SHARED = {"mostly", "row_condition"}
FAMILIES = ("column map", "column pair map", "multicolumn map", "column aggregate", "table")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_TOP = ("checker/", "standards/", "templates/", "samples/", "tests/", ".ci/")


def page(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def commands(command: click.Command = cli, name: str = "checker") -> Iterator[tuple[str, ...]]:
    """Every command with its parents, such as ("checker", "standards", "lint")."""
    yield tuple(name.split())
    if isinstance(command, click.Group):
        for child, below in command.commands.items():
            yield from commands(below, f"{name} {child}")


COMMANDS = sorted(commands())


def found(words: tuple[str, ...]) -> click.Command:
    """The command that these words name, "checker" first."""
    command: click.Command = cli
    for word in words[1:]:
        assert isinstance(command, click.Group)
        command = command.commands[word]
    return command


def help_text(words: tuple[str, ...]) -> str:
    result = CliRunner().invoke(cli, [*words[1:], "--help"], prog_name="checker", terminal_width=80)
    assert result.exit_code == 0, result.output
    return result.output.rstrip()


def all_help() -> str:
    blocks = (f"### {' '.join(words)}\n\n```text\n{help_text(words)}\n```" for words in COMMANDS)
    return "\n\n".join(blocks)


def closed_list() -> str:
    rows = (f"| `{kind}` | {_arguments(known)} |" for kind, known in SUPPORTED.items())
    return "\n".join(("| Type | Its own arguments |", "| --- | --- |", *rows))


def compiler_types() -> str:
    """Each type of expectation with its arguments, then those that are refused."""
    kinds = sorted(KINDS.items(), key=lambda one: (FAMILIES.index(one[1].family), one[0]))
    taken = (f"| `{name}` | {kind.family} | {_arguments(kind.arguments)} |" for name, kind in kinds)
    refused = (f"| `{name}` | {why} |" for name, why in sorted(REFUSED.items()))
    head = ("| Type | Family | Its own arguments |", "| --- | --- | --- |")
    return "\n".join((*head, *taken, "", "| Refused | Why |", "| --- | --- |", *refused))


def compiler_differences() -> str:
    """Where the compiler differs from Great Expectations on purpose."""
    told = (f"| `{name}` | {why} |" for name, why in sorted(DIFFERENCES.items()))
    return "\n".join(("| Type or argument | Difference |", "| --- | --- |", *told))


def _arguments(known: frozenset[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(known - SHARED, key=_column_first))


def _column_first(name: str) -> tuple[bool, str]:
    return (not name.startswith("column"), name)


def example() -> str:
    """What the README's example prints, from the very commands that it names."""
    runner = CliRunner()
    with TemporaryDirectory() as folder, chdir(folder):
        made = runner.invoke(cli, shlex.split(EXAMPLE)[1:])
        assert made.exit_code == 0, made.output
        checked = runner.invoke(cli, ["check", "example.xlsx"])
    assert checked.exit_code == 1, checked.output
    return f"```text\n{checked.output.rstrip()}\n```".replace("\\", "/")


BLOCKS = [
    pytest.param(README, "commands", all_help, id="commands"),
    pytest.param(README, "example", example, id="example"),
    pytest.param(CONTRIBUTING, "expectations", closed_list, id="expectations"),
    pytest.param(CONTRIBUTING, "compiler", compiler_types, id="compiler"),
    pytest.param(CONTRIBUTING, "differences", compiler_differences, id="differences"),
]


@pytest.mark.usefixtures("settled_rules")
@pytest.mark.parametrize(("path", "name", "make"), BLOCKS)
def test_generated_blocks_are_fresh(path, name, make, update):
    start = f"<!-- begin {name}: made by tests/test_docs.py --update -->\n"
    before, _, rest = page(path).partition(start)
    _, mark, after = rest.partition(f"<!-- end {name} -->")
    assert mark, f"{path.name} has lost the markers of the block {name}."
    fresh = f"{before}{start}\n{make()}\n\n{mark}{after}"
    if update:
        path.write_text(fresh, encoding="utf-8", newline="\n")
    assert page(path) == fresh, f"The block {name} of {path.name} is out of date. {HOW}"


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_help_and_is_in_the_readme(words):
    command = found(words)
    assert command.help, f"{' '.join(words)} has no help."
    assert f"Usage: {' '.join(words)} " in page(README)


def examples() -> Iterator[tuple[str, str]]:
    for path in PAGES:
        for _, block in _FENCE.findall(page(path)):
            for line in block.splitlines():
                if line.startswith("checker "):
                    yield path.name, line
        for code in _CODE.findall(_FENCE.sub("", page(path))):
            if code.startswith("checker "):
                yield path.name, code


EXAMPLES = sorted(set(examples()))


@pytest.mark.parametrize(("name", "line"), EXAMPLES, ids=[line for _, line in EXAMPLES])
def test_every_example_parses(name, line):
    words = shlex.split(line)
    command, depth = cli, 1
    context = click.Context(cli, info_name="checker")
    while isinstance(command, click.Group) and words[depth:] and words[depth] in command.commands:
        command, depth = command.commands[words[depth]], depth + 1
    arguments = words[depth:]
    if not arguments and any(param.required for param in command.params):
        return  # the text speaks of the command and does not show a call
    try:
        # "--version" and "--help" end here, and so does a group that is named alone.
        with suppress(click.exceptions.Exit, click.exceptions.NoArgsIsHelpError):
            command.make_context(line, arguments, parent=context)
    except click.UsageError as error:
        pytest.fail(f"{name} shows “{line}”, which does not parse: {error.format_message()}")


def test_the_readme_shows_the_example_that_it_prints():
    assert EXAMPLE in page(README)


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    text = _FENCE.sub("", page(path))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links() -> Iterator[tuple[str, str]]:
    for path in PAGES:
        for target in _LINK.findall(_FENCE.sub("", page(path))):
            if not target.startswith("https://"):
                yield path.name, target


@pytest.mark.parametrize(("name", "target"), sorted(set(links())))
def test_every_link_leads_somewhere(name, target):
    file, _, anchor = target.partition("#")
    path = ROOT / (file or name)
    assert path.exists(), f"{name} links to {target}, which is not there."
    assert not anchor or anchor in anchors(path), f"{name} links to {target}: no such heading."


def paths() -> Iterator[tuple[str, str]]:
    """Paths named in the text; a placeholder such as <id> stands for any name."""
    for path in PAGES:
        for code in _CODE.findall(_FENCE.sub("", page(path))):
            if code.startswith(_TOP) and " " not in code:
                yield path.name, re.sub(r"<\w+>", "*", code.rstrip("/"))


# What a recipe tells the reader to write is not there before.
TO_BE_WRITTEN = {"checker/render/*.py"}


@pytest.mark.parametrize(("name", "pattern"), sorted(set(paths())))
def test_every_path_named_exists(name, pattern):
    assert pattern in TO_BE_WRITTEN or any(ROOT.glob(pattern)), f"{name} names {pattern}."


def test_every_target_named_is_in_the_makefile():
    targets = set(re.findall(r"^([a-z-]+):", page(ROOT / "Makefile"), re.MULTILINE))
    for path in PAGES:
        named = set(re.findall(r"(?:`|^)make ([a-z-]+)", page(path), re.MULTILINE))
        assert named <= targets, f"{path.name} names {named - targets}."


def test_everything_that_can_be_added_is_in_the_list_of_recipes():
    section = page(CONTRIBUTING).partition("\n## How to add\n")[2].partition("\n## ")[0]
    recipes = re.findall(r"^### (.+)$", section, re.MULTILINE)
    listed = re.findall(r"^- \[(.+)\]\(#", section, re.MULTILINE)
    assert listed == recipes


def test_no_page_names_a_folder_of_some_machine():
    for path in PAGES:
        assert not re.search(r"(?<![\w.])/(home|root|tmp|Users|work)/|[A-Z]:\\", page(path))
