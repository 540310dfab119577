"""The samples that ship, and what the checker says of them. `--update` writes both afresh."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree.ElementTree import canonicalize

import pytest
from conftest import SPEC
from given_files import example_waivers
from ugly import write_ugly

from checker import check
from checker.synth import parse_faults, write_sample

pytestmark = pytest.mark.usefixtures("settled_rules")
SAMPLES = Path(__file__).parent.parent / "samples"
BREACHES = (
    "planned-weeks-short,same-worker-both-sides=2,decliner-not-informed,support-offer-late=3,"
    "spo-term-short,spo-notification-late,sam-total-score,total-mismatch,orphan-row,not-a-date=2,"
    "missing-value=3,not-in-list=2,identifier-in-cell,tidied-value"
)


def _clean(out: Path) -> None:
    write_sample(SPEC, SPEC.layouts["full"], cases=80, seed=7, faults={}, out=out)


def _breaches(out: Path) -> None:
    shape = SPEC.layouts["full"]
    write_sample(
        SPEC, shape, cases=120, seed=8, faults=parse_faults(BREACHES, SPEC, shape), out=out
    )


def _ugly(out: Path) -> None:
    write_ugly(SPEC, out, cases=60, seed=9)


MAKERS = {"clean": _clean, "breaches": _breaches, "ugly": _ugly}


@pytest.mark.parametrize("name", MAKERS)
def test_a_sample_is_what_the_generator_writes(name, update, tmp_path):
    shipped = SAMPLES / f"{name}.xlsx"
    fresh = shipped if update else tmp_path / shipped.name
    MAKERS[name](fresh)
    assert _parts(fresh) == _parts(shipped), "run `make samples`"


def _parts(path: Path) -> dict[str, bytes | str]:
    """What is in the package, whichever libraries squeezed it and wrote its XML."""
    with zipfile.ZipFile(path) as package:
        return {name: _canonical(name, package.read(name)) for name in package.namelist()}


def _canonical(name: str, content: bytes) -> bytes | str:
    return canonicalize(content) if name.endswith((".xml", ".rels", ".vml")) else content


def test_the_example_waivers_are_those_of_the_sample(update):
    path = SAMPLES / "example-waivers.yaml"
    fresh = example_waivers(SAMPLES / "breaches.xlsx")
    if update:
        path.write_text(fresh, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == fresh, "run `make samples`"


def _expected(name: str) -> dict[str, object]:
    report = check(SAMPLES / f"{name}.xlsx")
    return {
        "headline": report.headline,
        "findings": [f"{f.tier} {f.rule} {f.sheet} {f.cell}".strip() for f in report.findings],
        "verdicts": {f"{v.standard} {v.clause}": v.verdict for v in report.verdicts},
        "concerns": sum(len(v.concerns) for v in report.verdicts),
    }


@pytest.mark.parametrize("name", MAKERS)
def test_a_sample_gets_the_report_that_stands_beside_it(name, update):
    path = SAMPLES / f"{name}.expected.json"
    found = _expected(name)
    if update:
        path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8", newline="\n")
    assert found == json.loads(path.read_text(encoding="utf-8")), "look, then `make samples`"


def test_the_clean_sample_is_ready_and_the_ugly_one_needs_only_its_hidden_sheet_looked_at():
    assert check(SAMPLES / "clean.xlsx").findings == ()
    tiers = Counter(f.tier for f in check(SAMPLES / "ugly.xlsx").findings)
    assert set(tiers) == {"PRIVACY", "NOTE"}
    assert tiers["PRIVACY"] == 1
    ugly = {f.rule for f in check(SAMPLES / "ugly.xlsx").findings}
    assert ugly == {"hidden-sheet", "tidied-value", "totals-row-ignored", "blank-rows-skipped"}
