"""Fill the page templates. Autoescape is always on; no page loads anything from elsewhere."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.language import ENGLISH, FALLBACK, gaps_told, say, speaking, spoken
from checker.model.report import Report
from checker.resources import templates_folder

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def _environment(folder: Path) -> Environment:
    """One for each process. It takes a template anew when its file has changed."""
    from jinja2 import Environment, StrictUndefined

    from checker.render.compiled import PageLoader

    environment = Environment(
        loader=PageLoader(folder, compiled_folder()),
        auto_reload=True,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["say"] = say
    environment.globals["gaps_told"] = gaps_told
    environment.globals["html_language"] = html_language
    return environment


def compiled_folder() -> Path:
    """Where the templates stand as Jinja compiled them: see `checker.render.compiled`."""
    return templates_folder() / "compiled"


def compiled_files() -> dict[Path, str]:
    """The generated files of that folder, path to text."""
    from checker.render.compiled import compiled_pages

    made = compiled_pages(_environment(templates_folder() / "report"))
    return {compiled_folder() / name: text for name, text in made.items()}


def fill(template: str, page: object, folder: str = "report") -> str:
    """Fill one template of `templates/<folder>/` with a view; the view is called `page` in it."""
    text = _environment(templates_folder() / folder).get_template(template).render(page=page)
    if spoken() != ENGLISH:
        text = _GAP.sub(r'>\1<span lang="en-GB">\2</span><', text)
    # A file name that is no valid UTF-8 holds lone surrogates, which UTF-8 cannot write.
    return _STEERING.sub(
        "\N{REPLACEMENT CHARACTER}", text.encode("utf-8", "replace").decode().replace("\r", " ")
    )


# An English text on a page in another language, which a screen reader must be told of. The title
# of a page takes no tag within it.
_GAP: Final = re.compile(rf"(?<!<title)>([^<]*?)({re.escape(FALLBACK)}[^<]*)<")


def html_language() -> str:
    """The language of a page as its `lang` tells it (BCP 47)."""
    return "en-GB" if spoken() == ENGLISH else spoken()


# What HTML does not allow, and what turns the text after it round: a sheet may be named so.
_STEERING: Final = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)


def source(name: str) -> str:
    """The text of a file of `templates/report/` as it stands, for what is no template."""
    return (templates_folder() / "report" / name).read_text(encoding="utf-8")


def html_bytes(report: Report) -> bytes:
    """The bytes of report.html, UTF-8 with \\n newlines."""
    from checker.render.page import build

    with speaking(report.language):
        return fill("report.html.j2", build(report)).encode("utf-8")
