"""The same check told to others: to the commissioner without places, to the public in safe numbers.

The report of `check` itself is the provider's: it names sheets, cells and references. What is made
here holds none of these, so that it can be passed on by who may not pass on the return.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Literal, get_args

from checker.errors import UsageError
from checker.language import say

if TYPE_CHECKING:
    from checker.model.report import Report

Audience = Literal["provider", "commissioner", "public"]
AUDIENCES: Final[tuple[Audience, ...]] = get_args(Audience)
Made = Callable[["Report"], bytes]


def _commissioner_html(report: Report) -> bytes:
    from checker.render.html import fill
    from checker.render.sharing.commissioner import page

    return fill("sharing/commissioner.html.j2", page(report)).encode()


def _commissioner_json(report: Report) -> bytes:
    from checker.render.sharing.commissioner import data

    return _json(data(report))


def _public_html(report: Report) -> bytes:
    from checker.render.html import fill
    from checker.render.sharing.public import page

    return fill("sharing/public.html.j2", page(report)).encode()


def _public_json(report: Report) -> bytes:
    from checker.render.sharing.public import data

    return _json(data(report))


def _json(made: dict[str, object]) -> bytes:
    import json

    # A file name that is no valid UTF-8 reaches us as lone surrogates; \udcxx is their JSON form.
    text = f"{json.dumps(made, indent=2, ensure_ascii=False)}\n"
    return text.encode("utf-8", "backslashreplace")


SHARED: Final[dict[str, dict[str, Made]]] = {
    "commissioner": {"html": _commissioner_html, "json": _commissioner_json},
    "public": {"html": _public_html, "json": _public_json},
}
"""What is made for whom, by format; the file of each is called as the provider's is."""


def check_audiences(audiences: Sequence[str]) -> tuple[Audience, ...]:
    """The audiences without repeats; raises `UsageError` for one that is not in `AUDIENCES`."""
    named = dict.fromkeys(name.strip() for name in audiences)
    unknown = [name for name in named if name not in AUDIENCES]
    if unknown:
        known = ", ".join(AUDIENCES)
        raise UsageError(say("formats.no-reader", unknown=", ".join(unknown), known=known))
    return tuple(name for name in AUDIENCES if name in named)
