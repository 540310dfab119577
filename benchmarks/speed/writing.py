"""benchmarks/RESULTS.md, from the results alone."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence

from benchmarks.speed.promises import promised
from benchmarks.speed.race import Line
from benchmarks.speed.results import Results, base
from benchmarks.speed.tools import FLOOR, OURS, READER, ROWS_ONLY

MEGABYTE = 1_000_000
TOP = """# How fast, and beside what

Written by the run itself, with a plot in results.svg; do not edit it. The command was

    {command}

and `make bench` gives it what it needs: a Python environment of its own for the peers, from
benchmarks/requirements.lock. Seconds belong to the machine below; ratios travel better.

![Seconds by number of rows, and for one whole return](results.svg)
"""
HOW = """
Every tool runs as a process of its own, from its start to its end, with nothing kept from one run
to the next. Each runs once to warm up, which is also when its memory is looked at (the most that
all its processes held together, asked a hundred times a second), and then {runs} times, all tools
by turns; a tool has fewer runs where they would take more than {budget:.0f} s together, and none
where one takes more than {limit:.0f} s. Its answer is held to the oracle after each run: the rows
that the generator broke, by rule. A tool that misses one or tells one more has no time here; its
line says why. “Processor” is the time of all processors that the processes used, and “÷” divides
a tool's seconds by those of the one named.
"""
PROMISED = """
## What is promised, and what came out

A promise of so many times is kept by no less, one of at most so many by no more.
"""
TABLES = """
## Forty rules on a table of twelve columns

The table is like a return's Sessions: references, codes, days as ISO text, whole numbers, a share,
a note. The rules are of the kinds that every tool has or can be taught: filled, in a list, matching
a pattern, between bounds, of a length, unique, two columns alike or in order, and ten of them for
some rows only. Every tool gets the same forty and tells the rows at fault as JSON. Ratios are to
the checker and to Polars by hand on the same kind of file.
"""
WHOLE = """
## One return of {rows:,} rows

A full return made by `checker sample`, with wrong cells planted in it. **The first two lines are
not equal work with the rest**: they do all that a check does for a provider, while the others are
given what a row must be and no more. “{rows_only}” is the checker's own part of that,
as a script, and equal work. All are held to the same planted cells.
"""
BATCHES = """
## Batches

Full returns of {cases} cases each, in two processes, beside calamine that only reads every cell of
the same files, in two processes as well. The oracle is that every return has its result.
"""
STARTUP = """
## Start-up

What `--help` of each command and the list of standards take, as whole processes.
"""


def written(results: Results) -> str:
    bounds = results.bounds
    parts = [TOP.format(command=results.command), "## What it was measured on\n"]
    parts += [_rows(("", ""), results.facts)]
    parts += [HOW.format(runs=bounds.runs, budget=bounds.budget, limit=bounds.limit)]
    told = promised(results)
    if told:
        parts += [PROMISED, _rows(("Promise", "Found", "Kept"), told)]
    if results.tables:
        parts += [TABLES, *(_table(rows, lines) for rows, lines in results.tables.items())]
        parts += [_does(next(iter(results.tables.values())))]
    if results.whole:
        parts += [
            WHOLE.format(rows=results.rows, rows_only=ROWS_ONLY),
            _whole(results.whole),
            _does(results.whole),
        ]
    if results.batches:
        parts += [BATCHES.format(cases=results.cases_each), _batches(results)]
    if results.startup:
        parts += [STARTUP, _startup(results.startup)]
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def _rows(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown; all columns but the first two are numbers, set to the right."""
    rule = ["---" if at < 2 else "---:" for at in range(len(head))]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, rule, *rows)) + "\n"


def _figures(line: Line) -> list[str]:
    """Median, least and most seconds, runs, processor time and memory."""
    if line.seconds is None:
        return [line.refused, "", "", "", ""]
    seconds = [one.seconds for one in line.taken]
    processor = statistics.median(one.processor for one in line.taken)
    return [
        f"{line.seconds:.3f}",
        f"{min(seconds):.3f}–{max(seconds):.3f}",
        str(len(seconds)),
        f"{processor:.2f}",
        f"{line.peak / MEGABYTE:.0f}",
    ]


FIGURES = ("Seconds", "Least–most", "Runs", "Processor", "Peak MB")


def _ratio(lines: Sequence[Line], line: Line, name: str) -> str:
    beside = base(lines, name, line)
    return f"{line.seconds / beside:.2f}" if line.seconds and beside else ""


def _table(rows: int, lines: Sequence[Line]) -> str:
    head = ("Tool", "Reads", *FIGURES, "÷ checker", "÷ by hand", "Oracle")
    body = (
        (
            line.tool.name,
            line.tool.reads,
            *_figures(line),
            _ratio(lines, line, OURS),
            _ratio(lines, line, FLOOR),
            _oracle(line),
        )
        for line in lines
    )
    return f"### {rows:,} rows\n\n{_rows(head, body)}"


def _oracle(line: Line) -> str:
    if not line.tool.oracle:
        return "nothing to find"
    return "does not count" if line.refused else "exactly"


def _whole(lines: Sequence[Line]) -> str:
    head = ("Tool", "Takes in", *FIGURES, "÷ checker", "÷ reading", "Oracle")
    body = (
        (
            line.tool.name,
            line.tool.reads,
            *_figures(line),
            _ratio(lines, line, OURS),
            _ratio(lines, line, READER),
            _oracle(line),
        )
        for line in lines
    )
    return _rows(head, body)


def _does(lines: Sequence[Line]) -> str:
    told: Iterator[str] = (f"- {one.tool.name}: {one.tool.does}" for one in lines if one.tool.does)
    return "\n".join(dict.fromkeys(told)) + "\n"


def _batches(results: Results) -> str:
    head = ("Tool", "Returns", *FIGURES, "Seconds each", "÷ reading", "Oracle")
    body = (
        (
            line.tool.name,
            f"{number}",
            *_figures(line),
            "" if line.seconds is None else f"{line.seconds / number:.3f}",
            _ratio(lines, line, READER),
            _oracle(line),
        )
        for number, lines in results.batches.items()
        for line in lines
    )
    return _rows(head, body)


def _startup(lines: Sequence[Line]) -> str:
    body = ((f"`{line.tool.name}`", "", *_figures(line)) for line in lines)
    return _rows(("Command", "", *FIGURES), body)
