"""Generated files of the packs, and the words for `checker standards explain` and `show`."""

from checker.packbuild.folders import is_return, pack_folders, spec_beside
from checker.packbuild.suites import expand, suites
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
    "suites",
]
