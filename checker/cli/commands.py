"""Which command is where: a command's module is loaded when the command is asked for."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Final

import click

# Name of the command -> module below checker.cli and its attribute there.
PLACES: Final = {
    "check": "returns:check_command",
    "inspect": "returns:inspect_command",
    "repair": "repairing:repair_command",
    "annotate": "annotating:annotate_command",
    "serve": "serving:serve_command",
    "batch": "batching:batch_command",
    "history": "history:history",
    "waive": "waiving:waive_command",
    "audit": "auditing:audit_command",
    "verify": "proving:verify_command",
    "expect": "expecting:expect_command",
    "template": "making:template",
    "sample": "making:sample",
    "standards": "standards:standards",
}


class Commands(MutableMapping[str, click.Command]):
    """The commands by name. `checker check` pays for no other command; help shows them all."""

    def __init__(self) -> None:
        self._loaded: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._loaded:
            module, _, attribute = PLACES[name].partition(":")
            self._loaded[name] = getattr(import_module(f"checker.cli.{module}"), attribute)
        return self._loaded[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**PLACES, **self._loaded})

    def __len__(self) -> int:
        return len({**PLACES, **self._loaded})
