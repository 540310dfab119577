"""Write the site: plain files that open from a disk, with nothing fetched from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.errors import UsageError
from checker.packbuild import is_return, pack_folders
from checker.packbuild.words import (
    JUDGES,
    TIERS,
    WEIGHTS,
    clause_words,
    obligation_words,
    origin_words,
    paragraph,
    reads_words,
    source_words,
    status_note,
)
from checker.packs import limits as limit_words
from checker.packs import read_standard
from checker.packs.returns import read_return
from checker.packsite import addresses
from checker.packsite.pages import Page, all_pages
from checker.resources import templates_folder

if TYPE_CHECKING:
    from jinja2 import Environment


def write_site(root: Path, out: Path) -> list[Path]:
    """Write a page for every standard, clause, rule, return and table of the packs under `root`.

    Returns the files written, the home page first. Raises UsageError when `out` holds files that
    are not of a site written before, and PackError when a pack cannot be read.
    """
    _may_write(out)
    folders = pack_folders(root)
    returns = [read_return(folder) for folder in folders if is_return(folder)]
    standards = [read_standard(folder) for folder in folders if not is_return(folder)]
    pages = all_pages(returns, standards)
    environment = _environment()
    texts = {page.address: _fill(environment, page) for page in pages}
    texts[addresses.SEARCH] = _search(environment, pages)
    texts[addresses.STYLE] = _style()
    return [_write(out / name, text) for name, text in texts.items()]


def _may_write(out: Path) -> None:
    held = out.is_dir() and any(out.iterdir())
    if held and not (out / addresses.SEARCH).is_file():
        raise UsageError(
            f"{out.name} holds other files already. Name a folder that is empty or new."
        )


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(templates_folder() / "site", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        JUDGES=JUDGES,
        TIERS=TIERS,
        WEIGHTS=WEIGHTS,
        clause_words=clause_words,
        obligation_words=obligation_words,
        origin_words=origin_words,
        to=addresses,
        limit=limit_words.limit,
        looks_at=limit_words.looks_at,
        scope=limit_words.scope,
        reads_words=reads_words,
        source_words=source_words,
        status_note=status_note,
    )
    environment.filters["paragraph"] = paragraph
    return environment


def _fill(environment: Environment, page: Page) -> str:
    up = addresses.way_up(page.address)
    text: str = environment.get_template(page.template).render(page=page, up=up, **page.view)
    return text


def _search(environment: Environment, pages: Sequence[Page]) -> str:
    """The script with its index inside: a page opened from a disk may not fetch other files."""
    entries: list[dict[str, Any]] = [
        {
            "title": p.title,
            "kind": f"{p.kind}, {p.trail[-1][0]}" if len(p.trail) > 1 else p.kind,
            "at": p.address,
            "words": paragraph(p.words),
        }
        for p in pages
        if p.kind
    ]
    # "<" never stands in a script as itself, so that no text can end it.
    index = json.dumps(entries, ensure_ascii=False, indent=0).replace("<", "\\u003c")
    return environment.get_template("search.js.j2").render(index=index)


def _style() -> str:
    folder = templates_folder()
    sheets = (folder / "report" / "report.css", folder / "site" / "site.css")
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
