"""Workbooks that have a password, opened in memory: nothing is written to disk.

The decryption itself is msoffcrypto's. What it would take from a hostile file without looking is
looked at first: the XML that describes the protection, and how long a password is turned into a
key.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from typing import Any

from checker.errors import Unreadable
from checker.language import say
from checker.read import markup, stops
from checker.read.limits import Limits
from checker.read.workbook import Progress
from checker.read.xls import lock as xls_lock
from checker.read.xls.compound import Compound

# Excel itself locks files with this, for instance those that are only to be read, and opens them
# without asking ([MS-OFFCRYPTO] 2.3.7.1 speaks of it as the default password).
EXCELS_OWN = "VelvetSweatshop"
_INFO, _PACKAGE = "encryptioninfo", "encryptedpackage"
_BLOCK = 16
_AGILE = b"\x04\x00\x04\x00"
_INFO_SIZE = 1 << 16
# Excel turns a password into a key in 100,000 steps; a million take about a second.
_STEPS = 1_000_000

Open = Callable[[str], bytes]


def without_password(
    kind: str, data: bytes, password: str, limits: Limits, progress: Progress
) -> bytes:
    """The file as it would be without its password; `data` itself when it has none.

    `kind` is what `guard.sniff` says. Without a `password`, and when it does not fit, the one that
    Excel sets by itself is tried. Raises Unreadable when none opens the file.
    """
    if kind == "encrypted":
        attempt = _package(data, limits)
    elif kind == "xls" and xls_lock.is_locked(data, limits):
        attempt = xls_lock.opener(data, limits)
    else:
        return data
    for word, note in (
        (password, say("read.password-given")),
        (EXCELS_OWN, say("read.password-of-excel")),
    ):
        opened = _opened(attempt, word) if word else None
        if opened is not None:
            progress.notes.append(note)
            if len(opened) > limits.file_bytes:
                found = say("read.without-password-file-large", opened=stops.amount(len(opened)))
                raise stops.over("file_bytes", found, limits.file_bytes)
            return opened
    raise stops.wrong_password() if password else stops.refused("encrypted")


def _opened(attempt: Open, password: str) -> bytes | None:
    """The opened file, or None when the password does not fit. Raises Unreadable."""
    from msoffcrypto.exceptions import InvalidKeyError

    # The library logs the password among the details of its work, for whoever asks for details.
    logging.getLogger("msoffcrypto").setLevel(logging.CRITICAL + 1)
    try:
        return attempt(password)
    except InvalidKeyError:
        return None
    except (Unreadable, MemoryError):
        raise
    except Exception:  # noqa: BLE001
        # Whatever the library says, it may hold the password: it is not passed on.
        raise stops.unknown_protection() from None


def _package(data: bytes, limits: Limits) -> Open:
    """How a protected package ([MS-OFFCRYPTO] 1.3.3) is opened."""
    try:
        container = Compound(data, limits)
    except Unreadable:
        raise stops.unknown_protection() from None
    if _INFO not in container.names() or _PACKAGE not in container.names():
        raise stops.unknown_protection()
    info = container.stream(_INFO)
    if len(info) > _INFO_SIZE:
        raise stops.unknown_protection()
    if info.startswith(_AGILE):
        _refuse_hostile(info[8:], limits)

    def attempt(password: str) -> bytes:
        from msoffcrypto.format.ooxml import OOXMLFile

        office = OOXMLFile(io.BytesIO(data))
        office.load_key(password=password, verify_password=True)
        return _decrypted(container.stream(_PACKAGE), office)

    return attempt


def _decrypted(package: bytes, office: Any) -> bytes:
    """The package inside: its size, and that many bytes filled up to whole blocks."""
    from msoffcrypto.method.ecma376_agile import ECMA376Agile
    from msoffcrypto.method.ecma376_standard import ECMA376Standard

    size = int.from_bytes(package[:8], "little")
    end = 8 + size + -size % _BLOCK
    if end > len(package):
        raise stops.corrupt(say("read.password-fits"))
    locked = io.BytesIO(package[:end])
    if office.type == "agile":
        info = office.info
        made = ECMA376Agile.decrypt(
            office.secret_key, info["keyDataSalt"], info["keyDataHashAlgorithm"], locked
        )
    else:
        made = ECMA376Standard.decrypt(office.secret_key, locked)
    if not made.startswith(b"PK"):
        raise stops.corrupt(say("read.password-fits"))
    return bytes(made)


def _refuse_hostile(description: bytes, limits: Limits) -> None:
    def on_start(_: str, values: dict[str, str]) -> None:
        steps = values.get("spinCount", "0")
        if not (steps.isascii() and steps.isdigit() and len(steps) < 10 and int(steps) <= _STEPS):
            raise stops.unknown_protection()

    markup.elements(description.rstrip(b"\0"), limits, on_start)
