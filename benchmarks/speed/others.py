"""Batches of returns, and how long each command takes to say its help."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from benchmarks import batch
from benchmarks.speed.race import Bounds, Found, Line, Tool, race
from benchmarks.speed.tools import CHECKER, OURS, READER


def batches(
    sizes: tuple[int, ...], cases: int, work: Path, bounds: Bounds
) -> dict[int, list[Line]]:
    """By number of returns: the batch in two processes, and calamine alone over the same files.

    The oracle is that every return has its line of results.
    """
    originals = batch.batches.distinct(work / "distinct", "full", cases, 6)
    told = {}
    for number in sizes:
        print(f"a batch of {number} returns", flush=True)
        source, out = work / f"in-{number}", work / f"out-{number}"
        batch.batches.copies(originals, source, number)

        def accounted(_: Path, out: Path = out) -> Found:
            return {"returns": range((out / batch.batches.RESULTS).read_bytes().count(b"\n"))}

        alone = (sys.executable, batch.__file__, "calamine", str(source))
        tools = (
            Tool(OURS, "", batch.batches.words(source, out), accounted, fresh=out),
            Tool(READER, "", alone, oracle=False),
        )
        told[number] = race(tools, {"returns": list(range(number))}, work, bounds)
    return told


def start_up(work: Path, bounds: Bounds, short: bool) -> list[Line]:
    """`--help` of the whole and of every command, and the list of standards."""
    print("start-up", flush=True)
    asked = [("--help",), ("standards", "list")]
    asked += [(*words, "--help") for words in ([] if short else _commands())]
    tools = [Tool(" ".join(("checker", *w)), "", (*CHECKER, *w), oracle=False) for w in asked]
    return race(tools, {}, work, bounds)


def _commands() -> list[tuple[str, ...]]:
    from checker.cli import cli

    return list(_below(cli, ()))


def _below(command: click.Command, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if words:
        yield words
    if isinstance(command, click.Group):
        with click.Context(command) as context:
            for name in command.list_commands(context):
                below = command.get_command(context, name)
                if below is not None:
                    yield from _below(below, (*words, name))
