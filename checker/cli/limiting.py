"""The option that sets the limits on reading and on the processes of a batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from checker.errors import UsageError

if TYPE_CHECKING:
    from checker.read import Limits
    from checker.workers import Bounds

Command = TypeVar("Command", bound=Callable[..., Any])

_UNITS = {"": 1, "KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}
# Name of the setting -> field of Bounds. They hold in batch, where a process is there to end.
_OF_BOUNDS = {"seconds": "seconds", "memory": "memory_bytes", "output": "output_bytes"}
_HELP = "Another limit than the default, such as {example}. Repeatable; --limit help lists them."


def limit_option(example: str) -> Callable[[Command], Command]:
    """The option --limit, with an example of a setting that the command has."""
    return click.option(
        "--limit",
        "settings",
        multiple=True,
        metavar="NAME=VALUE",
        help=_HELP.format(example=example),
    )


def limits_of(settings: Sequence[str]) -> Limits:
    """The limits on reading. Raises UsageError for a setting that is not one, or has no amount."""
    from checker.read import Limits

    given = _given(settings, _defaults(Limits()))
    return Limits(**given)


def limits_and_bounds(settings: Sequence[str]) -> tuple[Limits, Bounds]:
    """The limits on reading and those on the process that reads. Raises UsageError."""
    from checker.read import Limits
    from checker.workers import Bounds

    limits, bounds = _defaults(Limits()), _defaults(Bounds())
    own = {name: bounds[field] for name, field in _OF_BOUNDS.items()}
    given: dict[str, Any] = _given(settings, {**own, **limits})
    return (
        Limits(**{name: amount for name, amount in given.items() if name in limits}),
        Bounds(**{_OF_BOUNDS[name]: amount for name, amount in given.items() if name in own}),
    )


def _defaults(bounds: Any) -> dict[str, int]:
    from dataclasses import fields

    return {field.name: getattr(bounds, field.name) for field in fields(bounds)}


def _given(settings: Sequence[str], known: Mapping[str, int]) -> dict[str, int]:
    if "help" in settings:
        click.echo("\n".join(_told(known)))
        raise SystemExit(0)
    given = {}
    for setting in settings:
        name, _, words = setting.partition("=")
        if name not in known:
            raise UsageError("\n".join((f"There is no limit “{name}”.", *_told(known))))
        given[name] = _amount(name, words)
    return given


def _told(known: Mapping[str, int]) -> list[str]:
    """The settings with their defaults, one a line."""
    from checker.read.stops import amount

    rows = ["The limits and their defaults:"]
    for name, most in known.items():
        size = name.endswith("_bytes") or name in ("memory", "output")
        rows.append(f"  {name:<16} {amount(most) if size else f'{most:,}'}")
    return rows


def _amount(name: str, words: str) -> int:
    """A whole number above 0, with or without a unit of size."""
    digits = words.strip().rstrip("kKmMgGbB").rstrip()
    unit = words.strip()[len(digits) :].strip().upper()
    try:
        found = float(digits) * _UNITS[unit]
    except (ValueError, KeyError):
        found = 0
    if not 1 <= found < 10**15:
        raise UsageError(
            f"The limit {name} takes a number such as 5000, or a size such as 512MB or 3GB."
        )
    return int(found)
