"""Scaffolds: complete but for what only their author knows, and never over anybody's work."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import SPEC

import checker.packs.standards as packs_of_standards
from checker.cli import cli
from checker.errors import PackError, UsageError
from checker.packbuild import build
from checker.packlint import lint
from checker.packnew import new_clause, new_rule, new_standard
from checker.packs import list_standards, load_standard, read_standard
from checker.packs.files import read_yaml
from checker.packs.returns import read_return
from checker.resources import standards_folder

UNDECIDED = "still hold"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A new standard with two clauses and a rule, all of them scaffolds."""
    made = new_standard("gb-example@2027.01", into=tmp_path)
    new_clause(str(made.pack), "1.10")
    new_rule(str(made.pack), "example-odd", "victims", "1.10")
    return made.pack


def _filled(folder: Path) -> None:
    """Every TODO written over, as its author would."""
    for path in folder.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        whole = re.sub(r"\bTODO one sentence[^\n]*", "The offer was not recorded.", text)
        whole = re.sub(r"^(\s*\w*: )TODO[^\n]*", r"\1Words of the author.", whole, flags=re.M)
        path.write_text(whole.replace("[TODO]", "[England]"), encoding="utf-8", newline="\n")


# What lint says ---------------------------------------------------------------------------------


def test_lint_says_only_what_the_author_must_still_decide(pack):
    problems = lint(pack)
    assert problems
    assert all(UNDECIDED in line for line in problems), problems
    assert {line.partition(":")[0] for line in problems} == {
        "standard.yaml",
        "clauses.yaml",
        "rules/example-odd.yaml",
    }


def test_it_names_each_text_that_is_left(pack):
    told = "\n".join(lint(pack))
    for place in ("summary", "why", "fix", "threshold > note", "limits", "source > title"):
        assert place in told
    assert "1.10 > text" in told


def test_nothing_is_said_once_every_text_is_the_author_s(pack):
    _filled(pack)
    build(pack)
    assert lint(pack) == []


def test_a_filled_scaffold_can_go_live_as_it_is(pack):
    _filled(pack)
    path = pack / "rules" / "example-odd.yaml"
    text = path.read_text(encoding="utf-8").replace("status: draft", "status: live")
    path.write_text(text, encoding="utf-8", newline="\n")
    build(pack)
    assert lint(pack) == []


def test_nothing_half_done_is_run(pack):
    standard = read_standard(pack)
    assert standard.status == "draft"
    assert standard.claim_codes == ()
    assert [rule.status for rule in standard.rules] == ["draft"]
    assert standard.suites == {}


@pytest.mark.parametrize("table", SPEC.tables)
def test_a_rule_can_be_begun_on_every_table(table, pack):
    path = new_rule(str(pack), "another-odd", table, "1").files[0]
    _filled(pack)
    path.write_text(
        path.read_text(encoding="utf-8").replace("status: draft", "status: live"),
        encoding="utf-8",
        newline="\n",
    )
    build(pack)
    # Made live, its examples are looked at too: they must be rows that the table takes.
    assert lint(pack) == []


def test_a_rule_of_a_return_has_neither_clause_nor_weight(tmp_path):
    folder = tmp_path / "returns" / "ppr-1.0"
    shutil.copytree(standards_folder() / "returns" / "ppr-1.0", folder)
    new_rule(str(folder), "example-odd", "cases")
    assert [line for line in lint(folder) if UNDECIDED not in line] == []
    [rule] = [rule for rule in read_return(folder).rules if rule.id == "example-odd"]
    assert (rule.clauses, rule.weight, rule.status) == ((), None, "draft")


def test_a_number_or_a_denial_for_a_name_stays_text(tmp_path):
    folder = new_standard("no@1.10", into=tmp_path).pack
    new_rule(str(folder), "off", "cases", "1")
    read = read_yaml(folder / "standard.yaml")
    assert (read["id"], read["edition"]) == ("no", "1.10")
    assert read_yaml(folder / "rules" / "off.yaml")["id"] == "off"
    assert read_yaml(folder / "clauses.yaml")[0]["id"] == "1"


def test_the_comments_stay_when_a_clause_is_added(pack):
    path = pack / "clauses.yaml"
    text = path.read_text(encoding="utf-8") + "# the author's own remark\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    new_clause(str(pack), "2")
    assert path.read_text(encoding="utf-8").startswith(text)
    assert [clause.id for clause in read_standard(pack).clauses] == ["1", "1.10", "2"]


# A new edition ----------------------------------------------------------------------------------


@pytest.mark.parametrize("base", [f"{name}@{edition}" for name, edition in list_standards()])
def test_a_new_edition_is_the_last_one_but_for_edition_dates_and_status(base, tmp_path):
    name = base.partition("@")[0]
    folder = new_standard(f"{name}@2099.12", base, tmp_path).pack
    old, new = load_standard(name), read_standard(folder)
    assert (new.edition, new.status, new.source_date, new.claim_codes) == (
        "2099.12",
        "draft",
        "",
        (),
    )
    assert new.clauses == old.clauses
    assert [r.id for r in new.rules] == [r.id for r in old.rules]
    assert (new.summary, new.licence, new.not_covered) == (
        old.summary,
        old.licence,
        old.not_covered,
    )
    [line] = [line for line in lint(folder) if "scaffold" in line]
    assert line.startswith("standard.yaml: status_note, source > title still hold")
    assert lint(folder) == [line]


def test_a_draft_of_the_next_edition_takes_nobody_s_place(tmp_path, monkeypatch):
    shutil.copytree(standards_folder() / "gb-home-office-da", tmp_path / "gb-home-office-da")
    new_standard("gb-home-office-da@2099.12", "gb-home-office-da", tmp_path)
    monkeypatch.setattr(packs_of_standards, "standards_folder", lambda: tmp_path)
    assert load_standard("gb-home-office-da").edition == "2023.02"
    assert load_standard("gb-home-office-da", "2099.12").status == "draft"


def test_only_an_edition_of_the_same_standard_can_be_copied(tmp_path):
    with pytest.raises(UsageError, match="not an edition of gb-other"):
        new_standard("gb-other@1", "gb-stalking", tmp_path)
    assert list(tmp_path.iterdir()) == []


# Refusals ---------------------------------------------------------------------------------------


def _files(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_nothing_that_is_there_is_written_over(pack, tmp_path):
    before = _files(tmp_path)
    with pytest.raises(UsageError, match=r"gb-example/2027.01 is there already"):
        new_standard("gb-example@2027.01", into=tmp_path)
    with pytest.raises(UsageError, match=r"a clause 1.10 already"):
        new_clause(str(pack), "1.10")
    with pytest.raises(UsageError, match="a rule example-odd in gb-example@2027"):
        new_rule(str(pack), "example-odd", "victims", "1")
    assert _files(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "table", "clause", "words"),
    [
        ("Example_Odd", "victims", "1", "is written like that of"),
        ("../../out", "victims", "1", "is written like that of"),
        ("odd", "victim", "1", "There is no table victim in"),
        ("odd", "victims", "9", "There is no clause 9 in gb-example@2027.01"),
        ("odd", "victims", "", "Name the clause of the rule with --clause: 1, 1.10"),
        ("support-offer-late", "victims", "1", "stands|a rule support-offer-late in gb-home"),
        ("duplicate-key", "victims", "1", "There is a rule duplicate-key in ppr-1.0"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(name, table, clause, words, pack, tmp_path):
    before = _files(tmp_path)
    with pytest.raises(UsageError, match=words):
        new_rule(str(pack), name, table, clause)
    assert _files(tmp_path) == before


@pytest.mark.parametrize("name", ["gb-example", "GB@1", "gb-example@", "@1", "a/b@1", "a@../1"])
def test_a_standard_that_cannot_be_named_so_is_refused(name, tmp_path):
    with pytest.raises(UsageError, match="is written like that of gb-example@2027"):
        new_standard(name, into=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_no_standard_is_put_among_the_returns(tmp_path):
    with pytest.raises(UsageError, match="Choose another id"):
        new_standard("returns@ppr-2.0", into=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_pack_that_cannot_be_read_is_told_and_left_alone(pack, tmp_path):
    (pack / "clauses.yaml").write_text("- id: [", encoding="utf-8")
    before = _files(tmp_path)
    with pytest.raises(PackError, match=r"clauses\.yaml"):
        new_clause(str(pack), "3")
    assert _files(tmp_path) == before


# The commands -----------------------------------------------------------------------------------


def test_the_commands_say_what_they_wrote_and_what_is_left(tmp_path):
    def run(*words: str) -> str:
        result = CliRunner().invoke(cli, ["standards", *words], prog_name="checker")
        assert result.exit_code == 0, result.output
        return result.output

    told = run("new", "standard", "gb-example@1", "--into", str(tmp_path))
    folder = tmp_path / "gb-example" / "1"
    assert f"Wrote {folder / 'standard.yaml'}\n" in told
    assert f"checker standards lint {folder}\n" in told
    assert (tmp_path / "_schemas" / "rule.schema.json").is_file()
    assert "clauses.yaml" in run("new", "clause", str(folder), "2")
    told = run("new", "rule", str(folder), "odd", "--table", "cases", "--clause", "2")
    assert f"Wrote {folder / 'rules' / 'odd.yaml'}\n" in told
