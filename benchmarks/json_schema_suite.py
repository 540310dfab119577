"""The public JSON Schema test suite, as the source package of jsonschema carries it.

It is fetched by pip's own index and held to its digest; nothing of the package is built or run.
"""

from __future__ import annotations

import argparse
import tarfile
from pathlib import Path

from corpus_public import archive_of

PACKAGE = {
    "client": "pip",
    "name": "jsonschema",
    "version": "4.26.0",
    "file": "jsonschema-4.26.0.tar.gz",
    "sha256": "0c26707e2efad8aa1bfc5b7ce170f3fccc2e4918ff85989ba9ffa9facb2be326",
}
DRAFT = "/json/tests/draft2020-12/"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", type=Path, required=True)
    folder = arguments.parse_args().out
    with tarfile.open(archive_of(PACKAGE, folder / "package")) as package:
        for entry in package:
            _, draft, name = entry.name.partition(DRAFT)
            if draft and entry.isfile() and name.endswith(".json"):
                path = folder / name.replace("/", ".")
                path.write_bytes(package.extractfile(entry).read())
    print(f"Wrote {len([*folder.glob('*.json')])} files to {folder}")


if __name__ == "__main__":
    main()
