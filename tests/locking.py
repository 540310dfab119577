"""Workbooks locked with a password, for the tests: written as [MS-OFFCRYPTO] says."""

from __future__ import annotations

import hashlib
import io
import random
import struct

from binary_files import DATES, label, number, ole_file, rec, strings8, xls_stream
from read_files import pack, unpack

SALT = bytes(range(16))
VERIFIER = bytes(range(50, 66))
_PLAIN = (0x809, 0x2F, 0x194, 0x195, 0xE1, 0x196, 0x138)


def agile(content: bytes, password: str) -> bytes:
    """A package locked as today's Excel does it, padded: small ones come out wrong."""
    from msoffcrypto.format.ooxml import OOXMLFile

    made = io.BytesIO()
    content = pack({**unpack(content), "xl/media/image1.png": random.Random(7).randbytes(6_000)})
    OOXMLFile(io.BytesIO(content)).encrypt(password, made)
    return made.getvalue()


def standard(content: bytes, password: str) -> bytes:
    """A package locked as Excel 2007 did it, with AES of 128 bits."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from msoffcrypto.method.ecma376_standard import ECMA376Standard

    key = ECMA376Standard.makekey_from_password(password, 0x660E, 0x8004, 24, 128, 16, SALT)

    def locked(plain: bytes) -> bytes:
        cipher = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
        return cipher.update(plain + bytes(-len(plain) % 16)) + cipher.finalize()

    header = struct.pack("<8I", 0x24, 0, 0x660E, 0x8004, 128, 24, 0, 0) + "AES\0".encode(
        "utf-16-le"
    )
    info = struct.pack("<HHII", 3, 2, 0x24, len(header)) + header
    info += struct.pack("<I", 16) + SALT + locked(VERIFIER)
    info += struct.pack("<I", 20) + locked(hashlib.sha1(VERIFIER).digest().ljust(32, b"\0"))
    package = struct.pack("<Q", len(content)) + locked(content)
    return ole_file({"EncryptionInfo": info, "EncryptedPackage": package})


def xls_locked(way: str, password: str) -> bytes:
    """A small .xls workbook locked in one of three ways: "rc4", "cryptoapi" or "xor"."""
    info = {"rc4": _rc4_info, "cryptoapi": _cryptoapi_info, "xor": _xor_info}[way](password)
    plain = xls_stream(
        {"Cases": label(0, 0, "in the cell") + number(1, 0, 2.5), "Old": b""},
        book=DATES + strings8(["x" * 6_000, "y"]),
        after_bof=rec(0x2F, info),
    )
    mixed = _xor(plain, password) if way == "xor" else _rc4(plain, password, way)
    made = bytearray(plain)
    for kind, first, end in _records(plain):
        if kind not in _PLAIN:
            start = min(first + 4, end) if kind == 0x85 else first
            made[start:end] = mixed[start:end]
    return ole_file({"Workbook": bytes(made)})


def _records(stream: bytes) -> list[tuple[int, int, int]]:
    found, at = [], 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        found.append((kind, at + 4, at + 4 + size))
        at += 4 + size
    return found


def _keys(way: str, password: str, block: int) -> bytes:
    from msoffcrypto.method import rc4, rc4_cryptoapi

    if way == "rc4":
        return rc4._makekey(password, SALT, block)
    return rc4_cryptoapi._makekey(password, SALT, 128, block)


def _stream_cipher(key: bytes) -> io.BytesIO:
    from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
    from cryptography.hazmat.primitives.ciphers import Cipher

    return Cipher(ARC4(key), mode=None).encryptor()  # type: ignore[return-value]


def _rc4(plain: bytes, password: str, way: str) -> bytes:
    made = b""
    for block, at in enumerate(range(0, len(plain), 1024)):
        made += _stream_cipher(_keys(way, password, block)).update(plain[at : at + 1024])  # type: ignore[attr-defined]
    return made


def _rc4_info(password: str) -> bytes:
    cipher = _stream_cipher(_keys("rc4", password, 0))
    proof = cipher.update(VERIFIER) + cipher.update(hashlib.md5(VERIFIER).digest())  # type: ignore[attr-defined]
    return struct.pack("<HHH", 1, 1, 1) + SALT + proof


def _cryptoapi_info(password: str) -> bytes:
    cipher = _stream_cipher(_keys("cryptoapi", password, 0))
    header = struct.pack("<8I", 4, 0, 0x6801, 0x8004, 128, 1, 0, 0) + "RSA\0".encode("utf-16-le")
    proof = struct.pack("<I", 16) + SALT + cipher.update(VERIFIER)  # type: ignore[attr-defined]
    proof += struct.pack("<I", 20) + cipher.update(hashlib.sha1(VERIFIER).digest())  # type: ignore[attr-defined]
    return struct.pack("<HHHII", 1, 4, 2, 4, len(header)) + header + proof


def _xor_info(password: str) -> bytes:
    proof = 0
    for byte in reversed([len(password), *password.encode("latin-1")]):
        proof = (proof >> 14 & 1 | proof << 1 & 0x7FFF) ^ byte
    return struct.pack("<HHH", 0, 0, proof ^ 0xCE4B)


def _xor(plain: bytes, password: str) -> bytes:
    from msoffcrypto.method.xor_obfuscation import DocumentXOR

    key = DocumentXOR.create_xor_array_method1(password)
    made = bytearray(plain)
    for _, first, end in _records(plain):
        for at in range(first, end):
            turned = (plain[at] << 5 | plain[at] >> 3) & 0xFF
            made[at] = turned ^ key[(at + end - first) % 16]
    return bytes(made)
