"""An OSCAL catalog of one standard: each clause a control, in the words of its pack."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from checker.language import say
from checker.model.specs import Clause, Standard
from checker.render.machine.names import uuid_of
from checker.render.machine.oscal import (
    OSCAL_VERSION,
    Json,
    control_ids,
    document_bytes,
    is_web,
    moment,
    name_of,
    props,
    statement_id,
    token,
    web_resources,
)
from checker.render.machine.texts import one_line, sentences


def catalog_file(standard: Standard) -> str:
    """The name of the file of a standard's catalog."""
    return f"{token(name_of(standard).replace('@', '-'))}-catalog.json"


def write_catalogs(standards: Sequence[Standard], out: Path) -> list[Path]:
    """Write the catalog of each standard into the folder `out`, which is made where missing."""
    out.mkdir(parents=True, exist_ok=True)
    paths = [out / catalog_file(standard) for standard in standards]
    for standard, path in zip(standards, paths, strict=True):
        path.write_bytes(document_bytes(catalog(standard)))
    return paths


def catalog(standard: Standard) -> Json:
    """The document; the same standard always gives the same."""
    ids = control_ids(standard)
    rules = {clause.id: _rules_of(standard, clause) for clause in standard.clauses}
    controls = [_control(clause, ids[clause.id], rules[clause.id]) for clause in standard.clauses]
    group = {
        "id": token(f"{standard.id}-clauses"),
        "class": "standard",
        "title": one_line(standard.title),
        **({"controls": controls} if controls else {}),
    }
    resources = web_resources(_sources(standard))
    return {
        "catalog": {
            "uuid": uuid_of("catalog", name_of(standard), standard.digest),
            "metadata": _metadata(standard),
            "groups": [group],
            **({"back-matter": {"resources": resources}} if resources else {}),
        }
    }


def _metadata(standard: Standard) -> Json:
    days = [standard.source_date, *(clause.source_date for clause in standard.clauses)]
    publisher = uuid_of("party", standard.publisher)
    remarks = (say("machine.own-words"), standard.status_note, standard.licence, standard.summary)
    return {
        "title": one_line(standard.title),
        "last-modified": moment(max(day for day in days)),
        "version": standard.edition,
        "oscal-version": OSCAL_VERSION,
        "props": props(
            standard=name_of(standard),
            status=standard.status,
            jurisdiction=", ".join(standard.jurisdiction),
            source_date=standard.source_date,
            sha_256=standard.digest,
        ),
        **_links(standard.source_url),
        "roles": [{"id": "publisher", "title": say("machine.publisher")}],
        "parties": [
            {"uuid": publisher, "type": "organization", "name": one_line(standard.publisher)}
        ],
        "responsible-parties": [{"role-id": "publisher", "party-uuids": [publisher]}],
        "remarks": sentences(*remarks, say("machine.date-of-source")),
    }


def _links(source: str) -> Json:
    """A link to the entry of the back matter for a web address; nothing for the project itself."""
    if not is_web(source):
        return {}
    return {"links": [{"href": f"#{uuid_of('web', source)}", "rel": "reference"}]}


def _sources(standard: Standard) -> list[tuple[str, str]]:
    own = standard.source_title or say("machine.source-of-standard")
    more = say("machine.source-of-clause")
    return [(standard.source_url, own), *((clause.source, more) for clause in standard.clauses)]


def _rules_of(standard: Standard, clause: Clause) -> list[str]:
    return [r.id for r in standard.rules if clause.id in r.clauses and r.status == "live"]


def _control(clause: Clause, control: str, rules: Sequence[str]) -> Json:
    return {
        "id": control,
        "class": "clause",
        "title": one_line(clause.title),
        "props": [
            {"name": "label", "value": one_line(clause.id)},
            *props(
                obligation=clause.obligation,
                origin=clause.origin,
                grade=clause.grade,
                judge=clause.judge,
                source_date=clause.source_date,
            ),
            *(entry for rule in rules for entry in props(rule=rule)),
        ],
        **_links(clause.source),
        "parts": _parts(clause, control),
    }


def _parts(clause: Clause, control: str) -> list[Json]:
    parts = [{"id": statement_id(control), "name": "statement", "prose": one_line(clause.text)}]
    guidance = sentences(
        say("machine.applies-when", words=clause.applies_when) if clause.applies_when else "",
        say("machine.evidence", words=clause.evidence) if clause.evidence else "",
    )
    if guidance:
        parts.append({"id": f"{control}_gdn", "name": "guidance", "prose": guidance})
    return parts
