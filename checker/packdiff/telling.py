"""What a change of editions does to many returns, as text, JSON or a page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from checker.errors import UsageError
from checker.packdiff.impact import Impact, Judged, providers
from checker.packdiff.moves import Behind, Move, Tally
from checker.render.html import fill
from checker.render.words import count, percent

SCHEMA_VERSION: Final = "1.0"
GROUPS: Final = ("Newly failing", "No longer failing", "Verdicts that change otherwise")
_RESTATED: Final = "The clause itself is judged otherwise; no rule gives another result."


@dataclass(frozen=True, slots=True)
class MoveLine:
    provider: str
    period: str
    file: str
    clause: str
    verdicts: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    lines: tuple[MoveLine, ...]


@dataclass(frozen=True, slots=True)
class ImpactPage:
    title: str
    closing: tuple[str, ...]
    groups: tuple[Group, ...]
    unread: tuple[tuple[str, str], ...]
    alone: tuple[str, ...]
    raised: tuple[str, ...]


def view(found: Impact) -> ImpactPage:
    """Everything that is told, in words and in the order in which it is told."""
    groups = tuple(
        Group(title, tuple(_line(*pair, found) for pair in found.moved if pair[1].order == order))
        for order, title in enumerate(GROUPS)
    )
    return ImpactPage(
        title=f"{found.before} → {found.after}: {count(len(found.returns), 'return')}",
        closing=tuple(_closing(found)),
        groups=tuple(group for group in groups if group.lines),
        unread=tuple((one.file, one.unread) for one in found.unread),
        alone=tuple(_alone(found)),
        raised=tuple(_raised(found)),
    )


def text(found: Impact) -> str:
    """The impact for a terminal: newly failing first, a closing count last."""
    page = view(found)
    blocks = [page.title, *(_block(group) for group in page.groups)]
    if page.unread:
        lines = [f"  {file}: {why}" for file, why in page.unread]
        blocks.append("\n".join(["Could not be read", *lines]))
    for title, told in ((ALONE, page.alone), (RAISED, page.raised)):
        if told:
            blocks.append("\n".join([title, *(f"  {line}" for line in told)]))
    return "\n\n".join([*blocks, "\n".join(page.closing)])


ALONE: Final = "Clauses that only one edition has, and what the returns get there"
RAISED: Final = "Rules with another result that change no verdict"


def html(found: Impact) -> str:
    """The impact as a page that stands by itself."""
    return fill("impact.html.j2", view(found))


def as_json(found: Impact) -> str:
    """The impact as data; fields are added under one schema version, never renamed."""
    data = {
        "schema_version": SCHEMA_VERSION,
        "from": {"pack": found.before, "digest": found.digests[0]},
        "to": {"pack": found.after, "digest": found.digests[1]},
        "counts": _counts(found),
        "changes": [_entry(one, move) for one, move in found.moved],
        "not_read": [{"file": one.file, "why": one.unread} for one in found.unread],
        "clauses_of_one_edition": [
            {"clause": clause, "verdicts": dict(words)} for clause, words in found.alone().items()
        ],
        "results_without_verdict": [
            {"rule": rule, "newly_failing": n[True], "no_longer_failing": n[False]}
            for rule, n in found.raised().items()
        ],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _counts(found: Impact) -> dict[str, int]:
    touched = [one for one in found.returns if one.moves]
    failing = [one for one in touched if any(move.order == 0 for move in one.moves)]
    return {
        "returns": len(found.returns),
        "returns_changed": len(touched),
        "providers_changed": providers(touched),
        "providers_newly_failing": providers(failing),
        "verdicts_changed": len(found.moved),
        "not_read": len(found.unread),
    }


def _closing(found: Impact) -> Iterator[str]:
    n = _counts(found)
    if n["verdicts_changed"]:
        changed = count(n["verdicts_changed"], "verdict changes", "verdicts change")
        where = f"{count(n['providers_changed'], 'provider')} ({_of(n)})"
        yield f"{changed} for {where}; {_newly(n['providers_newly_failing'])}."
    else:
        yield f"No verdict changes in {count(n['returns'] - n['not_read'], 'return')}."
    if n["not_read"]:
        yield f"{count(n['not_read'], 'return')} could not be read: nothing is said of them."


def _of(n: dict[str, int]) -> str:
    return f"{n['returns_changed']} of {count(n['returns'] - n['not_read'], 'return')} read"


def _newly(number: int) -> str:
    return (
        f"{count(number, 'provider newly fails', 'providers newly fail')}"
        if number
        else ("none newly fails")
    )


def _line(one: Judged, move: Move, found: Impact) -> MoveLine:
    return MoveLine(
        provider=one.provider or "Provider not named",
        period=one.period or "period not known",
        file=one.file,
        clause=f"{move.clause} {found.clauses[move.clause]}",
        verdicts=f"{move.before} → {move.after}",
        rules=tuple(_behind(behind) for behind in move.rules) or (_RESTATED,),
    )


def _block(group: Group) -> str:
    lines = [f"{group.title} ({count(len(group.lines), 'verdict')})"]
    for line in group.lines:
        lines.append(f"  {line.provider}, {line.period} ({line.file})")
        lines.append(f"    {line.clause}: {line.verdicts}")
        lines += [f"      {rule}" for rule in line.rules]
    return "\n".join(lines)


def _behind(behind: Behind) -> str:
    before, after = behind.before, behind.after
    weighed = ""
    if before.weight and after.weight and before.weight != after.weight:
        weighed = f", {before.weight} → {after.weight}"
    return f"{behind.rule}: {_tally(before)} → {_tally(after)}{weighed}"


def _tally(tally: Tally) -> str:
    if tally.share is None:
        return tally.status
    rows = f"{tally.failed} of {count(tally.checked, 'row')} ({percent(tally.share)})"
    return rows if tally.status in ("passed", "failed") else f"{tally.status}, {rows}"


def _alone(found: Impact) -> Iterator[str]:
    for clause, words in found.alone().items():
        told = ", ".join(f"{word} {number}" for word, number in words.most_common())
        yield f"{clause} {found.clauses[clause]}: {told}"


def _raised(found: Impact) -> Iterator[str]:
    for rule, number in found.raised().items():
        parts = (
            f"{count(number[True], 'return')} newly at fault" if number[True] else "",
            f"{count(number[False], 'return')} no longer at fault" if number[False] else "",
        )
        yield f"{rule}: {', '.join(part for part in parts if part)}"


def _entry(one: Judged, move: Move) -> dict[str, Any]:
    return {
        "provider": one.provider,
        "period": one.period,
        "file": one.file,
        "clause": move.clause,
        "before": move.before,
        "after": move.after,
        "newly_failing": move.order == 0,
        "rules": [
            {"rule": b.rule, "before": _data(b.before), "after": _data(b.after)} for b in move.rules
        ],
    }


def _data(tally: Tally) -> dict[str, Any]:
    share = None if tally.share is None else round(tally.share, 6)
    return {**asdict(tally), "share": share}


_WRITERS: Final = {".html": html, ".json": as_json}


def check_out(out: Path | None) -> None:
    """Raise UsageError, before any work is done, for a file whose ending says nothing we write."""
    if out is not None and out.suffix.lower() not in _WRITERS:
        raise UsageError(f"{out.name} must end in .html or .json.")


def write_impact(found: Impact, out: Path) -> None:
    """Write the impact to `out` in the form its ending asks for. Raises UsageError, OSError."""
    check_out(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(_WRITERS[out.suffix.lower()](found), encoding="utf-8", newline="\n")
