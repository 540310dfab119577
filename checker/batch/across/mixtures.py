"""Returns that were not held to the same: editions of a standard, versions of the template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.batch.across.laid import Laid, Sent, Told, by_number
from checker.packs.files import as_counted

Parts = Mapping[str, list[Sent]]


def editions(laid: Laid) -> Iterator[Told]:
    """A standard of which two editions were used."""
    used: dict[str, dict[str, list[Sent]]] = {}
    for one in laid.sent:
        for standard, edition in one.standards:
            used.setdefault(standard, {}).setdefault(edition, []).append(one)
    for standard, parts in sorted(used.items()):
        if len(parts) > 1:
            detail = f"{standard}: {_counts(parts, 'edition')}."
            yield Told("editions-mixed", detail, _fewer(parts))


def versions(laid: Laid) -> Iterator[Told]:
    """Two versions of the return's template."""
    parts: dict[str, list[Sent]] = {}
    for one in laid.sent:
        if one.was_read and one.spec:
            parts.setdefault(one.spec, []).append(one)
    if len(parts) > 1:
        yield Told("versions-mixed", f"{_counts(parts, 'version')}.", _fewer(parts))


def _counts(parts: Parts, noun: str) -> str:
    return ", ".join(
        f"{noun} {name} for {len(parts[name])} return{'' if len(parts[name]) == 1 else 's'}"
        for name in sorted(parts, key=as_counted)
    )


def _fewer(parts: Parts) -> tuple[str, ...]:
    """All but those of the part that most have; of two such parts the later stays out."""
    most = max(parts, key=lambda name: (len(parts[name]), as_counted(name)))
    return by_number(one for name, many in parts.items() if name != most for one in many)
