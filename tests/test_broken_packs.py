"""Packs from strangers: each is refused in plain words, having read, written and reached nothing.

Every pack here is a copy of a real one with one edit. It is linted (or verified, where only
running can show the fault) in a process that writes down what it opened, changed and reached.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import pytest
from planting import append, both, drop, edit, extend, put, rename, swap, write

from checker.packbuild import build
from checker.resources import standards_folder

TREE = standards_folder()
ROOT = Path(__file__).parent.parent
STANDARD, RETURN, LATER = "gb-home-office-da/2023.02", "returns/ppr-1.0", "returns/ppr-1.1"
LATE, CLAUSES = "rules/support-offer-late.yaml", "clauses.yaml"
BETWEEN = "expect_column_values_to_be_between"
CASES, YN, ELIG = "tables/cases.schema.json", "codelists/yn.json", "codelists/elig.json"
TOTALS = "measures/totals.sql"
# Longer than any of this takes on a slow machine, and short beside for ever.
SECONDS = 240


def sql(text):
    return write(TOTALS, text.replace("SECRET", SECRET))


def matching(pattern):
    kwargs = {"column": "victim_ref", "regex": pattern}
    return put(
        LATE,
        "expectation",
        value={"type": "expect_column_values_to_match_regex", "kwargs": kwargs},
    )


def condition(**part):
    return append(LATE, "expectation", "row_condition", value=part)


def link(name, target):
    return lambda folder: (folder / name).symlink_to(target)


def bomb():
    """A thousand copies of a thousand copies of a thousand copies: 30 lines."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for n in range(1, 30):
        lines.append(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]")
    return "\n".join(lines) + "\n"


SECRET = "secret.csv"

# For each pack: which folder, the one edit, the file to blame, the place in it, and the remedy.
BROKEN = {
    # What refers to itself, or to what is not there.
    "a return that extends itself": (
        RETURN,
        put("return.yaml", "extends", value="ppr-1.0"),
        "return.yaml",
        "extends ppr-1.0",
        "Let the earlier edition stand by itself",
    ),
    "returns that extend each other in a ring": (
        LATER,
        lambda folder: put("return.yaml", "extends", value="ppr-1.1")(
            folder.parent / Path(RETURN).name
        ),
        "return.yaml",
        "extends",
        "Let the earlier edition stand by itself",
    ),
    "a return that extends one that is not there": (
        LATER,
        put("return.yaml", "extends", value="ppr-9.9"),
        "return.yaml",
        "extends ppr-9.9",
        "Correct the id",
    ),
    "a return that extends one outside the returns": (
        LATER,
        put("return.yaml", "extends", value="../../../outside"),
        "return.yaml",
        "extends",
        "id of a return",
    ),
    "code lists that refer to each other": (
        RETURN,
        both(put(YN, "$ref", value="elig.json"), put(ELIG, "$ref", value="yn.json")),
        YN,
        "holds $ref, which has no meaning here",
        "Known are",
    ),
    "a table that refers to itself": (
        RETURN,
        put(CASES, "properties", "sex", "$ref", value="cases.schema.json"),
        CASES,
        "properties > sex > $ref",
        "form asked for",
    ),
    "a reference that climbs out of the pack": (
        RETURN,
        put(CASES, "properties", "sex", "$ref", value="../codelists/../../../../secret.json"),
        CASES,
        "properties > sex > $ref",
        "form asked for",
    ),
    "a reference to the web": (
        RETURN,
        put(CASES, "properties", "sex", "$ref", value="https://example.org/sex.json"),
        CASES,
        "properties > sex > $ref",
        "form asked for",
    ),
    # Rules that could not run.
    "an unknown column": (
        STANDARD,
        put(LATE, "expectation", "kwargs", "column", value="days_start_to_ofer"),
        LATE,
        "looks at days_start_to_ofer",
        "Did you mean days_start_to_offer?",
    ),
    "an unknown expectation": (
        STANDARD,
        put(LATE, "expectation", "type", value="expect_column_values_to_be_betwen"),
        LATE,
        "cannot run expect_column_values_to_be_betwen",
        f"Did you mean {BETWEEN}?",
    ),
    "an unknown argument": (
        STANDARD,
        put(LATE, "expectation", "kwargs", "maximum_value", value=1),
        LATE,
        "expectation > kwargs holds maximum_value",
        "Did you mean",
    ),
    "an argument of another expectation": (
        STANDARD,
        put(LATE, "expectation", "kwargs", "regex", value="a"),
        LATE,
        f"{BETWEEN} has no argument regex",
        "Known are",
    ),
    "a row condition that is code": (
        STANDARD,
        put(LATE, "expectation", "row_condition", value="@pd.io.common.os.system('echo')"),
        LATE,
        "expectation > row_condition is text",
        "must be a list",
    ),
    "a bound that nothing can miss": (
        STANDARD,
        put(LATE, "expectation", "kwargs", "max_value", value=float("nan")),
        LATE,
        "max_value",
        "Write a number",
    ),
    # Patterns that never come to an end.
    "a pattern with a look-behind": (
        STANDARD,
        matching("(?<!V)IC"),
        LATE,
        "look-around",
        "Write it without",
    ),
    "a catastrophic pattern": (
        STANDARD,
        matching("^([A-Z]+)+-$"),
        LATE,
        "for ever",
        "Repeat one character or class at a time",
    ),
    "a catastrophic pattern of a column": (
        RETURN,
        put(CASES, "properties", "case_ref", "pattern", value="^(([A-Z0-9])+-?)+$"),
        CASES,
        "column case_ref",
        "Repeat one character or class at a time",
    ),
    # SQL that leaves the return, or never ends.
    "SQL that reads a file": (
        RETURN,
        sql("SELECT * FROM read_csv('SECRET')"),
        TOTALS,
        "calls read_csv as a table",
        "nothing outside the return",
    ),
    "SQL that takes a file for a table": (
        RETURN,
        sql("SELECT * FROM 'SECRET'"),
        TOTALS,
        "secret.csv, which is not a table of the return",
        "Read only its tables",
    ),
    "SQL that lists a folder": (
        RETURN,
        sql("SELECT * FROM glob('/*')"),
        TOTALS,
        "calls glob as a table",
        "nothing outside the return",
    ),
    "SQL that reads a text": (
        RETURN,
        sql("SELECT _row, (SELECT content FROM read_text('SECRET')) AS t FROM totals"),
        TOTALS,
        "calls read_text as a table",
        "nothing outside the return",
    ),
    "SQL that attaches a database": (
        RETURN,
        sql("ATTACH 'SECRET' AS other"),
        TOTALS,
        "exactly one SELECT",
        "Take out the rest",
    ),
    "SQL with two SELECTs": (
        RETURN,
        extend(TOTALS, ";\nSELECT 1 AS _row\n"),
        TOTALS,
        "exactly one SELECT",
        "Take out the rest",
    ),
    "SQL that writes a file": (
        RETURN,
        sql("COPY (SELECT 1) TO 'SECRET'"),
        TOTALS,
        "exactly one SELECT",
        "Take out the rest",
    ),
    "SQL that installs an extension": (
        RETURN,
        sql("INSTALL httpfs"),
        TOTALS,
        "exactly one SELECT",
        "Take out the rest",
    ),
    "SQL with a pragma": (
        RETURN,
        sql("PRAGMA database_list"),
        TOTALS,
        "exactly one SELECT",
        "Take out the rest",
    ),
    "SQL that opens the lock": (
        RETURN,
        sql("SET enable_external_access = true"),
        TOTALS,
        "exactly one SELECT",
        "Take out the rest",
    ),
    "SQL that changes a table": (
        RETURN,
        sql("WITH x AS (INSERT INTO totals VALUES (1) RETURNING *) SELECT * FROM x"),
        TOTALS,
        "changes a table",
        "take that out",
    ),
    "SQL that calls itself without end": (
        RETURN,
        sql(
            "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n)"
            " SELECT _row, (SELECT max(i) FROM n) AS most FROM totals"
        ),
        TOTALS,
        "calls itself",
        "Write it without",
    ),
    "SQL that makes a trillion rows": (
        RETURN,
        sql("SELECT count(*) AS _row FROM generate_series(1, 1000000000000)"),
        TOTALS,
        "calls generate_series",
        "Count what the tables hold",
    ),
    "SQL that asks the environment": (
        RETURN,
        sql("SELECT _row, getenv('HOME') AS home FROM totals"),
        TOTALS,
        "could not be run",
        "Check the columns, tables and functions",
    ),
    # Files that are no plain text.
    "a YAML bomb": (STANDARD, extend(LATE, bomb()), LATE, "anchor or an alias", "Write the text"),
    "a YAML tag that builds an object": (
        STANDARD,
        extend(LATE, "\nnote: !!python/object/apply:os.system [echo]\n"),
        LATE,
        "uses a tag",
        "plain values only",
    ),
    "a file of two megabytes": (
        STANDARD,
        extend(LATE, "#" * 2_000_000),
        LATE,
        "larger than 1,000,000 bytes",
        "Make it smaller",
    ),
    "nesting without end": (
        STANDARD,
        write(LATE, "[" * 50_000 + "]" * 50_000),
        LATE,
        "nested too deeply",
        "Write it flatter",
    ),
    "nesting without end in JSON": (
        RETURN,
        write(ELIG, "[" * 400_000 + "]" * 400_000),
        ELIG,
        "nested too deeply",
        "Write it flatter",
    ),
    "a number of a million digits": (
        STANDARD,
        swap(LATE, "max_value: 0", "max_value: " + "9" * 900_000),
        LATE,
        "holds a number",
        "Correct it",
    ),
    "a file that is not UTF-8": (
        STANDARD,
        lambda folder: (folder / LATE).write_bytes(b"id: \xff\xfe"),
        LATE,
        "cannot be read as UTF-8",
        "Save it as UTF-8",
    ),
    "a link out of the pack": (
        STANDARD,
        link("rules/linked.yaml", "../../../../secret.yaml"),
        "rules/linked.yaml",
        "link to another place",
        "Put the file itself here",
    ),
    "a folder that is a link": (
        STANDARD,
        link("rules/more", "/"),
        "rules/more",
        "link to another place",
        "Put the file itself here",
    ),
    "a program": (
        STANDARD,
        write("rules/conftest.py", "raise SystemExit"),
        "rules/conftest.py",
        "not a kind of file that a pack holds",
        "Take it out",
    ),
    # What a pack says of itself.
    "a clause twice": (
        STANDARD,
        edit(CLAUSES, lambda clauses: [*clauses, dict(clauses[0])]),
        CLAUSES,
        "SC.1 stands twice",
        "Keep one",
    ),
    "a key twice": (
        STANDARD,
        extend(LATE, '\nstatus: "draft"\n'),
        LATE,
        "holds status twice",
        "Keep one",
    ),
    "a rule under another name": (
        STANDARD,
        rename(LATE, "rules/late.yaml"),
        "rules/late.yaml",
        "the file is named late",
        "Make the two agree",
    ),
    "a clause without a rule": (
        STANDARD,
        edit(CLAUSES, lambda c: [dict(e, id="S1.9") if e["id"] == "S1.1" else e for e in c]),
        CLAUSES,
        "S1.9 is judged by",
        "Add a rule, or make judge assessor",
    ),
    "a rule of no clause": (
        STANDARD,
        put(LATE, "clauses", value=["S9.9"]),
        LATE,
        "no clause S9.9",
        "Known are",
    ),
    "a rule without its clauses": (
        STANDARD,
        both(drop(LATE, "clauses"), drop(LATE, "weight")),
        LATE,
        "names its clauses and its weight",
        "Add them",
    ),
    "a breach on a number of our own": (
        STANDARD,
        put(LATE, "weight", value="breach"),
        LATE,
        "is a breach, but its limit comes from project",
        "make it a concern",
    ),
    "a number of our own called published": (
        STANDARD,
        put(LATE, "threshold", "origin", value="published"),
        LATE,
        "nobody has seen it written",
        "make the origin project",
    ),
    "a recalled clause told as law": (
        STANDARD,
        edit(CLAUSES, lambda c: [dict(e, obligation="law", grade="R") for e in c]),
        CLAUSES,
        "is told as law, but its source has grade R",
        "Check the source first",
    ),
}


def copied(tmp_path):
    """The real packs in a folder of their own, with something beside them that is no pack's."""
    tree = tmp_path / "packs" / "standards"
    for name in (STANDARD, RETURN, LATER):
        shutil.copytree(TREE / name, tree / name)
    for name in ("secret.csv", "secret.yaml", "secret.json"):
        (tmp_path / "packs" / name).write_text("id: 1\n", encoding="utf-8")
    return tree


def watched(tmp_path, *arguments):
    """What the command said and did: its exit code, its lines, and what it touched."""
    log = tmp_path / "log.json"
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("watched.py")), str(log), *arguments],
        cwd=tmp_path / "packs",
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    assert done.stderr == ""
    touched = json.loads(log.read_text(encoding="utf-8"))
    return done.returncode, done.stdout.splitlines(), touched


def outside(paths, *allowed):
    """The paths that are neither of the pack's tree nor of what is installed."""
    installed = (
        sys.prefix,
        sys.base_prefix,
        ROOT / "checker",
        ROOT / "templates" / "language",  # the words in which it is told
        TREE,
        *sysconfig.get_paths().values(),
    )
    known = [os.path.realpath(path) for path in (*installed, *allowed)]
    return [path for path in paths if not any(_is_under(path, folder) for folder in known)]


def _is_under(path, folder):
    return os.path.normcase(path).startswith(os.path.normcase(folder))


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_pack_is_refused_and_touches_nothing(tmp_path, name):
    pack, plant, file, place, remedy = BROKEN[name]
    tree = copied(tmp_path)
    try:
        plant(tree / pack)
    except OSError:
        pytest.skip("links cannot be made here")
    code, lines, touched = watched(tmp_path, "standards", "lint", str(tree / pack))
    assert code == 4
    assert any(line.startswith(file) and place in line and remedy in line for line in lines), lines
    assert outside(touched["read"], tree) == []
    assert touched["changed"] == []
    assert touched["reached"] == []
    assert touched["started"] == []


def test_the_watch_sees_what_it_should(tmp_path):
    """A watch that saw nothing would prove nothing: a plain lint reads the pack, and is seen to."""
    tree = copied(tmp_path)
    code, lines, touched = watched(tmp_path, "standards", "lint", str(tree / STANDARD))
    assert (code, lines) == (0, ["0 problems found."])
    read = [Path(path) for path in touched["read"]]
    assert (tree / STANDARD / LATE).resolve() in read
    assert outside(touched["read"]) != []
    (tree / STANDARD / "GUIDE.md").unlink()
    _, _, touched = watched(tmp_path, "standards", "build", str(tree / STANDARD))
    assert Path(touched["changed"][-1]).name == "GUIDE.md"


# What only running can show: lint finds nothing, verify does.
RUN = {
    "a failing example that passes": (
        swap(LATE, 'iss_offer_date: "2026-04-15"', 'iss_offer_date: "2026-04-14"'),
        "support-offer-late, example 1 of fails",
        "Correct the example or the rule",
    ),
    "a number compared with text": (
        condition(column="case_started", operator=">=", value=1),
        "support-offer-late",
        "stopped with",
    ),
}


@pytest.mark.long
@pytest.mark.parametrize("name", RUN)
def test_a_pack_that_contradicts_itself_is_found_by_verify(tmp_path, name):
    plant, place, remedy = RUN[name]
    tree = copied(tmp_path)
    plant(tree / STANDARD)
    build(tree / STANDARD)
    assert watched(tmp_path, "standards", "lint", str(tree / STANDARD))[0] == 0
    code, lines, touched = watched(tmp_path, "standards", "verify", str(tree / STANDARD))
    assert code == 4
    assert any(place in line and remedy in line for line in lines), lines
    # Great Expectations makes sure that there is a folder for temporary files, and that it knows
    # the machine's time zone; one of its libraries asks whether the machine has IPv6.
    allowed = (tree, tempfile.gettempdir(), "/usr/share/zoneinfo")
    assert outside(touched["read"], *allowed) == []
    assert not [p for p in touched["read"] if Path(p).stem == "secret"]
    assert outside([p.split(" ")[-1] for p in touched["changed"]], tempfile.gettempdir()) == []
    assert set(touched["reached"]) <= {"socket.bind"}
    assert touched["started"] == []
