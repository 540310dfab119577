"""People whom the work was not fitted to, and staff who were not supported, checked or trained."""

from __future__ import annotations

from collections.abc import Mapping

from checker.synth.faults_rows import DA_ONLY, DAY, Plant, changed
from checker.synth.ground import Ground, mark, take
from checker.synth.plan import Row

_VICTIM_WORKERS = ("ISS-WORKER", "IDVA", "ISAC")
_OLD_CHECK, _OLD_TRAINING = 1200, 400


def _started(row: Row) -> bool:
    return row["start_date"] is not None and row["case_type"] in DA_ONLY


def _needed(need: str, answer: str, value: str) -> Plant:
    """A person with a need that was not met."""

    def plant(ground: Ground, rule: str) -> None:
        row = take(ground, rule, "cases", _started)
        row.update({need: "Y", answer: value})
        mark(ground, rule, "cases", row, answer)

    return plant


def _delivers(row: Row) -> bool:
    return row["works_with"] != "NEITHER"


def _long_ago(name: str, days: int) -> Plant:
    """A member of staff whose date lies so many days before the end of the period."""

    def plant(ground: Ground, rule: str) -> None:
        row = take(ground, rule, "workforce", _delivers)
        row[name] = ground.end - days * DAY
        mark(ground, rule, "workforce", row, name)

    return plant


def _own_supervisor(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "workforce", _delivers)
    row["supervisor_ref"] = row["staff_ref"]
    mark(ground, rule, "workforce", row, "supervisor_ref")


def _leads_groups(row: Row) -> bool:
    return row["role"] == "FACILITATOR"


def _supports_victims(row: Row) -> bool:
    return row["role"] in _VICTIM_WORKERS


PEOPLE_FAULTS: Mapping[str, Plant] = {
    "interpreter-not-provided": _needed(
        "main_language_interpreter", "interpreter_provided", "FAMILY"
    ),
    "adaptation-not-made": _needed("adaptation_needed", "adaptation_made", "N"),
    "victim-worker-untrained": changed("workforce", "role_training_on", None, _supports_victims),
    "observed-too-rarely": changed("workforce", "observations_in_year", 1, _leads_groups),
    "supervises-self": _own_supervisor,
    "supervision-gap-long": changed("workforce", "longest_supervision_gap_days", 45, _delivers),
    "record-check-old": _long_ago("record_checked_on", _OLD_CHECK),
    "no-recent-training": _long_ago("last_training_on", _OLD_TRAINING),
}
