"""The pages of the commissioner's pack: the first page, and a page and a letter per provider."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from checker.model.batch import AcrossFinding, Entry, Together
from checker.render.pack.briefs import gather
from checker.render.pack.index import index_page
from checker.render.pack.letter import letter_page
from checker.render.pack.provider import provider_page
from checker.render.pack.providers import Provider, providers

__all__ = ["FIRST", "FOLDERS", "PackPage", "pack_pages"]

FIRST: Final = "index.html"
FOLDERS: Final = ("providers", "letters")


@dataclass(frozen=True, slots=True)
class PackPage:
    """One page: its path below the folder of the pack, with "/", and its HTML."""

    path: str
    text: str


def pack_pages(
    entries: Sequence[Entry], together: Together, may_tell: Callable[[str], bool]
) -> Iterator[PackPage]:
    """The pages of the pack one by one, the first page first.

    All entries are read once, and the newest of each provider once more for its page: nothing else
    is kept of them than a few kilobytes each. `may_tell` says whether a provider's reference may
    stand in a file name.
    """
    gathered = gather(entries, together)
    found = providers(gathered.briefs, together, may_tell)
    yield PackPage(FIRST, index_page(gathered, found, together))
    named = {brief.name: brief for brief in gathered.briefs}
    across = _by_entry(together.across)
    for provider in found:
        entry = entries[provider.latest.place] if provider.latest else None
        mine = _mine(provider, across)
        page = provider_page(provider, entry, together, mine, named)
        yield PackPage(f"providers/{provider.page}.html", page)
        yield PackPage(f"letters/{provider.page}.html", letter_page(provider, entry, together))


Numbered = tuple[int, AcrossFinding]


def _by_entry(across: Sequence[AcrossFinding]) -> dict[str, list[Numbered]]:
    found: dict[str, list[Numbered]] = {}
    for place, finding in enumerate(across):
        for name in finding.entries:
            found.setdefault(name, []).append((place, finding))
    return found


def _mine(provider: Provider, across: dict[str, list[Numbered]]) -> list[AcrossFinding]:
    """The findings across returns that name a return of this provider, each once."""
    mine = dict(one for brief in provider.briefs for one in across.get(brief.name, ()))
    return [mine[place] for place in sorted(mine)]
