"""What changed between two editions, in words; and whose verdicts change with it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browsing import NARROW_FIRST, violations
from click.testing import CliRunner
from conftest import SPEC

import checker.packdiff.impact as impact_of_editions
from checker.batch import spread
from checker.cli import cli
from checker.errors import PackError, UsageError
from checker.model.specs import Rule
from checker.packbuild import build
from checker.packdiff import FORMATS, compare, impact_text, judge_impact, write_impact
from checker.packdiff.standards import standard_differences
from checker.packlint.opening import open_named
from checker.packs import list_standards, load_standard, read_standard
from checker.pipeline import check_each, check_file
from checker.resources import standards_folder
from checker.synth import parse_faults, write_sample

DRAFT = "gb-stalking/0.1-draft"
LATE = "spo-notification-late"
ADVOCATE = "advocate-offer-late"
Edit = tuple[str, str, str]

SHORTER: Edit = (f"rules/{LATE}.yaml", "max_value: 2}", "max_value: 0}")
LONGER: Edit = (f"rules/{LATE}.yaml", "max_value: 2}", "max_value: 20}")


def edited(root: Path, *edits: Edit, pack: str = DRAFT) -> str:
    """The folder of a copy of a pack with some texts replaced, each of which must be there."""
    folder = root / pack
    shutil.copytree(standards_folder() / pack, folder)
    for name, old, new in edits:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} no longer holds {old}"
        path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    build(folder)
    return str(folder)


def faulty(root: Path) -> str:
    """The folder of a copy of the draft that lint refuses."""
    folder = edited(root)
    path = Path(folder) / "clauses.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("obligation: law", "obligation: perhaps"), encoding="utf-8")
    return folder


def said(root: Path, *edits: Edit) -> str:
    return FORMATS["text"](compare("gb-stalking", edited(root, *edits)))


# What changed -----------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", [f"{s}@{e}" for s, e in list_standards()] + [SPEC.id])
def test_a_pack_is_the_same_as_itself(pack):
    assert compare(pack, pack).differences == ()
    assert FORMATS["text"](compare(pack, pack)).endswith("Nothing that the checker reads differs.")


CHANGES: list[tuple[Edit, str]] = [
    (SHORTER, f"  {LATE}: at most 2 days → at most 0 days\n"),
    (
        (f"rules/{LATE}.yaml", "origin: statute", "origin: published"),
        f"  {LATE}: origin statute → published\n",
    ),
    (
        (f"rules/{LATE}.yaml", "weight: breach", "weight: concern"),
        f"  {LATE}: weight breach → concern (can no longer make its clauses not met)\n",
    ),
    (
        (f"rules/{LATE}.yaml", "orders.notified_on, ", "orders.notified_on, orders.made_on, "),
        f"  {LATE}: reads: also orders.made_on\n",
    ),
    (
        (f"rules/{LATE}.yaml", "Check the day of service", "Look up the day of service"),
        f"  {LATE}: words only: fix\n",
    ),
    (
        (f"rules/{LATE}.yaml", "max_value: 2}", "max_value: 2, mostly: 0.9}"),
        "at most 2 days → at most 2 days, in at least 90% of rows\n",
    ),
    (
        (f"rules/{ADVOCATE}.yaml", "status: live", "status: deprecated"),
        f"  {ADVOCATE}: status live → deprecated (is no longer run)\n",
    ),
    (
        ("clauses.yaml", "title: When a Stalking Protection Order can be made", "title: Orders"),
        "  SPA-1: title reworded\n      before: When a Stalking Protection Order can be made\n",
    ),
    (
        ("standard.yaml", "jurisdiction: [England, Wales]", "jurisdiction: [England]"),
        "The standard itself\n  applies in: no longer Wales\n",
    ),
    (
        ("standard.yaml", "  - Scotland and Northern Ireland, where the law differs.\n", ""),
        "  not covered: no longer “Scotland and Northern Ireland, where the law differs.”\n",
    ),
]


@pytest.mark.parametrize(
    ("edit", "words"), CHANGES, ids=[words.strip()[:40] for _, words in CHANGES]
)
def test_a_change_is_told_in_words(edit, words, tmp_path):
    told = said(tmp_path, edit)
    assert words in told
    assert told.endswith(("1 difference: 1 words only.", "1 difference: 1 changed."))


def test_a_threshold_that_a_contract_adopts_is_told_on_one_line(tmp_path):
    folder = edited(tmp_path)
    path = Path(folder) / "rules" / f"{ADVOCATE}.yaml"
    text = path.read_text(encoding="utf-8")
    before = read_standard(Path(folder))
    old = next(rule for rule in before.rules if rule.id == ADVOCATE)
    path.write_text(_adopted(text, old, 5), encoding="utf-8", newline="\n")
    build(Path(folder))
    told = " ".join(FORMATS["text"](compare("gb-stalking", folder)).split())
    assert f"{ADVOCATE}: at most 0 days → at most 5 days; origin project → contract;" in told
    assert "weight concern → breach (can now make its clauses not met)" in told


def _adopted(text: str, rule: Rule, days: int) -> str:
    """The rule as a contract would have it: with that many days, and as a breach."""
    assert rule.check.kwargs is not None
    for old, new in (
        (f"max_value: {rule.check.kwargs['max_value']}}}", f"max_value: {days}}}"),
        (f"origin: {rule.threshold.origin}", "origin: contract"),
        ("weight: concern", "weight: breach"),
        ("tier: NOTE", "tier: QUERY"),
    ):
        text = text.replace(old, new)
    return text.replace(f"\n  grade: {rule.threshold.grade}", "\n  grade: S")


def test_a_rule_and_a_clause_that_came_or_went_are_told(tmp_path):
    folder = Path(edited(tmp_path))
    for rule in (LATE, "spo-notification-missing"):
        (folder / "rules" / f"{rule}.yaml").unlink()
    path = folder / "clauses.yaml"
    head, _, rest = path.read_text(encoding="utf-8").partition("- id: SPA-9\n")
    path.write_text(head + rest[rest.index("\n- id: ") + 1 :], encoding="utf-8", newline="\n")
    whole, less = load_standard("gb-stalking"), read_standard(folder)
    gone = standard_differences(whole, less)
    assert [(d.part, d.name, d.kind) for d in gone] == [
        ("clause", "SPA-9", "removed"),
        ("rule", LATE, "removed"),
        ("rule", "spo-notification-missing", "removed"),
    ]
    back = standard_differences(less, whole)
    assert {d.kind for d in back} == {"added"}
    assert "at most 2 days; origin statute" in next(d.title for d in back if d.name == LATE)


def test_a_clause_that_was_only_recalled_is_not_told_as_a_duty():
    standard = load_standard("gb-home-office-da", "2023.02")
    recalled = next(clause for clause in standard.clauses if clause.grade == "R")
    raised = replace(recalled, obligation="must")
    clauses = tuple(raised if c is recalled else c for c in standard.clauses)
    (found,) = standard_differences(standard, replace(standard, clauses=clauses))
    assert [detail.field for detail in found.details] == ["obligation"]
    assert not any(
        "the standard says" in f"{detail.said} {found.title}" for detail in found.details
    )


def test_two_returns_are_compared_down_to_columns_and_codes():
    found = compare("ppr-1.0", "ppr-1.1").differences
    kinds = {(d.part, d.name): d.kind for d in found}
    assert kinds["table", "consultations"] == "added"
    assert kinds["column", "orders.made_how"] == "added"
    assert kinds["code", "intv SYSTEM"] == "added"
    assert kinds["sheet", "full consultations"] == "added"
    assert kinds["reference", "consultations.case_ref"] == "added"
    assert "removed" not in kinds.values()
    # The columns of a table that is new as a whole are told with it.
    assert ("column", "consultations.case_ref") not in kinds
    back = {(d.part, d.name): d.kind for d in compare("ppr-1.1", "ppr-1.0").differences}
    assert back["column", "orders.made_how"] == "removed"


def test_json_and_markdown_say_the_same_as_the_text(tmp_path):
    comparison = compare("gb-stalking", edited(tmp_path, SHORTER))
    data = json.loads(FORMATS["json"](comparison))
    assert data["same"] is False
    [one] = data["differences"]
    assert (one["part"], one["name"], one["kind"]) == ("rule", LATE, "changed")
    assert [detail["said"] for detail in one["details"]] == ["at most 2 days → at most 0 days"]
    assert f"- {LATE}: at most 2 days → at most 0 days" in FORMATS["markdown"](comparison)


def test_markdown_makes_nothing_of_what_a_pack_holds(tmp_path):
    hostile = ("standard.yaml", "publisher: This project", "publisher: '<b>*[x](y)'")
    page = FORMATS["markdown"](compare("gb-stalking", edited(tmp_path, hostile)))
    assert r"\<b\>\*\[x\](y)" in page


def test_a_standard_and_a_return_are_not_compared():
    with pytest.raises(UsageError, match="two of a kind"):
        compare("gb-stalking", SPEC.id)


def test_a_faulty_folder_is_refused_with_its_problems(tmp_path):
    with pytest.raises(PackError, match=r"clauses.yaml: .* is 'perhaps', but must be one of"):
        open_named(faulty(tmp_path))


def test_a_stranger_s_rule_takes_nobody_s_id(tmp_path):
    folder = tmp_path / "xx-other" / "1"
    shutil.copytree(standards_folder() / DRAFT, folder)
    main = folder / "standard.yaml"
    text = main.read_text(encoding="utf-8").replace("id: gb-stalking", "id: xx-other")
    main.write_text(text.replace('"0.1-draft"', '"1"'), encoding="utf-8", newline="\n")
    build(folder)
    with pytest.raises(PackError, match=f"rules/{LATE}.yaml: stands in gb-stalking and xx-other"):
        open_named(str(folder))


# The commands -----------------------------------------------------------------------------------


def run(*words: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(cli, [str(word) for word in words], prog_name="checker")
    if isinstance(result.exception, (PackError, UsageError)):
        return result.exception.exit_code, str(result.exception)
    return result.exit_code, result.output


def test_the_exit_code_of_diff_says_whether_they_differ(tmp_path):
    same = edited(tmp_path / "same")
    other = edited(tmp_path / "other", SHORTER)
    assert run("standards", "diff", "gb-stalking", same)[0] == 0
    code, words = run("standards", "diff", "gb-stalking@0.1-draft", other, "--format", "json")
    assert code == 1
    assert json.loads(words)["differences"]
    assert run("standards", "diff", "gb-stalking", faulty(tmp_path / "faulty"))[0] == 4
    assert run("standards", "diff", "gb-stalking", "gb-nowhere")[0] == 2
    assert run("standards", "diff", "gb-stalking", str(tmp_path / "nothing"))[0] == 2


def test_a_return_is_checked_against_a_folder(returns, tmp_path):
    path = returns / "clean.xlsx"
    folder = edited(tmp_path, SHORTER)
    code, words = run("check", path, "--standard", folder, "--out", tmp_path / "out")
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert [s["digest"] for s in report["standards"]] == [read_standard(Path(folder)).digest]
    assert code in (0, 1), words
    code, words = run("standards", "explain", folder, LATE)
    assert (code, LATE in words) == (0, True)


# Whose verdicts change --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def returns(tmp_path_factory) -> Path:
    """Three returns: one clean, one late with an order, one that is no workbook."""
    root = tmp_path_factory.mktemp("few")
    shape = SPEC.layouts["full"]
    write_sample(SPEC, shape, cases=40, seed=3, faults={}, out=root / "clean.xlsx")
    faults = parse_faults(LATE, SPEC, shape)
    write_sample(SPEC, shape, cases=40, seed=4, faults=faults, out=root / "late.xlsx")
    (root / "broken.xlsx").write_bytes(b"PK\x03\x04 nothing more")
    return root


def _written(task: tuple[str, int]) -> None:
    """A small synthetic return; every fifth has an order that was told late by any edition."""
    root, seed = task
    shape = SPEC.layouts["full"]
    faults = parse_faults("" if seed % 5 else LATE, SPEC, shape)
    out = Path(root) / f"return-{seed:02}.xlsx"
    write_sample(SPEC, shape, cases=10, seed=seed, faults=faults, out=out)


def _unwritten(task: object, lost: object) -> None:
    raise AssertionError(f"{task}: {lost}")


def _changed_alone(task: tuple[str, Any, Any]) -> list[tuple[str, str, str, str]]:
    """What differs between two reports on one return that know nothing of each other."""
    file, *standards = task
    old, new = (
        {v.clause: str(v.verdict) for v in check_file(Path(file), standards=[one]).verdicts}
        for one in standards
    )
    return [(Path(file).name, c, old[c], new[c]) for c in old if old[c] != new[c]]


@pytest.mark.parametrize("count", [5, pytest.param(50, marks=pytest.mark.long)])
def test_exactly_the_providers_whose_verdicts_change_are_listed(count, tmp_path):
    """Two thresholds of the draft changed; what to expect comes from each return's own reports."""
    root = tmp_path / "returns"
    root.mkdir()
    spread([(str(root), seed) for seed in range(count)], _written, _unwritten, jobs=4)
    folder = Path(edited(tmp_path, (f"rules/{LATE}.yaml", "max_value: 2}", "max_value: 1}")))
    path = folder / "rules" / f"{ADVOCATE}.yaml"
    rule = next(rule for rule in read_standard(folder).rules if rule.id == ADVOCATE)
    text = _adopted(path.read_text(encoding="utf-8"), rule, -4)
    path.write_text(text, encoding="utf-8", newline="\n")
    build(folder)
    old, new = open_named("gb-stalking"), open_named(str(folder))
    alone = [(str(file), old, new) for file in sorted(root.glob("*.xlsx"))]
    expected = {line for found in spread(alone, _changed_alone, _unwritten, 4) for line in found}
    found = judge_impact("gb-stalking", str(folder), [root], jobs=4)
    assert {(o.file, m.clause, m.before, m.after) for o, m in found.moved} == expected
    # The test means something only while some change, some do not, and both rules have a part.
    touched = {file for file, *_ in expected}
    assert 0 < len(touched) < count
    behind = {rule.rule for _, move in found.moved for rule in move.rules}
    assert behind == {LATE, ADVOCATE}
    _check_every_form(found, touched, count, tmp_path)


def _check_every_form(found: Any, touched: set[str], count: int, root: Path) -> None:
    told = impact_text(found)
    write_impact(found, root / "i.html")
    write_impact(found, root / "i.json")
    page = (root / "i.html").read_text(encoding="utf-8")
    data = json.loads((root / "i.json").read_text(encoding="utf-8"))
    listed = {entry["file"] for entry in data["changes"]}
    assert listed == touched
    for number in range(count):
        file = f"return-{number:02}.xlsx"
        assert (file in told) == (file in page) == (file in touched)
    assert data["counts"]["returns_changed"] == len(touched)
    assert f"{len(touched)} of {count} returns read" in told.splitlines()[-1]


def test_newly_failing_comes_first_and_says_by_how_much(returns, tmp_path):
    found = judge_impact(edited(tmp_path, LONGER), "gb-stalking", [returns], jobs=2)
    one, move = found.moved[0]
    assert (one.file, move.clause, move.before, move.after) == (
        "late.xlsx",
        "SPA-9",
        "met",
        "not met",
    )
    [rule] = move.rules
    assert (rule.rule, rule.before.failed, rule.after.failed) == (LATE, 0, 1)
    assert rule.after.share == pytest.approx(1 / rule.after.checked)
    told = impact_text(found)
    assert "Newly failing (1 verdict)" in told
    assert f"{LATE}: 0 of " in told
    assert "1 provider newly fails." in told
    back = judge_impact("gb-stalking", edited(tmp_path / "b", LONGER), [returns], jobs=1)
    assert [move.order for _, move in back.moved] == [1]
    assert "none newly fails" in impact_text(back)


def test_a_return_that_cannot_be_read_is_said_and_not_dropped(returns, tmp_path):
    found = judge_impact("gb-stalking", edited(tmp_path, SHORTER), [returns], jobs=1)
    assert [one.file for one in found.unread] == ["broken.xlsx"]
    assert len(found.returns) == 3
    assert found.exit_code == 3
    told = impact_text(found)
    assert "  broken.xlsx: " in told
    assert told.endswith("1 return could not be read: nothing is said of them.")


def _die(task: Any) -> Any:
    if "late" in task.path:
        os._exit(9)
    return impact_of_editions.judge_twice(task)


def test_a_return_that_kills_its_process_takes_nobody_along(returns, tmp_path, monkeypatch):
    folder = edited(tmp_path, SHORTER)
    monkeypatch.setattr(impact_of_editions, "judge_twice", _die)
    found = judge_impact("gb-stalking", folder, [returns], jobs=2)
    assert [one.file for one in found.unread] == ["broken.xlsx", "late.xlsx"]
    assert found.exit_code == 3


def test_nothing_changes_between_an_edition_and_itself(returns, tmp_path):
    found = judge_impact("gb-stalking", edited(tmp_path), [returns / "late.xlsx"], jobs=1)
    assert found.moved == ()
    assert found.exit_code == 0
    assert impact_text(found).endswith("No verdict changes in 1 return.")


def test_clauses_of_one_edition_are_counted_and_not_laid_at_a_provider_s_door(returns, tmp_path):
    folder = edited(tmp_path, ("clauses.yaml", "- id: SPA-1\n", "- id: SPA-0\n"))
    found = judge_impact("gb-stalking", folder, [returns / "late.xlsx"], jobs=1)
    assert found.moved == ()
    assert found.alone() == {"SPA-1": {"for an assessor": 1}, "SPA-0": {"for an assessor": 1}}
    assert "Clauses that only one edition has" in impact_text(found)


def test_the_file_to_write_is_looked_at_before_any_work(tmp_path):
    words = ("standards", "impact", "--from", "gb-stalking", "--to", "gb-stalking", tmp_path)
    code, told = run(*words, "--out", tmp_path / "impact.xlsx")
    assert (code, told) == (2, "impact.xlsx must end in .html or .json.")


# One reading, several judgements ----------------------------------------------------------------


def test_a_return_read_once_gets_the_reports_it_gets_alone(returns, monkeypatch):
    from checker.pipeline import opening

    path = returns / "late.xlsx"
    sets = (["gb-stalking"], ["gb-home-office-da"], [])
    alone = [check_file(path, standards=names) for names in sets]
    read: Callable[..., Any] = opening.read
    opened: list[Path] = []

    def counted(file: Path, *how: Any) -> Any:
        opened.append(file)
        return read(file, *how)

    monkeypatch.setattr(opening, "read", counted)
    assert list(check_each(path, sets)) == alone
    assert opened == [path]


@pytest.mark.parametrize("width", NARROW_FIRST)
def test_the_page_can_be_read_by_everybody(width, view, returns, tmp_path):
    folder = edited(tmp_path, SHORTER, ("clauses.yaml", "- id: SPA-1\n", "- id: SPA-0\n"))
    write_impact(judge_impact("gb-stalking", folder, [returns], jobs=1), tmp_path / "i.html")
    view.set_viewport_size({"width": width, "height": 900})
    view.goto((tmp_path / "i.html").as_uri())
    assert violations(view) == []
    assert view.locator("h2").count() >= 3
    inside = "document.documentElement.scrollWidth <= window.innerWidth"
    assert view.evaluate(inside), "the page runs out of its width"
