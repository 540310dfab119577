from __future__ import annotations

import pytest
from hypothesis import settings

from checker.model.specs import ReturnSpec, Rule, Standard
from checker.packs import list_standards, load_return, load_standard

# Machines differ and are shared: how long an example takes is no promise of ours.
settings.register_profile("shared", deadline=None)
settings.load_profile("shared")

SPEC = load_return()
STANDARDS = tuple(load_standard(name, edition) for name, edition in list_standards())


def live_rules(kind: str) -> list[tuple[Rule, Standard | ReturnSpec]]:
    packs: list[Standard | ReturnSpec] = [SPEC, *STANDARDS]
    return [
        (rule, pack)
        for pack in packs
        for rule in pack.rules
        if rule.status == "live" and rule.check.kind == kind
    ]


@pytest.fixture(scope="session")
def spec() -> ReturnSpec:
    return SPEC


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite expected results")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))
