"""Generated files of the packs, and the words for `checker standards explain` and `show`."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from checker.packbuild.folders import is_return, pack_folders, spec_beside
    from checker.packbuild.suites import expand
    from checker.packbuild.terminal import explain, listing, show
    from checker.packbuild.writing import build, generated

__all__ = [
    "build",
    "expand",
    "explain",
    "generated",
    "is_return",
    "listing",
    "pack_folders",
    "show",
    "spec_beside",
]

# Each is imported when it is asked for: a list of the packs needs nothing that writes guides.
_PLACES: Final = {
    "build": "writing",
    "expand": "suites",
    "explain": "terminal",
    "generated": "writing",
    "is_return": "folders",
    "listing": "terminal",
    "pack_folders": "folders",
    "show": "terminal",
    "spec_beside": "folders",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
