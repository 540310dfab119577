"""The password of an .xls workbook: its records are decrypted in place ([MS-XLS] 2.2.10)."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from checker.errors import Unreadable
from checker.read.limits import Limits
from checker.read.xls import biff
from checker.read.xls.biff import Stream
from checker.read.xls.compound import Compound
from checker.read.xls.reader import workbook_stream

_NAME = "workbook"
_BLOCK = 1024
# Records that stay as they are: beginnings, the lock itself, who uses the file, and its history.
_PLAIN = frozenset({biff.BOF, biff.FILE_PASS, 0x194, 0x195, 0xE1, 0x196, 0x138})
_PLACE = 4  # bytes at the beginning of a listed sheet that stay as they are


def is_locked(data: bytes, limits: Limits) -> bool:
    """Whether the workbook has a password; False also for one that cannot be read at all."""
    try:
        stream = Stream(workbook_stream(Compound(data, limits)), limits)
        for kind, _, _ in stream.records(0):
            if kind in (biff.FILE_PASS, biff.EOF):
                return kind == biff.FILE_PASS
    except Unreadable:
        return False  # the reader will say why
    return False


def opener(data: bytes, limits: Limits) -> Callable[[str], bytes]:
    """How the workbook is opened: a function of the password that gives the whole file without it.

    The function raises InvalidKeyError of msoffcrypto for a password that does not fit, and
    anything at all for a protection that is not known.
    """

    def attempt(password: str) -> bytes:
        from msoffcrypto.format.xls97 import Xls97File

        office = Xls97File(io.BytesIO(data))
        office.load_key(password)
        container = Compound(data, limits)
        stream = Stream(container.stream(_NAME), limits)
        return container.rewritten(data, _NAME, _decrypted(stream, office))

    return attempt


def _decrypted(stream: Stream, office: Any) -> bytes:
    from msoffcrypto.method.rc4 import DocumentRC4
    from msoffcrypto.method.rc4_cryptoapi import DocumentRC4CryptoAPI
    from msoffcrypto.method.xor_obfuscation import DocumentXOR

    locked = bytes(stream.data)
    spans = list(_spans(stream))
    if office.type == "xor":
        plain = _xored(locked, spans, DocumentXOR.create_xor_array_method1(office.key))
    elif office.type == "rc4":
        buffer = io.BytesIO(locked)
        plain = DocumentRC4.decrypt(office.key, office.salt, buffer, blocksize=_BLOCK).read()
    else:
        buffer = io.BytesIO(locked)
        plain = DocumentRC4CryptoAPI.decrypt(
            office.key, office.salt, office.keySize, buffer, blocksize=_BLOCK
        ).read()
    for first, end, _ in spans:
        stream.data[first:end] = plain[first:end]
    return bytes(stream.data)


def _spans(stream: Stream) -> Iterator[tuple[int, int, int]]:
    """What is encrypted: first byte, end, and the length of the record. Sets the lock aside."""
    for kind, first, end in stream.records(0):
        if kind == biff.FILE_PASS:
            stream.set_aside(first)
        if kind not in _PLAIN:
            start = first + _PLACE if kind == biff.BOUND_SHEET else first
            yield min(start, end), end, end - first


def _xored(locked: bytes, spans: Sequence[tuple[int, int, int]], key: Sequence[int]) -> bytes:
    """The stream with its bytes decrypted ([MS-OFFCRYPTO] 2.3.7.3).

    The key of 16 bytes is turned by the place of a byte in the stream and the record's length.
    """
    turned = bytes((byte >> 5 | byte << 3) & 0xFF for byte in range(256))
    plain = bytearray(locked)
    for first, end, length in spans:
        turn = (first + length) % len(key)
        pad = bytes((*key[turn:], *key[:turn])) * ((end - first) // len(key) + 1)
        mixed = int.from_bytes(locked[first:end], "little") ^ int.from_bytes(
            pad[: end - first], "little"
        )
        plain[first:end] = mixed.to_bytes(end - first, "little").translate(turned)
    return bytes(plain)
