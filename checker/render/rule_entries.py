"""The rules behind the findings: what each one looks for, and where its limit comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from checker.language import say
from checker.model.report import Report
from checker.model.specs import Rule
from checker.render.by_rule import rules_by_id
from checker.render.clauses import StandardPage, web_address
from checker.render.commissioner import changed
from checker.render.groups import Group, Section, pack_titles
from checker.render.origins import number_origin
from checker.render.places import natural


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule. `places` are where the page lists its findings, as (anchor, words)."""

    id: str
    summary: str
    why: str
    fix: str
    limits: str
    origin: str
    source: str
    note: str
    changed: str
    clauses: str
    pack: str
    places: tuple[tuple[str, str], ...]


def entry_id(rule: str) -> str:
    """The id of a rule's entry on the page; other reports link to it, so it never changes."""
    return f"rule-{rule}"


def _groups(sections: Iterable[Section]) -> Mapping[str, list[tuple[Section, Group]]]:
    found: dict[str, list[tuple[Section, Group]]] = {}
    for section in sections:
        for group in section.groups:
            found.setdefault(group.rule, []).append((section, group))
    return found


def _behind(standards: Iterable[StandardPage]) -> set[str]:
    """The rules behind clauses that are not met."""
    clauses = (clause for page in standards for clause in page.clauses)
    return {rule.id for one in clauses if one.verdict == "not-met" for rule in one.rules}


def _unknown(name: str, groups: Sequence[tuple[Section, Group]]) -> Entry:
    """A finding may name a rule that no pack holds, such as one of the reading itself."""
    group = groups[0][1]
    return Entry(name, group.title, "", group.fix, "", "", "", "", "", "", "", _places(groups))


def _places(groups: Sequence[tuple[Section, Group]]) -> tuple[tuple[str, str], ...]:
    return tuple((group.anchor, f"{part.title}: {group.size}") for part, group in groups)


def _known(
    rule: Rule,
    groups: Sequence[tuple[Section, Group]],
    titles: Mapping[str, str],
    anew: Mapping[str, str],
) -> Entry:
    limit, title = rule.threshold, titles.get(rule.pack, "")
    return Entry(
        id=rule.id,
        summary=rule.summary,
        why=rule.why,
        fix=rule.fix,
        limits=rule.limits,
        origin=number_origin(limit.origin, limit.grade),
        source=web_address(limit.source),
        note=limit.note,
        changed=anew.get(rule.id, ""),
        clauses=", ".join(rule.clauses),
        pack=f"{title} ({rule.pack})" if title else say("page.return-pack", pack=rule.pack),
        places=_places(groups),
    )


def entries(
    report: Report, sections: Iterable[Section], standards: Iterable[StandardPage]
) -> tuple[Entry, ...]:
    """An entry for each rule that has findings or stands behind a clause not met, by id."""
    found, rules = _groups(sections), rules_by_id(report)
    titles, anew = pack_titles(report), changed(report)
    named = sorted(found.keys() | _behind(standards), key=natural)
    return tuple(
        _known(rules[name], found.get(name, ()), titles, anew)
        if name in rules
        else _unknown(name, found[name])
        for name in named
    )
